"""The desk of certifiers; managers and administrators look on."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from certification import conflicts, policy
from certification.actions import candidacies as actions
from certification.forms.files import FilesFilter
from certification.models import Candidacy, CertificationScheme
from certification.reports import figures
from certification.reports import people as learners
from lms.core import sheets
from lms.core.policy import require

PER_PAGE = 25
LISTS = {
    "review": (_("To review"), lambda files, user: files.to_review_by(user)),
    "second": (
        _("Waiting for another certifier"),
        lambda files, user: files.waiting_for_the_second(user),
    ),
    "overdue": (_("Overdue"), lambda files, user: files.overdue()),
    "more": (_("Asked for more"), lambda files, user: files.asked_for_more()),
    "open": (_("Being prepared"), lambda files, user: files.being_prepared()),
    "decided": (_("Decided"), lambda files, user: files.decided()),
    "closed": (
        _("Closed without a decision"),
        lambda files, user: files.closed_without_decision(),
    ),
}
COLUMNS = {
    "name": (_("Candidate"), ["person__last_name", "person__first_name", "pk"]),
    "scheme": (_("Certificate"), ["version__scheme__code", "pk"]),
    "handed_in": (_("Handed in"), ["submitted_at", "opened_at", "pk"]),
    "deadline": (_("Deadline"), ["deadline", "pk"]),
}


@require_safe
@login_required
def desk(request):
    """The files one looks after, one list at a time."""
    require(policy.works_at_desk, request.user)
    user = request.user
    form = _filter(request)
    files = form.pick(Candidacy.objects.visible_to(user).others_than(user))
    shown = request.GET.get("show") if request.GET.get("show") in LISTS else "review"
    lists = [
        {"key": key, "label": label, "count": pick(files, user).count()}
        for key, (label, pick) in LISTS.items()
    ]
    order = _order(request, "-handed_in" if shown == "decided" else "handed_in")
    listed = LISTS[shown][1](files, user).order_by(*_fields(order)).for_lists()
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
    if shown in ("review", "overdue"):
        _mark_conflicts(page, user)
    context = {
        "form": form,
        "lists": lists,
        "shown": shown,
        "page": page,
        "columns": _columns(request, order),
        "observes": policy.observes(user),
    }
    return render(request, "certification/desk.html", context)


def _filter(request):
    schemes = CertificationScheme.objects.visible_to(request.user).with_versions()
    return FilesFilter(request.GET, schemes=schemes)


def _order(request, usual):
    asked = request.GET.get("order", "")
    return asked if asked.removeprefix("-") in COLUMNS else usual


def _fields(order):
    """The names to order by; a minus before the column turns all of them round."""
    names = COLUMNS[order.removeprefix("-")][1]
    return [f"-{name}" for name in names] if order.startswith("-") else names


def _columns(request, order):
    """The heads of the table, each leading to the list in its order, or turned round where it is already."""
    for key, (label, _names) in COLUMNS.items():
        query = request.GET.copy()
        query.pop("page", None)
        query["order"] = f"-{key}" if order == key else key
        here = order.removeprefix("-") == key
        direction = "descending" if order.startswith("-") else "ascending"
        yield {
            "label": label,
            "query": query.urlencode(),
            "sort": direction if here else "",
        }


def _mark_conflicts(files, user):
    reasons = conflicts.found(user, list(files))
    for file in files:
        file.conflict = reasons.get(file.pk)


@require_safe
@login_required
def people(request, pk):
    """Learners on the way to a certificate for whom a file can be opened."""
    require(policy.works_at_desk, request.user)
    scheme = get_object_or_404(CertificationScheme.objects.visible_to(request.user), pk=pk)
    words = request.GET.get("q", "")[:100]
    found = learners.named(learners.without_file(scheme, request.user), words)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"scheme": scheme, "page": page, "words": words}
    return render(request, "certification/people.html", context)


@require_POST
@login_required
def open_files(request, pk):
    """Open the files of the learners that were ticked; those that are open already stay as they are."""
    require(policy.works_at_desk, request.user)
    scheme = get_object_or_404(CertificationScheme.objects.visible_to(request.user), pk=pk)
    ticked = {number for number in request.POST.getlist("person") if number.isdecimal()}
    people = list(learners.within_reach(scheme, request.user).filter(pk__in=ticked))
    if len(people) != len(ticked):
        raise Http404
    opened = [actions.open_candidacy(scheme, person, by=request.user) for person in people]
    if not opened:
        messages.warning(request, _("Tick at least one name."))
        return redirect("certification:people", scheme.pk)
    said = ngettext("%(count)s file is open.", "%(count)s files are open.", len(opened))
    messages.success(request, said % {"count": len(opened)})
    if len(opened) == 1:
        return redirect("certification:file", opened[0].pk)
    return redirect(f"{reverse('certification:desk')}?show=open&scheme={scheme.pk}")


@require_safe
@login_required
def show_figures(request):
    """How many files came to which end, by scheme, country and sex."""
    require(policy.works_at_desk, request.user)
    form = _filter(request)
    counted = figures.counted(form.pick(Candidacy.objects.visible_to(request.user)))
    context = {"form": form, "rows": figures.by_scheme(counted), "total": figures.total(counted)}
    return render(request, "certification/figures.html", context)


@require_safe
@login_required
def figures_file(request):
    """The same figures as a workbook, a row for each sex."""
    require(policy.works_at_desk, request.user)
    files = _filter(request).pick(Candidacy.objects.visible_to(request.user))
    rows = figures.sheet(figures.counted(files))
    return sheets.xlsx(str(_("Certification figures")), figures.headings(), rows)
