from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lms.core.policy import require
from lms.core.zones import day_in
from lms.offline import intake
from mentoring.forms.visits import VisitScreen
from mentoring.models import Engagement, PlannedVisit
from mentoring.policy import visits as policy
from mentoring.reports.week import week_of

PAGE = 25


@login_required
@require_safe
def week(request):
    """The cooperatives of a mentor by the day they are due, overdue in front."""
    page = Paginator(week_of(request.user), PAGE).get_page(request.GET.get("page"))
    return render(request, "mentoring/week.html", {"page": page})


@login_required
@require_http_methods(["GET", "POST"])
def plan_visit(request, engagement_id):
    seen = Engagement.objects.visible_to(request.user).select_related("cooperative")
    engagement = get_object_or_404(seen, pk=engagement_id)
    require(policy.can_plan_visits, request.user, engagement)
    form = VisitScreen(request.POST or None, earliest=_today(engagement))
    if request.method == "POST" and form.is_valid():
        payload = {"engagement": str(engagement.pk), **form.payload()}
        if _told(request, "mentoring.visit_planned", payload, form):
            messages.success(request, _("The visit is planned. The cooperative is reminded."))
            return redirect("mentoring:week")
    context = {"form": form, "engagement": engagement, "cooperative": engagement.cooperative}
    return render(request, "mentoring/visit.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def change_visit(request, visit_id):
    """Name another day, hour or place."""
    visit = _visit(request, visit_id)
    engagement = visit.engagement
    form = VisitScreen(request.POST or None, visit=visit, earliest=_today(engagement))
    if request.method == "POST" and form.is_valid():
        payload = {"visit": str(visit.pk), **form.payload()}
        if _told(request, "mentoring.visit_moved", payload, form):
            messages.success(request, _("The visit is changed."))
            return redirect("mentoring:week")
    context = {
        "form": form,
        "visit": visit,
        "engagement": engagement,
        "cooperative": engagement.cooperative,
    }
    return render(request, "mentoring/visit.html", context)


@login_required
@require_POST
def cancel_visit(request, visit_id):
    visit = _visit(request, visit_id)
    if _told(request, "mentoring.visit_cancelled", {"visit": str(visit.pk)}):
        messages.success(request, _("The visit is cancelled."))
    return redirect("mentoring:week")


def _visit(request, visit_id):
    seen = PlannedVisit.objects.visible_to(request.user).select_related("engagement__cooperative")
    visit = get_object_or_404(seen, pk=visit_id)
    require(policy.can_change_visit, request.user, visit)
    return visit


def _today(engagement):
    return day_in(engagement.cooperative.country, timezone.now())


def _told(request, kind, payload, form=None):
    """Whether the event was accepted; its refusal is shown with the form, or as a message."""
    reply = intake.record_form(request, kind, payload)
    if not reply.accepted and form:
        form.add_error(None, reply.reason)
    elif not reply.accepted:
        messages.error(request, reply.reason)
    return reply.accepted
