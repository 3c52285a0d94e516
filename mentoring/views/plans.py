from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lms.core.errors import RuleError
from lms.core.policy import require
from lms.offline import intake
from mentoring.actions import plans as doing
from mentoring.actions.objectives import MOST_OPEN
from mentoring.forms.plans import ActionScreen
from mentoring.models import ActionItem, Objective
from mentoring.policy import plans as policy
from mentoring.querysets.reach import cooperatives_known_to, roster

PAGE = 25
MOST_OBJECTIVES = 12
"""How many objectives the plan shows: three are open, the rest is what was reached or dropped last."""
LATELY = 5
ON_PAPER = 200
SHOWN = {
    "mine": gettext_lazy("Mine"),
    "overdue": gettext_lazy("Overdue"),
    "open": gettext_lazy("Open"),
    "done": gettext_lazy("Done"),
}
"""The lists of a plan, by what stands in the address."""


@login_required
@require_safe
def plan(request, cooperative_id):
    """All that a cooperative means to do: by objective, or one list of it."""
    cooperative = _cooperative(request, cooperative_id)
    user, show = request.user, request.GET.get("show", "")
    listed = ActionItem.objects.filter(cooperative=cooperative).for_list(user)
    objectives = Objective.objects.filter(cooperative=cooperative)
    context = {
        "cooperative": cooperative,
        "shown": show if show in SHOWN else "",
        "lists": SHOWN.items(),
        "open_count": cooperative.actions.open().count(),
        "overdue_count": cooperative.actions.overdue().count(),
        "can_add": policy.can_add_actions(user, cooperative),
        "can_set": policy.can_set_objective(user, cooperative),
        "may_set_more": objectives.open().count() < MOST_OPEN,
    }
    if context["shown"]:
        rows = _one_list(listed, user, show)
    else:
        rows = listed.open().without_open_objective().order_by("due_on", "pk")
        context["objectives"] = objectives.for_plan(user)[:MOST_OBJECTIVES]
        context["lately"] = listed.done().latest_first()[:LATELY]
    context["page"] = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "mentoring/plan.html", context)


@login_required
@require_safe
def plan_on_paper(request, cooperative_id):
    """The plan as a sheet for the wall, to be read aloud."""
    cooperative = _cooperative(request, cooperative_id)
    rows = cooperative.actions.open().select_related("owner__person", "objective")
    context = {
        "cooperative": cooperative,
        "today": timezone.localdate(),
        "objectives": cooperative.objectives.open(),
        "actions": rows.order_by(F("objective__set_at").asc(nulls_last=True), "due_on", "pk")[
            :ON_PAPER
        ],
    }
    return render(request, "mentoring/plan_on_paper.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def add_action(request, cooperative_id):
    cooperative = _cooperative(request, cooperative_id)
    require(policy.can_add_actions, request.user, cooperative)
    members = roster(cooperative, timezone.localdate()).select_related("person")
    if not policy.can_set_objective(request.user, cooperative):
        members = members.filter(person=request.user)
    objectives = cooperative.objectives.open()
    screen = ActionScreen(
        request.POST or None,
        cooperative=cooperative,
        owners=list(members),
        objectives=objectives,
        objective=request.GET.get("objective"),
    )
    if request.method == "POST" and screen.is_valid():
        reply = intake.record_form(request, "mentoring.action_added", screen.payload())
        if reply.accepted:
            messages.success(
                request,
                _("The action stands in the plan."),
                extra_tags=f"action-{cooperative.pk}",
            )
            return redirect("mentoring:plan", cooperative.pk)
        screen.add_error(None, reply.reason)
    context = {"cooperative": cooperative, "form": screen}
    return render(request, "mentoring/add_action.html", context)


@login_required
@require_POST
def move_action(request, action_id):
    """Where it stands; with it may come a photo that shows that it is done."""
    action = get_object_or_404(ActionItem.objects.visible_to(request.user), pk=action_id)
    payload = {name: request.POST.get(name, "") for name in ("status", "reason")}
    reply = intake.record_form(request, "mentoring.action_moved", {"action": action.pk, **payload})
    if not reply.accepted:
        messages.error(request, reply.reason)
    elif photo := request.FILES.get("evidence_photo"):
        _keep_photo(request, action, photo)
    return redirect(f"{_page_before(request)}#action-{action.pk}")


def _keep_photo(request, action, photo):
    try:
        doing.show_evidence(action, photo=photo, by=request.user)
    except RuleError as refusal:
        messages.error(
            request,
            _("It is done, but the photo was not taken: %(reason)s") % {"reason": refusal},
        )


def _cooperative(request, cooperative_id):
    return get_object_or_404(cooperatives_known_to(request.user), pk=cooperative_id)


def _one_list(listed, user, show):
    if show == "mine":
        return listed.taken_on_by(user).open_first()
    if show == "overdue":
        return listed.overdue().order_by("due_on", "pk")
    if show == "open":
        return listed.open().order_by("due_on", "pk")
    return listed.done().latest_first()


def _page_before(request):
    """Where the form was, if that is here."""
    before = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(before, {request.get_host()}, request.is_secure())
    return before if safe else reverse("mentoring:home")
