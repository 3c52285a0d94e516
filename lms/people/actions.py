from datetime import timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lms.core.errors import RuleError
from lms.core.policy import require

from . import pins, policy
from .choices import Office
from .models import Appointment, Cooperative, Membership, OfficeHolding, Person, PinCard


class WrongPin(RuleError):
    code = "wrong_pin"


class PinLocked(RuleError):
    code = "pin_locked"


class NoPinForThisRole(RuleError):
    code = "no_pin_for_this_role"


class LaterElection(RuleError):
    code = "later_election"


@transaction.atomic
def appoint(person, role, *, country="", by):
    """Give a role from today on. Appointing twice returns the appointment in force."""
    require(policy.can_appoint, by, person, role, country)
    person = Person.objects.select_for_update().get(pk=person.pk)
    current = person.appointments.current().filter(role=role, country=country).first()
    if current:
        return current
    appointment = Appointment(person=person, role=role, country=country)
    appointment.full_clean()
    appointment.save()
    return appointment


@transaction.atomic
def admit(person, cooperative, *, by):
    """Make a person a member from today on. Admitting twice returns the membership in force."""
    require(policy.can_admit, by, cooperative)
    Cooperative.objects.select_for_update().get(pk=cooperative.pk)
    current = Membership.objects.current().filter(person=person, cooperative=cooperative).first()
    return current or Membership.objects.create(person=person, cooperative=cooperative)


@transaction.atomic
def pass_office_on(cooperative, office, memberships, *, on, by):
    """Let members hold an office from a day on, and all others who held it no longer. Twice changes nothing.

    Raises LaterElection where somebody has come into this office after that day.
    """
    require(policy.can_pass_offices_on, by, cooperative)
    Cooperative.objects.select_for_update().get(pk=cooperative.pk)
    holdings = OfficeHolding.objects.filter(membership__cooperative=cooperative, office=office)
    if later := holdings.filter(starts_on__gt=on).select_related("membership__person").first():
        raise LaterElection(
            _("%(person)s holds this office since %(day)s already: %(office)s."),
            person=later.membership.person,
            day=date_format(later.starts_on, "DATE_FORMAT"),
            office=Office(office).label,
        )
    held = holdings.current(on).select_related("membership")
    stays = {holding.membership_id for holding in held}
    for holding in held:
        if holding.membership not in memberships:
            # The day belongs to the new one, unless the old one began on it.
            holding.ends_on = max(holding.starts_on, on - timedelta(days=1))
            holding.save(update_fields=["ends_on"])
    for membership in memberships:
        if membership.pk not in stays:
            OfficeHolding.objects.create(membership=membership, office=office, starts_on=on)


@transaction.atomic
def issue_pin(person, cooperative, *, by):
    """A new PIN for the person, returned as she will type it; the old one and its lock are gone.

    It is shown this once: only a hash of it is kept.
    """
    require(policy.can_issue_pin, by, person)
    if person.needs_second_factor:
        raise NoPinForThisRole(
            _("%(person)s signs in with a password and a second factor."), person=person
        )
    Cooperative.objects.select_for_update().get(pk=cooperative.pk)
    card = PinCard.objects.filter(person=person).first() or PinCard(person=person)
    if card.cooperative_id != cooperative.pk:
        last = cooperative.pin_cards.aggregate(last=Max("number"))["last"] or 0
        card.cooperative, card.number = cooperative, last + 1
    secret = pins.new_secret()
    card.secret, card.wrong_tries, card.locked_until = make_password(secret), 0, None
    card.issued_at = timezone.now()
    card.save()
    return pins.write(card.number, secret)


def person_with_pin(code, pin):
    """Who signs in with this cooperative code and PIN. Raises WrongPin or PinLocked; a wrong try is counted."""
    with transaction.atomic():
        person, refusal = _try_pin(code, pins.split(pin))
    if refusal:
        raise refusal
    return person


def _try_pin(code, typed):
    card = typed and (
        PinCard.objects.select_for_update(of=("self",))
        .select_related("person", "cooperative")
        .filter(cooperative__code=code.strip().upper(), number=typed[0], person__is_active=True)
        .first()
    )
    if card is None or card.person.needs_second_factor:
        # As slow as a real check, so that the clock does not tell which numbers exist.
        make_password(code)
        return None, _wrong()
    if card.locked_until and card.locked_until > timezone.now():
        return None, _locked(card)
    if check_password(typed[1], card.secret):
        card.wrong_tries = 0
    else:
        card.wrong_tries += 1
        lock = pins.lock_after(card.wrong_tries, PinCard.FREE_TRIES)
        card.locked_until = timezone.now() + lock if lock else None
    card.save(update_fields=["wrong_tries", "locked_until"])
    if card.locked_until and card.locked_until > timezone.now():
        return None, _locked(card)
    return (card.person, None) if card.wrong_tries == 0 else (None, _wrong())


def _wrong():
    return WrongPin(
        _(
            "The cooperative code or the PIN is not right. Look at your card and try again. "
            "After %(tries)d wrong tries the card rests for a while."
        ),
        tries=PinCard.FREE_TRIES,
    )


def _locked(card):
    until = date_format(timezone.localtime(card.locked_until), "SHORT_DATETIME_FORMAT")
    return PinLocked(
        _("Too many wrong tries. Try again after %(until)s, or ask your trainer for a new PIN."),
        until=until,
    )
