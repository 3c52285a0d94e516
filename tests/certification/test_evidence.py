import datetime as dt
from types import SimpleNamespace

import pytest

from certification import conflicts, evidence
from certification.actions.schemes import draft_next
from lms.core.policy import SYSTEM
from tests.factories.certification import (
    DONE,
    attempt,
    certifier,
    complete,
    enrolled,
    scheme,
)
from tests.factories.courses import CohortFactory, EnrolmentFactory
from tests.factories.mentoring import EngagementFactory
from tests.factories.people import MembershipFactory, PersonFactory

pytestmark = pytest.mark.django_db


def findings(made, person):
    return evidence.look_up(made.in_force.requirements.all(), person)


def test_nothing_is_met_for_a_stranger_and_it_says_so():
    course, quiz = findings(scheme(), PersonFactory())

    assert (course.met, quiz.met) == (False, False)
    assert (course.asked, course.shown) == (
        "Complete the course “Course”",
        "Not enrolled on this course yet.",
    )
    assert (quiz.asked, quiz.shown) == (
        "Pass the quiz “Quiz en” with at least 70%",
        "Quiz not taken yet.",
    )


def test_work_under_way_says_how_far_it_is():
    made = scheme()
    place = enrolled(made)
    place.completions.create(activity_key=made.cohort.edition.activities.first().key, done_at=DONE)
    attempt(place, 40)

    course, quiz = findings(made, place.learner)

    assert course.shown == "1 of 2 lessons and quizzes done."
    assert quiz.shown == "Best result so far: 40%."


def test_a_completed_course_and_a_good_quiz_are_evidence():
    made = scheme()
    place = complete(enrolled(made), percent=84)

    course, quiz = findings(made, place.learner)

    assert course.evidence["enrolment"] == str(place.pk)
    assert quiz.evidence["percent"] == 84
    assert "84%, try 1, on" in quiz.shown


def test_the_records_of_others_are_no_evidence():
    made = scheme()
    complete(enrolled(made))

    assert evidence.missing(findings(made, PersonFactory()))


def test_another_course_is_no_evidence():
    made = scheme()
    place = complete(EnrolmentFactory(cohort=CohortFactory()))

    assert len(evidence.missing(findings(made, place.learner))) == 2


@pytest.mark.parametrize(("percent", "met"), [(79, False), (80, True), (100, True)])
def test_a_quiz_counts_from_the_percent_asked_for(percent, met):
    made = scheme(min_percent=80)
    place = enrolled(made)
    attempt(place, percent)

    assert findings(made, place.learner)[1].met is met


@pytest.mark.parametrize("min_percent", [None, 50])
def test_a_failed_quiz_never_counts(min_percent):
    made = scheme(min_percent=min_percent)
    place = enrolled(made)
    attempt(place, 60, passed=False)

    assert not findings(made, place.learner)[1].met


@pytest.mark.parametrize("status", ["open", "waiting"])
def test_what_is_under_way_or_waits_for_a_marker_never_counts(status):
    made = scheme()
    place = enrolled(made)
    tried = attempt(place, 95)
    type(tried).objects.update(
        status=status, handed_in_at=None if status == "open" else tried.handed_in_at
    )

    assert not findings(made, place.learner)[1].met


@pytest.mark.parametrize(("average", "met"), [(69.99, False), (70, True), (None, False)])
def test_where_the_average_counts_one_good_try_is_not_enough(average, met):
    made = scheme(min_percent=70)
    place = enrolled(made)
    tried = attempt(place, 95)
    tried.activity.rules |= {"grading": "average"}
    tried.activity.save()
    place.grades.create(activity_key=tried.activity.key, computed=average)

    assert findings(made, place.learner)[1].met is met


def test_later_tries_never_change_evidence_found_before():
    made = scheme()
    place = complete(enrolled(made), percent=75)
    before = evidence.snapshot(findings(made, place.learner))

    attempt(place, 95, number=2, at=DONE + dt.timedelta(days=1))

    assert evidence.snapshot(findings(made, place.learner)) == before


def test_a_changed_requirement_changes_the_digest():
    made = scheme()
    place = complete(enrolled(made), percent=95)
    before = evidence.digest_of(evidence.snapshot(findings(made, place.learner)))

    draft = draft_next(made, by=SYSTEM)
    draft.requirements.filter(position=2).update(params={"min_percent": 90})

    after = evidence.look_up(draft.requirements.all(), place.learner)
    assert evidence.digest_of(evidence.snapshot(after)) != before


def test_the_same_data_in_another_order_has_the_same_digest():
    assert evidence.digest_of({"a": 1, "b": "é"}) == evidence.digest_of({"b": "é", "a": 1})


@pytest.mark.parametrize("schemes", [1, 3])
def test_looking_up_costs_the_same_for_any_number_of_requirements(
    schemes, django_assert_num_queries
):
    made = [scheme() for _ in range(schemes)]
    person = PersonFactory()
    for one in made:
        complete(enrolled(one, person))
    requirements = [r for one in made for r in one.in_force.requirements.all()]

    with django_assert_num_queries(4):
        found = evidence.look_up(requirements, person)

    assert [finding.met for finding in found] == [True, True] * schemes


def found(judge, *people):
    """Why the judge stays out of the files of these people, by person."""
    version = SimpleNamespace(conflict_rules=[])
    files = [SimpleNamespace(pk=one, person_id=one, version=version) for one in people]
    return conflicts.found(judge, files)


def test_who_taught_the_candidate_anywhere_is_in_conflict():
    made = scheme()
    first, second = made.certifiers.all()
    place = enrolled(made)
    elsewhere = EnrolmentFactory(learner=place.learner, status="withdrawn")
    elsewhere.cohort.trainers.add(first)

    assert place.learner.pk in found(first, place.learner_id)
    assert found(second, place.learner_id) == {}


def test_who_trains_a_cohort_the_candidate_is_not_in_is_not_in_conflict():
    made = scheme()
    place = enrolled(made)
    other = certifier(made)
    EnrolmentFactory().cohort.trainers.add(other)

    assert found(other, place.learner_id) == {}


def test_who_mentors_the_cooperative_of_the_candidate_is_in_conflict():
    made = scheme()
    mentor, other = made.certifiers.all()
    member, stranger = MembershipFactory(), MembershipFactory()
    engagement = EngagementFactory(cooperative=member.cooperative, mentors=[mentor])
    EngagementFactory(cooperative=stranger.cooperative, mentors=[other])
    MembershipFactory(cooperative=member.cooperative)

    reasons = found(mentor, member.person_id, stranger.person_id)

    assert set(reasons) == {member.person_id}
    assert engagement.cooperative.name in reasons[member.person_id]


def test_nobody_judges_herself():
    judge = certifier()

    assert found(judge, judge.pk) == {judge.pk: "This is your own file."}
