from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lms.core.errors import RuleError
from lms.core.moves import move
from lms.core.policy import require
from lms.people.models import Cooperative
from mentoring.models import Diagnostic, Objective
from mentoring.policy import plans as policy

MOST_OPEN = 3
"""Up to three priorities at a time: more are not kept up with."""


class TooManyObjectives(RuleError):
    code = "too_many_objectives"


class DiagnosticNotFinished(RuleError):
    code = "diagnostic_not_finished"


class ObjectiveDueInThePast(RuleError):
    code = "objective_due_in_the_past"


@transaction.atomic
def set_objective(cooperative, *, id, axis, text, diagnostic=None, due_on=None, by):
    """Set what the cooperative wants to reach on an axis. The same id again returns what is set.

    Raises RuleError where three are open already, the day is past, or the diagnostic is another's or not finished.
    """
    require(policy.can_set_objective, by, cooperative)
    cooperative = Cooperative.objects.select_for_update().get(pk=cooperative.pk)
    if existing := cooperative.objectives.filter(pk=id).first():
        return existing
    _refuse_more(cooperative)
    if diagnostic and (
        diagnostic.cooperative_id != cooperative.pk or diagnostic.status != Diagnostic.Status.DONE
    ):
        raise DiagnosticNotFinished(
            _("This is not a finished diagnostic of this cooperative. Choose another.")
        )
    if due_on and due_on < timezone.localdate():
        raise ObjectiveDueInThePast(
            _("%(day)s is past. Choose a day to come."), day=date_format(due_on, "DATE_FORMAT")
        )
    return Objective.objects.create(
        id=id,
        cooperative=cooperative,
        axis=axis,
        text=text,
        diagnostic=diagnostic,
        due_on=due_on,
        set_by=by,
    )


@transaction.atomic
def move_objective(objective, to, *, by):
    """It is reached, dropped, or open again as long as there are not three. Saying it twice changes nothing."""
    require(policy.can_move_objective, by, objective)
    cooperative = Cooperative.objects.select_for_update().get(pk=objective.cooperative_id)
    objective = Objective.objects.get(pk=objective.pk)
    if objective.status == to:
        return objective
    if to == Objective.Status.OPEN:
        _refuse_more(cooperative)
    move(objective, to)
    return objective


def _refuse_more(cooperative):
    if cooperative.objectives.open().count() >= MOST_OPEN:
        raise TooManyObjectives(
            _("There are %(number)s objectives already. Reach one or drop one, then set the next."),
            number=MOST_OPEN,
        )
