"""Questions of every kind as they are printed: what learners get, and apart from it what is right."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wagtail.blocks import ListBlock

from content import files
from content.actions import releases
from content.blocks.bodies import QUIZ_BLOCKS, RUBRIC_BLOCKS, SURVEY_BLOCKS
from content.models import QuizPage
from content.questions.asking import lines
from content.reports import release_report
from courses import faults
from courses.choices import QuestionKind
from lms.core.policy import SYSTEM
from tests.factories import content as write
from tests.factories import question_blocks as ask

pytestmark = pytest.mark.django_db


def released(*questions, languages=()):
    page = write.course(activities=[write.quiz(*questions)], languages=languages)
    return releases.release(page, number=1, by=SYSTEM).activities.get()


def printed(question):
    activity = released(question)
    return activity.texts.get().questions[0], activity.answer_key[question["id"]]


def errors(*questions):
    page = write.course(activities=[write.quiz(*questions)], languages=())
    report = release_report(page, store=files.edition_name)
    return [remark.finding.code for remark in report.errors]


def lists_of(blocks):
    return [
        (kind, part)
        for kind, block in blocks
        for part in block.child_blocks.values()
        if isinstance(part, ListBlock)
    ]


def test_a_new_question_has_a_place_for_every_answer_that_it_must_have():
    lists = lists_of([*QUIZ_BLOCKS, *SURVEY_BLOCKS, *RUBRIC_BLOCKS])

    assert {kind for kind, _part in lists} > {"single", "picture", "matching", "criterion"}
    for kind, part in lists:
        assert len(part.get_default()) >= (part.meta.min_num or 0), (kind, part.name)


def translated(page, change):
    """The English quiz with its raw questions changed, published."""
    quiz = page.get_descendants().type(QuizPage).get().specific
    english = write.in_language(quiz, "en")
    raw = list(english.questions.raw_data)
    change(raw)
    english.questions = json.dumps(raw)
    english.save_revision().publish()


def test_every_authored_kind_has_a_block_and_its_faults():
    authored = set(QuizPage._meta.get_field("questions").stream_block.child_blocks)

    assert set(QuestionKind.values) - {"faces"} <= authored
    assert set(faults.FAULTS) == set(QuestionKind.values)


def test_a_choice_of_pictures_says_what_each_shows():
    question, key = printed(ask.picture(right=1))

    first, second = question["options"]
    assert first["text"] == first["image"]["alt"] == "Image 0"
    assert first["image"]["src"].startswith("/media/editions/")
    assert set(first["image"]) == {"src", "srcset", "width", "height", "alt"}
    assert key == {"kind": "picture", "marks": "1", "correct": [second["id"]]}


def test_accepted_texts_are_those_of_all_languages():
    page = write.course(
        activities=[write.quiz(ask.short("La trésorière", " trésorière "))], languages=["en"]
    )

    def in_english(raw):
        raw[0]["value"]["accepted"] = "the treasurer\ntrésorière\n"

    translated(page, in_english)
    activity = releases.release(page, number=1, by=SYSTEM).activities.get()

    assert [key["accepted"] for key in activity.answer_key.values()] == [
        ["La trésorière", "trésorière", "the treasurer"]
    ]
    assert "trésorière" not in str([text.questions for text in activity.texts.all()])


def test_pairs_cannot_be_told_from_what_learners_get():
    asked = ask.matching()
    question, key = printed(asked)

    stored = {item["id"] for item in asked["value"]["pairs"] + asked["value"]["others"]}
    targets = [target["id"] for target in question["targets"]]
    text_of = {one["id"]: one["text"] for one in question["options"] + question["targets"]}
    assert {text_of[a]: text_of[b] for a, b in key["pairs"].items()} == {
        "Loyer": "charge fixe",
        "Sacs": "charge variable",
    }
    assert len(targets) == 3
    assert targets == sorted(targets)
    assert not any(identifier in str(question) for identifier in stored)


def test_the_right_order_is_not_the_order_that_is_printed():
    asked = ask.ordering("A", "B", "C", "D", "E")
    question, key = printed(asked)

    ids = [option["id"] for option in question["options"]]
    text_of = {option["id"]: option["text"] for option in question["options"]}
    assert ids == sorted(ids)
    assert [text_of[one] for one in key["order"]] == ["A", "B", "C", "D", "E"]


def test_gaps_stand_where_the_text_has_their_numbers():
    question, key = printed(ask.gaps())

    before, typed, between, chosen, after = question["pieces"]
    assert [before["text"], between["text"], after["text"]] == ["Chaque ", " a une ", "."]
    assert typed["options"] == []
    text_of = {option["id"]: option["text"] for option in question["options"]}
    assert {text_of[one] for one in chosen["options"]} == {"voix", "part", "machine"}
    assert key["gaps"][typed["gap"]] == {"accepted": ["membre"]}
    assert text_of[key["gaps"][chosen["gap"]]["correct"]] == "voix"


def test_gaps_of_a_translation_may_stand_in_another_order():
    page = write.course(activities=[write.quiz(ask.gaps())], languages=["en"])

    def in_english(raw):
        raw[0]["value"]["sentence"] = "One [2] for each [1]."
        first, second = raw[0]["value"]["gaps"]
        first["value"]["accepted"] = "member"
        second["value"] |= {"accepted": "vote", "wrong": "share\nmachine"}

    translated(page, in_english)
    activity = releases.release(page, number=1, by=SYSTEM).activities.get()
    french, english = (activity.texts.get(language=one).questions[0] for one in ("fr", "en"))

    order = [[p["gap"] for p in q["pieces"] if "gap" in p] for q in (french, english)]
    assert order[0] == order[1][::-1]
    assert [o["id"] for o in french["options"]] == [o["id"] for o in english["options"]]
    gaps = next(iter(activity.answer_key.values()))["gaps"]
    assert gaps[order[0][0]] == {"accepted": ["membre", "member"]}


def test_a_translation_with_another_number_of_choices_in_a_gap_is_refused():
    page = write.course(activities=[write.quiz(ask.gaps())], languages=["en"])

    def in_english(raw):
        raw[0]["value"]["gaps"][1]["value"]["wrong"] = "share"

    translated(page, in_english)

    report = release_report(page, store=files.edition_name)
    assert [remark.finding.code for remark in report.errors] == ["other_questions"]


def test_a_model_answer_is_for_whoever_marks_alone():
    question, key = printed(ask.open_answer("Deux raisons."))

    assert key == {"kind": "open", "marks": "4", "model": {"fr": "Deux raisons."}}
    assert "Deux raisons." not in str(question)


def test_an_upload_says_what_may_be_handed_in():
    question, key = printed(ask.upload("voice", "photo"))

    assert question["accepts"] == ["photo", "voice"]
    assert key == {"kind": "upload", "marks": "3"}


def test_a_hint_and_the_readings_are_printed_beside_the_words():
    question = write.single()
    question["value"] |= {"hint": "Pensez aux voix.", "reading": write.document("q.mp3").pk}
    question["value"]["options"][0]["value"]["reading"] = write.document("o.mp3").pk

    text = released(question).texts.get()

    asked = text.questions[0]
    assert asked["hint"] == "Pensez aux voix."
    assert asked["audio"].endswith(".mp3")
    assert [("audio" in option) for option in asked["options"]] == [True, False]
    assert asked["audio"].removeprefix("/media/") in text.files
    assert [kind for kind, _key in text.sources] == ["document", "document"]


@pytest.mark.parametrize(
    ("question", "code"),
    [
        (lambda: ask.picture(right=None), "no_right_answer"),
        (lambda: ask.picture(count=1), "few_options"),
        (lambda: ask.short(" "), "no_right_answer"),
        (lambda: ask.matching(pairs=[("a", "b")]), "few_options"),
        (lambda: ask.matching(pairs=[("a", "c"), ("b", "c")]), "same_targets"),
        (lambda: ask.ordering("a"), "few_options"),
        (lambda: ask.gaps("Rien."), "misplaced_gap"),
        (lambda: ask.gaps("[1] et [1] et [2]."), "misplaced_gap"),
        (lambda: ask.gaps("[1] [2] [3]"), "unknown_gap"),
        (lambda: ask.gaps("Rien.", gaps=[]), "no_gaps"),
        (lambda: ask.gaps("[1]", gaps=[(" ", "")]), "no_right_answer"),
        (lambda: ask.gaps("[1]", gaps=[("", "non")]), "no_right_answer"),
    ],
)
def test_a_question_that_nobody_could_answer_is_refused(question, code):
    assert errors(question()) == [code]


def test_questions_that_can_be_answered_are_not_refused():
    assert (
        errors(
            ask.picture(),
            ask.short(),
            ask.matching(),
            ask.ordering(),
            ask.gaps(),
            ask.open_answer(),
            ask.upload(),
        )
        == []
    )


def test_a_gap_lost_in_a_translation_is_told_of_with_its_language():
    page = write.course(activities=[write.quiz(ask.gaps())], languages=["en"])

    def in_english(raw):
        raw[0]["value"]["sentence"] = "Each [1] has one."

    translated(page, in_english)

    errors = release_report(page, store=files.edition_name).errors
    assert ("misplaced_gap", "en") in [(r.finding.code, r.finding.language) for r in errors]


def test_a_reading_that_was_deleted_is_refused():
    recording = write.document()
    question = write.single()
    question["value"]["options"][0]["value"]["reading"] = recording.pk
    page = write.course(activities=[write.quiz(question)], languages=())
    recording.delete()

    report = release_report(page, store=files.edition_name)
    assert [remark.finding.code for remark in report.errors] == ["no_file"]


@given(st.text())
def test_lines_hold_no_blanks_and_lose_no_word(text):
    assert all(line and line == line.strip() for line in lines(text))
    assert "".join("".join(lines(text)).split()) == "".join(text.split())
