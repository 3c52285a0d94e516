from decimal import Decimal

import moocloze
import pytest

from content.exchange import moodle_xml, reading
from content.exchange.values import Gap, Option, Pair

from .samples import MOODLE


def quiz(kind, inside, text="Who?"):
    return (
        f'<quiz><question type="{kind}"><name><text>Name</text></name><questiontext format="html">'
        f"<text><![CDATA[{text}]]></text></questiontext>{inside}</question></quiz>"
    )


def one(kind, inside, text="Who?"):
    found = moodle_xml.read(quiz(kind, inside, text))
    assert found.skipped == []
    return found.taken[0]


def reason(kind, inside, text="Who?"):
    found = moodle_xml.read(quiz(kind, inside, text))
    assert found.taken == []
    return found.skipped[0].reason


def answer(fraction, text, more=""):
    return f'<answer fraction="{fraction}" format="html"><text>{text}</text>{more}</answer>'


def test_every_question_of_a_file_is_read_or_listed():
    found = moodle_xml.read(MOODLE)

    assert [taken.question.kind for taken in found.taken] == ["single", "gaps", "number"]
    (skipped,) = found.skipped
    assert (skipped.number, skipped.name) == (4, "Pente")
    assert "“calculated”" in skipped.reason


def test_a_question_has_all_that_the_file_says_of_it():
    question = moodle_xml.read(MOODLE).taken[0].question

    assert question.name == "Surplus"
    assert question.text == "Qui décide de l'excédent\u00a0?"
    assert question.options == (Option("L'assemblée générale", True), Option("La présidente"))
    assert (question.feedback, question.hint) == ("Article 12", "Pense à la loi")
    assert (question.marks, question.tags) == (2, ("Gestion", "surplus"))


def test_what_holds_for_the_file_is_told_once():
    notes = moodle_xml.read(MOODLE).notes

    assert len(notes) == 2
    assert any("further try" in note for note in notes)


def test_several_answers():
    answers = answer(50, "a") + answer(50, "b") + answer(-100, "c")
    taken = one("multichoice", f"<single>false</single>{answers}")

    assert taken.question.kind == "several"
    assert [option.correct for option in taken.question.options] == [True, True, False]
    assert taken.lost == ()


@pytest.mark.parametrize(
    ("inside", "told"),
    [
        ("<single>true</single>" + answer(100, "a") + answer(50, "b"), "shares of the marks"),
        ("<single>1</single>" + answer(100, "a") + answer(100, "b"), "Each of several answers"),
        (
            "<single>true</single><shuffleanswers>0</shuffleanswers>"
            + answer(100, "a")
            + answer(0, "b"),
            "fixed order",
        ),
        (
            answer(100, "a", "<feedback><text>Yes</text></feedback>") + answer(0, "b"),
            "stands together in the feedback",
        ),
        ("<defaultgrade>1.5</defaultgrade>" + answer(100, "a") + answer(0, "b"), "marks are 2"),
        ("<defaultgrade>0</defaultgrade>" + answer(100, "a") + answer(0, "b"), "marks are 1"),
        ("<hidden>1</hidden>" + answer(100, "a") + answer(0, "b"), "hidden"),
    ],
)
def test_what_a_question_loses_is_told(inside, told):
    assert any(told in sentence for sentence in one("multichoice", inside).lost)


@pytest.mark.parametrize(("right", "correct"), [("true", True), ("false", False)])
def test_true_or_false(right, correct):
    other = "false" if right == "true" else "true"

    question = one("truefalse", answer(0, other) + answer(100, right)).question

    assert question.correct is correct


def test_true_or_false_without_a_right_one_is_skipped():
    assert "true or false" in reason("truefalse", answer(0, "true") + answer(0, "false"))


def test_accepted_words():
    taken = one("shortanswer", "<usecase>1</usecase>" + answer(100, "She") + answer(50, "He"))

    assert taken.question.accepted == ("She",)
    assert len(taken.lost) == 2


def test_numbers_with_tolerance_and_unit():
    units = (
        "<units><unit><multiplier>1</multiplier><unit_name>kg</unit_name></unit>"
        "<unit><multiplier>1000</multiplier><unit_name>g</unit_name></unit></units>"
    )
    taken = one("numerical", answer(100, "2.50", "<tolerance>0.1</tolerance>") + units)

    question = taken.question
    assert (question.value, question.tolerance) == (Decimal("2.5"), Decimal("0.1"))
    assert question.unit == "kg"
    assert taken.lost == ("Only the unit that the right number is in is kept.",)


def test_numbers_without_a_right_one_are_skipped():
    assert "is not a number" in reason("numerical", answer(100, "ten"))
    assert "None of its numbers" in reason("numerical", answer(50, "10"))


def test_pairs():
    pair = (
        '<subquestion format="html"><text>{}</text><answer><text>{}</text></answer></subquestion>'
    )
    inside = "".join([pair.format("cat", "mouse"), pair.format("cow", "hay"), pair.format("", "x")])

    question = one("matching", inside).question

    assert question.pairs == (Pair("cat", "mouse"), Pair("cow", "hay"))
    assert question.distractors == ("x",)


def test_open_questions_keep_what_whoever_marks_them_is_told():
    inside = (
        '<responseformat>editor</responseformat><graderinfo format="html"><text>All</text></graderinfo>'
        '<responsetemplate format="html"><text>Dear</text></responsetemplate><attachments>1</attachments>'
    )
    taken = one("essay", inside)

    assert (taken.question.kind, taken.question.model) == ("open", "All")
    assert len(taken.lost) == 2


def test_questions_for_files_become_questions_for_photos():
    taken = one("essay", "<responseformat>noinline</responseformat>")

    assert (taken.question.kind, taken.question.accepts) == ("upload", ("photo",))
    assert taken.lost == ("One could send any file. Here one sends a photo.",)


def test_an_order_follows_the_numbers_of_its_parts():
    answers = answer("2.0000000", "second") + answer("1.0000000", "first")

    question = one("ordering", answers).question

    assert [option.text for option in question.options] == ["first", "second"]


def test_gaps_with_weights_and_feedback():
    taken = one(
        "cloze",
        "",
        "<p>Say it:</p><p>The {1:SA:=cow#yes~=kine} gives {2:MC:=milk~water\\}~%50%beer}, not {:MW:=hay}.</p>",
    )

    question = taken.question
    assert question.text == "Say it:"
    assert question.pieces == (
        "The ",
        Gap(("cow", "kine")),
        " gives ",
        Gap(("milk",), ("water}", "beer")),
        ", not ",
        Gap(("hay",)),
        ".",
    )
    assert question.marks == 4
    assert len(taken.lost) == 3


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("No gap", "no gap"),
        ("{1:NUMERICAL:=4:1}", "“NUMERICAL”"),
        ("{1:MULTIRESPONSE:=a~=b~c}", "“MULTIRESPONSE”"),
        ("{1:MC:=a~=b}", "more than one right"),
        ("{1:MC:a~b}", "fully right"),
        ("{1:SA:=a} and {1:SA:=b", "cannot be read"),
        ("{1:SA:={a}}", "cannot be read"),
    ],
)
def test_gaps_that_do_not_exist_here_are_skipped(text, told):
    assert told in reason("cloze", "", text)


@pytest.mark.parametrize(("kind", "tag"), [("gapselect", "selectoption"), ("ddwtos", "dragbox")])
def test_gaps_that_are_filled_from_a_list(kind, tag):
    words = [("cow", 1), ("milk", 2), ("goat", 1)]
    inside = "".join(
        f"<{tag}><text>{word}</text><group>{group}</group></{tag}>" for word, group in words
    )
    question = one(kind, inside, "The [[1]] gives [[2]] [3].").question

    assert question.pieces == (
        "The ",
        Gap(("cow",), ("goat",)),
        " gives ",
        Gap(("milk",)),
        " (3).",
    )


def test_gaps_in_brackets():
    inside = answer(100, "rit") + answer(100, "boit") + answer(0, "bleu")
    question = one(
        "gapfill", f"<answerdisplay>dragdrop</answerdisplay>{inside}", "Il [rit] et [boit]."
    )

    assert question.question.pieces == (
        "Il ",
        Gap(("rit",), ("boit", "bleu")),
        " et ",
        Gap(("boit",), ("rit", "bleu")),
        ".",
    )


def test_gaps_as_an_independent_writer_writes_them():
    cow, milk = moocloze.ShortAnswer("cow"), moocloze.Multichoice("milk", ["hay", "water"])
    number = moocloze.Numerical(4, 1)
    file = moocloze.Quiz(
        [
            moocloze.Question("Farm", f"<p>The {cow} gives {milk}.</p>", "<b>Well</b>"),
            moocloze.Question("Legs", f"It has {number} legs."),
        ]
    )

    found = reading.read(str(file).encode())

    (question,) = found.questions
    assert question.pieces == (
        "The ",
        Gap(("cow",)),
        " gives ",
        Gap(("milk",), ("hay", "water")),
        ".",
    )
    assert (question.name, question.feedback) == ("Farm", "Well")
    assert "“NUMERICAL”" in found.skipped[0].reason


def test_pictures_and_files_are_told_and_make_a_question_doubtful():
    file = '<file name="cow.png" path="/" encoding="base64">iVBORw0KGgo=</file>'
    found = moodle_xml.read(
        '<quiz><question type="essay"><questiontext format="html"><text><![CDATA[See: '
        f'<img src="@@PLUGINFILE@@/cow.png" alt="a cow">]]></text>{file}</questiontext></question></quiz>'
    )

    (taken,) = found.taken
    assert taken.doubtful
    assert taken.question.text == "See: a cow"
    assert "The file “cow.png” in it is not kept." in taken.lost


def test_a_question_that_is_only_a_picture_is_skipped():
    assert "no words" in reason("essay", "", '<img src="a.png">')


def test_answers_that_are_only_pictures_are_skipped_with_that_reason():
    pictures = "".join(
        answer(fraction, f"&lt;img src='@@PLUGINFILE@@/{fraction}.png'&gt;")
        for fraction in (100, 0)
    )

    assert "answers are pictures" in reason("multichoice", pictures)


def test_html_becomes_plain_lines():
    text = (
        "<style>p{color:red}</style><p>One &lt;b&gt; <b>two</b><br>three</p><ul><li>a</li><li>b</li></ul>"
        '<table><tr><td>x</td><td>y</td></tr></table><a href="javascript:alert(1)">link</a>'
    )

    taken = one("essay", "", text)

    assert taken.question.text == "One <b> two\nthree\n- a\n- b\nx y\nlink"
    assert len(taken.lost) == 3


def test_files_of_old_versions_with_names_of_html_signs_and_bare_ampersands_are_read():
    found = moodle_xml.read(
        '<quiz><question type="essay"><questiontext><text>Tom & Ana&nbsp;: &eacute;?</text>'
        "</questiontext></question></quiz>"
    )

    assert found.questions[0].text == "Tom & Ana\u00a0: é?"


def test_descriptions_and_unknown_kinds_are_listed():
    assert "asks nothing" in reason("description", "")
    assert "“stack”" in reason("stack", "")
    assert "of which kind" in reason("", "")


def test_more_answers_than_a_question_may_have_here_are_skipped():
    answers = "".join(answer(100 if n == 0 else 0, f"a{n}") for n in range(9))
    found = reading.read(quiz("multichoice", answers).encode())

    assert found.skipped[0].reason == "It has 9 answers; here a question has at most 8."
    assert found.skipped[0].name == "Name"
