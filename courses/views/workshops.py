"""A learner's workshop: when, where, what to bring, and how often she was there."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from courses.choices import ActivityKind
from courses.models import ActivityText, Enrolment, TrainingDay
from courses.reports.days import attendance_of, standings
from courses.reports.learning import Outline


@login_required
@require_safe
def workshop(request, enrolment_id, key):
    mine = Enrolment.objects.of(request.user).with_course()
    enrolment = get_object_or_404(mine, pk=enrolment_id)
    edition = enrolment.cohort.edition
    texts = ActivityText.objects.filter(
        activity__edition=edition, activity__key=key, activity__kind=ActivityKind.WORKSHOP
    ).select_related("activity")
    text = get_object_or_404(texts.best_for(get_language(), edition.source_language)[:1])
    outline = Outline.of(enrolment)
    step = outline.step(key)
    context = {
        "enrolment": enrolment,
        "outline": outline,
        "step": step,
        "before": outline.before(step),
        "after": outline.after(step),
        "module_steps": outline.module_of(step),
        "text": text,
        "standing": standings(enrolment.cohort, text.activity, [enrolment.pk])[enrolment.pk],
        "days": attendance_of(enrolment, text.activity),
        "today": timezone.localdate(),
    }
    return render(request, "courses/learn/workshop.html", context)


@login_required
@require_safe
def day(request, day_id):
    """From a notice to the workshop in one's own course."""
    found = get_object_or_404(TrainingDay, pk=day_id)
    places = Enrolment.objects.of(request.user).filter(cohort=found.cohort_id)
    return redirect("learn:workshop", get_object_or_404(places).pk, found.activity_key)
