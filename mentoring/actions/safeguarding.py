"""Safeguarding concerns. What one says goes to one person, and nothing here passes it on or writes it elsewhere."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from lms.core.errors import ReasonMissing, RuleError
from lms.core.moves import move
from lms.core.policy import SYSTEM, person_or_none, require
from lms.notices.actions import notify
from mentoring.models import SafeguardingConcern, SafeguardingContact
from mentoring.policy import safeguarding as policy
from mentoring.reports.safeguarding import recipient_for

Status = SafeguardingConcern.Status


class NobodyToTurnTo(RuleError):
    code = "nobody_to_turn_to"


@transaction.atomic
def name_contact(country, person, *, by):
    """Name the one person of a country to whom concerns go. What went to another before stays with her."""
    require(policy.can_name_contacts, by)
    contact, _new = SafeguardingContact.objects.update_or_create(
        country=country, defaults={"person": person, "named_by": person_or_none(by)}
    )
    return contact


@sensitive_variables()
@transaction.atomic
def raise_concern(cooperative, *, id, text, in_danger_now, by):
    """Send a concern to the named person, or to an administrator where none is named. The same id again sends nothing.

    She is told that one came in, and no more. Raises RuleError where there is nobody to turn to.
    """
    require(policy.can_raise, by, cooperative)
    if known := SafeguardingConcern.objects.filter(pk=id, raised_by=by).first():
        return known
    recipient = recipient_for(cooperative.country)
    if recipient is None:
        raise NobodyToTurnTo(_("Nobody is named yet to read this. Speak to the programme."))
    concern = SafeguardingConcern.objects.create(
        id=id,
        cooperative=cooperative,
        text=text,
        in_danger_now=in_danger_now,
        raised_by=by,
        sent_to=recipient,
    )
    notify(
        [recipient],
        "mentoring.concern_came",
        subject=str(concern.pk),
        path=f"mentoring/concerns/{concern.pk}/",
        by=SYSTEM,
    )
    return concern


@transaction.atomic
def take_up_concern(concern, *, by):
    """The named person does something about it; who wrote it sees that. Twice changes nothing."""
    require(policy.can_act_on, by, concern)
    concern = SafeguardingConcern.objects.select_for_update(of=("self",)).get(pk=concern.pk)
    if concern.status != Status.TAKEN_UP:
        move(concern, Status.TAKEN_UP, taken_up_at=timezone.now())
    return concern


@sensitive_variables()
@transaction.atomic
def settle_concern(concern, what_was_done, *, by):
    """The named person has done what could be done, and writes down what. Twice changes nothing."""
    require(policy.can_act_on, by, concern)
    concern = SafeguardingConcern.objects.select_for_update(of=("self",)).get(pk=concern.pk)
    if concern.status == Status.SETTLED:
        return concern
    if not what_was_done.strip():
        raise ReasonMissing(_("Write what was done."))
    move(concern, Status.SETTLED, what_was_done=what_was_done, settled_at=timezone.now())
    return concern
