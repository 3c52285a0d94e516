"""A trainer's cohorts and the page of one: who comes in, what it shows, and what it costs."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.models import Cohort, Completion, Enrolment
from lms.people.choices import Role
from lms.people.models import Person
from tests.factories import courses as factories
from tests.factories.courses import CohortFactory, EnrolmentFactory
from tests.factories.people import PersonFactory, appointed

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


# Who comes in


@pytest.mark.parametrize("name", ["home", "open"])
def test_only_those_who_teach_or_manage_have_the_teaching_screens(client, sign_in, name):
    answers = {}
    for role in Role:
        sign_in(appointed(role))
        answers[role] = client.get(reverse(f"teach:{name}")).status_code
    sign_in(EnrolmentFactory().learner)

    assert client.get(reverse(f"teach:{name}")).status_code == 403
    assert answers == {
        Role.TRAINER: 200,
        Role.MANAGER: 200,
        Role.ADMINISTRATOR: 200,
        Role.MENTOR: 403,
        Role.EXPERT: 403,
        Role.CERTIFIER: 403,
    }


@pytest.mark.parametrize("name", ["home", "open"])
def test_nobody_is_asked_to_sign_in(client, name):
    assert reverse("account_login") in client.get(reverse(f"teach:{name}")).url


def pages_of(cohort):
    enrolment = EnrolmentFactory(cohort=cohort)
    key = cohort.edition.activities.first().key
    return [
        address("cohort", cohort),
        address("new_code", cohort),
        address("roster", cohort),
        address("lesson", cohort, key),
        address("withdraw", cohort, enrolment.pk),
        address("new_pin", cohort, enrolment.pk),
    ]


def test_other_peoples_cohorts_do_not_exist(client, sign_in, cohort, trainer):
    others = CohortFactory()
    strangers = [trainer, appointed(Role.MANAGER, "SN"), appointed(Role.MENTOR)]
    strangers.append(EnrolmentFactory(cohort=others).learner)

    for person in strangers:
        sign_in(person)
        assert [client.get(page).status_code for page in pages_of(others)] == [404] * 6
        assert [client.post(page).status_code for page in pages_of(others)[1:3]] == [404] * 2


@pytest.mark.parametrize(("role", "country"), [(Role.MANAGER, "MA"), (Role.ADMINISTRATOR, "")])
def test_managers_and_administrators_see_the_same_pages(client, sign_in, cohort, role, country):
    sign_in(appointed(role, country))

    assert [client.get(page).status_code for page in pages_of(cohort)] == [200] * 6


@pytest.mark.parametrize("name", ["withdraw", "take_back", "new_pin"])
def test_a_place_in_another_cohort_is_not_reached_through_mine(client, cohort, trainer, name):
    elsewhere = EnrolmentFactory()

    assert client.post(address(name, cohort, elsewhere.pk)).status_code == 404
    assert Enrolment.objects.get(pk=elsewhere.pk).status == "active"


# My cohorts


def test_my_cohorts_show_their_figures_and_not_those_of_others(client, cohort, trainer):
    EnrolmentFactory.create_batch(2, cohort=cohort)
    EnrolmentFactory(cohort=cohort, status="completed", completed_at=timezone.now())
    EnrolmentFactory(cohort=cohort, status="withdrawn")
    CohortFactory(name="Elsewhere")

    page = words(client.get(reverse("teach:home")))

    assert "Taroudant, spring" in page
    assert "3 learners · 1 completed" in page
    assert "Elsewhere" not in page


def test_without_a_cohort_the_page_says_what_to_do(client):
    client.force_login(appointed(Role.TRAINER))

    page = words(client.get(reverse("teach:home")))

    assert "You have no cohort yet" in page
    assert "Open a cohort" in page


@pytest.mark.parametrize("cohorts", [1, 3])
def test_my_cohorts_cost_the_same_for_any_number(
    client, trainer, cohort, cohorts, django_assert_num_queries
):
    for _n in range(cohorts - 1):
        CohortFactory().trainers.add(trainer)

    with django_assert_num_queries(8):
        response = client.get(reverse("teach:home"))

    assert response.content.count(b"card link") == cohorts


def test_the_menu_leads_those_who_teach_here(client, trainer):
    assert (
        f'href="{reverse("teach:home")}" aria-current'
        in client.get(reverse("teach:home")).content.decode()
    )
    client.force_login(appointed(Role.MENTOR))
    assert reverse("teach:home") not in client.get(reverse("me")).content.decode()


# Opening


def opening(edition, **values):
    today = timezone.localdate()
    return {
        "edition": edition.pk,
        "name": "Agadir",
        "country": "MA",
        "opens_on": today.isoformat(),
        "closes_on": (today + dt.timedelta(days=60)).isoformat(),
        **values,
    }


def test_a_trainer_opens_a_cohort_and_lands_on_it(client, cohort, trainer):
    response = client.post(reverse("teach:open"), opening(cohort.edition))

    opened = Cohort.objects.get(name="Agadir")
    assert response.url == address("cohort", opened)
    assert list(opened.trainers.all()) == [trainer]
    assert opened.join_code in words(client.get(response.url))


def test_a_trainer_is_offered_the_latest_editions_of_her_programmes_only(client, trainer, cohort):
    old = cohort.edition
    new = factories.edition(
        factories.lesson(), programme=old.programme, key=old.course_key, code="C-1"
    )
    other = factories.edition()

    offered = client.get(reverse("teach:open")).context["form"].fields["edition"].queryset

    assert list(offered) == [new]
    for edition in (old, other):
        assert client.post(reverse("teach:open"), opening(edition)).status_code == 200
    assert not Cohort.objects.filter(name="Agadir").exists()


def test_a_manager_chooses_among_the_trainers_of_her_country(client, sign_in, cohort):
    here, there = appointed(Role.TRAINER), appointed(Role.TRAINER, country="", username="there")
    Person.objects.filter(pk=there.pk).update(country="SN")
    sign_in(appointed(Role.MANAGER, "MA"))

    refused = client.post(reverse("teach:open"), opening(cohort.edition, trainers=[there.pk]))
    nobody = client.post(reverse("teach:open"), opening(cohort.edition))
    assert (refused.status_code, nobody.status_code) == (200, 200)

    client.post(reverse("teach:open"), opening(cohort.edition, trainers=[here.pk]))
    assert list(Cohort.objects.get(name="Agadir").trainers.all()) == [here]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"country": "SN"}, "You do not manage the programme in Senegal."),
        ({"closes_on": "2021-01-01"}, "This day is over already."),
        ({"opens_on": "2999-01-01"}, "A cohort cannot close before it opens."),
        ({"closes_on": "soon"}, "Enter a valid date."),
        ({"name": "x" * 121}, "at most 120 characters"),
    ],
)
def test_what_is_wrong_with_an_opening_is_said_and_what_was_typed_is_kept(
    client, sign_in, cohort, wrong, says
):
    trainer = appointed(Role.TRAINER)
    sign_in(appointed(Role.MANAGER, "MA"))
    typed = opening(cohort.edition, trainers=[trainer.pk], **wrong)

    response = client.post(reverse("teach:open"), typed)

    assert says in words(response)
    assert f'value="{typed["name"]}"' in response.content.decode()
    assert not Cohort.objects.filter(name=typed["name"]).exists()


def test_without_a_released_course_the_page_says_whom_to_ask(client):
    client.force_login(appointed(Role.TRAINER))

    assert "There is no course to open yet" in words(client.get(reverse("teach:open")))


# The cohort


@pytest.mark.parametrize("learners", [1, 5, 500])
def test_a_cohort_page_costs_the_same_for_any_number_of_learners(
    client, cohort, trainer, learners, django_assert_num_queries
):
    people = Person.objects.bulk_create(
        Person(username=f"learner{n}", first_name="Amina", last_name=f"{n:03}")
        for n in range(learners)
    )
    places = Enrolment.objects.bulk_create(
        Enrolment(cohort=cohort, learner=person) for person in people
    )
    keys = cohort.edition.activities.values_list("key", flat=True)
    Completion.objects.bulk_create(
        Completion(enrolment=place, activity_key=key, done_at=timezone.now())
        for place in places[::2]
        for key in keys
    )

    with django_assert_num_queries(13):
        response = client.get(address("cohort", cohort))

    assert response.content.count(b'class="done-of"') == min(learners, 25)


def enrolled(cohort, first_name, days_ago=None, **values):
    """A learner of the cohort who did one lesson so many days ago, or none."""
    names = {"first_name_arabic": "", "last_name_arabic": "", "password": "!"}
    learner = PersonFactory(first_name=first_name, last_name="Ali", **names)
    enrolment = EnrolmentFactory(cohort=cohort, learner=learner, **values)
    if days_ago is not None:
        Completion.objects.create(
            enrolment=enrolment,
            activity_key=cohort.edition.activities.first().key,
            done_at=timezone.now() - dt.timedelta(days=days_ago),
        )
    return enrolment


def test_the_roster_says_in_words_how_far_each_learner_is_and_who_is_behind(
    client, cohort, trainer
):
    enrolled(cohort, "Busy", 13)
    enrolled(cohort, "Quiet", 15)
    enrolled(cohort, "New")
    enrolled(cohort, "Done", 40, status="completed", completed_at=timezone.now())
    enrolled(cohort, "Gone", 1, status="withdrawn")

    page = words(client.get(address("cohort", cohort)))

    assert re.search(r"Busy Ali 1 / 2 1 of 2 done under way", page)
    assert re.search(r"Quiet Ali 1 / 2 1 of 2 done silent last active on \d", page)
    assert re.search(r"New Ali 0 / 2 0 of 2 done not started", page)
    assert re.search(r"Done Ali 1 / 2 1 of 2 done completed", page)
    assert "Gone" not in page
    assert "All 4" in page
    assert "Completed 1 Not started 1 Silent for 14 days 1 Withdrawn 1" in page


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("show=waiting", ["New"]),
        ("show=silent", ["Quiet"]),
        ("show=withdrawn", ["Gone"]),
        ("show=completed", []),
        ("q=bus", ["Busy"]),
        ("q=ali&show=silent", ["Quiet"]),
        ("q=nobody", []),
        ("show=everybody-else&page=-4", ["Busy", "New", "Quiet"]),
        ("q=" + "x" * 81, ["Busy", "New", "Quiet"]),
        ("q=%00", ["Busy", "New", "Quiet"]),
    ],
)
def test_learners_are_searched_and_picked(client, cohort, trainer, question, shown):
    enrolled(cohort, "Busy", 1)
    enrolled(cohort, "Quiet", 15)
    enrolled(cohort, "New")
    enrolled(cohort, "Gone", 1, status="withdrawn")

    response = client.get(f"{address('cohort', cohort)}?{question}")

    assert [place.learner.first_name for place in response.context["page"]] == shown


def test_the_roster_is_paged(client, cohort, trainer):
    EnrolmentFactory.create_batch(26, cohort=cohort)

    assert len(client.get(address("cohort", cohort) + "?page=2").context["page"]) == 1


def test_a_code_that_is_over_is_not_shown(client, cohort, trainer):
    code = cohort.join_code
    Cohort.objects.update(join_code_ends_on="2021-01-01")
    assert code not in words(client.get(address("cohort", cohort)))

    Cohort.objects.update(join_code_ends_on="2999-01-01", closes_on="2021-01-01")
    page = words(client.get(address("cohort", cohort)))
    assert "This cohort is closed" in page
    assert code not in page


def test_a_new_code_is_made_and_a_day_after_the_end_is_refused_on_the_form(client, cohort, trainer):
    Cohort.objects.update(closes_on=timezone.localdate() + dt.timedelta(days=5))
    late = (timezone.localdate() + dt.timedelta(days=6)).isoformat()

    refused = client.post(address("new_code", cohort), {"ends_on": late})
    assert "until the cohort closes" in words(refused)
    assert late in refused.content.decode()

    client.post(address("new_code", cohort), {"ends_on": timezone.localdate().isoformat()})
    assert Cohort.objects.get().join_code != cohort.join_code


def test_withdrawing_asks_first_and_taking_back_undoes_it(client, cohort, trainer):
    enrolment = enrolled(cohort, "Fatima")
    page = address("withdraw", cohort, enrolment.pk)

    assert "Take Fatima Ali out of the cohort?" in words(client.get(page))
    assert cohort.enrolments.get().status == "active"
    client.post(page)
    assert cohort.enrolments.get().status == "withdrawn"
    assert client.get(address("take_back", cohort, enrolment.pk)).status_code == 405
    client.post(address("take_back", cohort, enrolment.pk))
    assert cohort.enrolments.get().status == "active"


def test_a_cohort_leads_to_everything_that_is_read_of_it(client, cohort, trainer):
    page = client.get(address("cohort", cohort)).content.decode()

    pages = ("progress", "gradebook", "gain", "messages", "questions", "editions", "days")
    assert [name for name in pages if f'href="{address(name, cohort)}"' not in page] == []
