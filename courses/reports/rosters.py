"""What taking a roster would do: who is known, who is new, who needs a card."""

from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from courses import roster
from courses.models import Enrolment
from lms.people.choices import Role
from lms.people.models import Appointment, Membership, Person

# Each PIN takes a moment to make, and somebody waits for the page.
MAX_CARDS = 100


@dataclass(frozen=True)
class Place:
    """A line of a roster with the person it is already and her enrolment, if any."""

    row: roster.Row
    person: Person | None
    enrolment: Enrolment | None

    @property
    def comes_back(self):
        return self.enrolment is not None and self.enrolment.status == Enrolment.Status.WITHDRAWN

    @property
    def needs_card(self):
        """Cannot sign in yet. A card is never made here for somebody who holds a role."""
        if self.person is None:
            return True
        has_a_way = self.person.phone or self.person.email or self.person.has_usable_password()
        guarded = self.person.has_role or self.person.is_superuser
        return not (has_a_way or guarded or self.person.has_card)


@dataclass
class Plan:
    """What taking a roster would do: a place for each line, or problems by line."""

    places: list = field(default_factory=list)
    problems: list = field(default_factory=list)

    def count(self, of):
        return sum(1 for place in self.places if of(place))

    @property
    def new(self):
        return self.count(lambda place: place.person is None)

    @property
    def known(self):
        return self.count(lambda place: place.person and not place.enrolment)

    @property
    def back(self):
        return self.count(lambda place: place.comes_back)

    @property
    def already(self):
        return self.count(lambda place: place.enrolment and not place.comes_back)

    @property
    def cards(self):
        return self.count(lambda place: place.needs_card)


def plan_for(cohort, rows, cooperative):
    """The ``Plan`` of taking these rows into a cohort. Reads only."""
    members = _members_of(cooperative)
    matched, problems = roster.match(rows, _people_like(rows, members), members)
    ids = [person.pk for _row, person in matched if person]
    enrolments = {row.learner_id: row for row in cohort.enrolments.filter(learner__in=ids)}
    places = [Place(row, who, enrolments.get(who.pk) if who else None) for row, who in matched]
    plan = Plan(places, problems)
    cards = [place for place in places if place.needs_card]
    if cards and not cooperative:
        without = _("New people sign in with the card of a cooperative: choose the cooperative.")
        problems.extend(roster.Problem(place.row.line, without) for place in cards)
    elif len(cards) > MAX_CARDS:
        too_many = _("At most %(cards)d new cards at once: paste the rest afterwards.")
        line = cards[MAX_CARDS].row.line
        problems.append(roster.Problem(line, too_many % {"cards": MAX_CARDS}))
    return plan


def _members_of(cooperative):
    """The ids of its members today."""
    members = Membership.objects.current().filter(cooperative=cooperative)
    return set(members.values_list("person", flat=True)) if cooperative else set()


def _people_like(rows, members):
    """Who has a phone or an e-mail of the rows, and the members, each with has_card and has_role."""
    phones = {row.phone for row in rows if row.phone}
    emails = {row.email for row in rows if row.email}
    roles = Appointment.objects.current().filter(person=OuterRef("pk"))
    return (
        Person.objects.filter(Q(phone__in=phones) | Q(email__in=emails) | Q(pk__in=members))
        .annotate(has_role=Exists(roles), has_card=Q(pin_card__isnull=False))
        .order_by("pk")
    )


def colleagues(cohort):
    """Who may teach a cohort: those who hold the role of trainer today, or teach its programme, or teach it already."""
    trainers = Appointment.objects.current().filter(role=Role.TRAINER).values("person")
    may = (
        Q(pk__in=trainers)
        | Q(pk__in=cohort.edition.programme.trainers.values("pk"))
        | Q(pk__in=cohort.trainers.values("pk"))
    )
    return Person.objects.filter(may, is_active=True).order_by("last_name", "first_name", "pk")
