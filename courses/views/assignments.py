from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses.actions import submissions as actions
from courses.choices import ActivityKind
from courses.forms.work import BoxesForm, WorkForm
from courses.models import ActivityDates
from courses.reports.work import Work
from courses.views.places import mine, place_of, text_of, turned_back
from lms.core.forms import refusals_on
from lms.offline import intake


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def assignment(request, enrolment_id, key):
    """What is to be done, what I handed in, what was said of it, and the form to hand in."""
    enrolment = mine(request, enrolment_id)
    text = text_of(enrolment, key, ActivityKind.ASSIGNMENT)
    place = place_of(enrolment, key)
    if back := turned_back(request, place):
        return back
    form = WorkForm(text.activity.accepts, request.POST or None, request.FILES or None)
    if request.method == "POST" and _handed_in(request, enrolment, text, form):
        messages.success(request, _("Your work is handed in. Your trainer will look at it."))
        return redirect("learn:assignment", enrolment.pk, key)
    dates = ActivityDates.objects.filter(cohort=enrolment.cohort, activity_key=key).first()
    context = {
        **place,
        "text": text,
        "work": Work.of(enrolment, key),
        "dates": dates,
        "form": form,
    }
    return render(request, "courses/learn/assignment.html", context)


def _handed_in(request, enrolment, text, form):
    """Keep the files that came, then hand in, unless she only adds files or something is wrong."""
    key = text.activity.key
    boxes = BoxesForm(request.POST)
    if not (form.is_valid() and boxes.is_valid()):
        return False
    actions.put_aside(enrolment, key, boxes.left_out, by=request.user)
    received = list(boxes.cleaned_data["keep"])
    for kind, file in form.new_files:
        with refusals_on(form, kind):
            received.append(actions.receive(enrolment, key, kind, file, by=request.user).pk)
    if form.errors or "add" in request.POST:
        return False
    reply = _record(request, enrolment, text, form.cleaned_data.get("text", ""), received)
    if reply.accepted:
        # Of a form that was sent twice the files have come twice.
        actions.put_aside(enrolment, key, received, by=request.user)
    else:
        form.add_error(None, reply.reason)
    return reply.accepted


def _record(request, enrolment, text, words, uploads):
    payload = {
        "enrolment": str(enrolment.pk),
        "activity": str(text.activity.key),
        "language": text.language,
        "text": words,
        "uploads": sorted({str(upload) for upload in uploads}),
    }
    told = intake.told_in(request.POST, "courses.work_handed_in", payload)
    return intake.record(told, by=request.user)
