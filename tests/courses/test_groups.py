"""A lesson held for a group on one phone: who was there has done it, and nobody else."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from courses.actions import groups, learning
from courses.actions.attendance import NotInThisCohort
from courses.choices import Basis
from courses.models import ActivityDates, Completion, GroupLesson
from lms.offline import intake
from lms.people.choices import Role
from tests.factories.courses import CohortFactory, EnrolmentFactory, edition, lesson, quiz
from tests.factories.people import CooperativeFactory, MembershipFactory, appointed

from .pages import words

pytestmark = pytest.mark.django_db

AT = dt.datetime(2024, 3, 4, 9, tzinfo=dt.UTC)


@pytest.fixture
def cohort():
    """Fifteen members of one cooperative, the first of whom leads, and one of another."""
    made = CohortFactory(edition=edition(lesson(), quiz()))
    made.trainer = appointed(Role.TRAINER)
    made.trainers.add(made.trainer)
    made.lesson, made.quiz = made.edition.activities.order_by("position")
    cooperative = CooperativeFactory(name="Tamghart")
    made.places = [
        EnrolmentFactory(cohort=made, learner=person.person)
        for person in MembershipFactory.create_batch(15, cooperative=cooperative)
    ]
    made.leader = made.places[0]
    groups.let_lead_groups(made.leader, True, by=made.trainer)
    made.leader.refresh_from_db()
    made.other = EnrolmentFactory(cohort=made, learner=MembershipFactory().person)
    return made


def hold(cohort, present, *, by=None, lesson_id=None, activity=None, at=AT):
    return groups.hold_lesson(
        cohort,
        (activity or cohort.lesson).key,
        [place.pk for place in present],
        minutes=45,
        lesson_id=lesson_id or uuid.uuid4(),
        at=at,
        by=by or cohort.leader.learner,
    )


def test_twelve_present_and_three_absent_are_twelve_completions_marked_group(cohort):
    held = hold(cohort, cohort.places[:12])

    assert held.present.count() == 12
    given = Completion.objects.all()
    assert {done.enrolment for done in given} == set(cohort.places[:12])
    assert {(done.basis, done.given_by, done.done_at) for done in given} == {
        (Basis.GROUP, cohort.leader.learner, AT)
    }


def test_the_leader_has_done_it_only_if_she_is_ticked(cohort):
    hold(cohort, cohort.places[1:3])

    assert not cohort.leader.completions.exists()


def test_who_had_done_it_keeps_her_own(cohort):
    alone = cohort.places[1]
    learning.finish_lesson(alone, cohort.lesson.key, at=AT, by=alone.learner)

    hold(cohort, cohort.places[:3])

    assert alone.completions.get().basis == Basis.SELF_STUDY


def test_the_same_lesson_told_again_is_the_first_one(cohort):
    number = uuid.uuid4()

    first, second = (hold(cohort, cohort.places[:2], lesson_id=number) for _time in range(2))

    assert first == second
    assert GroupLesson.objects.count() == 1


def test_a_leader_names_people_of_her_own_cooperative_only(cohort):
    elsewhere = EnrolmentFactory()

    for stranger in (cohort.other, elsewhere):
        with pytest.raises(NotInThisCohort):
            hold(cohort, [cohort.leader, stranger])
    assert not Completion.objects.exists()


def test_who_runs_the_cohort_names_anybody_in_it(cohort):
    hold(cohort, [cohort.leader, cohort.other], by=cohort.trainer)

    assert Completion.objects.count() == 2
    with pytest.raises(NotInThisCohort):
        hold(cohort, [EnrolmentFactory()], by=cohort.trainer)


def test_nobody_leads_without_the_right(cohort):
    groups.let_lead_groups(cohort.leader, False, by=cohort.trainer)
    withdrawn = EnrolmentFactory(cohort=cohort, leads_groups=True, status="withdrawn")

    for by in (cohort.leader.learner, cohort.other.learner, withdrawn.learner):
        with pytest.raises(PermissionDenied):
            hold(cohort, cohort.places[:2], by=by)


def test_the_right_is_given_by_who_runs_the_cohort(cohort):
    for by in (cohort.leader.learner, appointed(Role.TRAINER)):
        with pytest.raises(PermissionDenied):
            groups.let_lead_groups(cohort.places[1], True, by=by)
    groups.let_lead_groups(cohort.leader, True, by=cohort.trainer)
    assert cohort.leader.history.count() == 2


def test_who_left_meanwhile_is_written_down_and_completes_nothing(cohort):
    gone = cohort.places[1]
    gone.status = "withdrawn"
    gone.save()

    held = hold(cohort, cohort.places[:2])

    assert held.present.count() == 2
    assert Completion.objects.get().enrolment == cohort.leader


def test_only_lessons_of_the_course_are_held(cohort):
    with pytest.raises(learning.NotInThisCourse):
        hold(cohort, cohort.places[:2], activity=cohort.quiz)


def test_a_lesson_that_is_not_open_yet_is_not_held_by_a_learner(cohort):
    ActivityDates.objects.create(
        cohort=cohort, activity_key=cohort.lesson.key, opens_on=dt.date(2990, 1, 1)
    )

    with pytest.raises(learning.ActivityLocked):
        hold(cohort, cohort.places[:2], at=timezone.now())
    assert hold(cohort, cohort.places[:2], by=cohort.trainer)


def test_a_lesson_without_anybody_is_none(cohort):
    with pytest.raises(groups.NobodyHere):
        hold(cohort, [])


def test_a_closed_cohort_takes_no_more_lessons(cohort):
    cohort.closes_on = dt.date(2023, 1, 1)
    cohort.save()

    with pytest.raises(learning.CourseNotOpen):
        hold(cohort, cohort.places[:2])


# Through the one door and on the screen


def tell(cohort, by, /, **changed):
    payload = {
        "cohort": cohort.pk,
        "activity": str(cohort.lesson.key),
        "present": [str(place.pk) for place in cohort.places[:2]],
        "minutes": 45,
        **changed,
    }
    told = intake.Told(uuid.uuid4(), "courses.group_lesson_held", timezone.now(), payload)
    return intake.record(told, by=by)


def test_the_lesson_has_the_number_of_its_event(cohort):
    reply = tell(cohort, cohort.leader.learner)

    assert reply.outcome == "stored"
    assert str(GroupLesson.objects.get().pk) == str(reply.id) == reply.result["lesson"]


@pytest.mark.parametrize(
    "payload",
    [{"present": "all"}, {"present": [1]}, {"minutes": 0}, {"minutes": 9999}, {"cohort": "x"}],
)
def test_a_malformed_lesson_is_refused(cohort, payload):
    reply = tell(cohort, cohort.leader.learner, **payload)

    assert (reply.code, list(reply.errors)) == ("payload", list(payload))


def test_a_cohort_of_others_and_none_at_all_are_refused_alike(cohort):
    stranger = EnrolmentFactory().learner

    codes = {tell(cohort, stranger, cohort=pk).code for pk in (cohort.pk, 999_999)}

    assert codes == {"not_your_group"}


def test_the_page_asks_who_is_here_then_shows_the_lesson_and_whose_turn_it_is(client, cohort):
    client.force_login(cohort.leader.learner)
    address = reverse("learn:group", args=[cohort.leader.pk, cohort.lesson.key])

    roster = client.get(address)
    assert " checked" not in roster.content.decode()
    assert str(cohort.places[5].learner) in words(roster)
    assert str(cohort.other.learner) not in words(roster)
    here = [str(place.pk) for place in cohort.places[:12]]
    step = client.get(address, {"here": here}, follow=True)
    assert "Body en" in words(step)
    assert "Whose turn is it?" in words(step)
    turns = step.context["turns"]
    assert {str(place.pk) for place in turns} == set(here)
    again = client.get(step.request["PATH_INFO"] + "?" + step.request["QUERY_STRING"])
    assert again.context["turns"] == turns

    sent = {"event_id": str(step.context["together"].id), "here": here, "minutes": "45"}
    page = client.post(address, sent, follow=True)
    client.post(address, sent)

    assert "12 people have done this lesson together." in words(page)
    assert GroupLesson.objects.get().minutes == 45


def test_what_is_wrong_is_said_and_who_is_here_is_kept(client, cohort):
    client.force_login(cohort.trainer)
    address = reverse("teach:group", args=[cohort.pk, cohort.lesson.key])
    here = [str(place.pk) for place in cohort.places[:2]]
    step = client.get(address, {"here": here}, follow=True)
    here_again = f"{step.request['PATH_INFO']}?{step.request['QUERY_STRING']}"

    page = client.post(here_again, {"event_id": str(uuid.uuid4()), "here": here, "minutes": ""})

    assert "This field is required." in words(page)
    assert page.content.decode().count('name="here"') == 2
    assert not GroupLesson.objects.exists()


def test_an_address_made_by_hand_is_no_error(client, cohort):
    client.force_login(cohort.trainer)
    address = reverse("teach:group", args=[cohort.pk, cohort.lesson.key])

    for query in ({"here": "x"}, {"since": "2024-99-99T00:00", "lesson": "7"}):
        assert client.get(address, query).status_code == 200


def test_without_the_right_the_page_is_not_there(client, cohort):
    plain = cohort.places[1]
    client.force_login(plain.learner)

    page = reverse("learn:group", args=[plain.pk, cohort.lesson.key])
    assert client.get(page).status_code == 404
    lesson_page = client.get(reverse("learn:lesson", args=[plain.pk, cohort.lesson.key]))
    assert page not in lesson_page.content.decode()


def test_the_trainer_gives_the_right_on_the_roster(client, cohort):
    client.force_login(cohort.trainer)
    her = cohort.places[3]

    client.post(reverse("teach:leads_groups", args=[cohort.pk, her.pk]), {"leads": "yes"})
    her.refresh_from_db()
    assert her.leads_groups
    client.post(reverse("teach:leads_groups", args=[cohort.pk, her.pk]), {"leads": "no"})
    her.refresh_from_db()
    assert not her.leads_groups


@pytest.mark.parametrize("rows", [1, 3])
def test_the_roster_costs_the_same_for_any_number_of_people(
    client, rows, django_assert_num_queries
):
    cohort = CohortFactory(edition=edition(lesson()))
    trainer = appointed(Role.TRAINER)
    cohort.trainers.add(trainer)
    for _row in range(rows):
        EnrolmentFactory(cohort=cohort, learner=MembershipFactory().person)
    client.force_login(trainer)
    key = cohort.edition.activities.get().key

    with django_assert_num_queries(7):
        client.get(reverse("teach:group", args=[cohort.pk, key]))
