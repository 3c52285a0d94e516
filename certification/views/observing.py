"""For master trainers and certifiers: whom to watch and to recommend; for the candidate: what was seen of her."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certification import policy
from certification.actions import observations as actions
from certification.choices import RequirementKind, StatementKind
from certification.forms.observing import CountersignForm, ObservationForm, StatementForm
from certification.models import Candidacy, Observation
from certification.reports import observing as reports
from lms.core.forms import refusals_on
from lms.core.policy import require
from lms.offline import intake

PER_PAGE = 25


@require_safe
@login_required
def home(request):
    """Candidates whose file asks to be watched, recommended or judged, and what one has seen."""
    require(policy.observes, request.user)
    page = Paginator(reports.files(request.user), PER_PAGE).get_page(request.GET.get("page"))
    page.object_list = reports.with_steps(page.object_list, request.user)
    mine = Observation.objects.filter(observer=request.user).select_related("person")[:PER_PAGE]
    return render(request, "certification/observing.html", {"page": page, "mine": mine})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def observe(request, pk):
    """The grid, line by line; what is typed stays on the phone until it has arrived."""
    file = _to_observe(request, pk)
    payload = request.POST.dict() | {"candidacy": str(file.pk)}
    form = ObservationForm(payload if request.method == "POST" else None, initial=payload)
    if request.method == "POST" and form.is_valid():
        told = intake.told_in(request.POST, "certification.training_observed", _told(payload))
        reply = intake.record(told, by=request.user)
        if reply.code == intake.NotAllowed.code:
            raise PermissionDenied
        if reply.accepted:
            messages.success(
                request,
                _("Kept. The candidate reads it and countersigns."),
                extra_tags=f"observe-{file.pk}",
            )
            return redirect("certification:observation", reply.result["id"])
        form.add_error(None, reply.reason)
    return render(request, "certification/observe.html", {"file": file, "form": form})


def _told(payload):
    """What the form sends without what only the page needs."""
    return {name: payload[name] for name in ObservationForm().fields if name in payload}


@require_safe
@login_required
def observation(request, pk):
    seen = _visible(request, pk)
    return _page(request, seen, CountersignForm())


@require_POST
@login_required
def countersign(request, pk):
    seen = _visible(request, pk)
    require(policy.can_countersign, request.user, seen)
    form = CountersignForm(request.POST)
    if not form.is_valid():
        return _page(request, seen, form)
    actions.countersign(seen, **form.cleaned_data, by=request.user)
    messages.success(
        request,
        _("Countersigned. It stays as it is from now on."),
        extra_tags=f"countersign-{seen.pk}",
    )
    return redirect("certification:observation", seen.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def state(request, pk, position):
    """Write a statement that the file asks for, and answer for it with one's name."""
    own = Q(person=request.user) | Q(pk__in=_observable(request).values("pk"))
    files = Candidacy.objects.filter(own, status__in=Candidacy.WITH_CANDIDATE).select_related(
        "version", "person"
    )
    file = get_object_or_404(files, pk=pk)
    requirement = get_object_or_404(
        file.version.requirements, position=position, kind=RequirementKind.STATEMENT
    )
    if not policy.can_state(request.user, file, requirement):
        raise Http404
    form = StatementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.state(file, requirement, form.cleaned_data["text"], by=request.user)
            messages.success(
                request,
                _("Your statement is in the file."),
                extra_tags=f"state-{file.pk}-{position}",
            )
            own_file = file.person_id == request.user.pk
            return (
                redirect("certification:file", file.pk)
                if own_file
                else redirect("certification:observing")
            )
    kind = StatementKind(requirement.params["statement"])
    context = {"file": file, "form": form, "kind": kind, "position": position}
    return render(request, "certification/state.html", context)


def _observable(request):
    return (
        Candidacy.objects.to_observe_by(request.user)
        if policy.observes(request.user)
        else Candidacy.objects.none()
    )


def _to_observe(request, pk):
    return get_object_or_404(_observable(request).select_related("version", "person"), pk=pk)


def _visible(request, pk):
    found = Observation.objects.visible_to(request.user)
    return get_object_or_404(
        found.select_related("person", "observer", "candidacy__version"), pk=pk
    )


def _page(request, seen, form):
    may_sign = policy.can_countersign(request.user, seen) and not seen.countersigned_at
    context = {"seen": seen, "form": form, "may_sign": may_sign}
    return render(request, "certification/observation.html", context)
