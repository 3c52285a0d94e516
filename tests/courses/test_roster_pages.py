"""Lists of people that a trainer pastes, and the cards and PINs that come of them."""

import pytest
from django.contrib.sessions.models import Session

from courses.models import Enrolment
from lms.people.actions import person_with_pin
from lms.people.choices import Role
from lms.people.models import Person, PinCard
from tests.factories.courses import CohortFactory, EnrolmentFactory
from tests.factories.people import CooperativeFactory, MembershipFactory, PersonFactory, appointed

from .desks import address
from .pages import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort():
    return CohortFactory(name="Taroudant, spring")


@pytest.fixture
def trainer(cohort, client):
    trainer = appointed(Role.TRAINER)
    cohort.trainers.add(trainer)
    cohort.edition.programme.trainers.add(trainer)
    client.force_login(trainer)
    return trainer


# Rosters

LIST = "first name;family name;phone;id card\nFatima;Ali;;A1\nBrahim;Idrissi;0612345678;B2"


def everything():
    return [model.objects.count() for model in (Person, Enrolment, PinCard, Session)]


def test_a_pasted_list_is_shown_first_and_nothing_is_stored(client, cohort, trainer):
    cooperative = CooperativeFactory()
    known = PersonFactory(phone="+212612345678", first_name="Ibrahim", last_name="Drissi")
    before = everything()

    response = client.post(
        address("roster", cohort), {"people": LIST, "cooperative": cooperative.pk}
    )

    page = words(response)
    assert "Is this right?" in page
    assert "1 new 1 known already 1 get a PIN card" in page
    assert f"as {known}" in page
    assert "These columns are not used: id card" in page
    assert everything() == before


def test_a_confirmed_list_is_stored_and_its_pins_are_shown_once(client, cohort, trainer):
    cooperative = CooperativeFactory()
    typed = {"people": LIST, "cooperative": cooperative.pk, "confirm": "yes"}

    response = client.post(address("roster", cohort), typed)

    card, _brahim = response.context["cards"]
    assert card.pin in words(response)
    assert person_with_pin(cooperative.code, card.pin).first_name == "Fatima"
    assert cohort.enrolments.count() == 2
    assert "no-store" in response["Cache-Control"]
    assert card.pin not in str([session.get_decoded() for session in Session.objects.all()])
    assert card.pin not in str(response.cookies)
    assert card.pin not in str(list(PinCard.objects.values()))

    again = client.post(address("roster", cohort), typed)
    assert again.url == address("cohort", cohort)
    assert "0 people were added." in words(client.get(again.url))
    assert cohort.enrolments.count() == 2


@pytest.mark.parametrize(
    ("people", "says"),
    [
        ("Fatima;Ali;19x5", "Line 1 “19x5” is neither a name"),
        ("Fatima;Ali;1985\nBrahim;Idrissi;0612", "Line 2 “0612” is not a year of birth."),
        ("Fatima;Ali", "Line 1 New people sign in with the card of a cooperative"),
        ("A;B;0612345678\nC;D;0612345678", "Line 2 Line 1 has this phone too."),
        (" \n ", "There is nobody on this list yet."),
        ("", "There is nobody on this list yet."),
        ("Fat\x00ima", "Null characters are not allowed."),
        ("x" * 100_001, "at most 100000 characters"),
    ],
)
@pytest.mark.parametrize("deed", ["look", "confirm"])
def test_problems_are_said_by_line_and_the_pasted_text_is_kept(
    client, cohort, trainer, people, says, deed
):
    before = everything()

    response = client.post(address("roster", cohort), {"people": people, deed: "yes"})

    assert says in words(response)
    assert people in response.content.decode()
    assert everything() == before


def test_a_list_can_be_changed_after_looking_at_it(client, cohort, trainer):
    response = client.post(
        address("roster", cohort), {"people": "Amina;Fassi;0612345678", "change": "yes"}
    )

    assert "Amina;Fassi;0612345678</textarea>" in response.content.decode()
    assert "Look at the list" in words(response)


def test_what_the_rules_refuse_at_the_last_moment_keeps_the_pasted_text(
    client, cohort, trainer, monkeypatch
):
    make = Person.set_unusable_password

    def late(person):
        make(person)
        PersonFactory(phone="+212612345678")

    monkeypatch.setattr(Person, "set_unusable_password", late)
    typed = {
        "people": "Amina;Fassi;0612345678",
        "cooperative": CooperativeFactory().pk,
        "confirm": "yes",
    }

    response = client.post(address("roster", cohort), typed)

    assert "Somebody has just put one of these people on a list too." in words(response)
    assert "Amina;Fassi;0612345678</textarea>" in response.content.decode()


def test_only_cooperatives_of_the_country_of_the_cohort_can_be_chosen(client, cohort, trainer):
    abroad, dissolved = CooperativeFactory(country="SN"), CooperativeFactory(status="dissolved")

    for cooperative in (abroad, dissolved):
        client.post(
            address("roster", cohort),
            {"people": "Fatima;Ali", "cooperative": cooperative.pk, "confirm": "yes"},
        )

    assert not cohort.enrolments.exists()


def test_names_from_a_list_are_shown_as_text_only(client, cohort, trainer):
    people = "<script>alert</script>;Ali;0612345678"

    for deed in ("look", "confirm"):
        page = client.post(address("roster", cohort), {"people": people, deed: "yes"}, follow=True)
        assert b"<script>alert" not in page.content
    assert b"<script>alert" not in client.get(address("cohort", cohort)).content


# PINs


def test_a_new_pin_is_asked_for_first_and_shown_once(client, cohort, trainer):
    learner = MembershipFactory(person__password="!").person
    enrolment = EnrolmentFactory(cohort=cohort, learner=learner)
    page = address("new_pin", cohort, enrolment.pk)

    client.get(page)
    assert not PinCard.objects.exists()
    response = client.post(page)

    [card] = response.context["cards"]
    assert words(response).count(card.pin) == 1
    assert "no-store" in response["Cache-Control"]
    assert person_with_pin(card.cooperative.code, card.pin) == learner


def test_who_signs_in_another_way_gets_no_pin_and_a_reason(client, cohort, trainer):
    enrolment = EnrolmentFactory(cohort=cohort, learner__password="known")

    asking = address("new_pin", cohort, enrolment.pk)
    page = words(client.post(asking, follow=True, headers={"referer": asking}))

    assert "signs in another way and needs no PIN." in page
    assert (
        address("new_pin", cohort, enrolment.pk)
        not in client.get(address("cohort", cohort)).content.decode()
    )
