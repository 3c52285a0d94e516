from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lms.offline import intake
from mentoring.forms.ninety_days import PlanScreen
from mentoring.models import ActionItem
from mentoring.reports import ninety_days as report


@login_required
@require_http_methods(["GET", "POST"])
def my_plan(request):
    """My 90-day plan: to be written at the end of the training, and then how it goes."""
    user = request.user
    waiting = report.not_written(user).first()
    memberships = report.cooperatives_to_choose(user)
    screen = None
    if waiting and memberships:
        screen = PlanScreen(request.POST or None, enrolment=waiting, memberships=memberships)
    if request.method == "POST" and screen is None:
        return redirect("mentoring:my_plan")
    if request.method == "POST" and screen.is_valid():
        reply = intake.record_form(request, "mentoring.ninety_day_plan_written", screen.payload())
        if reply.accepted:
            messages.success(
                request,
                _("Your plan is written. Its actions stand in the plan of your cooperative."),
                extra_tags="my-plan",
            )
            return redirect("mentoring:my_plan")
        screen.add_error(None, reply.reason)
    written = list(report.plans_of(user))
    actions = ActionItem.objects.filter(ninety_day_plan__in=written).for_list(user)
    context = {
        "waiting": waiting,
        "form": screen,
        "member": bool(memberships),
        "plans": written,
        "actions": actions.open_first(),
    }
    return render(request, "mentoring/my_plan.html", context)
