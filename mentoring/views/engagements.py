from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lms.core.forms import refusals_on
from lms.core.policy import require
from mentoring.actions import engagements as doing
from mentoring.forms.engagements import (
    ChooseEngagement,
    CloseForm,
    EngagementForm,
    PauseForm,
    PlanForm,
)
from mentoring.models import (
    ActionItem,
    Agreement,
    CoachingSession,
    Engagement,
    ExpertMission,
    MentorAssignment,
    NoteOpening,
    SafeguardingConcern,
    ScoreInvitation,
)
from mentoring.policy import engagements as policy
from mentoring.policy import profiles
from mentoring.reports import changes, figures, mine
from mentoring.reports.week import week_of

PAGE = 25
AT_A_GLANCE = 5
"""How many rows an overview shows of a list that has its own page."""


@login_required
@require_safe
def home(request):
    """What the person came for first: to answer, to log a session, to see how engagements go."""
    user = request.user
    seen = Engagement.objects.visible_to(user)
    listed = seen.with_figures().for_list().longest_silent_first()
    open_actions = ActionItem.objects.concerning(user).open()
    of_others = open_actions.exclude(owner__person=user)
    asked = MentorAssignment.objects.asked().filter(mentor=user)
    context = {
        "questions": asked.select_related("engagement__cooperative")[:AT_A_GLANCE],
        "waiting": CoachingSession.objects.waiting_for(user).for_list()[:AT_A_GLANCE],
        "asked_for_scores": ScoreInvitation.objects.waiting().of(user).for_list()[:AT_A_GLANCE],
        "choose_form": ChooseEngagement(by=user),
        "dues": week_of(user)[:AT_A_GLANCE],
        "page": Paginator(listed, PAGE).get_page(request.GET.get("page")),
        "totals": figures.totals(seen.active()),
        "runs": policy.can_open_engagements(user),
        "administers": user.is_administrator,
        "concerns": SafeguardingConcern.objects.filter(sent_to=user).open().exists(),
        "missions": ExpertMission.objects.visible_to(user).unsettled().for_list()[:AT_A_GLANCE],
        "is_mentor": profiles.is_mentor(user),
        **_queue(user),
        "openings": NoteOpening.objects.waiting_for(user).for_page()[:AT_A_GLANCE],
        "actions": of_others.for_list(user).open_first()[:AT_A_GLANCE],
        "open_count": open_actions.count(),
        "overdue_count": open_actions.overdue().count(),
        **mine.for_home(user),
        "latest": CoachingSession.objects.of_my_cooperatives(user).for_list()[:AT_A_GLANCE],
    }
    return render(request, "mentoring/home.html", context)


def _queue(user):
    """What waits for who runs engagements: those without a mentor."""
    looking = Engagement.objects.run_by(user).looking()
    return {
        "looking": looking.for_list()[:AT_A_GLANCE],
        "looking_count": looking.count(),
    }


@login_required
@require_safe
def choose_engagement(request):
    """From the choice of a cooperative to its form."""
    form = ChooseEngagement(request.GET, by=request.user)
    if not form.is_valid():
        return redirect("mentoring:home")
    return redirect("mentoring:log_session", form.cleaned_data["engagement"].pk)


@login_required
@require_http_methods(["GET", "POST"])
def open_engagement(request):
    require(policy.can_open_engagements, request.user)
    form = EngagementForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            opened = doing.propose_engagement(**form.cleaned_data, by=request.user)
            messages.success(request, _("The engagement is proposed. Now ask a mentor."))
            return redirect("mentoring:candidates", opened.pk)
    return render(request, "mentoring/open_engagement.html", {"form": form})


@login_required
@require_safe
def engagement(request, engagement_id):
    """All of an engagement; who is only asked so far is led to the question."""
    if not Engagement.objects.visible_to(request.user).filter(pk=engagement_id).exists():
        asked = get_object_or_404(Engagement.objects.asked_of(request.user), pk=engagement_id)
        return redirect("mentoring:answer", asked.pk)
    return _page(request, engagement_id)


@login_required
@require_http_methods(["GET", "POST"])
def change_plan(request, engagement_id):
    """Other goals, another number of sessions, a later end, other readers."""
    shown = _seen(request, engagement_id)
    require(policy.can_run_engagement, request.user, shown)
    form = PlanForm(request.POST or None, engagement=shown)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            doing.change_plan(shown, **form.cleaned_data, by=request.user)
            messages.success(request, _("The plan is changed. Both sides see what was before."))
            return redirect("mentoring:engagement", shown.pk)
    context = {"engagement": shown, "cooperative": shown.cooperative, "form": form}
    return render(request, "mentoring/change_plan.html", context)


@login_required
@require_POST
def pause_engagement(request, engagement_id):
    shown = _seen(request, engagement_id)
    require(policy.can_run_engagement, request.user, shown)
    form = PauseForm(request.POST)
    if form.is_valid():
        doing.pause_engagement(shown, form.cleaned_data["reason"], by=request.user)
        return redirect("mentoring:engagement", shown.pk)
    return _page(request, shown.pk, pause=form)


@login_required
@require_POST
def resume_engagement(request, engagement_id):
    shown = _seen(request, engagement_id)
    doing.resume_engagement(shown, by=request.user)
    return redirect("mentoring:engagement", shown.pk)


@login_required
@require_POST
def close_engagement(request, engagement_id):
    shown = _seen(request, engagement_id)
    require(policy.can_run_engagement, request.user, shown)
    form = CloseForm(request.POST)
    if form.is_valid():
        doing.close_engagement(shown, **form.cleaned_data, by=request.user)
        messages.success(request, _("The engagement is closed. What was recorded stays."))
        return redirect("mentoring:engagement", shown.pk)
    return _page(request, shown.pk, close=form)


def _seen(request, engagement_id):
    seen = Engagement.objects.visible_to(request.user)
    return get_object_or_404(seen.select_related("cooperative", "programme"), pk=engagement_id)


def _page(request, engagement_id, **forms):
    user = request.user
    shown = get_object_or_404(
        Engagement.objects.visible_to(user).with_figures().for_list(), pk=engagement_id
    )
    sessions = CoachingSession.objects.visible_to(user).filter(engagement=shown)
    open_actions = ActionItem.objects.visible_to(user).filter(cooperative=shown.cooperative).open()
    runs = policy.can_run_engagement(user, shown)
    known = shown.assignments.all() if runs else shown.assignments.ever_accompanying()
    assignments = list(known.select_related("mentor"))
    somebody = {one.status for one in assignments} & {"asked", "accepted"}
    context = {
        "engagement": shown,
        "assignments": assignments,
        # Who runs it may be a mentor, too.
        "asked": any(one.mentor_id == user.pk and one.status == "asked" for one in assignments),
        "agreement": Agreement.objects.filter(engagement=shown)
        .select_related("signed_by__person")
        .first(),
        "changes": changes.of_plan(shown),
        "visits": shown.visits.to_come()[:AT_A_GLANCE],
        "actions": open_actions.for_list(user).open_first()[:AT_A_GLANCE],
        "open_count": open_actions.count(),
        "page": Paginator(sessions.for_list(), PAGE).get_page(request.GET.get("page")),
        "can_log": policy.can_log(user, shown),
        "can_sign": policy.can_record_agreement(user, shown),
        "runs": runs,
        "begun": shown.has_begun,
        "looks": runs and not somebody and not shown.is_closed,
        "pause_form": forms.get("pause") or PauseForm(),
        "close_form": forms.get("close") or CloseForm(),
    }
    return render(request, "mentoring/engagement.html", context)
