"""What the pages of a learner's course have in common."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import get_language

from courses.models import ActivityText, Enrolment
from courses.reports.learning import Outline


def mine(request, enrolment_id):
    """My own place in a course. Those of others, and one I was withdrawn from, are not there."""
    return get_object_or_404(Enrolment.objects.of(request.user).with_course(), pk=enrolment_id)


def turned_back(request, place):
    """The way back to the course with the reason, where this activity is closed to me; else None."""
    if lock := place["step"].lock:
        messages.warning(request, lock)
        return redirect("learn:course", place["enrolment"].pk)
    return None


def text_of(enrolment, key, kind):
    """The words of an activity of her course."""
    return text_in(enrolment.cohort.edition, key, kind)


def text_in(edition, key, kind):
    """The words of an activity of an edition, in the reader's language if there are any."""
    texts = ActivityText.objects.filter(
        activity__edition=edition, activity__key=key, activity__kind=kind
    ).select_related("activity")
    return get_object_or_404(texts.best_for(get_language(), edition.source_language)[:1])


def place_of(enrolment, key):
    """Where in the course this page is, and whether records are taken today."""
    outline = Outline.of(enrolment)
    step = outline.step(key)
    return {
        "enrolment": enrolment,
        "outline": outline,
        "step": step,
        "before": outline.before(step),
        "after": outline.after(step),
        "is_open": enrolment.cohort.is_open_on(timezone.localdate()),
    }


def reads_pictures(request):
    """Whether I want to see pictures on this device."""
    return not request.session.get("without_pictures", False)
