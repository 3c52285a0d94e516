"""Closing months, and their reports."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lms.core import sheets
from lms.core.policy import require
from mentoring.actions import months as doing
from mentoring.forms.months import CloseMonth, CountryChoice
from mentoring.models import ClosedMonth, Engagement
from mentoring.policy import engagements as policy
from mentoring.reports import month_sheets
from mentoring.reports import months as report

PAGE = 25


@login_required
@require_safe
def months(request):
    """What can be closed now and what would be left out of it, and the months that are closed."""
    require(policy.can_open_engagements, request.user)
    form = CountryChoice(request.GET, countries=_countries(request.user))
    country = form.chosen
    month = country and report.next_to_close(country)
    left = report.left_out(country, month).for_list() if month else ()
    closed = ClosedMonth.objects.visible_to(request.user).filter(country=country).for_list()
    context = {
        "form": form,
        "country": country,
        "month": month,
        "preview": report.preview(country, month) if month else None,
        "left": left[:PAGE],
        "page": Paginator(closed, PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "mentoring/months.html", context)


@login_required
@require_POST
def close(request):
    require(policy.can_open_engagements, request.user)
    form = CloseMonth(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a month that can be closed."))
        return redirect("mentoring:months")
    closed = doing.close_month(**form.cleaned_data, by=request.user)
    messages.success(request, _("The month is closed. Its report does not change any more."))
    return redirect("mentoring:month", closed.pk)


@login_required
@require_safe
def month(request, month_id):
    closed = _seen(request, month_id)
    context = {
        "closed": closed,
        "totals": closed.facts["totals"],
        "amendments": len(closed.facts["amendments"]),
        "is_intact": report.digest_of(closed.facts) == closed.digest,
    }
    return render(request, "mentoring/month.html", context)


@login_required
@require_safe
def report_file(request, month_id, kind):
    """The report of a closed month, from its facts alone: the same bytes whenever it is asked for in a language."""
    closed = _seen(request, month_id)
    report.refuse_altered(closed)
    made = month_sheets.sheets_of(closed.facts, get_language())
    name = f"{_name(closed)}-{get_language()}"
    if kind == "xlsx":
        bidi = closed.facts["words"][get_language()]["bidi"]
        at = report.born(closed.facts)
        return sheets.reproducible_xlsx(name, made, right_to_left=bidi, at=at)
    if kind == "csv":
        return sheets.comma_separated(name, made[1].headings, made[1].rows)
    raise Http404


@login_required
@require_safe
def amendments_file(request, month_id):
    closed = _seen(request, month_id)
    report.refuse_altered(closed)
    made = month_sheets.sheets_of(closed.facts, get_language())[3]
    name = f"{_name(closed)}-amendments-{get_language()}"
    return sheets.comma_separated(name, made.headings, made.rows)


def _seen(request, month_id):
    seen = ClosedMonth.objects.visible_to(request.user).select_related("closed_by")
    return get_object_or_404(seen, pk=month_id)


def _name(closed):
    return f"mentoring-{closed.facts['country']}-{closed.facts['month']}"


def _countries(user):
    """The countries that one manages; for an administrator those in which anybody is accompanied."""
    found = Engagement.objects.run_by(user).order_by().values_list("cooperative__country")
    return sorted({country for (country,) in found.distinct()} | set(user.managed_countries))
