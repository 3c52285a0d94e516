"""Who was there for a half-day, and what follows from it."""

from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from courses import policy
from courses.choices import ActivityKind, Basis
from courses.models import Attendance, Completion, Enrolment, TrainingDay
from courses.reports.days import standings
from lms.core.errors import RuleError
from lms.core.policy import SYSTEM, person_or_none, require

from .days import DayCancelled
from .learning import complete
from .surveys import ask_about_day

MARK = ("presence", "taken_by", "taken_at", "recorded_at")


class NoSuchHalf(RuleError):
    code = "no_such_half"


class DayIsAhead(RuleError):
    code = "day_is_ahead"


class NotInThisCohort(RuleError):
    code = "not_in_this_cohort"


class Taken(NamedTuple):
    """How many marks were written down, and how many had been overtaken by a later one."""

    kept: int
    overtaken: int


@transaction.atomic
def take_attendance(day, half, marks, *, walked_in=(), at, by):
    """Write down who was there for a half-day: ``{enrolment id: presence}``. Nobody else's mark is touched.

    Of two marks for one person the later by the clocks of the devices counts, in whatever order they arrive; what it
    replaces, or what arrives too late, stays in the history. Who has thereby attended enough has done the workshop.
    """
    require(policy.can_take_attendance, by, day)
    day = _locked(day)
    known = {row.enrolment_id: row for row in day.attendances.filter(half=half)}
    _refuse_unless_it_can_be_held(day, half)
    _refuse_strangers(day, marks.keys() - known.keys())
    told = [
        Attendance(
            day=day,
            half=half,
            enrolment_id=enrolment,
            presence=presence,
            walked_in=enrolment in walked_in,
            taken_by=person_or_none(by),
            taken_at=at,
        )
        for enrolment, presence in marks.items()
    ]
    taken = _write(told, known, by)
    given = {"at": at, "given_by": person_or_none(by), "by": SYSTEM}
    complete_who_attended(day.cohort, day.activity_key, list(marks), **given)
    if half == day.halves[-1]:
        ask_about_day(day, by=SYSTEM)
    return taken


def _write(told, known, by):
    """Store what is new, put later marks in the place of earlier ones, and keep the overtaken in the history."""
    who = {"default_user": person_or_none(by)}
    new = [mark for mark in told if mark.enrolment_id not in known]
    again = [(known[mark.enrolment_id], mark) for mark in told if mark.enrolment_id in known]
    later = [_put(row, mark) for row, mark in again if mark.taken_at > row.taken_at]
    late = [_as_version(row, mark) for row, mark in again if mark.taken_at < row.taken_at]
    bulk_create_with_history(new, Attendance, **who)
    bulk_update_with_history(later, Attendance, MARK, **who)
    for mark in late:
        mark._history_date = mark.taken_at
    Attendance.history.bulk_history_create(
        late, update=True, default_change_reason="overtaken", **who
    )
    return Taken(len(new) + len(later), len(again) - len(later))


@transaction.atomic
def complete_who_attended(cohort, activity_key, enrolments, *, at, given_by, by):
    """Give the workshop to those of these learners who attended enough. It is never taken back.

    Called with whatever changes the count; who already has it, and who left the cohort, is passed over.
    """
    require(policy.can_run, by, cohort)
    workshop = cohort.edition.activities.filter(
        key=activity_key, kind=ActivityKind.WORKSHOP
    ).first()
    if workshop is None:
        return
    where = standings(cohort, workshop, enrolments)
    done = Completion.objects.filter(enrolment__in=enrolments, activity_key=activity_key)
    met = {pk for pk in enrolments if where[pk].met} - set(done.values_list("enrolment", flat=True))
    rows = Enrolment.objects.staying().filter(pk__in=met).select_for_update(of=("self",))
    for enrolment in rows.select_related("cohort").order_by("pk"):
        complete(
            enrolment,
            workshop,
            at=at,
            by=SYSTEM,
            basis=Basis.TRAINING_DAY,
            given_by=given_by,
        )


def _locked(day):
    """Marks of one day take turns here, so that no two phones overwrite each other."""
    days = TrainingDay.objects.select_for_update(of=("self",)).select_related("cohort__edition")
    return days.get(pk=day.pk)


def _refuse_unless_it_can_be_held(day, half):
    if day.cancelled_at:
        raise DayCancelled(_("This day was called off. Plan another one."))
    if half not in day.halves:
        raise NoSuchHalf(_("This day has no such half."))
    if day.held_on > timezone.localdate():
        raise DayIsAhead(
            _("This day is on %(day)s: attendance is taken when it has come."),
            day=date_format(day.held_on, "DATE_FORMAT"),
        )


def _refuse_strangers(day, enrolments):
    here = day.cohort.enrolments.filter(pk__in=enrolments).count()
    if here != len(enrolments):
        raise NotInThisCohort(_("Somebody on this list is not in the cohort. Open the page again."))


def _put(row, mark):
    for field in MARK:
        setattr(row, field, getattr(mark, field))
    return row


def _as_version(row, mark):
    """The overtaken mark as a version of the row, for the history alone."""
    mark.pk, mark.walked_in = row.pk, row.walked_in
    return mark
