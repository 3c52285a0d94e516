from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lms.core.errors import RuleError
from lms.core.policy import require
from mentoring import policy, reports
from mentoring.actions import engagements
from mentoring.forms.engagements import ChooseEngagement, EngagementForm
from mentoring.models import ActionItem, CoachingSession, Engagement

PAGE = 25
AT_A_GLANCE = 5
"""How many rows an overview shows of a list that has its own page."""


@login_required
@require_safe
def home(request):
    """What the person came for first: to say whether a visit is true, to log one, to see how engagements go."""
    user = request.user
    seen = Engagement.objects.visible_to(user)
    listed = seen.with_figures().for_list().longest_silent_first()
    open_actions = ActionItem.objects.concerning(user).open()
    context = {
        "waiting": CoachingSession.objects.waiting_for(user).for_list()[:AT_A_GLANCE],
        "choose_form": ChooseEngagement(by=user),
        "page": Paginator(listed, PAGE).get_page(request.GET.get("page")),
        "totals": reports.totals(seen.active()),
        "runs": policy.can_open_engagements(user),
        "actions": open_actions.for_list().open_first()[:AT_A_GLANCE],
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
            opened = engagements.open_engagement(**form.cleaned_data, by=request.user)
        except RuleError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The engagement is open. The mentor can log sessions."))
            return redirect("mentoring:engagement", opened.pk)
    return render(request, "mentoring/open_engagement.html", {"form": form})


@login_required
@require_safe
def engagement(request, engagement_id):
    shown = get_object_or_404(
        Engagement.objects.visible_to(request.user).with_figures().for_list(), pk=engagement_id
    )
    open_actions = ActionItem.objects.filter(session__engagement=shown).open()
    context = {
        "engagement": shown,
        "actions": open_actions.for_list().open_first()[:AT_A_GLANCE],
        "open_count": open_actions.count(),
        "page": Paginator(shown.sessions.for_list(), PAGE).get_page(request.GET.get("page")),
        "can_log": policy.can_log(request.user, shown),
        "can_move": policy.can_move_actions(request.user, shown),
        "can_close": policy.can_close_engagement(request.user, shown),
    }
    return render(request, "mentoring/engagement.html", context)


@login_required
@require_POST
def close_engagement(request, engagement_id):
    closing = get_object_or_404(Engagement.objects.visible_to(request.user), pk=engagement_id)
    engagements.close_engagement(closing, by=request.user)
    messages.success(request, _("The engagement is closed. What was recorded stays."))
    return redirect("mentoring:engagement", closing.pk)


@login_required
@require_safe
def actions(request, engagement_id):
    """All that was agreed in an engagement."""
    shown = get_object_or_404(
        Engagement.objects.visible_to(request.user).for_list(), pk=engagement_id
    )
    listed = ActionItem.objects.filter(session__engagement=shown).for_list().open_first()
    context = {
        "engagement": shown,
        "page": Paginator(listed, PAGE).get_page(request.GET.get("page")),
        "can_move": policy.can_move_actions(request.user, shown),
    }
    return render(request, "mentoring/actions.html", context)
