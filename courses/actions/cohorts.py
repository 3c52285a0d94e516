import secrets
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history

from courses import policy
from courses.models import Cohort, CohortMessage, Edition, Enrolment, Programme
from courses.reports.rosters import plan_for
from lms.core.errors import RuleError
from lms.core.moves import move
from lms.core.policy import SYSTEM, person_or_none, require
from lms.notices.actions import notify
from lms.people.actions import admit, issue_pin
from lms.people.choices import Role
from lms.people.models import Appointment, Cooperative, Person, PinCard

from .learning import complete_course

# Without I, O, 0 and 1, which are read for one another.
CODE_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 8


class NotATrainer(RuleError):
    code = "not_a_trainer"


class CodeOutlivesCohort(RuleError):
    code = "code_outlives_cohort"


class AlreadyCompleted(RuleError):
    code = "already_completed"


class NoPinHere(RuleError):
    code = "no_pin_here"


class RosterUnclear(RuleError):
    code = "roster_unclear"


class NewCard(NamedTuple):
    """A PIN as it is shown once, with whose it is."""

    person: Person
    cooperative: Cooperative
    pin: str


@transaction.atomic
def appoint_trainer(programme, person, *, by):
    """Let a trainer teach a programme: write it, release it, open cohorts. Twice is once."""
    require(policy.can_appoint_trainer, by, programme)
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    if programme.trainers.filter(pk=person.pk).exists():
        return
    _refuse_unless_trainers([person], programme)
    programme.trainers.add(person)


@transaction.atomic
def open_cohort(edition, *, name, country, trainers, opens_on, closes_on, by):
    """Open a cohort whose join code is valid until it closes. The same person's same cohort twice is one."""
    require(policy.can_open_cohort, by, edition, country)
    edition = Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
    cohort = Cohort(
        edition=edition,
        name=name,
        country=country,
        opens_on=opens_on,
        closes_on=closes_on,
        join_code_ends_on=closes_on,
        opened_by=person_or_none(by),
    )
    same = ("name", "country", "opens_on", "closes_on", "opened_by")
    opened = edition.cohorts.filter(**{field: getattr(cohort, field) for field in same}).first()
    if opened:
        return opened
    if not trainers:
        raise NotATrainer(_("Choose at least one trainer."))
    _refuse_unless_trainers(trainers, edition.programme)
    _save_with_new_code(cohort)
    cohort.trainers.set(trainers)
    return cohort


@transaction.atomic
def renew_join_code(cohort, *, ends_on, most_learners=None, by):
    """Give the cohort another join code, valid until a day before it closes or that day; the old one is void.

    ``most_learners``: how many places there are for those who join with it; None = as many as come.
    """
    require(policy.can_run, by, cohort)
    cohort = Cohort.objects.select_for_update().get(pk=cohort.pk)
    if not timezone.localdate() <= ends_on <= cohort.closes_on:
        raise CodeOutlivesCohort(
            _("The code can be valid from today until the cohort closes, on %(day)s."),
            day=date_format(cohort.closes_on),
        )
    cohort.join_code_ends_on, cohort.most_learners = ends_on, most_learners
    _save_with_new_code(cohort)
    return cohort


@transaction.atomic
def choose_trainers(cohort, trainers, *, by):
    """Say who teaches a cohort. At least one; each is a trainer. Choosing the same again changes nothing."""
    require(policy.can_run, by, cohort)
    cohort = Cohort.objects.select_for_update(of=("self",)).get(pk=cohort.pk)
    if not trainers:
        raise NotATrainer(_("Choose at least one trainer."))
    staying = set(cohort.trainers.values_list("pk", flat=True))
    new = [person for person in trainers if person.pk not in staying]
    _refuse_unless_trainers(new, cohort.edition.programme)
    cohort.trainers.set(trainers)


@transaction.atomic
def send_message(cohort, text, *, message_id, by):
    """Write to everybody in a cohort. The same message again is sent once; notices never carry its words."""
    require(policy.can_run, by, cohort)
    cohort = Cohort.objects.select_for_update(of=("self",)).get(pk=cohort.pk)
    if known := cohort.messages.filter(pk=message_id).first():
        return known
    message = CohortMessage.objects.create(pk=message_id, cohort=cohort, author=by, text=text)
    learners = Person.objects.filter(enrolments__in=cohort.enrolments.staying())
    notify(
        learners,
        "courses.message",
        subject=message.pk,
        params={"name": str(by), "cohort": cohort.name},
        path="learn/messages/",
        by=SYSTEM,
    )
    return message


@transaction.atomic
def enrol(person, cohort, *, by):
    """Give a person a place in the cohort. Twice is once; who had withdrawn is taken back."""
    require(policy.can_run, by, cohort)
    cohort = (
        Cohort.objects.select_for_update(of=("self",)).select_related("edition").get(pk=cohort.pk)
    )
    enrolment, made = Enrolment.objects.get_or_create(cohort=cohort, learner=person)
    if made:
        _tell_enrolled([person], cohort)
    if enrolment.status == Enrolment.Status.WITHDRAWN:
        _take_back(enrolment)
    return enrolment


@transaction.atomic
def withdraw(enrolment, *, by):
    """Take a learner out of the cohort and keep all she did. Twice is once; who has completed stays."""
    require(policy.can_run, by, enrolment.cohort)
    enrolment = Enrolment.objects.select_for_update(of=("self",)).get(pk=enrolment.pk)
    if enrolment.status == Enrolment.Status.WITHDRAWN:
        return enrolment
    if enrolment.status == Enrolment.Status.COMPLETED:
        raise AlreadyCompleted(
            _("%(learner)s has completed the course and stays in the cohort."),
            learner=enrolment.learner,
        )
    move(enrolment, Enrolment.Status.WITHDRAWN)
    return enrolment


@transaction.atomic
def new_pin(enrolment, *, by):
    """A new card for a learner of the cohort who has no role and no password. The old PIN is void."""
    require(policy.can_run, by, enrolment.cohort)
    learner = Person.objects.select_for_update().get(pk=enrolment.learner_id)
    # Whoever makes a PIN could use it: it must never open an account that opens more than lessons.
    if learner.is_superuser or learner.roles or learner.has_usable_password():
        raise NoPinHere(_("%(learner)s signs in another way and needs no PIN."), learner=learner)
    if enrolment.status == Enrolment.Status.WITHDRAWN:
        raise NoPinHere(_("%(learner)s has left the cohort."), learner=learner)
    cooperative = _cooperative_of(learner)
    if cooperative is None:
        raise NoPinHere(
            _("%(learner)s belongs to no cooperative, and a card needs its code."), learner=learner
        )
    return NewCard(learner, cooperative, issue_pin(learner, cooperative, by=SYSTEM))


def take_roster(cohort, rows, cooperative, *, by):
    """Enrol everybody of a roster and make the people nobody knows yet. Taking it twice changes nothing.

    Returns the cards of those who could not sign in before. People, memberships and places are stored together or
    not at all; then each card by itself, because making a PIN is slow and would keep everybody else waiting. Should
    that be cut short, taking the roster again makes the cards that are missing.
    """
    require(policy.can_run, by, cohort)
    return [
        NewCard(person, cooperative, issue_pin(person, cooperative, by=SYSTEM))
        for person in _store_roster(cohort, rows, cooperative)
    ]


@transaction.atomic
def _store_roster(cohort, rows, cooperative):
    """Whoever of the roster needs a card, after everybody has her place."""
    cohort = (
        Cohort.objects.select_for_update(of=("self",)).select_related("edition").get(pk=cohort.pk)
    )
    plan = plan_for(cohort, rows, cooperative)
    if plan.problems:
        raise RosterUnclear(plan.problems[0].text)
    new = [place.row for place in plan.places if place.person is None]
    made = _make_people(cohort, new)
    if cooperative:
        for person in made:
            admit(person, cooperative, by=SYSTEM)
    known = [place.person for place in plan.places if place.person and not place.enrolment]
    places = [Enrolment(cohort=cohort, learner=person) for person in [*made, *known]]
    bulk_create_with_history(places, Enrolment)
    _tell_enrolled([place.learner for place in places], cohort)
    for place in plan.places:
        if place.comes_back:
            _take_back(place.enrolment)
    by_line = {row.line: person for row, person in zip(new, made, strict=True)}
    cards = [place for place in plan.places if place.needs_card]
    return [place.person or by_line[place.row.line] for place in cards]


def _tell_enrolled(people, cohort):
    notify(
        people,
        "courses.enrolled",
        subject=cohort.pk,
        params={
            "course": cohort.edition.titles,
            "cohort": cohort.name,
            "day": cohort.opens_on,
        },
        path="learn/",
        by=SYSTEM,
    )


def _take_back(enrolment):
    """What she did counts again; the cohort may ask for less by now than when she left."""
    move(enrolment, Enrolment.Status.ACTIVE)
    complete_course(enrolment, by=SYSTEM)


def _make_people(cohort, rows):
    people = [_person(cohort, row) for row in rows]
    try:
        with transaction.atomic():
            return bulk_create_with_history(people, Person)
    except IntegrityError as clash:
        raise RosterUnclear(
            _("Somebody has just put one of these people on a list too. Look at yours again.")
        ) from clash


def _person(cohort, row):
    person = Person(
        first_name=row.first_name,
        last_name=row.last_name,
        first_name_arabic=row.first_name_arabic,
        last_name_arabic=row.last_name_arabic,
        sex=row.sex,
        birth_year=row.birth_year,
        phone=row.phone,
        email=row.email,
        country=cohort.country,
        language=cohort.edition.source_language if row.name_latin else "ar",
    )
    person.set_unusable_password()
    return person


def _refuse_unless_trainers(people, programme):
    """Each holds the role of trainer today, or teaches the programme already."""
    trainers = Appointment.objects.current().filter(role=Role.TRAINER).values("person")
    teaching = Person.objects.filter(Q(pk__in=trainers) | Q(pk__in=programme.trainers.values("pk")))
    known = set(teaching.values_list("pk", flat=True))
    for person in people:
        if person.pk not in known:
            raise NotATrainer(_("%(person)s is not a trainer."), person=person)


def _save_with_new_code(cohort):
    """Save the cohort with a code nobody has. One that was taken meanwhile is drawn again."""
    while True:
        cohort.join_code = "".join(secrets.choice(CODE_SIGNS) for _sign in range(CODE_LENGTH))
        try:
            with transaction.atomic():
                cohort.save()
            return
        except IntegrityError:
            if not Cohort.objects.filter(join_code=cohort.join_code).exists():
                raise


def _cooperative_of(person):
    """Whose card the person has, else whose member she is."""
    card = PinCard.objects.select_related("cooperative").filter(person=person).first()
    here = card or person.memberships.current().select_related("cooperative").first()
    return here and here.cooperative
