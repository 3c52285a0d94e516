"""For everybody: one's own certificates and files."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certification import evidence, policy, printing
from certification.actions import candidacies as actions
from certification.forms.credentials import NameForm
from certification.models import Candidacy, CertificationScheme, Credential


@require_safe
@login_required
def home(request):
    """To what this person came for: the desk, or her own certificates."""
    at_desk = policy.works_at_desk(request.user)
    return redirect("certification:desk" if at_desk else "certification:mine")


@require_safe
@login_required
def mine(request):
    """My certificates, my files with what is missing, and what I can apply for."""
    user = request.user
    files = list(
        Candidacy.objects.filter(person=user, credentials=None)
        .exclude(status=Candidacy.Status.WITHDRAWN)
        .select_related("version__scheme")
        .prefetch_related("version__requirements", "pauses")
        .order_by("-opened_at")
    )
    context = {
        "credentials": Credential.objects.filter(candidacy__person=user).for_lists(),
        "files": _with_findings(files, user),
        "schemes": CertificationScheme.objects.open_to(user).with_versions(),
        "at_desk": policy.works_at_desk(user),
        "observes": policy.observes(user),
    }
    return render(request, "certification/mine.html", context)


def _with_findings(files, person):
    """Each file with what is met and missing, looked up for all of them at once."""
    asked = [requirement for file in files for requirement in file.version.requirements.all()]
    opened = {file.version_id: file.opened_at for file in reversed(files)}
    findings = evidence.look_up(asked, person, opened)
    for file in files:
        file.shown = [f for f in findings if f.requirement.version_id == file.version_id]
        file.met = sum(finding.met for finding in file.shown)
        file.missing = evidence.missing(file.shown)
    return files


@require_POST
@login_required
def apply(request, pk):
    scheme = get_object_or_404(CertificationScheme.objects.within_reach_of(request.user), pk=pk)
    file = actions.open_candidacy(scheme, request.user, by=request.user)
    return redirect("certification:file", file.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def name(request, pk):
    """The candidate checks how her name will be printed."""
    file = get_object_or_404(Candidacy.objects.filter(person=request.user), pk=pk)
    if not file.is_with_candidate:
        return redirect("certification:file", file.pk)
    now = {**file.names, "language": file.language, "name_in_badge": file.name_in_badge}
    paper = actions.paper_of(file, by=request.user)
    languages = actions.languages_of(file, by=request.user)
    form = NameForm(request.POST or None, initial=now, paper=paper, languages=languages)
    if request.method == "POST" and form.is_valid():
        actions.confirm_name(file, **form.cleaned_data, by=request.user)
        messages.success(request, _("Your name is confirmed."), extra_tags=f"name-{file.pk}")
        return redirect("certification:file", file.pk)
    context = {"file": file, "form": form, "names": printing.names(file)}
    return render(request, "certification/name.html", context)


@require_POST
@login_required
def submit(request, pk):
    file = get_object_or_404(Candidacy.objects.filter(person=request.user), pk=pk)
    actions.submit(file, by=request.user)
    messages.success(request, _("Your file is with the certifiers."))
    return redirect("certification:file", file.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def withdraw(request, pk):
    """Take the file back, after a question."""
    file = get_object_or_404(
        Candidacy.objects.filter(person=request.user).select_related("version"), pk=pk
    )
    if request.method == "POST":
        actions.withdraw(file, by=request.user)
        messages.success(request, _("Your file is withdrawn."))
        return redirect("certification:mine")
    return render(request, "certification/withdraw.html", {"file": file})
