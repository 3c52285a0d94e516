from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses import scoring
from courses.choices import QuestionKind
from tests.factories.questions import id_of, question

# Rules, not speed: a busy machine must not make them fail.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
WRITTEN = st.text("0123456789٠١٢٫٬.,+-−_ eEnaif\u200f\n", max_size=30)
IDS = st.text("abcdef", min_size=1, max_size=3)
ALL = ["a", "b", "c", "d", "e"]
MARKS = st.sampled_from(["0", "0.5", "0.33", "1", "3", "10"])
WORDS = st.sampled_from(["registre", "Le Registre", "السِّجِل", "a.b", "?", "12"])
ACCEPTED = st.lists(WORDS, min_size=1, max_size=3)


def keys(kind, **parts):
    return st.fixed_dictionaries({"kind": st.just(kind), "marks": MARKS, **parts})


SUBSETS = st.sets(st.sampled_from(ALL), min_size=1).map(sorted)
ONE_OF = keys("single", correct=SUBSETS) | keys("picture", correct=SUBSETS)
SEVERAL = keys("several", correct=SUBSETS, options=st.just(ALL))
NUMBER = keys(
    "number",
    value=st.decimals(-1000, 1000, places=2).map(str),
    tolerance=st.sampled_from(["0", "0.5"]),
)
SHORT = keys("short", accepted=ACCEPTED)
MATCHING = keys("matching", pairs=st.dictionaries(st.sampled_from(ALL), IDS, min_size=1))
ORDERING = keys("ordering", order=st.permutations(ALL).flatmap(lambda o: st.just(o[:4])))
GAP = st.fixed_dictionaries({"correct": IDS}) | st.fixed_dictionaries({"accepted": ACCEPTED})
GAPS = keys("gaps", gaps=st.dictionaries(st.sampled_from(ALL), GAP, min_size=1))
BY_HAND = keys("open") | keys("upload")
CERTAIN = st.one_of(ONE_OF, SEVERAL, NUMBER, SHORT, MATCHING, ORDERING, GAPS)
KEYS = CERTAIN | BY_HAND
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WRITTEN | st.sampled_from(ALL),
    lambda inner: st.lists(inner) | st.dictionaries(WRITTEN | st.sampled_from(ALL), inner),
    max_leaves=5,
)


# Every kind


@unhurried
@given(st.dictionaries(IDS, KEYS, max_size=5), st.dictionaries(IDS, ANYTHING, max_size=5))
def test_a_score_is_never_below_nothing_nor_above_the_maximum(answer_key, answers):
    earned, maximum, marks = scoring.score(answer_key, answers)

    assert 0 <= earned <= maximum
    assert set(marks) == set(answer_key)


@unhurried
@given(KEYS, ANYTHING)
def test_whatever_is_sent_in_is_marked_without_a_crash(key, answer):
    marks = scoring.marks_for(key, answer)

    assert marks is None or 0 <= marks <= Decimal(key["marks"])
    assert marks is None or marks == Decimal(key["marks"]) or marks == round(marks, 2)


@unhurried
@given(st.dictionaries(IDS, CERTAIN, max_size=5))
def test_the_right_answers_earn_everything(answer_key):
    answers = {question_id: scoring.right_answer(key) for question_id, key in answer_key.items()}

    earned, maximum, _marks = scoring.score(answer_key, answers)

    assert earned == maximum
    assert all(scoring.is_right(answer_key[name], answer) for name, answer in answers.items())


@unhurried
@given(CERTAIN, st.sampled_from(["", [], {}, None]))
def test_nothing_answered_earns_nothing(key, answer):
    assert scoring.marks_for(key, answer) == 0
    assert scoring.is_right(key, answer) is False


@pytest.mark.parametrize("kind", [kind for kind in QuestionKind if kind != "faces"])
def test_the_right_answer_fits_the_question_of_every_kind(kind):
    asked, key, _feedback = question(kind)

    assert scoring.fits(asked, scoring.right_answer(key))


# One right answer


@unhurried
@given(ONE_OF, st.lists(st.sampled_from(ALL), unique=True))
def test_one_option_is_right_and_two_are_not(key, answer):
    right = len(answer) == 1 and answer[0] in key["correct"]

    assert scoring.is_right(key, answer) is right


# Several right answers


@unhurried
@given(SEVERAL)
def test_ticking_everything_earns_nothing_unless_everything_is_right(key):
    everything_is_right = len(key["correct"]) == len(ALL)

    earned = scoring.marks_for(key, ALL)

    assert earned == (Decimal(key["marks"]) if everything_is_right else 0)


@unhurried
@given(SEVERAL, st.sets(st.sampled_from(ALL)), st.sampled_from(ALL))
def test_setting_one_tick_right_never_lowers_the_marks(key, ticked, option):
    better = ticked | {option} if option in key["correct"] else ticked - {option}

    assert scoring.marks_for(key, list(better)) >= scoring.marks_for(key, list(ticked))


@pytest.mark.parametrize(
    ("ticked", "marks"),
    [("ab", "1"), ("a", "0.5"), ("abc", "0.67"), ("ac", "0.17"), ("acd", "0"), ("abcde", "0")],
)
def test_the_share_of_wrong_ticks_is_taken_off_the_share_of_right_ones(ticked, marks):
    key = {"kind": "several", "marks": "1", "correct": ["a", "b"], "options": ALL}

    assert scoring.marks_for(key, list(ticked)) == Decimal(marks)


@pytest.mark.parametrize(("ticked", "marks"), [("ab", 1), ("a", Decimal("0.5")), ("abc", 0)])
def test_where_the_options_are_not_known_one_wrong_tick_costs_everything(ticked, marks):
    key = {"kind": "several", "marks": "1", "correct": ["a", "b"]}

    assert scoring.marks_for(key, list(ticked)) == marks


# Numbers


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
    "typed",
    ["", "twelve", "1.2.3", "nan", "inf", "1e9999999", "1_000", "9" * 40, "12 MAD", " " * 99, None],
)
def test_what_is_not_a_plain_number_is_none(typed):
    assert scoring.as_number(typed) is None


@pytest.mark.parametrize(("typed", "right"), [("12", True), ("13,0", True), ("13.1", False)])
def test_a_number_is_right_up_to_its_tolerance(typed, right):
    key = {"kind": "number", "marks": "1", "value": "12.5", "tolerance": "0.5"}

    assert scoring.is_right(key, typed) is right


# Words


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("le registre", True),
        ("  LE  REGISTRE.", True),
        ("« Le Registre »", True),
        ("Le régistre", True),
        ("السِّجِلّ", True),
        ("السجل؟", True),
        ("registre", False),
        ("", False),
        (".", False),
        ("x" * 10_000, False),
    ],
)
def test_words_are_compared_as_they_are_meant(typed, right):
    key = {"kind": "short", "marks": "1", "accepted": ["Le registre", "السجل"]}

    assert scoring.is_right(key, typed) is right


# Pairs and gaps


@unhurried
@given(MATCHING, st.dictionaries(st.sampled_from(ALL), IDS), st.data())
def test_putting_one_pair_right_never_lowers_the_marks(key, answer, data):
    option = data.draw(st.sampled_from(sorted(key["pairs"])))
    better = answer | {option: key["pairs"][option]}

    assert scoring.marks_for(key, better) >= scoring.marks_for(key, answer)


@unhurried
@given(GAPS, st.dictionaries(st.sampled_from(ALL), IDS | WORDS), st.data())
def test_filling_one_gap_right_never_lowers_the_marks(key, answer, data):
    gap = data.draw(st.sampled_from(sorted(key["gaps"])))
    better = answer | {gap: scoring.right_answer(key)[gap]}

    assert scoring.marks_for(key, better) >= scoring.marks_for(key, answer)


def test_every_right_pair_and_every_right_gap_earns_its_share():
    pairs = {"kind": "matching", "marks": "2", "pairs": {"a": "x", "b": "y", "c": "z"}}
    gaps = {"kind": "gaps", "marks": "1", "gaps": {"1": {"correct": "a"}, "2": {"accepted": ["É"]}}}

    assert scoring.marks_for(pairs, {"a": "x", "b": "z"}) == Decimal("0.67")
    assert scoring.marks_for(gaps, {"1": "b", "2": "e"}) == Decimal("0.50")


# Orders


@unhurried
@given(ORDERING, st.data())
def test_putting_two_neighbours_right_never_lowers_the_marks(key, data):
    answer = data.draw(st.permutations(key["order"]))
    place = data.draw(st.integers(0, len(answer) - 2))
    pair = sorted(answer[place : place + 2], key=key["order"].index)
    better = [*answer[:place], *pair, *answer[place + 2 :]]

    assert scoring.marks_for(key, better) >= scoring.marks_for(key, answer)


@pytest.mark.parametrize(
    ("given_order", "marks"),
    [("abcd", "6"), ("abdc", "4"), ("bacd", "4"), ("dabc", "0"), ("dcba", "0"), ("badc", "2")],
)
def test_an_order_earns_by_the_pairs_that_stand_right_less_those_that_do_not(given_order, marks):
    key = {"kind": "ordering", "marks": "6", "order": list("abcd")}

    assert scoring.marks_for(key, list(given_order)) == Decimal(marks)


@pytest.mark.parametrize("answer", ["abc", "abcc", "abcde", ""])
def test_an_order_that_is_not_of_all_its_options_earns_nothing(answer):
    key = {"kind": "ordering", "marks": "6", "order": list("abcd")}

    assert scoring.marks_for(key, list(answer)) == 0


def test_a_blind_guess_at_an_order_earns_less_than_half_of_it():
    key = {"kind": "ordering", "marks": "1", "order": list("abcd")}
    earned = [scoring.marks_for(key, list(order)) for order in permutations("abcd")]

    assert sum(earned) / len(earned) < Decimal("0.25")


# Marked by a person


@pytest.mark.parametrize(
    ("kind", "answer"), [("open", "We met and we voted."), ("upload", [id_of("photo")])]
)
def test_what_only_a_person_can_mark_has_no_marks_yet(kind, answer):
    answer_key = {"q": {"kind": kind, "marks": "3"}, "r": {**ONE, "marks": "2"}}

    assert scoring.score(answer_key, {"q": answer, "r": ["a"]}) == (2, 5, {"q": None, "r": 2})
    assert scoring.is_right(answer_key["q"], answer) is None


@pytest.mark.parametrize(("kind", "answer"), [("open", " \n"), ("upload", []), ("open", None)])
def test_nobody_is_asked_to_mark_what_was_left_empty(kind, answer):
    assert scoring.marks_for({"kind": kind, "marks": "3"}, answer) == 0


# Passing


@pytest.mark.parametrize(("earned", "passed"), [("6.9", False), ("7", True), ("10", True)])
def test_the_pass_mark_itself_passes(earned, passed):
    assert scoring.passes(Decimal(earned), Decimal(10), 70) is passed


def test_a_quiz_without_marks_cannot_be_passed():
    assert scoring.passes(Decimal(0), Decimal(0), 0) is False


# What a person can have answered

ONE = {"kind": "single", "marks": "1", "correct": ["a"]}
CHOICE = {"kind": "single", "options": [{"id": "a"}, {"id": "b"}]}
PAIRS = {"kind": "matching", "options": CHOICE["options"], "targets": [{"id": "x"}, {"id": "y"}]}
SENTENCE = {
    "kind": "gaps",
    "options": CHOICE["options"],
    "pieces": [{"text": "A "}, {"gap": "1", "options": ["a", "b"]}, {"gap": "2"}],
}


@pytest.mark.parametrize(
    ("asked", "answer", "fitting"),
    [
        (CHOICE, ["a"], True),
        (CHOICE, [], True),
        (CHOICE, ["c"], False),
        (CHOICE, ["a", "b"], False),
        (CHOICE, "a", False),
        (CHOICE, [["a"]], False),
        ({**CHOICE, "kind": "faces"}, ["a"], True),
        ({**CHOICE, "kind": "faces"}, ["a", "b"], False),
        ({**CHOICE, "kind": "several"}, ["b", "a"], True),
        ({**CHOICE, "kind": "several"}, ["a", "a"], False),
        ({**CHOICE, "kind": "ordering"}, ["b", "a"], True),
        ({**CHOICE, "kind": "ordering"}, ["b"], False),
        ({**CHOICE, "kind": "ordering"}, [], True),
        ({"kind": "number", "options": []}, "12", True),
        ({"kind": "number", "options": []}, ["12"], False),
        ({"kind": "number", "options": []}, "1" * 51, False),
        ({"kind": "short", "options": []}, "word", True),
        ({"kind": "short", "options": []}, "w" * 201, False),
        ({"kind": "open", "options": []}, "word " * 1000, True),
        ({"kind": "open", "options": []}, ["word"], False),
        (PAIRS, {"a": "y"}, True),
        (PAIRS, {}, True),
        (PAIRS, {"a": "a"}, False),
        (PAIRS, {"x": "a"}, False),
        (PAIRS, ["a"], False),
        (SENTENCE, {"1": "a", "2": "words"}, True),
        (SENTENCE, {"1": "words"}, False),
        (SENTENCE, {"3": "a"}, False),
        (SENTENCE, {"2": ["a"]}, False),
        (SENTENCE, {"2": "w" * 201}, False),
        ({"kind": "upload", "options": []}, [id_of("photo")], True),
        ({"kind": "upload", "options": []}, [id_of(n) for n in range(6)], False),
        ({"kind": "upload", "options": []}, "photo", False),
        ({"kind": "upload", "options": []}, ["photo"], False),
    ],
)
def test_an_answer_fits_its_question_or_it_does_not(asked, answer, fitting):
    assert scoring.fits(asked, answer) is fitting


@unhurried
@given(st.sampled_from(QuestionKind.values), ANYTHING)
def test_whatever_is_sent_in_fits_or_not_without_a_crash(kind, answer):
    asked, _key, _feedback = question(kind)

    assert scoring.fits(asked, answer) in (True, False)
