import pytest
from django.urls import reverse

from courses.models import Contest, Enrolment, Review, Submission
from tests.factories.courses import BEST, FAIR, CohortFactory, EnrolmentFactory
from tests.factories.people import PersonFactory, appointed
from tests.factories.sign_in import signed_in

from .marking import mark, taught, waiting_work
from .pages import read
from .test_contests import contest, marked_work
from .test_submissions import NOW, hand_in

pytestmark = pytest.mark.django_db

QUEUE = "teach:marking"


def queue(person, **filters):
    return read(signed_in(person).get(reverse(QUEUE), filters))


def review(submission, by, **values):
    data = {**FAIR, "outcome": "accept", "comment": "Well seen.", **values}
    return signed_in(by).post(reverse("teach:review", args=[submission.pk]), data)


def waiting_at(enrolment, work, at, text="A"):
    return hand_in(enrolment, work, at=at, text=text)


def test_the_queue_has_the_oldest_first():
    enrolment, work = taught()
    second, first = (EnrolmentFactory(cohort=enrolment.cohort) for _ in range(2))
    hand_in(second, work, at=NOW.replace(hour=11))
    hand_in(first, work, at=NOW.replace(hour=10))

    page = queue(enrolment.cohort.trainers.first())

    assert "2 pieces of work wait for you" in page
    assert page.index(str(first.learner)) < page.index(str(second.learner))


def test_the_queue_shows_no_private_word_and_no_other_cohort():
    mine, trainer, _other = waiting_work()
    Submission.objects.update(text="My secret plan")
    theirs, *_trainers = waiting_work()

    page = queue(trainer)

    assert str(mine.enrolment.learner) in page
    assert "secret" not in page
    assert str(theirs.enrolment.learner) not in page


def test_the_queue_is_filtered_by_cohort_and_kind():
    submission, trainer, _other = waiting_work()
    elsewhere = CohortFactory()
    elsewhere.trainers.add(trainer)
    learner = str(submission.enrolment.learner)

    assert learner in queue(trainer, cohort=submission.enrolment.cohort.pk, kind="work")
    assert learner not in queue(trainer, cohort=elsewhere.pk)
    assert learner not in queue(trainer, kind="answers")
    assert learner in queue(trainer, cohort="nonsense")


def test_the_teaching_home_says_how_much_waits():
    submission, trainer, _other = waiting_work()

    page = read(signed_in(trainer).get(reverse("teach:home")))

    assert "1 piece of work waits for you" in page
    assert "waits for you" not in read(signed_in(appointed("trainer")).get(reverse("teach:home")))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_queue_costs_the_same_for_any_number_of_rows(django_assert_num_queries, rows):
    enrolment, work = taught()
    trainer = enrolment.cohort.trainers.first()
    for _ in range(rows):
        hand_in(EnrolmentFactory(cohort=enrolment.cohort), work)
        done = hand_in(EnrolmentFactory(cohort=enrolment.cohort), work)
        mark(done, enrolment.cohort.trainers.last())
        contest(Submission.objects.get(pk=done.pk))
    client = signed_in(trainer)
    client.get(reverse(QUEUE))

    with django_assert_num_queries(9):
        page = read(client.get(reverse(QUEUE)))

    assert page.count("<h3>") == 2 * rows


def test_a_review_is_kept_and_leads_to_the_next():
    enrolment, work = taught()
    first, second = (hand_in(EnrolmentFactory(cohort=enrolment.cohort), work) for _ in range(2))
    trainer = enrolment.cohort.trainers.first()

    response = review(first, trainer, next="1")

    assert response.url.startswith(reverse("teach:review", args=[second.pk]))
    assert f"marked={first.pk}" in response.url
    assert Review.objects.get().levels == FAIR
    assert f'data-sent="review-{first.pk}"' in read(signed_in(trainer).get(response.url))


def test_after_the_last_one_is_led_to_the_queue():
    submission, trainer, _other = waiting_work()

    response = review(submission, trainer, next="1")

    assert response.url.startswith(reverse(QUEUE) + "?")
    assert "Nothing waits for you" in read(signed_in(trainer).get(response.url))


def test_what_was_typed_stays_when_a_level_is_missing():
    submission, trainer, _other = waiting_work()

    response = signed_in(trainer).post(
        reverse("teach:review", args=[submission.pk]), {"comment": "My long comment"}
    )

    page = read(response)
    assert "My long comment" in page
    assert "Choose a level." in page


def test_who_comes_second_keeps_her_words_and_may_add_them():
    submission, first, second = waiting_work()
    mark(submission, first)

    page = read(review(submission, second, comment="I saw it otherwise", outcome="redo"))

    assert f"{first} has just marked this." in page
    assert "I saw it otherwise" in page
    assert 'name="second_opinion" value="1"' in page
    assert "Add my second opinion" in page
    review(submission, second, comment="I saw it otherwise", outcome="redo", second_opinion="1")
    assert Review.objects.filter(marker=second, comment="I saw it otherwise").exists()
    assert Submission.objects.get().status == "accepted"


def test_a_second_marker_sees_nothing_of_the_first_before_she_has_spoken():
    submission, first, second = waiting_work(second_marker=True)
    mark(submission, first, comment="A first word", levels=BEST)

    page = read(signed_in(second).get(reverse("teach:review", args=[submission.pk])))

    assert "A first word" not in page
    assert str(first) not in page
    assert "checked" not in page


def test_who_settles_a_difference_sees_both():
    submission, first, second, third = waiting_work(3, second_marker=True)
    mark(submission, first, comment="A first word")
    mark(submission, second, "redo", comment="A second word")

    page = read(signed_in(third).get(reverse("teach:review", args=[submission.pk])))

    assert "What you say decides." in page
    assert "A first word" in page
    assert "A second word" in page


def test_a_trainer_of_another_cohort_finds_nothing():
    submission, *_trainers = marked_work()
    raised = contest(submission)
    trainer = signed_in(appointed("trainer"))

    for name, thing in (("review", submission), ("contest", raised)):
        assert trainer.get(reverse(f"teach:{name}", args=[thing.pk])).status_code == 404
    learner = signed_in(submission.enrolment.learner)
    assert learner.get(reverse("teach:review", args=[submission.pk])).status_code == 404


def test_a_contest_is_answered_and_disappears_from_the_queue():
    submission, marker, other = marked_work("redo")
    raised = contest(submission, "I did say the costs.")
    address = reverse("teach:contest", args=[raised.pk])
    client = signed_in(other)
    assert "Contested marks" in queue(other)
    assert "Contested marks" not in queue(marker)
    assert "I did say the costs." in read(client.get(address))

    response = client.post(address, {"answer": "You are right.", "outcome": "changed", **BEST})

    assert response.url == reverse(QUEUE)
    assert Contest.objects.get().outcome == "changed"
    assert Submission.objects.get().status == "accepted"
    assert "Contested marks" not in queue(other)


def test_a_mark_that_stays_needs_no_levels():
    submission, _marker, other = marked_work()
    raised = contest(submission)

    signed_in(other).post(
        reverse("teach:contest", args=[raised.pk]), {"answer": "It stays.", "outcome": "upheld"}
    )

    assert Contest.objects.get().outcome == "upheld"


def test_a_change_for_the_worse_is_refused_and_what_was_typed_stays():
    submission, _marker, other = marked_work()
    raised = contest(submission)

    page = read(
        signed_in(other).post(
            reverse("teach:contest", args=[raised.pk]),
            {"answer": "My answer", "outcome": "changed", **FAIR},
        )
    )

    assert "This is not more than the 50% she has." in page
    assert "My answer" in page
    assert Contest.objects.get().outcome == ""


def test_withdrawn_learners_wait_for_nobody():
    submission, trainer, _other = waiting_work()
    Enrolment.objects.update(status="withdrawn")

    assert str(submission.enrolment.learner) not in queue(trainer)


def test_the_queue_is_for_teachers_only():
    assert signed_in(PersonFactory()).get(reverse(QUEUE)).status_code == 403
