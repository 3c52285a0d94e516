"""The desk of certifiers; managers and administrators look on."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from certification import conflicts, policy, reports
from certification.actions import candidacies as actions
from certification.forms import SchemeFilter
from certification.models import Candidacy, CertificationScheme
from lms.core.policy import require

PER_PAGE = 25
LISTS = {
    "review": (_("To review"), lambda files, user: files.to_review_by(user)),
    "second": (
        _("Waiting for the second certifier"),
        lambda files, user: files.waiting_for_the_second(user),
    ),
    "decided": (_("Decided"), lambda files, user: files.decided().order_by("-decided_at")),
    "open": (_("Being prepared"), lambda files, user: files.filter(status="open")),
}


@require_safe
@login_required
def desk(request):
    """The files one looks after, one list at a time."""
    require(policy.works_at_desk, request.user)
    user = request.user
    schemes = CertificationScheme.objects.visible_to(user).with_versions()
    chosen = SchemeFilter(request.GET, schemes=schemes)
    files = Candidacy.objects.visible_to(user).others_than(user)
    if chosen.chosen:
        files = files.filter(version__scheme=chosen.chosen)
    shown = request.GET.get("show") if request.GET.get("show") in LISTS else "review"
    lists = [
        {"key": key, "label": label, "count": pick(files, user).count()}
        for key, (label, pick) in LISTS.items()
    ]
    page = Paginator(LISTS[shown][1](files, user).for_lists(), PER_PAGE).get_page(
        request.GET.get("page")
    )
    if shown == "review":
        _mark_conflicts(page, user)
    context = {"form": chosen, "lists": lists, "shown": shown, "page": page}
    return render(request, "certification/desk.html", context)


def _mark_conflicts(files, user):
    reasons = conflicts.found(user, [file.person_id for file in files])
    for file in files:
        file.conflict = reasons.get(file.person_id)


@require_safe
@login_required
def people(request, pk):
    """Learners on the way to a certificate for whom a file can be opened."""
    require(policy.works_at_desk, request.user)
    scheme = get_object_or_404(CertificationScheme.objects.visible_to(request.user), pk=pk)
    words = request.GET.get("q", "")[:100]
    found = reports.named(reports.people_without_file(scheme, request.user), words)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"scheme": scheme, "page": page, "words": words}
    return render(request, "certification/people.html", context)


@require_POST
@login_required
def open_file(request, pk):
    """Open the file of a learner; the one that is open already when she has one."""
    require(policy.works_at_desk, request.user)
    scheme = get_object_or_404(CertificationScheme.objects.visible_to(request.user), pk=pk)
    number = request.POST.get("person", "")
    if not number.isdecimal():
        return redirect("certification:people", scheme.pk)
    person = get_object_or_404(reports.people_within_reach(scheme, request.user), pk=number)
    file = actions.open_candidacy(scheme, person, by=request.user)
    return redirect("certification:file", file.pk)
