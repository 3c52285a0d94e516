"""Every kind of question as it stands on a page: what is drawn, what is read, what is said when it is wrong."""

import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from courses import scoring
from courses.choices import QuestionKind
from courses.forms.questions import QuestionsForm
from courses.models import Attempt, Upload
from tests.factories.courses import CohortFactory, EnrolmentFactory, edition, lesson, quiz_of
from tests.factories.questions import id_of, question

KINDS = QuestionKind.values
OGG = b"OggS\x00\x02" + b"voice" * 20


def post(**data):
    sent = QueryDict(mutable=True)
    for name, value in data.items():
        sent.setlist(name, value if isinstance(value, list) else [value])
    return sent


def typed(asked, answer):
    """What a browser sends for an answer."""
    name = asked["id"]
    if isinstance(answer, dict):
        return {f"{name}_{place.replace('-', '')}": given for place, given in answer.items()}
    if asked["kind"] == "ordering":
        return {
            f"{name}_{option.replace('-', '')}": str(place)
            for place, option in enumerate(answer, 1)
        }
    return {f"{name}_kept" if asked["kind"] == "upload" else name: answer}


def an_answer(asked, key):
    by_hand = {"open": "We vote.", "upload": [id_of("photo")]}
    if key is None:
        return [asked["options"][3]["id"]]
    return by_hand.get(asked["kind"]) or scoring.right_answer(key)


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_answered_is_read_as_it_was_meant(kind):
    asked, key, _feedback = question(kind)
    answer = an_answer(asked, key)

    form = QuestionsForm([asked], post(**typed(asked, answer)))

    assert form.errors == {}
    assert form.answers() == {asked["id"]: answer}
    assert scoring.fits(asked, answer)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_wrong_before_anything_is_handed_in(kind):
    asked, _key, _feedback = question(kind)

    form = QuestionsForm([asked], None, MultiValueDict())

    assert not form.is_bound
    assert "errorlist" not in str(form)


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_answer_is_named_at_its_field(kind):
    asked, _key, _feedback = question(kind)

    form = QuestionsForm([asked], post(nothing=""))

    assert list(form.errors) == [asked["id"]]
    page = str(form)
    error = f"id_{asked['id']}_error"
    assert f'id="{error}"' in page
    assert re.search(f'aria-describedby="[^"]*{error}', page)


@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_may_stay_empty_where_none_is_required(kind):
    asked, key, _feedback = question(kind)

    form = QuestionsForm([asked], post(nothing=""), required=False)

    assert form.errors == {}
    answer = form.answers()[asked["id"]]
    assert not answer
    assert scoring.fits(asked, answer)
    assert key is None or scoring.marks_for(key, answer) == 0


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_answered_before_stands_there(kind):
    asked, key, _feedback = question(kind)
    answer = an_answer(asked, key)

    page = str(QuestionsForm([asked], required=False, initial={asked["id"]: answer}))

    written = re.findall(r'value="([^"]*)"[^>]* (?:selected|checked)', page)
    expected = {
        "ordering": ["1", "2", "3", "4"],
        "matching": list(answer.values()) if kind == "matching" else [],
        "gaps": [next(iter(answer.values()))] if kind == "gaps" else [],
    }
    texts = {
        "number": 'value="12.5"',
        "short": 'value="Le registre"',
        "open": "We vote.</textarea>",
    }
    if kind in texts:
        assert texts[kind] in page
    else:
        assert written == expected.get(kind, answer)
    assert kind != "gaps" or 'value="board"' in page


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_has_a_name_that_is_read_aloud(kind):
    asked, _key, _feedback = question(kind)

    page = str(QuestionsForm([asked]))

    labels = set(re.findall(r'<label[^>]* for="([^"]+)"', page))
    for tag in re.findall(r"<(?:input|select|textarea)[^>]*>", page):
        named = re.search(r' id="([^"]+)"', tag)[1] in labels or "aria-label=" in tag
        assert named, tag


def test_each_gap_says_which_of_how_many_it_is():
    asked, _key, _feedback = question("gaps")

    page = str(QuestionsForm([asked]))

    assert re.findall('aria-label="(Gap [^"]+)"', page) == ["Gap 1 of 2", "Gap 2 of 2"]
    assert page.index("belongs to its") < page.index("Gap 1 of 2") < page.index("is led by")


def test_pictures_are_shown_with_what_they_show():
    asked, _key, _feedback = question("picture")

    page = str(QuestionsForm([asked]))

    assert page.count("<img ") == 3
    assert 'alt="Drawing of: A cashbox fr"' in page


def test_faces_go_from_sad_to_glad_with_words_beside():
    asked, _key, _feedback = question("faces")

    page = str(QuestionsForm([asked]))

    assert re.findall(r"#(face-\d)", page) == [f"face-{n}" for n in range(1, 6)]
    assert page.index("Very bad") < page.index("So-so") < page.index("Very good")


def test_a_hint_and_the_readings_are_there_when_asked_for():
    asked, _key, _feedback = question("single", hint="Think.", audio="/media/question.ogg")
    asked["options"][1]["audio"] = "/media/option.ogg"

    page = str(QuestionsForm([asked]))

    assert "<details" in page
    assert "Think." in page
    assert re.findall(r'preload="none" src="([^"]+)"', page) == [
        "/media/question.ogg",
        "/media/option.ogg",
    ]
    assert 'aria-label="Listen: In the head fr"' in page


def test_the_number_says_its_unit():
    asked, _key, _feedback = question("number")

    assert ">MAD</span>" in str(QuestionsForm([asked]))


@pytest.mark.parametrize("kind", KINDS)
def test_a_question_in_another_language_than_its_page_says_so(kind):
    asked, _key, _feedback = question(kind)

    page = QuestionsForm([{**asked, "language": "ar"}, {**asked, "id": id_of("other")}]).as_div()

    assert page.count('lang="ar" dir="rtl"') == 1


def test_texts_are_shown_as_text():
    asked, _key, _feedback = question("matching", hint="<script>")
    asked["options"][0]["text"] = asked["targets"][0]["text"] = asked["text"] = "<script>"

    assert "<script>" not in str(QuestionsForm([asked]))


@pytest.mark.parametrize(
    ("places", "sentence"),
    [
        (["1", "2", "3", ""], "Give every line its number."),
        (["1", "2", "2", "3"], "Give every line its own number: each number once."),
        (["1", "2", "3", "9"], "Give every line its own number: each number once."),
        (["x", "2", "3", "4"], "Give every line its own number: each number once."),
    ],
)
@pytest.mark.parametrize("required", [True, False])
def test_an_order_with_holes_is_explained(places, sentence, required):
    asked, _key, _feedback = question("ordering")
    ids = [option["id"].replace("-", "") for option in asked["options"]]
    sent = {f"{asked['id']}_{one}": place for one, place in zip(ids, places, strict=True)}

    form = QuestionsForm([asked], post(**sent), required=required)

    assert form.errors == {asked["id"]: [sentence]}


def test_a_pair_too_few_is_explained_and_kept_as_a_draft():
    asked, key, _feedback = question("matching")
    half = dict(list(key["pairs"].items())[:1])

    strict, draft = (
        QuestionsForm([asked], post(**typed(asked, half)), required=required)
        for required in (True, False)
    )

    assert strict.errors == {asked["id"]: ["Choose something for each line."]}
    assert draft.is_valid()
    assert draft.answers() == {asked["id"]: half}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "hostile",
    ["<script>", "\x00", "9" * 20_000, str(uuid.UUID(int=7))],
    ids=["markup", "nothing", "long", "unknown id"],
)
def test_what_nobody_was_offered_is_refused_or_read_as_text(kind, hostile):
    asked, key, _feedback = question(kind)
    parts = dict.fromkeys(typed(asked, an_answer(asked, key)), hostile)

    form = QuestionsForm([asked], post(**parts))

    assert asked["id"] in form.errors or scoring.fits(asked, form.answers()[asked["id"]])


def test_a_question_alone_has_no_number_and_a_page_of_a_quiz_has_the_right_one():
    asked, _key, _feedback = question("short")

    assert "1. Question" not in str(QuestionsForm([asked]))
    assert "1. Question" in str(QuestionsForm([asked], first=1))
    assert "7. Question" in str(QuestionsForm([asked], first=7))


# Photos and recordings


@pytest.fixture
def enrolment(db):
    return EnrolmentFactory()


def with_files(enrolment, *files, kept=()):
    asked, _key, _feedback = question("upload")
    name = asked["id"]
    chosen = MultiValueDict()
    for kind, file_name, content in files:
        chosen.appendlist(f"{name}_{kind}", SimpleUploadedFile(file_name, content))
    form = QuestionsForm([asked], post(**{f"{name}_kept": list(kept)}), chosen)
    form.keep_files(enrolment, by=enrolment.learner)
    return form, name


def test_a_recording_is_kept_and_becomes_the_answer(enrolment):
    form, name = with_files(enrolment, ("voice", "a.ogg", OGG))

    upload = Upload.objects.get()
    assert form.answers() == {name: [str(upload.pk)]}
    assert (upload.owner, upload.kind) == (enrolment.learner, "voice")


def test_what_was_kept_stays_chosen_when_something_else_is_missing(enrolment):
    first, name = with_files(enrolment, ("voice", "a.ogg", OGG))

    again, _name = with_files(enrolment, ("photo", "b.jpg", b"nothing"), kept=first.answers()[name])

    assert "is not a photo that can be read" in again.errors[name][0]
    assert f'value="{Upload.objects.get().pk}" checked' in str(again)


def test_a_file_of_somebody_else_is_not_taken_for_mine(enrolment):
    other, name = with_files(EnrolmentFactory(), ("voice", "a.ogg", OGG))

    form, _name = with_files(enrolment, ("voice", "b.ogg", OGG + b"!"), kept=other.answers()[name])

    mine = Upload.objects.get(owner=enrolment.learner)
    assert form.answers() == {name: [str(mine.pk)]}


def test_too_many_files_are_refused_before_any_is_kept(enrolment):
    files = [("voice", f"{n}.ogg", OGG + bytes([n])) for n in range(6)]

    form, name = with_files(enrolment, *files)

    assert form.errors == {name: ["Choose at most 5 files."]}
    assert not Upload.objects.exists()


@pytest.mark.django_db
def test_a_quiz_of_every_kind_is_taken_on_its_page(client):
    kinds = [kind for kind in KINDS if kind != "faces"]
    test = quiz_of(*kinds)
    enrolment = EnrolmentFactory(cohort=CohortFactory(edition=edition(lesson(), test)))
    client.force_login(enrolment.learner)
    address = reverse("learn:quiz", args=[enrolment.pk, test.key])
    sent = {"event_id": str(uuid.uuid4()), "device_at": "", "number": "1"}
    for asked in test.texts[0].questions:
        sent |= typed(asked, an_answer(asked, test.answer_key[asked["id"]]))
        sent.pop(f"{asked['id']}_kept", None)
    voice = SimpleUploadedFile("a.ogg", OGG)

    page = client.get(address).content.decode()
    response = client.post(address, {**sent, f"{id_of('upload', '')}_voice": voice})

    assert 'enctype="multipart/form-data"' in page
    attempt = Attempt.objects.get()
    assert response.url == reverse("learn:result", args=[attempt.pk])
    assert (attempt.status, attempt.score) == ("waiting", 9)
    assert attempt.responses.filter(marks=None).count() == 2
