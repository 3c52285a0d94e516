import pytest
from django.urls import reverse

from courses.forms.keys import KeyForm
from courses.models import Attempt, KeyCorrection
from courses.reports.corrections import effect_of, in_words
from courses.reports.gain import gains_of, learning_gain
from lms.core import jobs
from lms.core.models import Job
from tests.factories.courses import CohortFactory, EnrolmentFactory, edition, quiz_of
from tests.factories.people import PersonFactory
from tests.factories.questions import id_of, question
from tests.factories.sign_in import signed_in

from .attempts import SINGLE, hand_in, place, quiz_in, right, wrong
from .pages import read

KINDS = [
    *("single", "several", "truefalse", "picture", "number", "short"),
    *("matching", "ordering", "gaps"),
]


def as_sent(form):
    """What the form sends back when nothing is changed in it."""
    return {
        name: form.get_initial_for_field(field, name) or "" for name, field in form.fields.items()
    }


@pytest.mark.parametrize("kind", KINDS)
def test_a_key_that_is_not_changed_comes_back_as_it_was(kind):
    asked, key, _feedback = question(kind)
    form = KeyForm(asked, key, {**as_sent(KeyForm(asked, key)), "reason": "None."})

    assert form.is_valid(), form.errors
    assert form.key() == key


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_can_be_said_in_words(kind):
    asked, key, _feedback = question(kind)

    lines = in_words(asked, key)

    assert lines
    assert all(isinstance(line, str) and line for line in lines)


@pytest.fixture
def enrolment():
    return place("single", pass_mark=70)


@pytest.fixture
def trainer(enrolment):
    trainer = enrolment.cohort.trainers.get()
    enrolment.cohort.edition.programme.trainers.add(trainer)
    return trainer


def address(enrolment):
    return reverse("teach:correct", args=[enrolment.cohort.pk, quiz_in(enrolment).key, SINGLE])


def third():
    return {"correct": [id_of("single", "", "option", 2)], "reason": "It was the third."}


@pytest.mark.django_db
def test_what_it_changes_is_shown_before_anything_is_stored(enrolment, trainer):
    other = EnrolmentFactory(cohort=enrolment.cohort)
    hand_in(enrolment, wrong("single"))
    hand_in(other, right("single"))
    browser = signed_in(trainer)

    shown = read(browser.get(address(enrolment)))
    looked = read(browser.post(address(enrolment), third()))

    assert shown.count(" checked") == 1
    assert "For 2 people the result changes." in looked
    assert "1 gets more points." in looked
    assert "1 passes with it." in looked
    assert "For 1 the try no longer reaches the pass mark." in looked
    assert "2 tries at this question were handed in." in looked
    assert not KeyCorrection.objects.exists()


@pytest.mark.django_db
def test_confirmed_it_is_corrected_and_its_history_is_shown(enrolment, trainer):
    hand_in(enrolment, wrong("single"))
    browser = signed_in(trainer)

    page = read(browser.post(address(enrolment), {**third(), "confirm": "yes"}, follow=True))
    assert "0 of 1 marked again" in page
    jobs.run(Job.objects.get(name="courses.mark_again").pk)
    page = read(browser.get(address(enrolment)))

    assert "all marked again" in page
    assert "It was the third." in page
    assert str(trainer) in page
    assert Attempt.objects.get().passed

    Job.objects.all().delete()
    assert "all marked again" in read(browser.get(address(enrolment)))


@pytest.mark.django_db
def test_without_a_reason_or_without_a_right_answer_nothing_happens(enrolment, trainer):
    browser = signed_in(trainer)

    for missing in ("reason", "correct"):
        sent = {name: value for name, value in third().items() if name != missing}
        page = read(browser.post(address(enrolment), {**sent, "confirm": "yes"}))
        assert "Something is still missing or wrong." in page
    assert not KeyCorrection.objects.exists()


@pytest.mark.django_db
def test_the_same_key_is_refused_on_the_page(enrolment, trainer):
    same = {"correct": [id_of("single", "", "option", 0)], "reason": "Once more.", "confirm": "yes"}

    assert "This is the answer key as it is now." in read(
        signed_in(trainer).post(address(enrolment), same)
    )


@pytest.mark.django_db
def test_the_lesson_page_leads_there_for_who_may(enrolment, trainer):
    manager = PersonFactory()
    enrolment.cohort.trainers.add(manager)
    page = reverse("teach:lesson", args=[enrolment.cohort.pk, quiz_in(enrolment).key])

    assert address(enrolment)[3:] in signed_in(trainer).get(page).content.decode()
    assert address(enrolment)[3:] not in signed_in(manager).get(page).content.decode()
    assert signed_in(manager).get(address(enrolment)).status_code == 403


@pytest.mark.django_db
def test_what_a_person_marked_is_not_among_what_changes(enrolment, trainer):
    from courses.actions import marking  # noqa: PLC0415 - one test

    attempt = hand_in(enrolment, wrong("single"))
    marking.mark_response(attempt.responses.get(), 0, seen=0, by=trainer)
    _asked, key, _feedback = question("single")

    effect = effect_of(quiz_in(enrolment), SINGLE, {**key, "correct": third()["correct"]})

    assert (effect.attempts, effect.people) == (1, 0)


# What was learned


@pytest.fixture
def pair():
    """Two quizzes alike, the second compared with the first."""
    before = quiz_of("single", "number", rules={"reveal": "never"})
    after = quiz_of("single", "number", rules={"reveal": "never", "pre_test": str(before.key)})
    cohort = CohortFactory(edition=edition(before, after))
    return cohort, before, after


@pytest.mark.django_db
def test_the_gain_is_of_those_who_took_both(pair):
    cohort, before, after = pair
    one, two, absent, gone = EnrolmentFactory.create_batch(4, cohort=cohort)
    both = right("single") | right("number")
    for enrolment, first, second in ((one, {}, both), (two, right("single"), both), (gone, {}, {})):
        hand_in(enrolment, first, key=before.key)
        hand_in(enrolment, second, key=after.key)
    hand_in(one, both, key=before.key)
    hand_in(absent, {}, key=before.key)
    gone.status = "withdrawn"
    gone.save()

    (gain,) = gains_of(cohort)

    assert (gain.before.key, gain.after.key) == (before.key, after.key)
    assert (gain.n, gain.learners) == (2, 3)
    assert (gain.mean_before, gain.mean_after, gain.gain) == (25, 100, 75)
    assert learning_gain(cohort, gain.after) == gain
    assert learning_gain(cohort, gain.before) is None


@pytest.mark.django_db
def test_without_anybody_who_took_both_there_is_no_gain(pair):
    (gain,) = gains_of(pair[0])

    assert (gain.n, gain.gain) == (0, None)


@pytest.mark.django_db
@pytest.mark.parametrize("learners", [1, 3])
def test_the_gain_costs_the_same_for_any_number_of_learners(
    pair, learners, django_assert_num_queries
):
    cohort, before, after = pair
    for enrolment in EnrolmentFactory.create_batch(learners, cohort=cohort):
        hand_in(enrolment, {}, key=before.key)
        hand_in(enrolment, right("single"), key=after.key)

    with django_assert_num_queries(4):
        (gain,) = gains_of(cohort)

    assert gain.gain == 50


@pytest.mark.django_db
def test_the_page_says_it_with_its_figures(pair):
    cohort, before, after = pair
    enrolment, trainer = EnrolmentFactory(cohort=cohort), PersonFactory()
    cohort.trainers.add(trainer)
    hand_in(enrolment, {}, key=before.key)
    hand_in(enrolment, right("single"), key=after.key)

    page = read(signed_in(trainer).get(reverse("teach:gain", args=[cohort.pk])))

    assert "1 of 1" in page
    assert "+50" in page


@pytest.mark.django_db
def test_a_printed_quiz_leads_to_its_figures_and_the_one_after_to_what_was_learned(pair):
    cohort, before, after = pair
    cohort.trainers.add(trainer := PersonFactory())
    browser, gain = signed_in(trainer), reverse("teach:gain", args=[cohort.pk])

    for quiz, is_compared in ((before, False), (after, True)):
        page = read(browser.get(reverse("teach:lesson", args=[cohort.pk, quiz.key])))
        assert f'href="{reverse("teach:items", args=[cohort.pk, quiz.key])}"' in page
        assert (f'href="{gain}"' in page) is is_compared
