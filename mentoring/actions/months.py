"""A month is closed: what was reported of it does not change any more."""

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lms.core.errors import RuleError
from lms.core.moves import move_all
from lms.core.policy import require
from mentoring.models import Amendment, ClosedMonth, CoachingSession
from mentoring.policy import sessions as policy
from mentoring.reports import months as report


class MonthNotOver(RuleError):
    code = "month_not_over"


class MonthOutOfOrder(RuleError):
    code = "month_out_of_order"


@transaction.atomic
def close_month(country, month, *, by):
    """Report a month of a country, and lock what it reports. Closing twice changes nothing.

    Takes the accepted sessions held up to its last day that are in no month yet, and the amendments to months closed
    before that no report tells of. Raises RuleError before the month is over, or after a later one was closed.
    """
    require(policy.can_close_months, by, country)
    month = month.replace(day=1)
    if known := ClosedMonth.objects.filter(country=country, month=month).first():
        return known
    _refuse(country, month)
    sessions = list(report.to_close(country, month).select_for_update(of=("self",)).for_report())
    amendments = list(
        report.amendments_to_report(country).select_for_update(of=("self",)).for_report()
    )
    facts = report.facts_of(country, month, sessions, amendments, closed_by=by)
    written = {"facts": facts, "digest": report.digest_of(facts), "closed_by": by}
    # Who closes it at the same moment has waited for our rows, finds the month and adds nothing.
    closed, is_new = ClosedMonth.objects.get_or_create(
        country=country, month=month, defaults=written
    )
    if is_new:
        move_all(sessions, CoachingSession.Status.LOCKED, closed_month=closed, by=by)
        told = Amendment.objects.filter(pk__in=[amendment.pk for amendment in amendments])
        told.update(closed_month=closed)
    return closed


def _refuse(country, month):
    if not report.is_over(month):
        raise MonthNotOver(
            _("%(month)s is not over yet."), month=date_format(month, "YEAR_MONTH_FORMAT")
        )
    last = ClosedMonth.objects.filter(country=country).select_for_update().defer("facts").first()
    if last and month < last.month:
        raise MonthOutOfOrder(
            _("%(month)s is closed already. What is late is reported in the next month."),
            month=date_format(last.month, "YEAR_MONTH_FORMAT"),
        )
