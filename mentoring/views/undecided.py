"""What waits for a manager's eye: sessions without an answer, and what devices told that could not be stored."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from lms.core.policy import require
from lms.offline import actions as doing
from lms.offline.models import Event
from mentoring.models import CoachingSession
from mentoring.policy import engagements as policy
from mentoring.reports import undecided as report

PAGE = 25


@login_required
@require_safe
def unanswered(request):
    """Sessions that nobody of the cooperative has confirmed or disputed for days, oldest first."""
    require(policy.can_open_engagements, request.user)
    listed = CoachingSession.objects.run_by(request.user).long_unanswered().for_list()
    page = Paginator(listed.order_by("submitted_at", "pk"), PAGE)
    context = {"page": page.get_page(request.GET.get("page"))}
    return render(request, "mentoring/unanswered.html", context)


@login_required
@never_cache
@require_safe
def undecided(request):
    """What was refused or came in conflict in one's country, oldest first."""
    require(policy.can_open_engagements, request.user)
    events = Event.objects.shown_to(request.user).undecided().select_related("person")
    page = Paginator(events.order_by("received_at", "row"), PAGE).get_page(request.GET.get("page"))
    page.object_list = report.told_twice(page.object_list, request.user)
    return render(request, "mentoring/undecided.html", {"page": page})


@login_required
@require_POST
def settle(request, event_row):
    require(policy.can_open_engagements, request.user)
    event = get_object_or_404(
        Event.objects.shown_to(request.user)
        .filter(outcome__in=["rejected", "conflict"])
        .select_related("person"),
        pk=event_row,
    )
    doing.settle(event, by=request.user)
    messages.success(request, _("It is settled."))
    return redirect("mentoring:undecided")
