"""What a learner sees of her answers afterwards, for every kind of question."""

import pytest
from django.template.loader import render_to_string

from courses import scoring
from courses.choices import QuestionKind
from courses.reports.answered import shown_answer
from tests.factories.questions import id_of, question

A, B, C = "a", "b", "c"
KINDS = [kind for kind in QuestionKind.values if kind != "faces"]
MARKED = [kind for kind in KINDS if kind not in ("open", "upload")]
SEVERAL = {"id": "q", "kind": "several", "options": [{"id": o, "text": o} for o in (A, B, C)]}
KEY = {"kind": "several", "marks": "1", "correct": [A, B]}
WRONG = {
    "number": "7",
    "short": "no idea",
    "matching": {},
    "gaps": {id_of(id_of("gaps", ""), "gap", 2): "cloud"},
}


@pytest.mark.parametrize(
    ("answer", "reveal", "marked_right"),
    [
        ([A, B], False, [A, B]),
        ([A, C], False, []),
        ([A, C], True, [A, B]),
    ],
)
def test_a_wrong_answer_does_not_tell_which_part_of_it_was_right(answer, reveal, marked_right):
    shown = shown_answer(SEVERAL, KEY, answer, "", reveal=reveal)

    assert [o["text"] for o in shown["options"] if o["right"]] == marked_right
    assert [o["text"] for o in shown["options"] if o["chosen"]] == answer


def page(kind, answer, *, reveal=True, language="en", **context):
    asked, key, feedback = question(kind, language=language)
    shown = shown_answer(asked, key, answer, feedback, reveal=reveal)
    return render_to_string(
        "courses/learn/_answered.html", {"answer": shown, "text": {"language": language}, **context}
    )


def wrong_answer(kind):
    asked, key, _feedback = question(kind)
    if kind == "ordering":
        return key["order"][::-1]
    return WRONG.get(kind, [option["id"] for option in asked["options"][-1:]])


@pytest.mark.parametrize("kind", MARKED)
def test_a_right_answer_is_told_so_with_the_feedback(kind):
    _asked, key, _feedback = question(kind)

    shown = page(kind, scoring.right_answer(key))

    assert "That is right." in shown
    assert f"Because {kind} en" in shown
    assert "wrong" not in shown


@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_to_a_question_in_another_language_says_so(kind):
    asked, key, feedback = question(kind)
    answer = shown_answer({**asked, "language": "ar"}, key, wrong_answer(kind), feedback)

    shown = render_to_string(
        "courses/learn/_answered.html", {"answer": answer, "text": {"language": "fr"}}
    )

    assert 'lang="ar" dir="rtl"' in shown
    assert 'lang="fr"' not in shown


@pytest.mark.parametrize("kind", MARKED)
def test_what_would_be_right_is_shown_when_it_may_be(kind):
    told, untold = (page(kind, wrong_answer(kind), reveal=reveal) for reveal in (True, False))

    assert "ight answer" in told
    assert "ight answer" not in untold
    assert "That is right." not in told + untold


@pytest.mark.parametrize("kind", MARKED)
def test_where_the_answers_stay_closed_no_part_is_said_to_be_right_or_wrong(kind):
    shown = page(kind, wrong_answer(kind), reveal=False)

    for sign in ("✓", "✗", "choice right", "choice wrong", "gap right", "gap wrong"):
        assert sign not in shown


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_answer_is_shown_as_empty(kind):
    assert "You did not answer this." in page(kind, [])


def test_an_answer_that_is_right_in_part_is_told_so():
    _asked, key, _feedback = question("matching")
    half = dict(list(key["pairs"].items())[:1])

    assert "A part of it is right." in page("matching", half)


@pytest.mark.parametrize("kind", ["open", "upload"])
def test_what_a_person_marks_is_not_judged_by_a_machine(kind):
    answer = "We <b>vote</b>." if kind == "open" else [id_of("photo")]

    waiting = page(kind, answer, response={"marks": None})
    marked = page(kind, answer, response={"marks": 2})
    check = page(kind, answer)

    assert "A person will mark this." in waiting
    assert "A person will mark this." not in marked + check
    assert "Thank you for your answer." in check
    assert "That is" not in waiting + marked + check
    assert "<b>" not in waiting


def test_what_was_handed_in_as_a_file_can_be_opened():
    assert f"/learn/files/{id_of('photo')}/" in page("upload", [id_of("photo")])


def test_an_option_that_is_gone_breaks_no_page():
    gone = id_of("gone")

    for kind in KINDS:
        answer = {"matching": {gone: gone}, "gaps": {gone: gone}, "open": "x", "short": "x"}
        assert page(kind, answer.get(kind, [gone]))
