"""What was written comes back as it was, as far as the format can say it."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from content.exchange import gift_writing, moodle_writing, reading
from content.exchange.blocks import question_of, raw_of
from content.exchange.likeness import fingerprint

from .strategies import ALL, GIFT, lines, questions

often = settings(max_examples=80, deadline=None)


@often
@given(st.lists(questions(*ALL), min_size=1, max_size=3))
def test_moodle_xml_brings_back_all_of_our_questions(asked):
    kept = [question for question in asked if not moodle_writing.left_out(question)]
    file = moodle_writing.START + "".join(map(moodle_writing.written, kept)) + moodle_writing.END

    if kept:
        found = reading.read(file.encode(), format="moodle")

        assert [replace(one, name="") for one in found.questions] == kept
        assert found.skipped == []


@often
@given(st.lists(questions(*GIFT), min_size=1, max_size=3))
def test_gift_brings_back_all_that_it_can_say(asked):
    asked = [replace(one, marks=1, hint="", unit="", model="") for one in asked]
    kept = [question for question in asked if not gift_writing.left_out(question)]
    file = "".join(map(gift_writing.written, kept))

    if kept:
        found = reading.read(file.encode(), format="gift")

        assert found.skipped == []
        assert found.questions == kept


@often
@given(questions("single", "open"), lines)
def test_the_name_of_a_question_is_kept(question, name):
    named = replace(question, name=name)
    files = {
        "gift": gift_writing.written(named),
        "moodle": moodle_writing.START + moodle_writing.written(named) + moodle_writing.END,
    }

    for kind, file in files.items():
        assert reading.read(file.encode(), format=kind).questions[0].name == name


@often
@given(questions(*ALL))
def test_a_block_holds_all_of_a_question(question):
    assert question_of(raw_of(question), tags=question.tags) == question


@given(questions(*ALL), questions(*ALL))
def test_two_questions_are_alike_only_where_they_ask_the_same(one, other):
    assert fingerprint(one) == fingerprint(replace(one, feedback="b", hint="c", marks=3, tags=()))
    if one.kind != other.kind or one.text.casefold() != other.text.casefold():
        assert fingerprint(one) != fingerprint(other)
