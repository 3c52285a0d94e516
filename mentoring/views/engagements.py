from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.filing import kind_of
from lms.core.errors import RuleError
from lms.core.policy import require
from lms.core.ranges import private_file
from mentoring.actions import engagements as doing
from mentoring.forms.engagements import (
    AgreementForm,
    AnswerForm,
    AskMentor,
    ChooseEngagement,
    CloseForm,
    EngagementForm,
    PauseForm,
)
from mentoring.models import (
    ActionItem,
    Agreement,
    CoachingSession,
    Engagement,
    MentorAssignment,
)
from mentoring.policy import engagements as policy
from mentoring.querysets.reach import roster
from mentoring.reports import figures
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
    asked = MentorAssignment.objects.asked().filter(mentor=user)
    context = {
        "questions": asked.select_related("engagement__cooperative")[:AT_A_GLANCE],
        "waiting": CoachingSession.objects.waiting_for(user).for_list()[:AT_A_GLANCE],
        "choose_form": ChooseEngagement(by=user),
        "dues": week_of(user)[:AT_A_GLANCE],
        "page": Paginator(listed, PAGE).get_page(request.GET.get("page")),
        "totals": figures.totals(seen.active()),
        "runs": policy.can_open_engagements(user),
        "actions": open_actions.for_list(user).open_first()[:AT_A_GLANCE],
        "open_count": open_actions.count(),
        "overdue_count": open_actions.overdue().count(),
        "latest": CoachingSession.objects.of_my_cooperatives(user).for_list()[:AT_A_GLANCE],
    }
    return render(request, "mentoring/home.html", context)


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
        try:
            opened = doing.propose_engagement(**form.cleaned_data, by=request.user)
        except RuleError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The engagement is proposed. Now ask a mentor."))
            return redirect("mentoring:engagement", opened.pk)
    return render(request, "mentoring/open_engagement.html", {"form": form})


@login_required
@require_safe
def engagement(request, engagement_id):
    return _page(request, engagement_id)


@login_required
@require_POST
def ask_mentor(request, engagement_id):
    shown = _seen(request, engagement_id)
    require(policy.can_run_engagement, request.user, shown)
    form = AskMentor(request.POST, by=request.user)
    if form.is_valid():
        try:
            doing.ask_mentor(shown, form.cleaned_data["mentor"], by=request.user)
        except RuleError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("She is asked. You see her answer here."))
            return redirect("mentoring:engagement", shown.pk)
    return _page(request, shown.pk, ask=form)


@login_required
@require_POST
def answer(request, engagement_id):
    """A mentor accepts or declines; the button says which."""
    shown = _seen(request, engagement_id)
    assignment = get_object_or_404(shown.assignments.asked(), mentor=request.user)
    form = AnswerForm(request.POST)
    if form.is_valid():
        conflict = form.cleaned_data["conflict"] == "yes"
        try:
            if request.POST.get("answer") == "accept":
                doing.accept_assignment(assignment, has_conflict=conflict, by=request.user)
            else:
                doing.decline_assignment(
                    assignment,
                    form.cleaned_data["reason"],
                    has_conflict=conflict,
                    by=request.user,
                )
        except RuleError as refusal:
            form.add_error("reason", str(refusal))
        else:
            messages.success(request, _("Thank you. Your answer is recorded."))
            return redirect("mentoring:home")
    return _page(request, shown.pk, answer=form)


@login_required
@require_POST
def take_back(request, assignment_id):
    assignment = _assignment(request, assignment_id)
    doing.take_question_back(assignment, by=request.user)
    return redirect("mentoring:engagement", assignment.engagement_id)


@login_required
@require_POST
def release_mentor(request, assignment_id):
    assignment = _assignment(request, assignment_id)
    doing.release_mentor(assignment, by=request.user)
    messages.success(request, _("She accompanies no longer. What she recorded stays."))
    return redirect("mentoring:engagement", assignment.engagement_id)


@login_required
@require_http_methods(["GET", "POST"])
def sign_agreement(request, engagement_id):
    """What the cooperative agrees to, to be read aloud, and who signed it."""
    shown = _seen(request, engagement_id)
    require(policy.can_record_agreement, request.user, shown)
    members = roster(shown.cooperative, timezone.localdate()).select_related("person")
    form = AgreementForm(request.POST or None, request.FILES or None, roster=members)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        file = data["file"] and (kind_of(data["file"]), data["file"])
        try:
            doing.sign_agreement(
                shown,
                signed_by=data["signed_by"],
                signed_on=data["signed_on"],
                file=file,
                by=request.user,
            )
        except RuleError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The agreement is signed. Sessions can be logged."))
            return redirect("mentoring:engagement", shown.pk)
    context = {"engagement": shown, "cooperative": shown.cooperative, "form": form}
    return render(request, "mentoring/sign_agreement.html", context)


@login_required
@require_safe
@cache_control(private=True, max_age=3600)
def agreement_file(request, engagement_id):
    kept = get_object_or_404(
        Agreement.objects.exclude(file=""), engagement=_seen(request, engagement_id)
    )
    return private_file(
        request,
        kept.file,
        size=kept.size,
        name=kept.file_name,
        content_type=kept.content_type,
        opens=kept.content_type == "image/jpeg",
    )


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


def _assignment(request, assignment_id):
    seen = Engagement.objects.visible_to(request.user)
    known = MentorAssignment.objects.filter(engagement__in=seen)
    assignment = get_object_or_404(
        known.select_related("engagement__cooperative"), pk=assignment_id
    )
    require(policy.can_run_engagement, request.user, assignment.engagement)
    return assignment


def _page(request, engagement_id, **forms):
    user = request.user
    shown = get_object_or_404(
        Engagement.objects.visible_to(user).with_figures().for_list(), pk=engagement_id
    )
    sessions = CoachingSession.objects.visible_to(user).filter(engagement=shown)
    open_actions = ActionItem.objects.visible_to(user).filter(cooperative=shown.cooperative).open()
    runs = policy.can_run_engagement(user, shown)
    assignments = list(shown.assignments.select_related("mentor"))
    asked = any(one.mentor_id == user.pk and one.status == "asked" for one in assignments)
    context = {
        "engagement": shown,
        "assignments": assignments,
        "agreement": Agreement.objects.filter(engagement=shown)
        .select_related("signed_by__person")
        .first(),
        "visits": shown.visits.to_come()[:AT_A_GLANCE],
        "actions": open_actions.for_list(user).open_first()[:AT_A_GLANCE],
        "open_count": open_actions.count(),
        "page": Paginator(sessions.for_list(), PAGE).get_page(request.GET.get("page")),
        "can_log": policy.can_log(user, shown),
        "can_sign": policy.can_record_agreement(user, shown),
        "runs": runs,
        "ask_form": (forms.get("ask") or AskMentor(by=user)) if runs else None,
        "answer_form": forms.get("answer") or AnswerForm() if asked else None,
        "pause_form": forms.get("pause") or PauseForm(),
        "close_form": forms.get("close") or CloseForm(),
    }
    return render(request, "mentoring/engagement.html", context)
