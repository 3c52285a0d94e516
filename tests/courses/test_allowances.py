"""More time or tries at a quiz for one learner, given by a trainer with a reason."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from freezegun import freeze_time

from courses.actions.allowances import NothingAllowed, ReasonMissing, allow_more
from courses.actions.quizzes import NoTriesLeft, TimeIsOver
from courses.models import Allowance
from courses.reports.gradebook import stuck_enrolments
from courses.reports.learning import Outline, is_stuck
from lms.notices.models import Notice
from tests.factories.courses import EnrolmentFactory
from tests.factories.people import PersonFactory, appointed
from tests.factories.sign_in import signed_in

from .attempts import hand_in, keep, place, quiz_in, right, start, wrong

pytestmark = pytest.mark.django_db

REASON = "She reads slowly."
START = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


def taught(**rules):
    enrolment = place("single", **rules)
    enrolment.cohort.trainers.set([trainer := appointed("trainer")])
    return enrolment, trainer


def allow(enrolment, by, **values):
    given = {"reason": REASON, "allowance_id": uuid.uuid4()}
    return allow_more(enrolment, quiz_in(enrolment), by=by, **{**given, **values})


def after(minutes):
    return freeze_time(START + dt.timedelta(minutes=minutes))


def test_one_more_try_for_one_learner_and_nobody_else():
    enrolment, trainer = taught(tries=1)
    other = EnrolmentFactory(cohort=enrolment.cohort)
    for one in (enrolment, other):
        hand_in(one, wrong("single"))

    allow(enrolment, trainer, tries=1)

    assert hand_in(enrolment, right("single")).passed
    with pytest.raises(NoTriesLeft):
        hand_in(other, right("single"))


def test_who_gets_another_try_is_stuck_no_longer():
    enrolment, trainer = taught(tries=1)
    other = EnrolmentFactory(cohort=enrolment.cohort)
    for one in (enrolment, other):
        hand_in(one, wrong("single"))
    assert stuck_enrolments(enrolment.cohort) == {enrolment.pk, other.pk}

    allow(enrolment, trainer, tries=1)

    assert stuck_enrolments(enrolment.cohort) == {other.pk}
    assert [is_stuck(Outline.of(one).steps[0]) for one in (enrolment, other)] == [False, True]


def test_a_try_that_begins_later_has_the_time_and_so_does_one_under_way():
    enrolment, trainer = taught(minutes=20)
    with after(0):
        attempt = start(enrolment)
    with after(19):
        allow(enrolment, trainer, minutes=10)

    attempt.refresh_from_db()
    assert attempt.ends_at == START + dt.timedelta(minutes=30)
    with after(29):
        keep(attempt, right("single"))
        hand_in(enrolment, wrong("single"))
        assert start(enrolment).time_limit == dt.timedelta(minutes=30)


def test_after_the_longer_time_it_is_over_all_the_same():
    enrolment, trainer = taught(minutes=20)
    allow(enrolment, trainer, minutes=10)
    with after(0):
        attempt = start(enrolment)

    with after(32), pytest.raises(TimeIsOver):
        keep(attempt, right("single"))


def test_what_was_done_without_a_network_in_the_longer_time_counts():
    enrolment, trainer = taught(minutes=20)
    allow(enrolment, trainer, minutes=10)
    with after(0):
        attempt = start(enrolment)

    with after(90):
        done = hand_in(
            enrolment,
            right("single"),
            attempt_id=attempt.pk,
            at=START + dt.timedelta(minutes=29),
        )

    assert done.passed


def test_what_is_given_is_kept_with_who_gave_it_and_why_and_she_is_told_without_the_reason():
    enrolment, trainer = taught(tries=1)

    allow(enrolment, trainer, tries=1, reason=f" {REASON}\n")

    kept = enrolment.allowances.get()
    assert (kept.tries, kept.minutes, kept.reason, kept.given_by) == (1, 0, REASON, trainer)
    notice = Notice.objects.get(kind="courses.more_allowed")
    assert notice.person == enrolment.learner
    assert REASON not in f"{notice.title} {notice.text} {notice.params}"


def test_the_same_sent_twice_is_given_once():
    enrolment, trainer = taught(tries=1)
    sent = uuid.uuid4()

    for _ in range(2):
        allow(enrolment, trainer, tries=1, allowance_id=sent)

    assert (
        Allowance.objects.count() == Notice.objects.filter(kind="courses.more_allowed").count() == 1
    )


@pytest.mark.parametrize(
    ("rules", "given"),
    [
        ({"tries": 1}, {}),
        ({"tries": 1}, {"minutes": 5}),
        ({"tries": 0, "minutes": 9}, {"tries": 2}),
    ],
    ids=["nothing", "time of a quiz without a limit", "tries of a quiz with as many as one likes"],
)
def test_nothing_is_kept_that_gives_nothing(rules, given):
    enrolment, trainer = taught(**rules)

    with pytest.raises(NothingAllowed):
        allow(enrolment, trainer, **given)


def test_a_reason_is_needed():
    enrolment, trainer = taught(tries=1)

    with pytest.raises(ReasonMissing):
        allow(enrolment, trainer, tries=1, reason="  ")


def test_nobody_gives_it_to_herself_or_to_learners_of_others():
    enrolment, trainer = taught(tries=1)
    enrolment.cohort.trainers.add(enrolment.learner)

    for person in (enrolment.learner, PersonFactory(), appointed("trainer")):
        with pytest.raises(PermissionDenied):
            allow(enrolment, person, tries=1)
    assert allow(enrolment, trainer, tries=1)


def test_a_trainer_gives_it_on_the_page_of_the_learner():
    enrolment, trainer = taught(tries=1, minutes=20)
    client = signed_in(trainer)
    page = reverse("teach:more", args=[enrolment.cohort_id, enrolment.pk])
    assert (
        page
        in client.get(
            reverse("teach:learner", args=[enrolment.cohort_id, enrolment.pk])
        ).content.decode()
    )
    sent = {"event_id": uuid.uuid4(), "quiz": quiz_in(enrolment).pk, "reason": REASON}

    refused = client.post(page, {**sent, "minutes": 0, "tries": 0})
    assert "This gives her nothing more" in refused.content.decode()
    client.post(page, {**sent, "minutes": 10, "tries": 1})

    shown = client.get(page).content.decode()
    assert all(words in shown for words in (REASON, "10 more minutes", "1 more try", str(trainer)))
    quiz_page = reverse("learn:quiz", args=[enrolment.pk, quiz_in(enrolment).key])
    learner = signed_in(enrolment.learner).get(quiz_page).content.decode()
    assert "From the start you have 30 minutes." in learner
    assert "Your trainer added 10 minutes for you." in learner
    assert REASON not in learner


def test_where_nothing_is_limited_there_is_nothing_to_give():
    enrolment, trainer = taught(tries=0)

    page = signed_in(trainer).get(reverse("teach:more", args=[enrolment.cohort_id, enrolment.pk]))

    assert "No quiz of this course limits the time or the tries." in page.content.decode()
