from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.choices import UploadKind
from courses.filing import kind_of
from lms.core.errors import RuleError
from lms.core.policy import require
from lms.core.ranges import private_file
from lms.offline import intake
from mentoring.actions import half_days
from mentoring.actions import missions as doing
from mentoring.forms.missions import DeliverableForm, HalfDayScreen, MissionForm, ReturnForm
from mentoring.models import ExpertMission, MissionFile, MissionHalfDay
from mentoring.policy import missions as policy
from mentoring.reports import services

PAGE = 25


@login_required
@require_safe
def missions(request):
    """One's own as an expert, those of one's cooperatives, those of the countries one manages."""
    seen = ExpertMission.objects.visible_to(request.user).for_list()
    context = {
        "page": Paginator(seen, PAGE).get_page(request.GET.get("page")),
        "opens": policy.can_open_missions(request.user),
    }
    return render(request, "mentoring/missions.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def open_mission(request):
    require(policy.can_open_missions, request.user)
    form = MissionForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            opened = doing.open_mission(**form.cleaned_data, by=request.user)
        except RuleError as refusal:
            form.add_error("expert", str(refusal))
        else:
            messages.success(request, _("The mission is open. The expert is told."))
            return redirect("mentoring:mission", opened.pk)
    return render(request, "mentoring/open_mission.html", {"form": form})


@login_required
@require_safe
def mission(request, mission_id):
    return _page(request, mission_id)


@login_required
@require_POST
def keep_half_day(request, mission_id):
    shown = _seen(request, mission_id)
    require(policy.can_work_on, request.user, shown)
    form = HalfDayScreen(request.POST, mission=shown)
    if form.is_valid():
        told = intake.told_in(request.POST, "mentoring.half_day_kept", form.payload())
        reply = intake.record(told, by=request.user)
        if reply.accepted:
            messages.success(
                request, _("The half-day is written down."), extra_tags=f"half-day-{shown.pk}"
            )
            return redirect("mentoring:mission", shown.pk)
        if reply.code == intake.NotAllowed.code:
            raise PermissionDenied
        form.add_error(None, reply.reason)
    return _page(request, shown.pk, half_day=form)


@login_required
@require_POST
def take_half_day_back(request, half_day_id):
    seen = ExpertMission.objects.visible_to(request.user)
    listed = MissionHalfDay.objects.filter(mission__in=seen).select_related("mission")
    half_day = get_object_or_404(listed, pk=half_day_id)
    half_days.take_half_day_back(half_day, by=request.user)
    return redirect("mentoring:mission", half_day.mission_id)


@login_required
@require_POST
def keep_deliverable(request, mission_id):
    shown = _seen(request, mission_id)
    require(policy.can_work_on, request.user, shown)
    form = DeliverableForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            half_days.keep_deliverable(shown, kind_of(file), file, by=request.user)
        except RuleError as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, _("The file is kept."))
            return redirect("mentoring:mission", shown.pk)
    return _page(request, shown.pk, deliverable=form)


@login_required
@require_safe
@cache_control(private=True, max_age=3600)
def mission_file(request, file_id):
    """Something delivered. Only photos, which we drew ourselves, open in the browser."""
    seen = ExpertMission.objects.visible_to(request.user)
    kept = get_object_or_404(MissionFile.objects.filter(mission__in=seen), pk=file_id)
    return private_file(
        request,
        kept.file,
        size=kept.size,
        name=kept.name,
        content_type=kept.content_type,
        opens=kept.kind == UploadKind.PHOTO,
    )


@login_required
@require_POST
def hand_over(request, mission_id):
    doing.hand_over(_seen(request, mission_id), by=request.user)
    messages.success(request, _("Handed over. The cooperative and the programme now accept it."))
    return redirect("mentoring:mission", mission_id)


@login_required
@require_POST
def accept_mission(request, mission_id):
    """The button says for which side."""
    shown = _seen(request, mission_id)
    if request.POST.get("side") == "programme":
        doing.accept_for_programme(shown, by=request.user)
    else:
        doing.accept_for_cooperative(shown, by=request.user)
    messages.success(request, _("Thank you. Your answer is recorded."))
    return redirect("mentoring:mission", shown.pk)


@login_required
@require_POST
def return_mission(request, mission_id):
    shown = _seen(request, mission_id)
    require(policy.can_return, request.user, shown)
    form = ReturnForm(request.POST)
    if form.is_valid():
        doing.return_mission(shown, form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("Given back to the expert, with your reason."))
        return redirect("mentoring:mission", shown.pk)
    return _page(request, shown.pk, giving_back=form)


@login_required
@require_POST
def cancel_mission(request, mission_id):
    doing.cancel_mission(_seen(request, mission_id), by=request.user)
    messages.success(request, _("The mission is cancelled. What was written down stays."))
    return redirect("mentoring:mission", mission_id)


@login_required
@never_cache
@require_safe
def service(request, mission_id):
    """The statement of service, once both sides have accepted."""
    accepted = ExpertMission.objects.visible_to(request.user).for_page().filter(status="accepted")
    shown = get_object_or_404(accepted, pk=mission_id)
    headers = {"Content-Disposition": f'attachment; filename="service-{shown.pk}.pdf"'}
    paper = services.service_paper(shown)
    return HttpResponse(paper, content_type="application/pdf", headers=headers)


def _seen(request, mission_id):
    seen = ExpertMission.objects.visible_to(request.user).select_related("cooperative")
    return get_object_or_404(seen, pk=mission_id)


def _page(request, mission_id, **forms):
    user = request.user
    shown = get_object_or_404(ExpertMission.objects.visible_to(user).for_page(), pk=mission_id)
    delivered = shown.status == ExpertMission.Status.DELIVERED
    works = policy.can_work_on(user, shown) and shown.status == ExpertMission.Status.OPEN
    for_cooperative = delivered and not shown.cooperative_accepted_by_id
    for_programme = delivered and not shown.manager_accepted_by_id
    context = {
        "mission": shown,
        "days": services.in_days(len(shown.half_days.all())),
        "days_budgeted": services.in_days(shown.half_days_budgeted),
        "works": works,
        "half_day_form": forms.get("half_day") or HalfDayScreen(mission=shown),
        "deliverable_form": forms.get("deliverable") or DeliverableForm(),
        "return_form": forms.get("giving_back") or ReturnForm(),
        "for_cooperative": for_cooperative and policy.can_accept_for_cooperative(user, shown),
        "for_programme": for_programme and policy.can_accept_for_programme(user, shown),
        "can_return": delivered and policy.can_return(user, shown),
        "can_cancel": shown.status == "open" and policy.can_cancel_mission(user, shown),
    }
    return render(request, "mentoring/mission.html", context)
