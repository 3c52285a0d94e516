from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from courses import policy
from courses.models import Cohort, Enrolment
from lms.core.errors import RuleError
from lms.core.policy import require


class UnknownCode(RuleError):
    code = "unknown_code"


class CodeExpired(RuleError):
    code = "code_expired"


class CohortClosed(RuleError):
    code = "cohort_closed"


class CohortFull(RuleError):
    code = "cohort_full"


class Withdrawn(RuleError):
    code = "withdrawn"


@transaction.atomic
def join(code, *, by):
    """Enrol oneself with the code of a cohort. Joining twice returns the first enrolment."""
    require(policy.can_join, by)
    cohort = Cohort.objects.select_for_update().with_code(code).first()
    if cohort is None:
        raise UnknownCode(_("Nobody has this code. Look at it again, or ask your trainer."))
    if enrolment := cohort.enrolments.filter(learner=by).first():
        if enrolment.status == Enrolment.Status.WITHDRAWN:
            raise Withdrawn(
                _("You left %(cohort)s. Ask your trainer to take you back."), cohort=cohort
            )
        return enrolment
    _refuse_late(cohort, timezone.localdate())
    _refuse_when_full(cohort)
    return Enrolment.objects.create(cohort=cohort, learner=by)


def _refuse_when_full(cohort):
    if cohort.most_learners and cohort.enrolments.staying().count() >= cohort.most_learners:
        raise CohortFull(
            _("All places in %(cohort)s are taken. Ask your trainer for another group."),
            cohort=cohort,
        )


def _refuse_late(cohort, today):
    if cohort.closes_on < today:
        raise CohortClosed(
            _("%(cohort)s closed on %(day)s. Ask your trainer for another group."),
            cohort=cohort,
            day=date_format(cohort.closes_on, "DATE_FORMAT"),
        )
    if cohort.join_code_ends_on < today:
        raise CodeExpired(
            _("This code was valid until %(day)s. Ask your trainer for a new one."),
            day=date_format(cohort.join_code_ends_on, "DATE_FORMAT"),
        )
