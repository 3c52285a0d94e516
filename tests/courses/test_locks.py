"""What is closed to a learner is neither shown as open nor recorded."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.actions import learning, quizzes
from courses.choices import Basis
from courses.models import ActivityDates, Attempt, Completion, Enrolment, Grade
from courses.outline import errors
from courses.reports.learning import Outline
from lms.core.ids import new_id
from lms.core.policy import SYSTEM
from tests.factories.courses import (
    CHECK,
    OPTIONS,
    QUESTION,
    CohortFactory,
    EnrolmentFactory,
    ProgrammeFactory,
    edition,
    lesson,
    outline,
    quiz,
)
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db

IN_THREE_DAYS = timezone.localdate() + dt.timedelta(days=3)
THREE_DAYS_AGO = timezone.now() - dt.timedelta(days=3)


def after(activity, percent=0):
    return {"opens_after": {"key": str(activity.key), "percent": percent}}


def enrolled(*activities, learner=None, **cohort):
    cohort = CohortFactory(edition=edition(*activities), **cohort)
    return EnrolmentFactory(cohort=cohort, learner=learner or PersonFactory())


def opens(enrolment, activity, day=IN_THREE_DAYS):
    return ActivityDates.objects.create(
        cohort=enrolment.cohort, activity_key=activity.key, opens_on=day
    )


def finish(enrolment, activity, at=None):
    return learning.finish_lesson(
        enrolment, activity.key, at=at or timezone.now(), by=enrolment.learner
    )


def hand_in(enrolment, activity):
    return quizzes.hand_in(
        enrolment,
        activity.key,
        {QUESTION: [OPTIONS[0]]},
        language="fr",
        attempt_id=new_id(),
        at=timezone.now(),
        by=enrolment.learner,
    )


def test_a_lesson_that_is_not_open_yet_is_not_recorded():
    later = lesson()
    enrolment = enrolled(later, lesson())
    opens(enrolment, later)

    with pytest.raises(learning.ActivityLocked, match="Lesson en.*Opens on"):
        finish(enrolment, later)
    with pytest.raises(learning.ActivityLocked):
        learning.answer_check(
            enrolment, later.key, CHECK, [OPTIONS[0]], at=timezone.now(), by=enrolment.learner
        )
    assert not Completion.objects.exists()


def test_a_quiz_opens_after_its_lesson():
    first = lesson()
    second = quiz(rules=after(first))
    enrolment = enrolled(first, second)

    with pytest.raises(learning.ActivityLocked, match="finished “Lesson en”"):
        hand_in(enrolment, second)
    finish(enrolment, first)

    assert hand_in(enrolment, second).passed


def test_a_lesson_opens_with_enough_marks_in_a_quiz():
    first = quiz()
    second = lesson(rules=after(first, 90))
    enrolment = enrolled(first, second)
    learning.complete(
        enrolment,
        enrolment.cohort.edition.activities.get(key=first.key),
        at=THREE_DAYS_AGO,
        by=SYSTEM,
    )
    grade = Grade.objects.create(
        enrolment=enrolment, activity_key=first.key, computed=Decimal("89.5")
    )

    with pytest.raises(learning.ActivityLocked, match="90%.*you have 89%"):
        finish(enrolment, second)
    grade.override, grade.override_reason = Decimal(95), "Looked at again."
    grade.save()

    assert finish(enrolment, second)


def test_what_was_done_on_a_phone_while_it_was_open_is_taken():
    first = lesson()
    enrolment = enrolled(first, lesson())
    opens(enrolment, first)

    assert finish(enrolment, first, at=THREE_DAYS_AGO).done_at == THREE_DAYS_AGO


def test_a_grade_that_fell_later_closes_nothing_that_was_done_before():
    first = quiz()
    second = lesson(rules=after(first, 50))
    enrolment = enrolled(first, second)
    activity = enrolment.cohort.edition.activities.get(key=first.key)
    learning.complete(enrolment, activity, at=THREE_DAYS_AGO, by=SYSTEM)
    grade = Grade.objects.create(enrolment=enrolment, activity_key=first.key, computed=60)
    while_it_was_60 = timezone.now()
    grade.computed = 40
    grade.save()

    with pytest.raises(learning.ActivityLocked):
        finish(enrolment, second)
    assert finish(enrolment, second, at=while_it_was_60)


def test_what_is_done_stays_done_when_it_is_closed_afterwards():
    first = lesson()
    enrolment = enrolled(first, lesson())
    done = finish(enrolment, first)
    opens(enrolment, first)

    assert finish(enrolment, first) == done
    assert Outline.of(enrolment).step(first.key).state == "done"


def test_a_course_opens_when_those_before_it_are_completed_in_any_edition():
    before = edition(lesson())
    course = edition(lesson(), requires=[before.course_key])
    learner = PersonFactory()
    enrolment = EnrolmentFactory(cohort__edition=course, learner=learner)
    step = Outline.of(enrolment).steps[0]

    assert str(step.lock) == "Opens when you have completed: “Course”."

    programme = before.programme
    newer = edition(lesson(), quiz(), programme=programme, key=before.course_key)
    EnrolmentFactory(
        cohort__edition=newer,
        learner=learner,
        status=Enrolment.Status.COMPLETED,
        completed_at=THREE_DAYS_AGO,
    )

    assert Outline.of(enrolment).steps[0].lock is None


def test_the_completed_course_of_somebody_else_opens_nothing():
    before = edition(lesson())
    enrolment = EnrolmentFactory(cohort__edition=edition(lesson(), requires=[before.course_key]))
    EnrolmentFactory(
        cohort__edition=before, status=Enrolment.Status.COMPLETED, completed_at=THREE_DAYS_AGO
    )

    assert Outline.of(enrolment).next is None


def test_a_course_that_was_never_released_is_not_asked_for():
    enrolment = EnrolmentFactory(cohort__edition=edition(lesson(), requires=[new_id()]))

    assert Outline.of(enrolment).next is not None


@pytest.mark.parametrize("name", ["lesson", "quiz"])
def test_a_closed_page_leads_back_to_the_course_with_the_reason(client, name):
    closed = {"lesson": lesson(), "quiz": quiz()}[name]
    enrolment = enrolled(closed, lesson())
    opens(enrolment, closed)
    client.force_login(enrolment.learner)

    response = client.get(reverse(f"learn:{name}", args=[enrolment.pk, closed.key]), follow=True)

    page = response.content.decode()
    assert response.redirect_chain[0][0] == reverse("learn:course", args=[enrolment.pk])
    assert "Opens on" in page
    assert reverse(f"learn:{name}", args=[enrolment.pk, closed.key]) not in page


def test_a_done_lesson_leads_on_only_to_what_is_open(client):
    first, second = lesson(), lesson()
    enrolment = enrolled(first, second)
    opens(enrolment, second)
    client.force_login(enrolment.learner)

    response = client.post(
        reverse("learn:finish", args=[enrolment.pk, first.key]), {"event_id": str(new_id())}
    )

    assert response.url == reverse("learn:course", args=[enrolment.pk])


@pytest.mark.parametrize("number", [1, 3])
def test_locks_cost_the_same_for_any_number_of_courses_and_dates(django_assert_num_queries, number):
    before = [edition(lesson()) for _ in range(number)]
    lessons = [lesson() for _ in range(number)]
    course = edition(*lessons, requires=[one.course_key for one in before])
    enrolment = EnrolmentFactory(cohort__edition=course)
    for one in lessons:
        opens(enrolment, one)

    with django_assert_num_queries(3):
        assert len(Outline.of(enrolment).steps) == number


def test_activities_that_wait_for_each_other_are_not_released():
    first = lesson(rules=after(lesson()))
    second = lesson(rules=after(first))
    first.rules["opens_after"]["key"] = str(second.key)

    found = errors(outline(ProgrammeFactory(), first, second, lesson(rules=after(first))))

    assert [(finding.code, finding.key) for finding in found if finding.code != "repeated_id"] == [
        ("never_opens", first.key),
        ("never_opens", second.key),
    ]


def test_an_attempt_at_a_closed_quiz_leaves_nothing():
    closed = quiz()
    enrolment = enrolled(closed)
    opens(enrolment, closed)

    with pytest.raises(learning.ActivityLocked):
        hand_in(enrolment, closed)
    assert not Attempt.objects.exists()


def test_what_a_trainer_gave_is_written_with_who_and_why():
    first = lesson()
    enrolment = enrolled(first, lesson())
    trainer = PersonFactory()

    learning.complete(
        enrolment,
        enrolment.cohort.edition.activities.get(key=first.key),
        at=THREE_DAYS_AGO,
        basis=Basis.GROUP,
        given_by=trainer,
        reason="Together in Chefchaouen.",
        by=SYSTEM,
    )

    done = Completion.objects.get()
    assert (done.basis, done.given_by, done.reason) == (
        "group",
        trainer,
        "Together in Chefchaouen.",
    )
