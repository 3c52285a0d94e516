from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from courses import policy
from courses.models import ActivityDates, Cohort
from lms.core.errors import RuleError
from lms.core.policy import require

from .learning import NotInThisCourse


class OutsideTheCohort(RuleError):
    code = "outside_the_cohort"


class DueBeforeOpen(RuleError):
    code = "due_before_open"


class Dates(NamedTuple):
    """When an activity opens and is due; None = as the cohort does."""

    key: UUID
    opens_on: object = None
    due_on: object = None


@transaction.atomic
def set_dates(cohort, dates, *, by):
    """Say of some activities when they open and are due. The others keep theirs; what is the same stays untouched."""
    require(policy.can_run, by, cohort)
    cohort = Cohort.objects.select_for_update(of=("self",)).get(pk=cohort.pk)
    activities = {activity.key: activity for activity in cohort.edition.activities.all()}
    known = {row.activity_key: row for row in cohort.activity_dates.all()}
    for one in dates:
        if one.key not in activities:
            raise NotInThisCourse(_("One of these activities is not in this course."))
        _refuse_what_cannot_be(cohort, activities[one.key], one)
        _write(cohort, known.get(one.key), one)


def _refuse_what_cannot_be(cohort, activity, dates):
    for day in filter(None, [dates.opens_on, dates.due_on]):
        if not cohort.is_open_on(day):
            raise OutsideTheCohort(
                _(
                    "“%(activity)s”: %(day)s is not while the cohort is open, %(first)s to %(last)s."
                ),
                activity=activity,
                day=date_format(day, "DATE_FORMAT"),
                first=date_format(cohort.opens_on, "DATE_FORMAT"),
                last=date_format(cohort.closes_on, "DATE_FORMAT"),
            )
    if dates.opens_on and dates.due_on and dates.due_on < dates.opens_on:
        raise DueBeforeOpen(_("“%(activity)s” cannot be due before it opens."), activity=activity)


def _write(cohort, row, dates):
    """Rows are written, and their history with them, only where something changes."""
    if not (dates.opens_on or dates.due_on):
        if row:
            row.delete()
        return
    row = row or ActivityDates(cohort=cohort, activity_key=dates.key)
    if (row.opens_on, row.due_on) != (dates.opens_on, dates.due_on):
        row.opens_on, row.due_on = dates.opens_on, dates.due_on
        row.save()
