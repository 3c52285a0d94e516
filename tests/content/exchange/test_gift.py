from decimal import Decimal

import pytest

from content.exchange import gift
from content.exchange.values import Gap, Option, Pair

from .samples import GIFT


def read(text):
    return gift.read(text)


def one(text):
    found = gift.read(text)
    assert found.skipped == []
    (taken,) = found.taken
    return taken


def reason(text):
    found = gift.read(text)
    assert found.taken == []
    return found.skipped[0].reason


def test_every_question_of_a_file_is_read_or_listed():
    found = read(GIFT)

    kinds = [taken.question.kind for taken in found.taken]
    assert kinds == ["single", "single", "truefalse", "number", "matching", "open", "gaps"]
    assert found.skipped == []


def test_a_question_has_its_title_words_answers_feedback_and_tags():
    taken = read(GIFT).taken[0]

    question = taken.question
    assert question.name == "Surplus"
    assert question.text == "À qui va l'excédent : qui décide ?"
    assert question.options == (
        Option("L'assemblée générale", True),
        Option("La présidente"),
        Option("Personne"),
    )
    assert question.feedback == (
        "Article 12 {loi 112-12}\nL'assemblée générale: Oui\nLa présidente: Non = elle l'exécute"
    )
    assert question.tags == ("Gestion", "surplus", "stage 1")
    assert "Bold, italics and the like are not kept." in taken.lost


def test_answers_in_the_middle_of_a_sentence_leave_a_blank():
    question = read(GIFT).taken[1].question

    assert question.text == "Une coopérative est _____ autonome."


def test_several_answers_with_weights():
    taken = one("Which two? {~%50%Grant ~%50%His wife ~%-100%Nobody}")

    assert taken.question.kind == "several"
    assert [option.correct for option in taken.question.options] == [True, True, False]
    assert taken.lost == ()


def test_unequal_weights_are_told():
    taken = one("Which? {~%70%a ~%30%b ~c}")

    assert taken.question.kind == "several"
    assert any("shares of the marks" in sentence for sentence in taken.lost)


def test_two_right_answers_become_several_and_that_is_told():
    taken = one("Which? {=a =b ~c}")

    assert taken.question.kind == "several"
    assert any("Each of several answers was enough" in sentence for sentence in taken.lost)


@pytest.mark.parametrize(
    ("answers", "correct"), [("T", True), ("true", True), ("F", False), ("FALSE", False)]
)
def test_true_or_false(answers, correct):
    assert one(f"Yes? {{{answers}}}").question.correct is correct


def test_what_is_said_of_true_and_false_is_kept_as_feedback():
    question = one("Yes? {T#No.#Right so.####Always.}").question

    assert question.feedback == "Always.\nWrong: No.\nRight: Right so."


@pytest.mark.parametrize(
    ("answers", "value", "tolerance"),
    [
        ("#5", "5", "0"),
        ("#5:0.5", "5", "0.5"),
        ("#3,14:0,01", "3.14", "0.01"),
        ("#1..5", "3", "2"),
        ("#-2..2", "0", "2"),
        ("#=1822:0 =%50%1822:2", "1822", "0"),
        ("#\n=1822:0#Right.\n~#Wrong.\n", "1822", "0"),
    ],
)
def test_numbers(answers, value, tolerance):
    question = one(f"How many? {{{answers}}}").question

    assert question.kind == "number"
    assert (question.value, question.tolerance) == (Decimal(value), Decimal(tolerance))


@pytest.mark.parametrize("answers", ["#ten", "#1e999999", "#NaN", "#5..1", "#9999999999999999"])
def test_what_is_no_number_is_skipped(answers):
    assert "is not a number" in reason(f"How many? {{{answers}}}")


def test_accepted_words():
    taken = one("Two and two? {=four =4 =%50%for}")

    assert taken.question.accepted == ("four", "4")
    assert taken.lost == ("Answers that earned a part of the marks are not kept.",)


def test_a_star_for_any_letters_is_not_kept_but_told():
    taken = one(r"Who? {=nob* =no\* one}")

    assert taken.question.accepted == ("no* one",)
    assert taken.lost == ("Accepted answers with a * for any letters are not kept.",)
    assert "no answer that can be written out" in reason("Who? {=*}")


def test_an_answer_that_stands_alone_needs_no_sign():
    assert one("Two and two? {four}").question.accepted == ("four",)


def test_pairs_and_what_only_distracts():
    question = one("Match. {=cat -> mouse =cow -> grass = -> stone}").question

    assert question.pairs == (Pair("cat", "mouse"), Pair("cow", "grass"))
    assert question.distractors == ("stone",)


def test_pairs_that_nobody_could_tell_apart_are_skipped():
    assert "same words on one side" in reason("Match. {=cat -> eats =cow -> eats}")


def test_an_open_question():
    question = one("Tell us. {####Anything goes.}").question

    assert (question.kind, question.feedback) == ("open", "Anything goes.")


def test_several_gaps():
    question = one("Put them in:\nthe {=cow =cows} gives {~water =milk}.").question

    assert question.text == "Put them in:"
    assert question.pieces == (
        "the ",
        Gap(("cow", "cows")),
        " gives ",
        Gap(("milk",), ("water",)),
        ".",
    )


def test_gaps_without_a_task_get_one():
    assert one("The {=cow} gives {=milk}.").question.text == "Fill in the gaps."


def test_gaps_for_numbers_are_skipped():
    assert "not all are for words" in reason("{#4} cows and {=milk}")


def test_a_gap_in_the_middle_of_an_element_is_skipped():
    assert "inside a sign" in reason('[html]<i class="{=a}">The</i> cow gives {=milk}')


def test_a_text_that_asks_nothing_is_listed():
    found = read("::Intro::Read this first.\n\nYes? {T}")

    (skipped,) = found.skipped
    assert (skipped.number, skipped.name) == (1, "Intro")
    assert "asks nothing" in skipped.reason
    assert len(found.taken) == 1


def test_signs_with_a_backslash_are_signs():
    question = one(r"::a\:b::Is 2 \= 2 \{yes\} \~ \# \\ \n now? {=\=> ~\#\{ }").question

    assert question.name == "a:b"
    assert question.text == "Is 2 = 2 {yes} ~ # \\\nnow?"
    assert [option.text for option in question.options] == ["=>", "#{"]


def test_formulas_keep_their_backslashes():
    taken = one(r"What is \\(\\frac\{1\}\{2\}\\)? {=half ~none}")

    assert taken.question.text == r"What is \(\frac{1}{2}\)?"
    assert taken.doubtful


def test_comments_are_left_out_and_empty_lines_may_stand_between_braces():
    question = one("Which? {\n// the right one\n=a\n\n~b\n}").question

    assert [option.text for option in question.options] == ["a", "b"]


def test_answers_may_stand_apart_from_the_question():
    question = one("::Q::Who decides?\n\n{=all of us ~the chair}").question

    assert (question.text, question.kind) == ("Who decides?", "single")


def test_an_unclosed_brace_costs_one_question_only():
    found = read("One? {=a ~b\n\nTwo? {=c ~d}\n\n::Three::Three? {T}")

    assert [taken.question.text for taken in found.taken] == ["Two?", "Three?"]
    assert "never closed" in found.skipped[0].reason


def test_an_equals_sign_in_html_needs_no_backslash():
    taken = one('[html]See <img src="a.png" alt="the cow">: what? {=a cow ~a goat}')

    assert taken.question.text == "See the cow : what?"
    assert taken.doubtful
    assert "A picture in it is not kept." in taken.lost


def test_scripts_are_gone():
    question = one("[html]<script>alert(1)</script>Who? {=<b onclick\\=x>She</b> ~He}").question

    assert question.text == "Who?"
    assert question.options[0].text == "She"


def test_plain_text_is_not_taken_for_html():
    assert one("[plain]What does <b> do? {}").question.text == "What does <b> do?"
    assert one("Is 3 < 4 > 2 &c? {}").question.text == "Is 3 < 4 > 2 &c?"


def test_raised_digits_stay_raised():
    assert one("[html]m<sup>2</sup> and H<sub>2</sub>O? {}").question.text == "m² and H₂O?"


@pytest.mark.parametrize("answers", ["~=a~b", "~ =a ~b", "1:MC:=a~b", ":MULTICHOICE:~b~=a"])
def test_ways_to_write_the_right_answer_that_are_seen_in_real_files(answers):
    question = one(f"Which? {{{answers}}}").question

    assert question.kind == "single"
    assert {option.text: option.correct for option in question.options} == {"a": True, "b": False}


def test_short_answers_as_in_cloze():
    assert one("Who? {1:SA:=she~=her}").question.accepted == ("she", "her")
    assert "does not exist here" in reason("Who? {1:MULTIRESPONSE:=a~b}")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Which? {~a ~b}", "right"),
        ("Which? {=a ~a}", "same words"),
        ("Which? {a ~b}", "no sign"),
        ("{=a ~b}", "no words"),
        ("Match. {=a -> b}", "fewer than two pairs"),
        ("Match. {=a -> b =c}", "no arrow"),
    ],
)
def test_what_cannot_be_taken_is_skipped_with_its_reason(text, told):
    assert told in reason(text)


def test_categories_become_tags():
    found = read(
        "$CATEGORY: $course$/top/Stage 1//2/Prix\nA? {T}\n\n$CATEGORY: $course$/top\n\nB? {T}"
    )

    assert [taken.question.tags for taken in found.taken] == [("Prix",), ()]
