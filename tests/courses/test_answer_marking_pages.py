import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from courses.actions.uploads import keep_upload
from courses.models import Attempt, Contest, Mark, Upload
from courses.reports.answers import in_words
from tests.factories.people import appointed
from tests.factories.sign_in import signed_in

from .attempts import OPEN, hand_in, place, quiz_in, right, wrong
from .pages import read
from .test_contests import contest

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment():
    return place("single", "open", pass_mark=70)


@pytest.fixture
def trainer(enrolment):
    enrolment.cohort.trainers.set([person := appointed("trainer")])
    return person


@pytest.fixture
def waiting(enrolment):
    return hand_in(enrolment, right("single") | right("open"))


def address(attempt):
    return reverse("teach:mark_answers", args=[attempt.pk])


def points(given, comment="", seen=0):
    return {f"points-{OPEN}": given, f"comment-{OPEN}": comment, f"seen-{OPEN}": seen}


def test_answers_of_quizzes_wait_in_the_same_queue(waiting, trainer):
    page = read(signed_in(trainer).get(reverse("teach:marking")))

    assert address(waiting) in page
    assert right("open")[OPEN] not in page


def test_the_answer_is_read_and_gets_points_and_words(waiting, trainer):
    client = signed_in(trainer)
    assert right("open")[OPEN] in read(client.get(address(waiting)))

    response = client.post(address(waiting), points("0.5", "Good, but who signs?"))

    assert response.url.startswith(reverse("teach:marking"))
    mark = Mark.objects.get()
    assert (float(mark.marks), mark.comment, mark.given_by) == (
        0.5,
        "Good, but who signs?",
        trainer,
    )
    assert Attempt.objects.get().status == "marked"
    assert "Nothing waits for you" in read(client.get(reverse("teach:marking")))


def test_who_marks_at_the_same_time_is_told_and_keeps_her_words(waiting, trainer, enrolment):
    enrolment.cohort.trainers.add(other := appointed("trainer"))
    signed_in(trainer).post(address(waiting), points("1"))

    page = read(signed_in(other).post(address(waiting), points("0", "My long comment")))

    assert f"{trainer} has just given 1" in page
    assert "My long comment" in page
    assert Mark.objects.get().given_by == trainer


def test_keeping_what_stands_adds_no_mark(waiting, trainer):
    signed_in(trainer).post(address(waiting), points("1"))

    signed_in(trainer).post(address(waiting), points("1", seen=1))

    assert Mark.objects.count() == 1


def test_more_than_the_question_is_worth_is_refused(waiting, trainer):
    page = read(signed_in(trainer).post(address(waiting), points("9")))

    assert "alert" in page
    assert not Mark.objects.exists()


def recording(content=b""):
    return SimpleUploadedFile("said.ogg", b"OggS\x00\x02" + b"voice" * 20 + content)


def test_who_marks_says_why_with_her_voice_and_the_learner_hears_it(waiting, trainer, enrolment):
    said = points("0.5") | {f"voice-{OPEN}": recording()}

    signed_in(trainer).post(address(waiting), said)

    voice = Mark.objects.get().voice
    assert (voice.kind, voice.owner, voice.enrolment) == ("voice", trainer, enrolment)
    sound = f'<audio controls preload="none" src="{reverse("learn:file", args=[voice.pk])}">'
    learner = signed_in(enrolment.learner)
    assert sound in read(learner.get(reverse("learn:marks", args=[enrolment.pk])))
    assert sound in read(learner.get(reverse("learn:result", args=[waiting.pk])))
    assert sound in read(signed_in(trainer).get(address(waiting)))


def test_a_recording_alone_is_something_new_said(waiting, trainer):
    signed_in(trainer).post(address(waiting), points("1"))

    signed_in(trainer).post(address(waiting), points("1", seen=1) | {f"voice-{OPEN}": recording()})

    assert [mark.voice is None for mark in Mark.objects.all()] == [True, False]


def test_a_recording_is_kept_while_the_form_is_put_right(waiting, trainer):
    client = signed_in(trainer)
    page = read(client.post(address(waiting), points("9") | {f"voice-{OPEN}": recording()}))
    kept = Upload.objects.get()
    assert f'name="voice-{OPEN}_id" value="{kept.pk}"' in page

    client.post(address(waiting), points("1") | {f"voice-{OPEN}_id": kept.pk})

    assert Mark.objects.get().voice == kept


@pytest.mark.parametrize("known", ["nonsense", "of somebody else"])
def test_nobody_passes_off_the_recording_of_another(waiting, trainer, enrolment, known):
    enrolment.cohort.trainers.add(other := appointed("trainer"))
    if known == "of somebody else":
        known = keep_upload(enrolment, "voice", recording(), by=other).pk

    signed_in(trainer).post(address(waiting), points("1") | {f"voice-{OPEN}_id": known})

    assert [mark.voice for mark in Mark.objects.all()] == ([] if known == "nonsense" else [None])


def contested_attempt(enrolment, waiting, trainer):
    """A marked attempt that is contested, and another trainer who can answer."""
    signed_in(trainer).post(address(waiting), points("0"))
    enrolment.cohort.trainers.add(other := appointed("trainer"))
    return contest(Attempt.objects.get()), other


def test_a_contested_answer_gets_more_points_with_a_reason(enrolment, waiting, trainer):
    raised, other = contested_attempt(enrolment, waiting, trainer)
    screen = reverse("teach:contest", args=[raised.pk])
    single = next(iter(right("single")))
    client = signed_in(other)
    assert right("open")[OPEN] in read(client.get(screen))

    client.post(
        screen,
        {
            "answer": "You are right.",
            "outcome": "changed",
            f"points-{OPEN}": "1",
            f"points-{single}": "1",
        },
    )

    assert Contest.objects.get().outcome == "changed"
    assert Attempt.objects.get().score == 2
    assert [(m.given_by, m.comment) for m in Mark.objects.all()] == [
        (trainer, ""),
        (other, "You are right."),
    ]


def test_a_contested_attempt_never_gets_less(enrolment, waiting, trainer):
    raised, other = contested_attempt(enrolment, waiting, trainer)
    single = next(iter(right("single")))

    page = read(
        signed_in(other).post(
            reverse("teach:contest", args=[raised.pk]),
            {
                "answer": "No.",
                "outcome": "changed",
                f"points-{OPEN}": "0.5",
                f"points-{single}": "0.25",
            },
        )
    )

    assert "This is not more than she has." in page
    assert Attempt.objects.get().score == 1
    assert Mark.objects.count() == 1


def test_the_learner_reads_who_gave_the_points_and_why(enrolment, waiting, trainer):
    signed_in(trainer).post(address(waiting), points("0.5", "Good, but who signs?"))

    page = read(signed_in(enrolment.learner).get(reverse("learn:marks", args=[enrolment.pk])))

    assert f"{trainer} gave 0.50 points" in page
    assert "Good, but who signs?" in page


def test_an_answer_is_said_in_the_words_of_its_options():
    question = {"options": [{"id": "1", "text": "Yes"}], "targets": [{"id": "2", "text": "Rabat"}]}

    assert in_words(question, ["1"]) == ["Yes"]
    assert in_words(question, {"1": "2"}) == ["Yes: Rabat"]
    assert in_words(question, {"gap": "typed"}) == ["typed"]
    assert in_words(question, "free words") == ["free words"]
    assert in_words(question, "") == []


def test_who_marks_reads_the_model_answer_and_the_learner_never_does(enrolment, waiting, trainer):
    quiz = quiz_in(enrolment)
    quiz.answer_key[OPEN]["model"] = {"fr": "Elle nomme deux raisons.", "en": "Two reasons."}
    quiz.save()

    result = reverse("learn:result", args=[waiting.pk])

    assert "Two reasons." in read(signed_in(trainer).get(address(waiting)))
    assert "Two reasons." not in read(signed_in(enrolment.learner).get(result))


@pytest.mark.parametrize(
    ("reveal", "judged"), [("each_try", True), ("last_try", True), ("due", False), ("never", False)]
)
def test_while_a_person_has_to_mark_she_reads_her_answers_and_no_right_ones(reveal, judged):
    enrolment = place("single", "number", "open", tries=1, reveal=reveal)
    attempt = hand_in(enrolment, wrong("single") | right("number") | right("open"))
    result = reverse("learn:result", args=[attempt.pk])

    page = read(signed_in(enrolment.learner).get(result))

    assert right("open")[OPEN] in page
    assert page.count("A person will mark this.") == 1
    assert page.count("Your answer") == 4
    assert "Right answer" not in page
    assert ("That is not right." in page) is judged
    assert ("That is right." in page) is judged
    assert ("Because" in page) is judged
    assert page.count("Points:") == (2 if judged else 0)
