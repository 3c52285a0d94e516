from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses import scoring

# Rules, not speed: a busy machine must not make them fail.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
WRITTEN = st.text("0123456789٠١٢٫٬.,+-−_ eEnaif\u200f\n", max_size=30)
IDS = st.text("abcdef", min_size=1, max_size=3)
CHOICES = st.lists(IDS, unique=True, max_size=6)
KEYS = st.one_of(
    st.fixed_dictionaries(
        {
            "kind": st.sampled_from(["single", "several", "truefalse"]),
            "marks": st.sampled_from(["0", "0.5", "1", "3"]),
            "correct": st.lists(IDS, unique=True, min_size=1, max_size=4),
        }
    ),
    st.fixed_dictionaries(
        {
            "kind": st.just("number"),
            "marks": st.sampled_from(["1", "2"]),
            "value": st.decimals(-1000, 1000, places=2).map(str),
            "tolerance": st.sampled_from(["0", "0.5"]),
        }
    ),
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WRITTEN,
    lambda inner: st.lists(inner) | st.dictionaries(WRITTEN, inner),
    max_leaves=5,
)


@unhurried
@given(st.dictionaries(IDS, KEYS, max_size=5), st.dictionaries(IDS, ANYTHING, max_size=5))
def test_a_score_is_never_below_nothing_nor_above_the_maximum(answer_key, answers):
    earned, maximum, marks = scoring.score(answer_key, answers)

    assert 0 <= earned <= maximum
    assert set(marks) == set(answer_key)


@unhurried
@given(st.dictionaries(IDS, KEYS, max_size=5))
def test_the_key_itself_earns_everything(answer_key):
    answers = {
        question: key["value"] if key["kind"] == "number" else key["correct"]
        for question, key in answer_key.items()
    }

    earned, maximum, _marks = scoring.score(answer_key, answers)

    assert earned == maximum


@unhurried
@given(KEYS.filter(lambda key: key["kind"] != "number"), st.data())
def test_the_order_of_options_does_not_matter(key, data):
    answer = data.draw(st.permutations(key["correct"]))

    assert scoring.is_right(key, answer)


@unhurried
@given(KEYS.filter(lambda key: key["kind"] != "number"), CHOICES)
def test_one_option_more_or_less_is_wrong(key, answer):
    assert scoring.is_right(key, answer) == (set(answer) == set(key["correct"]))


@unhurried
@given(ANYTHING)
def test_reading_a_number_never_raises(text):
    number = scoring.as_number(text)

    assert number is None or number.is_finite()


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12,5", "12.5"),
        (" 1 250 ", "1250"),
        ("١٢٫٥", "12.5"),
        ("١٬٢٥٠", "1250"),
        ("\u200f٤٢\u200f", "42"),
        ("−3", "-3"),
    ],
)
def test_a_number_may_be_written_as_people_write_it(typed, number):
    assert scoring.as_number(typed) == Decimal(number)


@pytest.mark.parametrize(
    "typed", ["", "twelve", "1.2.3", "nan", "inf", "1e9999999", "1_000", "9" * 40, "12 MAD", None]
)
def test_what_is_not_a_plain_number_is_none(typed):
    assert scoring.as_number(typed) is None


@pytest.mark.parametrize(("earned", "passed"), [("6.9", False), ("7", True), ("10", True)])
def test_the_pass_mark_itself_passes(earned, passed):
    assert scoring.passes(Decimal(earned), Decimal(10), 70) is passed


def test_a_quiz_without_marks_cannot_be_passed():
    assert scoring.passes(Decimal(0), Decimal(0), 0) is False


QUESTION = {"kind": "single", "options": [{"id": "a"}, {"id": "b"}]}


@pytest.mark.parametrize(
    ("question", "answer", "fitting"),
    [
        (QUESTION, ["a"], True),
        (QUESTION, [], True),
        (QUESTION, ["c"], False),
        (QUESTION, ["a", "b"], False),
        (QUESTION, "a", False),
        ({**QUESTION, "kind": "several"}, ["b", "a"], True),
        ({**QUESTION, "kind": "several"}, ["a", "a"], False),
        ({"kind": "number", "options": []}, "12", True),
        ({"kind": "number", "options": []}, ["12"], False),
    ],
)
def test_an_answer_fits_its_question_or_it_does_not(question, answer, fitting):
    assert scoring.fits(question, answer) is fitting
