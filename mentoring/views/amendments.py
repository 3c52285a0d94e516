from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lms.core.policy import require
from lms.offline import intake
from mentoring.forms.amendments import AmendScreen, TimeForm
from mentoring.models import CoachingSession
from mentoring.policy import sessions as policy
from mentoring.querysets.reach import roster


@login_required
@require_http_methods(["GET", "POST"])
def amend_session(request, session_id):
    """Put right what was written down. Where somebody was quicker, what is typed stays and both are shown."""
    shown = _seen(request, session_id)
    require(policy.can_amend, request.user, shown)
    members = roster(shown.engagement.cooperative, shown.held_on).select_related("person")
    people = [(member.pk, member.person.get_full_name()) for member in members]
    screen = AmendScreen(request.POST or None, session=shown, roster=people)
    if request.method == "POST" and screen.is_valid():
        reply = intake.record_form(request, "mentoring.session_amended", screen.payload())
        if reply.accepted:
            messages.success(request, _("Changed. The members are asked again."))
            return redirect("mentoring:session", shown.pk)
        screen.add_error(None, reply.reason)
    context = {"session": shown, "engagement": shown.engagement, "form": screen}
    return render(request, "mentoring/amend_session.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def state_time(request, session_id):
    """How long the mentor herself was there, got ready and was on the way."""
    shown = _seen(request, session_id)
    require(policy.can_state_time, request.user, shown)
    form = TimeForm(request.POST or None, instance=shown.mentors.get(mentor=request.user))
    if request.method == "POST" and form.is_valid():
        payload = {"session": str(shown.pk), **form.cleaned_data}
        reply = intake.record_form(request, "mentoring.time_stated", payload)
        if reply.accepted:
            messages.success(request, _("Your time is written down."))
            return redirect("mentoring:session", shown.pk)
        form.add_error(None, reply.reason)
    context = {"session": shown, "engagement": shown.engagement, "form": form}
    return render(request, "mentoring/state_time.html", context)


def _seen(request, session_id):
    seen = CoachingSession.objects.visible_to(request.user)
    return get_object_or_404(seen.select_related("engagement__cooperative"), pk=session_id)
