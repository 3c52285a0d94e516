"""For administrators, in the admin: the versions of each scheme and what they ask for."""

from functools import wraps

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certification import evidence, policy
from certification.actions import schemes as actions
from certification.choices import RequirementKind
from certification.models import Candidacy, CertificationScheme, Requirement, SchemeVersion
from certification.reports.rules import changes_of
from certification.requirements.kinds import KINDS
from certification.viewsets.schemes import RequirementForm, SchemeVersionForm
from lms.core.policy import require


def for_administrators(view):
    @wraps(view)
    def wrapped(request, *args, **kwargs):
        require(policy.can_write_schemes, request.user)
        return view(request, *args, **kwargs)

    return wrapped


@require_safe
@for_administrators
def schemes(request):
    """All schemes, each with its versions."""
    found = CertificationScheme.objects.with_versions()
    return _page(request, "schemes", _("Rules of certificates"), schemes=found)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def draft(request, pk):
    """The draft of a scheme: the one there is, a copy of the last version, or the very first one."""
    scheme = get_object_or_404(CertificationScheme.objects.with_versions(), pk=pk)
    if scheme.current:
        if request.method != "POST":
            raise Http404
        return redirect("rules:version", actions.draft_next(scheme, by=request.user).pk)
    return _words(request, SchemeVersion(scheme=scheme), scheme.code)


@require_safe
@for_administrators
def version(request, pk):
    """What a version asks for, in words, and for a draft what would change."""
    found = _version(pk)
    asked = list(found.requirements.all())
    findings = evidence.look_up(asked, request.user)
    before = found.scheme.in_force
    return _page(
        request,
        "version",
        str(found),
        version=found,
        findings=findings,
        kinds=[(kind, RequirementKind(kind).label) for kind in KINDS],
        before=before,
        changes=changes_of(found, before, request.user) if found.is_draft else [],
        files=Candidacy.objects.live().filter(version__scheme=found.scheme).count(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def words(request, pk):
    found = _draft(pk)
    return _words(request, found, str(found))


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def add(request, pk, kind):
    if kind not in KINDS:
        raise Http404
    found = _draft(pk)
    last = max((one.position for one in found.requirements.all()), default=0)
    form = RequirementForm(
        request.POST or None, kind=kind, version=found, initial={"position": last + 1}
    )
    return _requirement(request, form, found, None)


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def requirement(request, pk):
    found = get_object_or_404(Requirement.objects.select_related("version__scheme"), pk=pk)
    version = _draft(found.version_id)
    form = RequirementForm(request.POST or None, kind=found.kind, instance=found)
    return _requirement(request, form, version, found)


@require_POST
@for_administrators
def remove(request, pk):
    found = get_object_or_404(Requirement, pk=pk)
    version = _draft(found.version_id)
    found.delete()
    return redirect("rules:version", version.pk)


@require_POST
@for_administrators
def put_in_force(request, pk):
    found = actions.put_in_force(_version(pk), by=request.user)
    messages.success(request, _("This version is in force. Files under way keep theirs."))
    return redirect("rules:version", found.pk)


@require_POST
@for_administrators
def retire(request, pk):
    found = actions.retire(_version(pk), by=request.user)
    messages.success(request, _("No file is opened under this version any more."))
    return redirect("rules:version", found.pk)


def _version(pk):
    found = SchemeVersion.objects.select_related("scheme").prefetch_related("requirements")
    return get_object_or_404(found, pk=pk)


def _draft(pk):
    """A version that is in force or retired is not here to be written."""
    found = _version(pk)
    if not found.is_draft:
        raise Http404
    return found


def _words(request, version, title):
    form = SchemeVersionForm(request.POST or None, instance=version)
    if request.method == "POST" and form.is_valid():
        return redirect("rules:version", form.save().pk)
    return _page(request, "form", title, form=form)


def _requirement(request, form, version, known):
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect("rules:version", version.pk)
    title = RequirementKind(form.instance.kind).label
    return _page(request, "form", str(title).capitalize(), form=form, version=version, known=known)


def _page(request, name, title, **context):
    home = {"url": reverse("rules:schemes"), "label": _("Rules of certificates")}
    trail = [home] if name == "schemes" else [home, {"url": "", "label": title}]
    context |= {"header_title": title, "page_title": title, "breadcrumbs_items": trail}
    return render(request, f"certification/rules/{name}.html", context)
