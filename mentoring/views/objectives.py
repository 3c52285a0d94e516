from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lms.core.policy import require
from lms.offline import intake
from mentoring.choices import Topic
from mentoring.forms.plans import ObjectiveScreen
from mentoring.models import Objective
from mentoring.policy import plans as policy
from mentoring.querysets.reach import cooperatives_known_to


@login_required
@require_http_methods(["GET", "POST"])
def set_objective(request, cooperative_id):
    """From the page of a diagnostic, ``axis`` and ``diagnostic`` stand in the address and fill the form."""
    cooperative = get_object_or_404(cooperatives_known_to(request.user), pk=cooperative_id)
    require(policy.can_set_objective, request.user, cooperative)
    finished = cooperative.diagnostics.done()
    axis = request.GET.get("axis", "")
    screen = ObjectiveScreen(
        request.POST or None,
        cooperative=cooperative,
        diagnostics=finished,
        axis=axis if axis in Topic.values else "",
        diagnostic=request.GET.get("diagnostic"),
    )
    if request.method == "POST" and screen.is_valid():
        reply = intake.record_form(request, "mentoring.objective_set", screen.payload())
        if reply.accepted:
            messages.success(
                request,
                _("The objective is set. Now add what is to be done for it."),
                extra_tags=f"objective-{cooperative.pk}",
            )
            return redirect("mentoring:plan", cooperative.pk)
        screen.add_error(None, reply.reason)
    context = {
        "cooperative": cooperative,
        "form": screen,
        "set_already": cooperative.objectives.open(),
    }
    return render(request, "mentoring/set_objective.html", context)


@login_required
@require_POST
def move_objective(request, objective_id):
    objective = get_object_or_404(
        Objective.objects.visible_to(request.user).select_related("cooperative"), pk=objective_id
    )
    payload = {"objective": str(objective.pk), "status": request.POST.get("status", "")}
    reply = intake.record_form(request, "mentoring.objective_moved", payload)
    if not reply.accepted:
        messages.error(request, reply.reason)
    return redirect("mentoring:plan", objective.cooperative_id)
