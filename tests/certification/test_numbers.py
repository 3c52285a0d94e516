import pytest

from certification import numbers


def test_a_number_names_issuer_scheme_year_and_place_and_ends_with_its_check():
    assert numbers.serial("CA", "BC", 2026, 123) == "CA-BC-26-000123-Q"


@pytest.mark.parametrize("place", range(12))
def test_one_wrong_character_changes_the_check(place):
    body = numbers.serial("CA", "BC", 2026, 123).replace("-", "")
    wrong = body[:place] + ("7" if body[place] != "7" else "8") + body[place + 1 :]

    assert numbers.mod_37_36.is_valid(body)
    assert not numbers.mod_37_36.is_valid(wrong)


def test_two_characters_that_change_places_change_the_check():
    body = numbers.serial("CA", "BC", 2026, 123).replace("-", "")

    assert not numbers.mod_37_36.is_valid(body[:10] + body[11] + body[10] + body[12:])


def test_tokens_are_long_plain_and_never_the_same():
    tokens = {numbers.new_token() for _ in range(1000)}

    assert len(tokens) == 1000
    assert all(len(t) == 13 and set(t) <= set(numbers.ALPHABET) for t in tokens)
    assert all(numbers.plain(token) == token for token in tokens)


def test_a_token_is_spaced_for_reading():
    assert numbers.spaced("7K3M9QX2RT4WB") == "7K3M9-QX2RT-4WB"


@pytest.mark.parametrize(
    "typed",
    [
        "7K3M9-QX2RT-4WB",
        " 7k3m9 qx2rt 4wb ",
        "7k3m9–qx2rt—4wb",
        "٧K٣M٩QX٢RT٤WB",
        "7K3M9\u200fQX2RT4WB",
    ],
)
def test_case_spaces_dashes_and_arabic_digits_do_not_matter(typed):
    assert numbers.plain(typed) == "7K3M9QX2RT4WB"


def test_letters_taken_for_digits_are_digits():
    assert numbers.plain("O1o-Il") == "01011"


@pytest.mark.parametrize("typed", ["", "---", "☃", "'; DROP TABLE", "²"])
def test_what_is_no_code_stays_harmless(typed):
    assert numbers.plain(typed).isalnum() or numbers.plain(typed) == ""
