"""Lessons that a group does together on one phone."""

from django.db import transaction
from django.utils.translation import gettext as _

from courses import policy
from courses.choices import ActivityKind, Basis
from courses.models import Cohort, EditionActivity, Enrolment, GroupLesson
from courses.reports.paths import lock_on
from lms.core.errors import RuleError
from lms.core.policy import SYSTEM, person_or_none, require

from .attendance import NotInThisCohort
from .learning import ActivityLocked, CourseNotOpen, NotInThisCourse, complete


class NobodyHere(RuleError):
    code = "nobody_here"


@transaction.atomic
def let_lead_groups(enrolment, leads, *, by):
    """Give a learner the right to hold lessons for her group, or take it back. Twice is once."""
    require(policy.can_run, by, enrolment.cohort)
    enrolment = Enrolment.objects.locked(enrolment.pk)
    if enrolment.leads_groups != leads:
        enrolment.leads_groups = leads
        enrolment.save(update_fields=["leads_groups"])
    return enrolment


@transaction.atomic
def hold_lesson(cohort, activity_key, present, *, minutes, lesson_id, at, by):
    """Write down that these people did a lesson together. Each of them has done it; who had it keeps hers.

    The same lesson told again is the first one. A learner who leads can name people of her own cooperatives; who
    runs the cohort, all of it. Whoever left the cohort meanwhile is written down and has nothing to complete.
    """
    require(policy.can_lead_group, by, cohort)
    cohort = Cohort.objects.select_for_update(of=("self",)).get(pk=cohort.pk)
    if known := GroupLesson.objects.filter(pk=lesson_id).first():
        return known
    lesson = _lesson(cohort, activity_key, at=at, by=by)
    if not cohort.takes_records_of(at):
        raise CourseNotOpen(cohort)
    places = _places(cohort, present, by)
    held = GroupLesson.objects.create(
        id=lesson_id,
        cohort=cohort,
        activity_key=lesson.key,
        led_by=by,
        minutes=minutes,
        held_at=at,
    )
    held.present.set(places)
    for place in places:
        if place.status != Enrolment.Status.WITHDRAWN:
            given = {"basis": Basis.GROUP, "given_by": person_or_none(by), "by": SYSTEM}
            complete(place, lesson, at=at, **given)
    return held


def _lesson(cohort, activity_key, *, at, by):
    """The lesson, if it is one of the course and open to who leads. Nobody else is kept waiting for it."""
    lessons = EditionActivity.objects.filter(edition=cohort.edition_id, kind=ActivityKind.LESSON)
    lesson = lessons.filter(key=activity_key).first()
    if lesson is None:
        raise NotInThisCourse(_("This lesson is not in this course."))
    leader = cohort.enrolments.of(by).first()
    if not policy.can_run(by, cohort) and (lock := lock_on(leader, lesson, at=at)):
        raise ActivityLocked(lesson, lock)
    return lesson


def _places(cohort, present, by):
    """Who was there, each locked in the same order as everywhere."""
    if not present:
        raise NobodyHere(_("Say who is here: choose at least one person."))
    hers = cohort.enrolments.all() if policy.can_run(by, cohort) else cohort.enrolments.led_by(by)
    found = hers.filter(pk__in=present).select_related("cohort").order_by("pk")
    places = list(found.select_for_update(of=("self",)))
    if len(places) != len(present):
        raise NotInThisCohort(_("Somebody on this list is not in your group. Open the page again."))
    return places
