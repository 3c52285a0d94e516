"""Planning the days of a workshop."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from courses import policy
from courses.choices import ActivityKind
from courses.models import Cohort, TrainingDay
from lms.core.errors import RuleError
from lms.core.policy import SYSTEM, person_or_none, require
from lms.notices.actions import notify
from lms.people.models import Person

PLAN = ("held_on", "morning", "afternoon", "venue", "trainer", "places", "note")


class NotAWorkshop(RuleError):
    code = "not_a_workshop"


class DayTaken(RuleError):
    code = "day_taken"


class DayCancelled(RuleError):
    code = "day_cancelled"


class DayWasHeld(RuleError):
    code = "day_was_held"


class TrainerFromElsewhere(RuleError):
    code = "trainer_from_elsewhere"


@transaction.atomic
def plan_day(cohort, activity_key, *, by, **plan):
    """Put a day of a workshop on the calendar of a cohort and tell its people. The same day twice is one."""
    require(policy.can_run, by, cohort)
    cohort = Cohort.objects.select_for_update(of=("self",)).get(pk=cohort.pk)
    day = TrainingDay(cohort=cohort, activity_key=activity_key, **plan)
    known = _other_day(day)
    if known and all(getattr(known, field) == getattr(day, field) for field in PLAN):
        return known
    if not _workshops(cohort).filter(key=activity_key).exists():
        raise NotAWorkshop(_("This course has no such workshop."))
    _refuse_taken(known)
    _refuse_stranger(day)
    day.save()
    _tell(day, "courses.day_planned", by=by)
    return day


@transaction.atomic
def change_day(day, *, by, **plan):
    """Change when, where or with whom a day is, and tell its people. The same change twice tells once.

    What was held stays where it was: a half-day with attendance can be neither moved nor taken out.
    """
    require(policy.can_run, by, day.cohort)
    day = _locked(day)
    if all(getattr(day, field) == plan[field] for field in PLAN):
        return day
    _refuse_cancelled(day)
    before = day.held_on
    for field in PLAN:
        setattr(day, field, plan[field])
    _refuse_taken(_other_day(day))
    _refuse_stranger(day)
    taken = set(day.attendances.values_list("half", flat=True))
    if taken - set(day.halves) or (taken and day.held_on != before):
        raise DayWasHeld(_("Attendance was taken on this day already: its date and halves stay."))
    day.save()
    _tell(day, "courses.day_changed", by=by)
    return day


@transaction.atomic
def cancel_day(day, *, by):
    """Call a day off, keep it, and tell its people. Twice is once; a day that was held cannot be called off."""
    require(policy.can_run, by, day.cohort)
    day = _locked(day)
    if day.cancelled_at:
        return day
    if day.attendances.exists():
        raise DayWasHeld(_("Attendance was taken on this day: it was held."))
    day.cancelled_at = timezone.now()
    day.save(update_fields=["cancelled_at"])
    _tell(day, "courses.day_cancelled", by=by)
    return day


def _locked(day):
    days = TrainingDay.objects.select_for_update(of=("self",)).select_related("cohort__edition")
    return days.get(pk=day.pk)


def _workshops(cohort):
    return cohort.edition.activities.filter(kind=ActivityKind.WORKSHOP)


def _other_day(day):
    same = TrainingDay.objects.held_on(day.held_on).of_workshop(day.activity_key)
    return same.filter(cohort=day.cohort).exclude(pk=day.pk).first()


def _refuse_taken(known):
    if known:
        raise DayTaken(
            _("This workshop already has a day on %(day)s. Change that one."),
            day=date_format(known.held_on, "DATE_FORMAT"),
        )


def _refuse_cancelled(day):
    if day.cancelled_at:
        raise DayCancelled(_("This day was called off. Plan another one."))


def _refuse_stranger(day):
    here = Q(cohorts_taught=day.cohort) | Q(taught_programmes=day.cohort.edition.programme_id)
    if not Person.objects.filter(here, pk=day.trainer_id).exists():
        raise TrainerFromElsewhere(
            _("%(trainer)s is a trainer neither of this cohort nor of its programme."),
            trainer=day.trainer,
        )


def _tell(day, kind, *, by):
    """Each learner who stays, and the trainer where somebody else decided."""
    # A second change of the same day is news again.
    about = {
        "subject": f"day:{day.pk}:{day.history.count()}",
        "params": {
            "cohort": day.cohort.name,
            "day": day.held_on,
            "venue": day.venue,
        },
        "by": SYSTEM,
    }
    learners = Person.objects.filter(enrolments__in=day.cohort.enrolments.staying())
    notify(learners, kind, path=f"learn/days/{day.pk}/", **about)
    if day.trainer != person_or_none(by):
        notify([day.trainer], kind, path=f"teach/days/{day.pk}/", **about)
