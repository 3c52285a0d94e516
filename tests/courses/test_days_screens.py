"""The trainer's screens of a training day, and the learner's page of her workshop."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.models import Attendance, TrainingDay
from lms.people.choices import Role
from lms.people.models import Person
from tests.factories.courses import EnrolmentFactory, lesson, workshop
from tests.factories.days import TrainingDayFactory, day_of, mark, training
from tests.factories.people import (
    CooperativeFactory,
    MembershipFactory,
    PersonFactory,
    appointed,
)

from .pages import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort(client):
    made = training(lesson(), workshop(), people=3)
    client.force_login(made.trainer)
    return made


@pytest.fixture
def day(cohort):
    return day_of(cohort)


def at(name, day, *args):
    return reverse(f"teach:{name}", args=[day.pk, *args])


def sent(**values):
    return {"event_id": str(uuid.uuid4()), **values}


def presences(day, half="am"):
    return dict(day.attendances.filter(half=half).values_list("enrolment", "presence"))


# Planning


def test_a_day_is_planned_from_the_list_of_workshops(client, cohort):
    page = client.get(reverse("teach:days", args=[cohort.pk]))
    assert "0 of 4 half-days held" in words(page)

    answer = client.post(
        reverse("teach:plan_day", args=[cohort.pk, cohort.key]),
        {
            "held_on": "2024-03-04",
            "morning": "on",
            "venue": "Dar Taliba",
            "trainer": cohort.trainer.pk,
        },
    )

    assert answer.url == reverse("teach:days", args=[cohort.pk])
    assert TrainingDay.objects.get().halves == ["am"]


def test_a_day_without_a_half_or_on_a_taken_date_comes_back_with_what_was_typed(client, cohort):
    day_of(cohort, dt.date(2024, 3, 4))
    typed = {"held_on": "2024-03-04", "venue": "Dar Taliba", "trainer": cohort.trainer.pk}
    address = reverse("teach:plan_day", args=[cohort.pk, cohort.key])

    assert "Choose the morning, the afternoon or both." in words(client.post(address, typed))
    page = client.post(address, {**typed, "morning": "on"})
    assert "already has a day on" in words(page)
    assert 'value="Dar Taliba"' in page.content.decode()


def test_a_day_is_changed_and_called_off(client, day):
    plan = {"held_on": "2024-05-06", "afternoon": "on", "venue": "Souk", "trainer": day.trainer_id}

    client.post(at("change_day", day), plan)
    client.post(at("cancel_day", day))

    day.refresh_from_db()
    assert (day.venue, day.halves) == ("Souk", ["pm"])
    assert "called off" in words(client.get(at("day", day)))


# Attendance


def test_nobody_is_marked_beforehand_and_each_choice_says_whose_it_is(client, cohort, day):
    page = client.get(at("attendance", day, "am")).content.decode()

    assert " checked" not in page
    for place in cohort.places:
        assert f'aria-label="{place.learner}: present"' in page
        assert f'aria-label="{place.learner}: excused"' in page


def test_only_the_touched_are_stored(client, cohort, day):
    first, second, third = cohort.places
    mark(day, "am", "late", first)
    page_of_mine = {f"was-mark-{first.pk}": "late", f"mark-{first.pk}": "late"}
    later = timezone.now()
    mark(day, "am", "absent", first, at=later, by=cohort.trainer)

    client.post(
        at("attendance", day, "am"),
        sent(**page_of_mine, **{f"mark-{second.pk}": "present", f"was-mark-{second.pk}": ""}),
    )

    assert presences(day) == {first.pk: "absent", second.pk: "present"}


def test_the_same_page_sent_twice_is_stored_once(client, cohort, day):
    form = sent(**{f"mark-{cohort.places[0].pk}": "present"})

    for _time in range(2):
        client.post(at("attendance", day, "am"), form)

    assert Attendance.history.count() == 1


def test_the_time_of_the_device_decides(client, cohort, day):
    her = cohort.places[0]
    form = sent(device_at="2024-03-04T08:00:00Z", **{f"mark-{her.pk}": "absent"})
    mark(day, "am", "present", her, at=dt.datetime(2024, 3, 4, 9, tzinfo=dt.UTC))

    page = client.post(at("attendance", day, "am"), form, follow=True)

    assert presences(day) == {her.pk: "present"}
    assert "1 mark was not taken: somebody marked this person later." in words(page)


def test_a_refusal_keeps_what_was_chosen(client, cohort):
    ahead = day_of(cohort, dt.date(2990, 1, 1))

    page = client.post(
        at("attendance", ahead, "am"), sent(**{f"mark-{cohort.places[0].pk}": "late"})
    )

    assert "attendance is taken when it has come" in words(page)
    assert page.content.decode().count(" checked") == 1


def test_a_mark_that_is_none_is_refused(client, cohort, day):
    client.post(at("attendance", day, "am"), sent(**{f"mark-{cohort.places[0].pk}": "perhaps"}))

    assert not Attendance.objects.exists()


def test_the_counts_are_shown_with_those_who_have_no_mark(client, cohort, day):
    mark(day, "am", "present", *cohort.places[:2])

    page = words(client.get(at("attendance", day, "am")))

    assert "present 2 late 0 excused 0 absent 0 no mark 1" in page


def test_searching_stores_what_was_marked_first(client, cohort, day):
    first, second, _third = cohort.places
    second.learner.last_name = "Ouali"
    second.learner.save()

    page = client.post(
        at("attendance", day, "am"),
        sent(q="ouali", then="search", **{f"mark-{first.pk}": "present"}),
        follow=True,
    )

    assert presences(day) == {first.pk: "present"}
    assert f"mark-{second.pk}" in page.content.decode()
    assert f"mark-{first.pk}" not in page.content.decode()


def test_all_others_present_is_a_second_step_that_names_them(client, cohort, day):
    first, *rest = cohort.places
    answer = client.post(
        at("attendance", day, "am"), sent(then="others", **{f"mark-{first.pk}": "absent"})
    )
    page = client.get(answer.url)
    assert str(rest[0].learner) in words(page)
    assert presences(day) == {first.pk: "absent"}

    client.post(answer.url, sent(here=[str(place.pk) for place in rest]))

    assert presences(day) == {first.pk: "absent", **{place.pk: "present" for place in rest}}


@pytest.mark.parametrize(("then", "told"), [("", True), ("search", False), ("others", False)])
def test_who_stores_without_a_mark_is_told_so(client, cohort, day, then, told):
    page = client.post(at("attendance", day, "am"), sent(then=then), follow=True)

    assert ("Nobody was marked yet" in words(page)) is told
    assert not Attendance.objects.exists()


def test_a_half_that_the_day_does_not_have_is_not_there(client, cohort):
    day = day_of(cohort, afternoon=False)

    assert client.get(at("attendance", day, "pm")).status_code == 404
    assert client.get(at("attendance", day, "noon")).status_code == 404


def test_the_trainer_of_the_day_takes_attendance_without_seeing_the_cohort(client, cohort):
    trainer = appointed(Role.TRAINER)
    day = TrainingDayFactory(cohort=cohort, trainer=trainer)
    client.force_login(trainer)

    page = client.get(at("attendance", day, "am"))
    client.post(at("attendance", day, "am"), sent(**{f"mark-{cohort.places[0].pk}": "present"}))

    assert reverse("teach:cohort", args=[cohort.pk]) not in page.content.decode()
    assert Attendance.objects.count() == 1
    assert client.get(reverse("teach:days", args=[cohort.pk])).status_code == 404


def test_the_trainer_of_the_day_adds_who_walks_in_to_that_day_and_to_no_other(client, cohort):
    trainer, her = appointed(Role.TRAINER), PersonFactory(phone="+212612345678")
    mine = TrainingDayFactory(cohort=cohort, trainer=trainer)
    client.force_login(trainer)
    screen = at("walk_in", mine, "am")
    assert screen in client.get(at("attendance", mine, "am")).content.decode()
    assert reverse("teach:days", args=[cohort.pk]) not in client.get(screen).content.decode()

    client.post(f"{screen}?q=0612345678", sent(person=her.pk))
    new = sent(first_name="Rkia", sex="woman", cooperative=CooperativeFactory().pk)
    card = client.post(at("new_walk_in", mine, "am"), new).content.decode()

    assert [row.enrolment.learner.first_name for row in mine.attendances.order_by("pk")] == [
        her.first_name,
        "Rkia",
    ]
    assert reverse("teach:cohort", args=[cohort.pk]) not in card
    other = day_of(cohort, dt.date(2024, 3, 20))
    assert client.get(at("walk_in", other, "am")).status_code == 404


@pytest.mark.parametrize("workshops", [1, 3])
def test_the_list_of_days_costs_the_same_for_any_number_of_workshops(
    client, workshops, django_assert_num_queries
):
    cohort = training(*(workshop() for _ in range(workshops)), people=1)
    for number, activity in enumerate(cohort.edition.activities.all()):
        day = dt.date(2024, 3, 4 + number)
        mark(day_of(cohort, day, activity_key=activity.key), "am", "present", *cohort.places)
    client.force_login(cohort.trainer)

    with django_assert_num_queries(11):
        page = client.get(reverse("teach:days", args=[cohort.pk]))

    assert words(page).count("1 of 4 half-days held") == workshops


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("name", "args", "queries"),
    [("attendance", ["am"], 10), ("day", [], 8), ("sheet", [], 10), ("others_present", ["am"], 8)],
)
def test_the_pages_of_a_day_cost_the_same_for_any_number_of_people(
    client, name, args, queries, rows, django_assert_num_queries
):
    cohort = training(people=rows)
    client.force_login(cohort.trainer)
    day = day_of(cohort)
    mark(day, "am", "present", cohort.places[0])
    client.get(at(name, day, *args))

    with django_assert_num_queries(queries):
        client.get(at(name, day, *args))


# Walk-ins


def test_by_name_only_members_of_the_cohorts_cooperatives_are_found(client, cohort, day):
    here = MembershipFactory(person=cohort.places[0].learner).cooperative
    known = MembershipFactory(cooperative=here, person__last_name="Ouali").person
    MembershipFactory(person__last_name="Ouali", person__first_name="Farida")

    page = words(client.get(at("walk_in", day, "am"), {"q": "ouali"}))

    assert f"{known} is here" in page
    assert "Farida" not in page


@pytest.mark.parametrize("typed", ["0612345678", "+212 612 345 678", "zaafran farida"])
def test_others_are_found_by_their_whole_phone_or_code_and_name(client, cohort, day, typed):
    zaafran = CooperativeFactory(code="ZAAFRAN")
    her = PersonFactory(first_name="Farida", phone="+212612345678")
    MembershipFactory(cooperative=zaafran, person=her)

    page = words(client.get(at("walk_in", day, "am"), {"q": typed}))

    assert f"{her} is here" in page
    assert "612345678" not in page.replace(typed, "")


@pytest.mark.parametrize("typed", ["zaafran", "061234567", "farida"])
def test_nobody_leafs_through_a_country(client, cohort, day, typed):
    zaafran = CooperativeFactory(code="ZAAFRAN")
    MembershipFactory(
        cooperative=zaafran, person__first_name="Farida", person__phone="+212612345678"
    )

    assert "Nobody was found." in words(client.get(at("walk_in", day, "am"), {"q": typed}))


def test_who_walks_in_comes_into_the_cohort_and_is_marked(client, cohort, day):
    her = PersonFactory(phone="+212612345678")

    client.post(f"{at('walk_in', day, 'am')}?q=0612345678", sent(person=her.pk))

    kept = Attendance.objects.get()
    assert (kept.enrolment.learner, kept.presence, kept.walked_in) == (her, "present", True)


def test_nobody_is_brought_in_who_was_not_found(client, cohort, day):
    her = PersonFactory()

    client.post(f"{at('walk_in', day, 'am')}?q=0612345678", sent(person=her.pk))

    assert cohort.enrolments.count() == 3


def test_somebody_unknown_is_written_down_and_gets_her_card(client, cohort, day):
    cooperative = CooperativeFactory()

    page = client.post(
        at("new_walk_in", day, "am"),
        sent(first_name_arabic="رقية", sex="woman", cooperative=cooperative.pk),
    )

    her = Person.objects.get(first_name_arabic="رقية")
    assert her.memberships.get().cooperative == cooperative
    assert Attendance.objects.get().enrolment.learner == her
    assert page.context["cards"][0].person == her
    assert at("attendance", day, "am") in page.content.decode()


def test_somebody_without_a_name_is_not_written_down(client, cohort, day):
    page = client.post(at("new_walk_in", day, "am"), sent(cooperative=CooperativeFactory().pk))

    assert "Write a first name" in words(page)
    assert cohort.enrolments.count() == 3


# On paper


def test_the_sheet_has_a_line_for_everybody_and_columns_for_the_halves(client, cohort, day):
    mark(day, "am", "present", *cohort.places[:2])
    mark(day, "am", "absent", cohort.places[2])

    page = client.get(at("sheet", day))

    assert [str(place.learner) in words(page) for place in cohort.places] == [True] * 3
    assert "Signature, morning Signature, afternoon" in words(page)
    assert 'src="data:image/svg+xml' in page.content.decode()
    assert "Present or late 2 " in words(page)


# The learner's page


def test_a_learner_sees_when_where_and_how_often_she_was_there(client, cohort, day):
    her, other = cohort.places[:2]
    mark(day, "am", "present", her)
    mark(day, "am", "late", other)
    day_of(cohort, dt.date(2990, 1, 1), note="Bring the cash book.")
    client.force_login(her.learner)

    page = words(client.get(reverse("learn:workshop", args=[her.pk, cohort.key])))

    assert "You were there for 1 of 4 half-days. 75% are needed." in page
    assert "Bring the cash book." in page
    assert "Bring a pen en" in page
    assert "late" not in page
    assert client.get(reverse("learn:day", args=[day.pk])).url.endswith(
        f"{her.pk}/workshops/{cohort.key}/"
    )


def test_the_workshop_of_others_is_not_there(client, cohort, day):
    client.force_login(EnrolmentFactory().learner)

    page = reverse("learn:workshop", args=[cohort.places[0].pk, cohort.key])
    assert client.get(page).status_code == 404
    assert client.get(reverse("learn:day", args=[day.pk])).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_workshop_page_costs_the_same_for_any_number_of_days(
    client, cohort, rows, django_assert_num_queries
):
    her = cohort.places[0]
    for number in range(rows):
        mark(day_of(cohort, dt.date(2024, 3, 4 + number)), "am", "present", her)
    client.force_login(her.learner)

    with django_assert_num_queries(12):
        client.get(reverse("learn:workshop", args=[her.pk, cohort.key]))
