"""A cooperative with one phone: a lesson for all, then each her quiz, her photo, her opinion, and her own words."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from courses.choices import Basis
from courses.models import Attempt, Completion, Submission, SurveyAnswer, SurveyRound
from courses.tasks import open_surveys
from lms.people.choices import Role
from tests.factories import courses as write
from tests.factories.people import CooperativeFactory, MembershipFactory, appointed
from tests.factories.questions import id_of, question
from tests.factories.sign_in import signed_in

from . import privacy
from .pages import fill_in, words

pytestmark = pytest.mark.django_db

PRESENT, ABSENT = 12, 3
HER_NOTE = "my brother must not know what I earn"
HER_OPINION = "the trainer laughed at us"
HER_WORK = "our receipt of the oil press"
HER_QUESTION = "Who keeps the key of the cash box?"


@pytest.fixture
def group():
    """Fifteen members of one cooperative in a course; the first of them may hold lessons for the others."""
    lesson, test = write.lesson(), drawn_quiz()
    work, opinion = write.assignment(accepts=["text", "photo"]), write.survey()
    cohort = write.CohortFactory(edition=write.edition(lesson, test, work, opinion))
    cohort.trainers.add(appointed(Role.TRAINER))
    cooperative = CooperativeFactory()
    members = MembershipFactory.create_batch(PRESENT + ABSENT, cooperative=cooperative)
    cohort.places = [write.EnrolmentFactory(cohort=cohort, learner=m.person) for m in members]
    cohort.lesson, cohort.quiz, cohort.work, cohort.survey = cohort.edition.activities.all()
    return cohort


def drawn_quiz():
    """Twenty minutes; one question for all, and one of two that a pool holds."""
    names = ("first", "second")
    made = write.quiz_of("single", rules={"minutes": 20, "pass_mark": 50})
    pool = [id_of("short", name) for name in names]
    for text in made.texts:
        asked = [question("short", name=name, language=text.language) for name in names]
        text.questions.extend(one for one, _key, _feedback in asked)
        text.feedback.update({one["id"]: said for one, _key, said in asked})
    for name in names:
        one, key, _feedback = question("short", name=name)
        made.answer_key[one["id"]] = key
    made.rules["draws"] = [{"pool": pool, "number": 1}]
    return made


def test_a_group_learns_on_one_phone(group, caplog):
    trainer = signed_in(group.trainers.get())
    leader, peer = group.places[0], group.places[1]
    she_may_lead(trainer, leader)
    they_do_the_lesson_together(group, leader)
    each_takes_the_quiz(group)
    hands_in_a_photo(group, peer)
    asks_under_the_lesson(group, peer, trainer)
    keeps_words_of_her_own(group, peer)
    say_what_they_think(group, trainer)
    everybody_sees_where_she_stands(group, trainer)
    nobody_sees_what_is_anothers(group, peer)
    nothing_private_is_told(group, trainer, caplog)


def she_may_lead(trainer, leader):
    page = reverse("learn:group", args=[leader.pk, leader.cohort.lesson.key])
    assert signed_in(leader.learner).get(page).status_code == 404
    address = reverse("teach:leads_groups", args=[leader.cohort_id, leader.pk])
    answer = trainer.post(address, {"leads": "yes"}, follow=True)
    assert "may hold lessons for the group" in words(answer)


def they_do_the_lesson_together(group, leader):
    """Twelve are ticked; the same lesson sent twice is done once."""
    browser = signed_in(leader.learner)
    page = reverse("learn:group", args=[leader.pk, group.lesson.key])
    here = "&".join(f"here={place.pk}" for place in group.places[:PRESENT])
    assert "Body en" in words(browser.get(f"{page}?{here}", follow=True))

    answer = fill_in(browser, f"{page}?{here}", minutes="40")

    assert f"{PRESENT} people have done this lesson together." in words(answer)
    done = Completion.objects.filter(activity_key=group.lesson.key)
    assert set(done.values_list("enrolment", "basis")) == {
        (place.pk, Basis.GROUP) for place in group.places[:PRESENT]
    }


def each_takes_the_quiz(group):
    """Each signs in on the phone, starts her time, and answers what she was asked."""
    quiz = group.quiz
    for place in group.places[:PRESENT]:
        browser = signed_in(place.learner)
        first = reverse("learn:quiz", args=[place.pk, quiz.key])
        assert "20" in words(browser.get(first))
        browser.post(reverse("learn:start_quiz", args=[place.pk, quiz.key]), told(browser, first))
        attempt = Attempt.objects.get(enrolment=place)
        assert len(attempt.questions) == 2
        assert attempt.ends_at is not None
        answers = {one: right_answer(quiz, one) for one in attempt.questions}
        result = fill_in(browser, reverse("learn:attempt", args=[attempt.pk]), **answers)
        assert "100" in words(result)
    assert {attempt.percent for attempt in Attempt.objects.all()} == {100}


def told(browser, address):
    """The hidden id with which the page would send its form."""
    page = browser.get(address).content.decode()
    return {"event_id": re.search(r'name="event_id" value="([^"]+)"', page)[1], "device_at": ""}


def right_answer(quiz, question_id):
    key = quiz.answer_key[question_id]
    return (key.get("correct") or key["accepted"])[0]


def hands_in_a_photo(group, peer):
    content = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(content, "JPEG")
    photo = SimpleUploadedFile("receipt.jpg", content.getvalue(), "image/jpeg")
    address = reverse("learn:assignment", args=[peer.pk, group.work.key])

    answer = fill_in(signed_in(peer.learner), address, text=HER_WORK, photo=photo)

    assert "Your work is handed in." in words(answer)
    assert Submission.objects.get().uploads.count() == 1


def asks_under_the_lesson(group, peer, trainer):
    address = reverse("learn:questions", args=[peer.pk, group.lesson.key])
    fill_in(signed_in(peer.learner), address, text=HER_QUESTION)
    desk = reverse("teach:questions", args=[group.pk])
    assert HER_QUESTION in words(trainer.get(desk))
    fill_in(trainer, desk, text="The treasurer keeps it.")
    read = words(
        signed_in(group.places[2].learner).get(
            reverse("learn:questions", args=[group.places[2].pk, group.lesson.key])
        )
    )
    assert HER_QUESTION in read
    assert "The treasurer keeps it." in read


def keeps_words_of_her_own(group, peer):
    browser = signed_in(peer.learner)
    fill_in(browser, reverse("learn:note", args=[peer.pk, group.lesson.key]), text=HER_NOTE)
    fill_in(browser, reverse("learn:lesson", args=[peer.pk, group.lesson.key]), wanted="yes")
    assert HER_NOTE in words(browser.get(reverse("learn:notes")))
    assert "Lesson en" in words(browser.get(reverse("learn:bookmarks")))


def say_what_they_think(group, trainer):
    """While people answer nothing is shown; then what five think, and not who they are."""
    open_surveys(None)
    results = reverse("teach:survey", args=[group.pk, group.survey.key])
    for place, opinion in zip(group.places, [HER_OPINION, *["all was well"] * 4], strict=False):
        say(place, opinion)
    assert HER_OPINION not in words(trainer.get(results))
    closing = reverse("teach:close_survey", args=[group.pk, SurveyRound.objects.get().pk])
    assert "nobody can answer any more" in words(trainer.post(closing, follow=True))
    page = words(trainer.get(results))
    assert HER_OPINION in page
    assert not [place for place in group.places if str(place.learner) in page]
    assert SurveyAnswer.objects.count() == 5


def say(place, opinion):
    address = reverse("learn:survey", args=[place.pk, place.cohort.survey.key])
    answers = {write.FACES: write.OPTIONS[2], write.WORDS: opinion}
    assert "nobody can see whose they are" in words(
        fill_in(signed_in(place.learner), address, **answers)
    )


def everybody_sees_where_she_stands(group, trainer):
    for place in group.places[:PRESENT]:
        browser = signed_in(place.learner)
        assert "100" in words(browser.get(reverse("learn:marks", args=[place.pk])))
    away = signed_in(group.places[-1].learner)
    assert "100" not in words(away.get(reverse("learn:marks", args=[group.places[-1].pk])))
    progress = words(trainer.get(reverse("teach:progress", args=[group.pk])))
    assert all(str(place.learner) in progress for place in group.places)


def nobody_sees_what_is_anothers(group, peer):
    """The leader too is only a peer: no mark, note, work or opinion of another is hers to read."""
    attempt, work = Attempt.objects.get(enrolment=peer), Submission.objects.get()
    hers = [
        reverse("learn:course", args=[peer.pk]),
        reverse("learn:marks", args=[peer.pk]),
        reverse("learn:note", args=[peer.pk, group.lesson.key]),
        reverse("learn:assignment", args=[peer.pk, group.work.key]),
        reverse("learn:result", args=[attempt.pk]),
        reverse("learn:file", args=[work.uploads.get().pk]),
        reverse("teach:gradebook", args=[group.pk]),
        reverse("teach:learner", args=[group.pk, peer.pk]),
        reverse("teach:survey", args=[group.pk, group.survey.key]),
    ]
    leader = signed_in(group.places[0].learner)
    assert {address: leader.get(address).status_code for address in hers} == dict.fromkeys(
        hers, 404
    )


def nothing_private_is_told(group, trainer, caplog):
    """Nor does anything that is sent, logged or exported hold her words, nor a page of who may not read them."""
    privacy.do_what_was_promised()
    private = {HER_NOTE, HER_OPINION, HER_WORK, HER_QUESTION}
    assert privacy.found_in(privacy.told_outside(caplog), private) == set()
    assert privacy.found_in(privacy.exports(trainer, group), private) == set()
    for_the_group = privacy.pages_of(signed_in(group.places[0].learner), "/en/home/")
    assert privacy.found_in(for_the_group, {HER_NOTE, HER_OPINION, HER_WORK}) == set()
    for_the_trainer = privacy.pages_of(trainer, "/en/home/")
    assert privacy.found_in(for_the_trainer, {HER_NOTE}) == set()
    for_a_stranger = privacy.pages_of(signed_in(MembershipFactory().person), "/en/home/")
    assert privacy.found_in(for_a_stranger, private) == set()
