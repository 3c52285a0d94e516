from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from lms.offline import intake
from mentoring.models import ActionItem
from mentoring.querysets.reach import cooperatives_known_to

PAGE = 25


@login_required
@require_safe
def plan(request, cooperative_id):
    """All that a cooperative means to do."""
    cooperative = get_object_or_404(cooperatives_known_to(request.user), pk=cooperative_id)
    listed = ActionItem.objects.filter(cooperative=cooperative).for_list(request.user).open_first()
    context = {
        "cooperative": cooperative,
        "page": Paginator(listed, PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "mentoring/plan.html", context)


@login_required
@require_POST
def move_action(request, action_id):
    action = get_object_or_404(ActionItem.objects.visible_to(request.user), pk=action_id)
    payload = {name: request.POST.get(name, "") for name in ("status", "reason")}
    told = intake.told_in(request.POST, "mentoring.action_moved", {"action": action.pk, **payload})
    reply = intake.record(told, by=request.user)
    if reply.code == intake.NotAllowed.code:
        raise PermissionDenied
    if not reply.accepted:
        messages.error(request, reply.reason)
    return redirect(f"{_page_before(request)}#action-{action.pk}")


def _page_before(request):
    """Where the form was, if that is here."""
    before = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(before, {request.get_host()}, request.is_secure())
    return before if safe else reverse("mentoring:home")
