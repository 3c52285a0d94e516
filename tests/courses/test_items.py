import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.items import FEWEST, Answered, by_language, discrimination, item

SHARES = st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), max_size=40)


def answers(*pairs, chosen=(), language="fr"):
    return [Answered(share, rest, chosen, language) for share, rest in pairs]


def test_a_question_that_the_good_get_right_discriminates_and_its_contrary_does_so_against_them():
    good = [(1, 0.9), (1, 0.8), (0, 0.2), (0, 0.1), (1, 0.7)]

    assert discrimination(answers(*good)) > 0.9
    assert discrimination(answers(*[(1 - share, rest) for share, rest in good])) < -0.9


def test_too_few_answers_or_all_alike_say_nothing():
    assert discrimination(answers(*[(1, 0.5)] * (FEWEST - 1))) is None
    assert discrimination(answers(*[(1, 0.5)] * 20)) is None


def test_facility_is_the_mean_share_of_marks():
    assert item(answers((1, 0), (0.5, 0), (0, 0), (0.5, 0))).percent == 50
    assert item([]) is None


def test_the_wrong_option_chosen_most_is_named_and_right_ones_never():
    given = [
        *answers((0, 0), (0, 0), chosen=("b",)),
        *answers((0, 0), chosen=("c",)),
        *answers(*[(1, 0)] * 5, chosen=("a",)),
    ]

    assert item(given, right=("a",)).wrong == ("b", 2)
    assert item(answers((1, 0), chosen=("a",)), right=("a",)).wrong is None


@given(SHARES)
def test_figures_stay_in_their_bounds(pairs):
    found = item(answers(*pairs))

    if found:
        assert 0 <= found.facility <= 1
        assert found.discrimination is None or -1 <= found.discrimination <= 1


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_languages_are_looked_at_apart(language):
    given = answers((1, 0), language="fr") + answers((0, 0), language="ar")

    assert [one.language for one in by_language(given)[language]] == [language]
