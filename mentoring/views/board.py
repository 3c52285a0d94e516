"""The coverage board of those who run engagements."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from lms.core import sheets
from lms.core.policy import require
from lms.offline.models import Event
from mentoring.forms.board import BoardFilter
from mentoring.models import CoachingSession, Engagement
from mentoring.policy import engagements as policy
from mentoring.reports import coverage

PAGE = 25
LISTS = {
    "all": (gettext_lazy("All cooperatives"), lambda line: True),
    "silent": (gettext_lazy("Silent for 60 days"), lambda line: line.is_silent),
    "unconfirmed": (gettext_lazy("Unconfirmed"), lambda line: line.unanswered),
    "no_mentor": (gettext_lazy("No mentor"), lambda line: not line.mentors),
}
ORDERS = {
    "cooperative": (gettext_lazy("Cooperative"), lambda line: str(line.cooperative)),
    "silence": (gettext_lazy("Last session"), lambda line: -line.silent_days),
    "coverage": (
        gettext_lazy("Held of planned to date"),
        lambda line: (line.percent is None, line.percent or 0),
    ),
}
FILES = {"xlsx": sheets.xlsx, "csv": sheets.comma_separated}


@login_required
@require_safe
def board(request):
    require(policy.can_open_engagements, request.user)
    form, found = _found(request)
    shown, order = _chosen(request)
    context = {
        "form": form,
        "totals": coverage.totals(found),
        "lists": [
            {
                "key": key,
                "label": label,
                "count": sum(map(bool, map(belongs, found))),
                "query": _query(request, show=key),
            }
            for key, (label, belongs) in LISTS.items()
        ],
        "shown": shown,
        "kinds": FILES,
        "columns": _columns(request, order),
        "page": Paginator(_listed(found, shown, order), PAGE).get_page(request.GET.get("page")),
        "regions": coverage.by_region(found),
        "mentors": coverage.by_mentor(found),
        "months": coverage.by_month(found),
        "overdue": CoachingSession.objects.run_by(request.user).long_unanswered().count(),
        "undecided": Event.objects.shown_to(request.user).undecided().count(),
        "covered_from": coverage.COVERED,
    }
    return render(request, "mentoring/board.html", context)


@login_required
@require_safe
def coverage_file(request, kind):
    """The table of the board as it is chosen and ordered there, all of it."""
    require(policy.can_open_engagements, request.user)
    if kind not in FILES:
        raise Http404
    _form, found = _found(request)
    rows = map(coverage.row, _listed(found, *_chosen(request)))
    return FILES[kind](_("Coverage of cooperatives"), coverage.headings(), rows)


def _found(request):
    engagements = Engagement.objects.run_by(request.user).open()
    known = coverage.lines(engagements, timezone.localdate())
    form = BoardFilter(request.GET, lines=known)
    return form, form.pick(known)


def _chosen(request):
    """Which list is asked for, and in which order, where a minus turns it round."""
    shown, order = (request.GET.get(name, "") for name in ("show", "order"))
    return (
        shown if shown in LISTS else "all",
        order if order.removeprefix("-") in ORDERS else "silence",
    )


def _listed(found, shown, order):
    belongs, key = LISTS[shown][1], ORDERS[order.removeprefix("-")][1]
    return sorted(filter(belongs, found), key=key, reverse=order.startswith("-"))


def _query(request, **changes):
    """The address of the board with another choice, from its first page on."""
    query = request.GET.copy()
    query.pop("page", None)
    for name, value in changes.items():
        query[name] = value
    return query.urlencode()


def _columns(request, order):
    """The heads by which the table is put in order, each turned round where it is already."""
    for key, (label, _key) in ORDERS.items():
        query = _query(request, order=f"-{key}" if order == key else key)
        direction = "descending" if order.startswith("-") else "ascending"
        here = order.removeprefix("-") == key
        yield {"label": label, "query": query, "sort": direction if here else ""}
