"""Cards, PINs and rosters of a cohort."""

import pytest

from courses.actions import cohorts as actions
from courses.models import Enrolment
from lms.core.errors import RuleError
from lms.people.actions import person_with_pin
from lms.people.choices import Role
from lms.people.models import Membership, Person, PinCard
from tests.factories.courses import CohortFactory, EnrolmentFactory
from tests.factories.people import CooperativeFactory, MembershipFactory, PersonFactory, appointed

from .cohorts import member_enrolled, rows_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort():
    return CohortFactory()


@pytest.fixture
def trainer(cohort):
    trainer = appointed(Role.TRAINER)
    cohort.trainers.add(trainer)
    return trainer


# PINs


def test_a_new_pin_signs_in_and_the_old_one_does_not(cohort, trainer):
    enrolment = member_enrolled(cohort)

    old, new = actions.new_pin(enrolment, by=trainer), actions.new_pin(enrolment, by=trainer)

    assert new.cooperative == enrolment.learner.memberships.get().cooperative
    assert person_with_pin(new.cooperative.code, new.pin) == enrolment.learner
    if old.pin != new.pin:
        with pytest.raises(RuleError):
            person_with_pin(old.cooperative.code, old.pin)


@pytest.mark.parametrize(
    "guarded",
    [
        lambda: appointed(Role.MENTOR, password="!"),
        lambda: appointed(Role.TRAINER, password="!"),
        lambda: appointed(Role.CERTIFIER, password="!"),
        lambda: PersonFactory(password="!", is_superuser=True),
        lambda: Person.objects.create_user("amina", "a password", first_name="Amina"),
    ],
)
def test_no_pin_for_who_has_a_role_or_a_password(cohort, trainer, guarded):
    enrolment = EnrolmentFactory(cohort=cohort, learner=guarded())
    MembershipFactory(person=enrolment.learner)

    with pytest.raises(actions.NoPinHere, match="needs no PIN"):
        actions.new_pin(enrolment, by=trainer)
    assert not PinCard.objects.exists()


def test_no_pin_without_a_cooperative(cohort, trainer):
    enrolment = EnrolmentFactory(cohort=cohort, learner__password="!")

    with pytest.raises(actions.NoPinHere, match="belongs to no cooperative"):
        actions.new_pin(enrolment, by=trainer)


def test_no_pin_for_who_has_left_the_cohort(cohort, trainer):
    enrolment = member_enrolled(cohort)
    actions.withdraw(enrolment, by=trainer)

    with pytest.raises(actions.NoPinHere, match="has left the cohort"):
        actions.new_pin(Enrolment.objects.get(pk=enrolment.pk), by=trainer)


# Rosters


def test_a_roster_makes_people_members_places_and_cards(cohort, trainer):
    cooperative = CooperativeFactory()
    rows = rows_of("Fatima;Aït Ali;فاطمة;f;1985\nBrahim;Idrissi;h;0612345678\nأمينة;الفاسي")

    cards = actions.take_roster(cohort, rows, cooperative, by=trainer)

    fatima, brahim, amina = (e.learner for e in cohort.enrolments.order_by("learner_id"))
    assert (fatima.name_latin, fatima.name_arabic, fatima.sex) == (
        "Fatima Aït Ali",
        "فاطمة",
        "woman",
    )
    assert (fatima.birth_year, fatima.language, fatima.country) == (1985, "fr", "MA")
    assert (brahim.phone, brahim.sex) == ("+212612345678", "man")
    assert (amina.name_arabic, amina.language) == ("أمينة الفاسي", "ar")
    assert [card.person for card in cards] == [fatima, brahim, amina]
    assert person_with_pin(cooperative.code, cards[1].pin) == brahim
    assert person_with_pin(cooperative.code, cards[2].pin) == amina
    assert Membership.objects.current().filter(cooperative=cooperative).count() == 3
    assert fatima.has_usable_password() is False
    assert fatima.history.count() == 1
    assert cohort.enrolments.first().history.count() == 1


def test_the_same_roster_twice_changes_nothing(cohort, trainer):
    cooperative = CooperativeFactory()
    rows = rows_of("Fatima;Aït Ali;1985\nBrahim;Idrissi;0612345678\nAmina;Fassi;a@coop.ma")

    def everything():
        return [
            list(model.objects.order_by("pk").values())
            for model in (Person, Membership, Enrolment, PinCard, Person.history.model)
        ]

    assert len(actions.take_roster(cohort, rows, cooperative, by=trainer)) == 3
    before = everything()

    assert actions.take_roster(cohort, rows, cooperative, by=trainer) == []
    assert everything() == before


def test_known_people_are_enrolled_as_they_are(cohort, trainer):
    known = PersonFactory(phone="+212612345678", first_name="Fatima")
    rows = rows_of("Tima;Someone;0612345678")

    assert actions.take_roster(cohort, rows, None, by=trainer) == []
    assert cohort.enrolments.get().learner == known
    assert Person.objects.get(pk=known.pk).first_name == "Fatima"
    assert not known.memberships.exists()


def test_who_had_withdrawn_is_taken_back_by_a_roster(cohort, trainer):
    learner = PersonFactory(email="a@coop.ma")
    EnrolmentFactory(cohort=cohort, learner=learner, status="withdrawn")

    actions.take_roster(cohort, rows_of("Amina;Fassi;a@coop.ma"), None, by=trainer)

    assert cohort.enrolments.get().status == "active"


def test_a_member_whose_card_was_never_made_gets_it_when_the_roster_is_taken_again(cohort, trainer):
    member = MembershipFactory(
        person=PersonFactory(password="!", first_name="Fatima", last_name="Ali")
    )
    EnrolmentFactory(cohort=cohort, learner=member.person)

    [card] = actions.take_roster(cohort, rows_of("Fatima;Ali"), member.cooperative, by=trainer)

    assert card.person == member.person


@pytest.mark.parametrize(
    "guarded",
    [
        lambda: appointed(Role.MENTOR, password="!", first_name="Fatima", last_name="Ali"),
        lambda: PersonFactory(
            is_superuser=True, password="!", first_name="Fatima", last_name="Ali"
        ),
        lambda: Person.objects.create_user("f", "a password", first_name="Fatima", last_name="Ali"),
    ],
)
def test_a_roster_makes_no_card_for_who_has_a_role_or_a_password(cohort, trainer, guarded):
    member = MembershipFactory(person=guarded())

    assert actions.take_roster(cohort, rows_of("Fatima;Ali"), member.cooperative, by=trainer) == []
    assert not PinCard.objects.exists()


def test_cards_need_a_cooperative_and_without_it_nothing_is_stored(cohort, trainer):
    people = Person.objects.count()
    rows = rows_of("Brahim;Idrissi;0612345678\nFatima;Ali")

    with pytest.raises(actions.RosterUnclear, match="choose the cooperative"):
        actions.take_roster(cohort, rows, None, by=trainer)

    assert (Person.objects.count(), cohort.enrolments.count()) == (people, 0)


def test_a_roster_that_breaks_half_way_stores_nothing(cohort, trainer, monkeypatch):
    people = Person.objects.count()
    monkeypatch.setattr(actions, "admit", lambda *_args, **_by: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        actions.take_roster(cohort, rows_of("Fatima;Ali"), CooperativeFactory(), by=trainer)

    assert (Person.objects.count(), cohort.enrolments.count()) == (people, 0)


def test_somebody_put_on_another_list_meanwhile_is_a_clear_refusal(cohort, trainer, monkeypatch):
    make = actions._person

    def late(cohort, row):
        PersonFactory(phone=row.phone)
        return make(cohort, row)

    monkeypatch.setattr(actions, "_person", late)

    rows, cooperative = rows_of("Brahim;Idrissi;0612345678"), CooperativeFactory()
    with pytest.raises(actions.RosterUnclear, match="Somebody has just put"):
        actions.take_roster(cohort, rows, cooperative, by=trainer)


def test_too_many_cards_at_once_are_refused(cohort, trainer):
    names = [f"{a}{b};Ali" for a in "abcdefghijk" for b in "abcdefghij"]

    with pytest.raises(actions.RosterUnclear, match="At most 100 new cards"):
        actions.take_roster(cohort, rows_of("\n".join(names)), CooperativeFactory(), by=trainer)
