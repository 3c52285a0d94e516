"""A learner's workshop: when, where, what to bring, and how often she was there."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from courses.choices import ActivityKind
from courses.models import Enrolment, TrainingDay
from courses.reports.days import attendance_of, standings
from courses.reports.reading import parts_of
from courses.views.places import mine, place_of, text_of, turned_back


@login_required
@require_safe
def workshop(request, enrolment_id, key):
    enrolment = mine(request, enrolment_id)
    text = text_of(enrolment, key, ActivityKind.WORKSHOP)
    place = place_of(enrolment, key)
    standing = standings(enrolment.cohort, text.activity, [enrolment.pk])[enrolment.pk]
    context = {
        **place,
        "module_steps": place["outline"].module_of(place["step"]),
        "text": text,
        "parts": parts_of(text),
        "standing": standing,
        "days": attendance_of(enrolment, text.activity),
        "today": timezone.localdate(),
    }
    return turned_back(request, place) or render(request, "courses/learn/workshop.html", context)


@login_required
@require_safe
def day(request, day_id):
    """From a notice to the workshop in one's own course."""
    found = get_object_or_404(TrainingDay, pk=day_id)
    places = Enrolment.objects.of(request.user).filter(cohort=found.cohort_id)
    return redirect("learn:workshop", get_object_or_404(places).pk, found.activity_key)
