import uuid
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from courses import moving as engine
from courses.actions import learning, moving
from courses.actions.editions import print_edition
from courses.models import Completion
from courses.reports.editions import movers
from courses.reports.outlines import outline_of
from lms.core.policy import SYSTEM
from lms.notices.models import Notice
from lms.people.choices import Role
from tests.factories.courses import CohortFactory, EnrolmentFactory, edition, lesson, quiz
from tests.factories.people import PersonFactory, appointed
from tests.factories.sign_in import signed_in

KEYS = st.sampled_from("abcdef")


@given(st.sets(KEYS), st.dictionaries(KEYS, st.booleans()), st.dictionaries(KEYS, st.booleans()))
def test_progress_stays_between_nothing_and_all_whatever_an_edition_changes(done, before, after):
    changed = engine.change(done, before, after)

    assert 0 <= changed.percent <= 100
    assert 0 <= changed.percent_after <= 100
    assert changed.completes == (changed.percent_after == 100)
    assert not changed.fresh & done


def finish(enrolment, activity):
    learning.finish_lesson(enrolment, activity.key, at=timezone.now(), by=enrolment.learner)


def next_edition(old, *activities):
    """The next edition of a course, with these activities in its one module."""
    course = outline_of(old)
    module = replace(course.modules[0], activities=list(activities))
    return print_edition(replace(course, modules=[module]), by=SYSTEM)


@pytest.fixture
def two_lessons():
    """A cohort on a course of two lessons, and the lessons."""
    lessons = [lesson(), replace(lesson(), answer_key={}, texts=[])]
    return CohortFactory(edition=edition(*lessons)), lessons


pytestmark = pytest.mark.django_db


def move(cohort, to, by=SYSTEM):
    return moving.move_cohort(cohort, to, seen=cohort.edition_id, by=by)


def test_what_was_done_stays_done_and_what_is_new_is_still_to_do(two_lessons):
    cohort, [first, second] = two_lessons
    enrolment = EnrolmentFactory(cohort=cohort)
    finish(enrolment, first)
    third = quiz()

    move(cohort, next_edition(cohort.edition, first, second, third))

    enrolment.refresh_from_db()
    assert enrolment.status == "active"
    assert enrolment.completions.get().activity_key == first.key
    place = cohort.enrolments.with_progress().get()
    assert (place.done_count, place.required_count) == (1, 3)


def test_who_has_completed_stays_completed_when_more_is_asked(two_lessons):
    cohort, lessons = two_lessons
    enrolment = EnrolmentFactory(cohort=cohort)
    for one in lessons:
        finish(enrolment, one)

    move(cohort, next_edition(cohort.edition, *lessons, quiz()))

    enrolment.refresh_from_db()
    assert enrolment.status == "completed"


def test_who_has_done_all_that_the_new_edition_asks_completes_by_the_move(two_lessons):
    cohort, [first, _second] = two_lessons
    enrolment, idle = EnrolmentFactory.create_batch(2, cohort=cohort)
    finish(enrolment, first)

    move(cohort, next_edition(cohort.edition, first))

    enrolment.refresh_from_db()
    idle.refresh_from_db()
    assert enrolment.status == "completed"
    assert enrolment.completed_at == enrolment.completions.get().done_at
    assert idle.status == "active"


def test_moving_twice_is_once_and_everybody_is_told_once(two_lessons):
    cohort, [first, second] = two_lessons
    enrolment = EnrolmentFactory(cohort=cohort)
    gone = EnrolmentFactory(cohort=cohort, status="withdrawn")
    to = next_edition(cohort.edition, second, first)

    moved = move(cohort, to)
    move(moved, to)

    assert cohort.history.filter(edition=to).count() == 1
    assert Notice.objects.get(kind="courses.moved").person == enrolment.learner
    assert not gone.learner.notices.exists()


def test_a_cohort_does_not_move_to_another_course(two_lessons):
    cohort, _lessons = two_lessons

    with pytest.raises(moving.AnotherCourse):
        move(cohort, edition())


def test_who_looked_at_another_change_is_told_to_look_again(two_lessons):
    cohort, [first, second] = two_lessons
    seen = cohort.edition_id
    moved = move(cohort, next_edition(cohort.edition, second, first))

    with pytest.raises(moving.MovedMeanwhile):
        moving.move_cohort(moved, next_edition(moved.edition, first), seen=seen, by=SYSTEM)


def test_only_who_runs_the_cohort_moves_it(two_lessons):
    cohort, [first, _second] = two_lessons

    with pytest.raises(PermissionDenied):
        move(cohort, next_edition(cohort.edition, first), by=appointed(Role.TRAINER))


def test_a_learner_moves_with_all_her_records(two_lessons):
    cohort, [first, _second] = two_lessons
    enrolment = EnrolmentFactory(cohort=cohort)
    finish(enrolment, first)
    other = CohortFactory(edition=next_edition(cohort.edition, first))

    moved = moving.move_learner(enrolment, other, by=SYSTEM)

    assert moved.pk == enrolment.pk
    assert moved.cohort == other
    assert moved.status == "completed"
    assert moved.completions.count() == 1
    assert moving.move_learner(moved, other, by=SYSTEM) == moved


@pytest.mark.parametrize(
    ("refusal", "prepare"),
    [
        (moving.AnotherCourse, lambda place, to: None),
        (moving.HasLeft, lambda place, to: place.__class__.objects.update(status="withdrawn")),
        (moving.AlreadyThere, lambda place, to: EnrolmentFactory(cohort=to, learner=place.learner)),
    ],
)
def test_a_learner_is_not_moved_where_she_cannot_go(two_lessons, refusal, prepare):
    cohort, [first, second] = two_lessons
    enrolment = EnrolmentFactory(cohort=cohort)
    same = refusal is not moving.AnotherCourse
    to = CohortFactory(edition=next_edition(cohort.edition, second, first) if same else edition())
    prepare(enrolment, to)

    with pytest.raises(refusal):
        moving.move_learner(enrolment, to, by=SYSTEM)

    enrolment.refresh_from_db()
    assert enrolment.cohort == cohort


def test_a_trainer_moves_a_learner_only_between_cohorts_she_runs(two_lessons):
    cohort, [first, second] = two_lessons
    trainer = appointed(Role.TRAINER)
    cohort.trainers.add(trainer)
    other = CohortFactory(edition=next_edition(cohort.edition, second, first))

    with pytest.raises(PermissionDenied):
        moving.move_learner(EnrolmentFactory(cohort=cohort), other, by=trainer)


def test_the_preview_says_what_the_move_then_does(two_lessons, django_assert_num_queries):
    cohort, [first, second] = two_lessons
    places = EnrolmentFactory.create_batch(3, cohort=cohort)
    finish(places[0], first)
    finish(places[1], first)
    finish(places[1], second)
    to = next_edition(cohort.edition, first, quiz())

    with django_assert_num_queries(4):
        found = movers(places, cohort.edition, to)

    assert [(m.change.percent, m.change.percent_after) for m in found] == [
        (50, 50),
        (100, 50),
        (0, 0),
    ]
    assert [len(m.change.lost) for m in found] == [0, 1, 0]
    assert [len(m.change.fresh) for m in found] == [1, 1, 1]


@pytest.fixture
def desk(two_lessons):
    """A cohort with a newer edition of other words, and its trainer's browser."""
    cohort, [first, second] = two_lessons
    texts = [replace(text, parts=[{"html": "<p>Body quite new</p>"}]) for text in first.texts]
    newer = next_edition(cohort.edition, replace(first, texts=texts, minutes=25), second)
    trainer = PersonFactory()
    cohort.trainers.add(trainer)
    return cohort, newer, signed_in(trainer)


def test_a_trainer_sees_what_changes_activity_by_activity_and_word_by_word(desk):
    cohort, newer, visitor = desk
    changed = newer.activities.first()

    overview = visitor.get(
        reverse("teach:compare", args=[cohort.pk, newer.number])
    ).content.decode()
    words = visitor.get(
        reverse("teach:compare_activity", args=[cohort.pk, newer.number, changed.key])
    ).content.decode()

    assert "other words" in overview
    assert "other rules" in overview
    assert "<ins>quite new</ins>" in words
    assert "<del>ar</del>" in words
    assert 'lang="ar" dir="rtl"' in words
    assert "minutes it takes" in words


def test_an_activity_that_is_in_neither_edition_is_not_there(desk):
    cohort, newer, visitor = desk
    address = reverse("teach:compare_activity", args=[cohort.pk, newer.number, uuid.uuid4()])

    assert visitor.get(address).status_code == 404


def test_a_trainer_moves_her_cohort_after_seeing_for_whom_it_changes(desk):
    cohort, newer, visitor = desk
    enrolment = EnrolmentFactory(cohort=cohort)
    address = reverse("teach:move_cohort", args=[cohort.pk, newer.number])

    page = visitor.get(address).content.decode()
    visitor.post(address, {"seen": cohort.edition_id})

    assert str(enrolment.learner) in page
    assert "0% now, 0% after" in page
    cohort.refresh_from_db()
    assert cohort.edition == newer


def test_a_learner_is_moved_in_two_steps(desk):
    cohort, newer, visitor = desk
    enrolment = EnrolmentFactory(cohort=cohort)
    to = CohortFactory(edition=newer)
    to.trainers.set(cohort.trainers.all())
    address = reverse("teach:move_learner", args=[cohort.pk, enrolment.pk])

    looked = visitor.post(address, {"cohort": to.pk}).content.decode()
    enrolment.refresh_from_db()
    assert enrolment.cohort == cohort
    visitor.post(address, {"cohort": to.pk, "confirm": ""})

    assert "0% now, 0% after" in looked
    enrolment.refresh_from_db()
    assert enrolment.cohort == to


@pytest.mark.parametrize("rows", [1, 3])
def test_the_preview_of_a_move_costs_the_same_for_any_number(desk, rows, django_assert_num_queries):
    cohort, newer, visitor = desk
    for enrolment in EnrolmentFactory.create_batch(rows, cohort=cohort):
        Completion.objects.create(
            enrolment=enrolment,
            activity_key=newer.activities.first().key,
            done_at=timezone.now(),
        )

    with django_assert_num_queries(17):
        visitor.get(reverse("teach:move_cohort", args=[cohort.pk, newer.number]))


@pytest.mark.parametrize("name", ["editions", "compare", "move_cohort"])
def test_editions_of_other_courses_and_cohorts_are_not_there(desk, name):
    cohort, _newer, visitor = desk
    foreign = CohortFactory()
    arguments = {
        "editions": [foreign.pk],
        "compare": [cohort.pk, 99],
        "move_cohort": [cohort.pk, 99],
    }

    assert visitor.get(reverse(f"teach:{name}", args=arguments[name])).status_code == 404
