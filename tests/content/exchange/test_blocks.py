"""What was read fits the blocks that a bank is made of, and nothing that a block holds is unknown here."""

import pytest
from hypothesis import given, settings
from wagtail.blocks import StreamBlock

from content.blocks.bodies import BANK_BLOCKS
from content.exchange import limits
from content.exchange.blocks import FROM_BLOCKS, question_of, raw_of
from content.exchange.values import NotTaken, Option, Question

from .strategies import ALL, questions

BANK = StreamBlock(BANK_BLOCKS)


@settings(max_examples=60, deadline=None)
@given(questions(*ALL))
def test_every_question_within_the_limits_passes_its_block(question):
    limits.check(question)

    value = BANK.to_python([raw_of(question)])

    assert BANK.clean(value)
    assert question_of(value.get_prep_value()[0], tags=question.tags) == question


def test_every_kind_of_block_is_known():
    assert BANK.child_blocks.keys() == FROM_BLOCKS.keys()


def test_ids_are_new_each_time():
    question = Question("ordering", "Sort", options=(Option("a", True), Option("b", True)))
    first, second = raw_of(question), raw_of(question)

    assert first["id"] != second["id"]
    assert first["value"]["items"][0]["id"] != second["value"]["items"][0]["id"]


@pytest.mark.parametrize(
    "question",
    [
        Question("single", "Who?", options=(Option("a", True),)),
        Question("single", "Who?", options=(Option("a" * 251, True), Option("b"))),
        Question("number", "How much?", unit="k" * 31),
    ],
)
def test_what_no_block_could_hold_is_refused(question):
    with pytest.raises(NotTaken):
        limits.check(question)


def test_recordings_are_noticed():
    raw = raw_of(Question("single", "Who?", options=(Option("a", True), Option("b"))))
    assert not question_of(raw).recorded

    raw["value"]["options"][1]["value"]["reading"] = 7
    assert question_of(raw).recorded
