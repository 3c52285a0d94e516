from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from courses.models import Enrolment
from lms.core.errors import RuleError
from lms.core.policy import require
from mentoring import defaults
from mentoring.choices import Origin
from mentoring.models import ActionItem, NinetyDayPlan
from mentoring.policy import plans as policy
from mentoring.querysets.reach import roster


class NoSuchPlanHere(RuleError):
    code = "no_such_plan_here"


class AlreadyWritten(RuleError):
    code = "already_written"


class NotAMember(RuleError):
    code = "not_a_member"


class NotWithinNinetyDays(RuleError):
    code = "not_within_ninety_days"


@transaction.atomic
def write_ninety_day_plan(enrolment, membership, *, id, supporter, actions, on=None, by):
    """A participant writes what she will do in the next ninety days; it stands in her cooperative's plan from now on.

    ``actions`` are dicts of text and due_on; ``on`` the first of the ninety days, where a phone tells it late. The same
    id again returns what is written. Raises RuleError where her training has no such plan, she has written it already,
    she is no member today, or a day is not within the ninety.
    """
    require(policy.can_write_ninety_day_plan, by, enrolment, membership)
    enrolment = Enrolment.objects.select_for_update(of=("self",)).get(pk=enrolment.pk)
    if existing := NinetyDayPlan.objects.filter(pk=id, enrolment=enrolment).first():
        return existing
    _refuse_other_training(enrolment)
    starts_on = min(on or timezone.localdate(), timezone.localdate())
    if not roster(membership.cooperative, timezone.localdate()).filter(pk=membership.pk).exists():
        raise NotAMember(
            _("You are not a member of %(cooperative)s any more. Choose another cooperative."),
            cooperative=membership.cooperative,
        )
    plan = NinetyDayPlan(
        id=id,
        enrolment=enrolment,
        membership=membership,
        starts_on=starts_on,
        supporter=supporter,
    )
    _refuse_far(actions, plan)
    plan.save(force_insert=True)
    for action in actions:
        ActionItem.objects.create(
            cooperative=membership.cooperative,
            ninety_day_plan=plan,
            origin=Origin.GET_AHEAD,
            owner=membership,
            agreed_on=starts_on,
            **action,
        )
    return plan


def _refuse_other_training(enrolment):
    withdrawn = enrolment.status == Enrolment.Status.WITHDRAWN
    if withdrawn or enrolment.cohort.edition.programme.code not in defaults.NINETY_DAY_PLANS:
        raise NoSuchPlanHere(_("This training does not end with a 90-day plan."))
    if NinetyDayPlan.objects.filter(enrolment=enrolment).exists():
        raise AlreadyWritten(
            _("You have written your 90-day plan already. Its actions stand in the action plan.")
        )


def _refuse_far(actions, plan):
    for action in actions:
        if not plan.starts_on <= action["due_on"] <= plan.ends_on:
            raise NotWithinNinetyDays(
                _("“%(action)s”: choose a day from %(first)s to %(last)s."),
                action=action["text"],
                first=date_format(plan.starts_on, "DATE_FORMAT"),
                last=date_format(plan.ends_on, "DATE_FORMAT"),
            )
