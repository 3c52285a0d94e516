from dataclasses import asdict, dataclass

import pytest

from courses.roster import MAX_LINES, match, read
from lms.people.models import Person

FULL = ("Fatima", "Aït Ali", "فاطمة", "آيت علي", "woman", 1985, "+212612345678", "f@coop.ma")
FIELDS = (
    "first_name",
    "last_name",
    "first_name_arabic",
    "last_name_arabic",
    "sex",
    "birth_year",
    "phone",
    "email",
)


def reading(text, country="MA"):
    return read(text, country=country, this_year=2026)


def only(text, **values):
    """The one row of a text that has no problem."""
    roster = reading(text, **values)
    assert roster.problems == []
    [row] = roster.rows
    return row


def problems(text):
    return [(problem.line, problem.text) for problem in reading(text).problems]


@pytest.mark.parametrize("mark", ["\t", ";", ",", "؛", "،"])
def test_a_full_line_is_read_whatever_parts_its_columns(mark):
    cells = ["Fatima", "Aït Ali", "فاطمة", "آيت علي", "f", "1985", "06 12 34 56 78", "F@Coop.ma"]

    row = only(mark.join(cells))

    assert tuple(getattr(row, name) for name in FIELDS) == FULL


def test_cells_after_the_names_may_stand_in_any_order():
    row = only("Fatima;Aït Ali;f@coop.ma;+212 612-345678;1985;آيت علي;femme")

    assert (row.email, row.phone, row.birth_year) == ("f@coop.ma", "+212612345678", 1985)
    assert (row.sex, row.name_arabic) == ("woman", "آيت علي")


def test_a_heading_gives_the_order_and_unknown_columns_are_named():
    roster = reading("N°;Nom;Prénom;Prénom (arabe);Né en;Tél.\n7;Aït Ali;Fatima;فاطمة;1985;\n")

    [row] = roster.rows
    assert (row.line, row.name_latin, row.name_arabic) == (2, "Fatima Aït Ali", "فاطمة")
    assert (row.birth_year, row.phone) == (1985, None)
    assert roster.unused == ["N°"]
    assert roster.problems == []


def test_an_arabic_heading_and_arabic_digits_are_read():
    row = only(
        "الاسم الشخصي\tالاسم العائلي\tالجنس\tسنة الميلاد\tالهاتف\nفاطمة\tآيت علي\tامرأة\t١٩٨٥\t٠٦١٢٣٤٥٦٧٨"
    )

    assert (row.name_latin, row.name_arabic) == ("", "فاطمة آيت علي")
    assert (row.sex, row.birth_year, row.phone) == ("woman", 1985, "+212612345678")


def test_a_single_column_of_names_is_enough_even_if_it_is_called_nom():
    assert only("Nom;Téléphone\nFatima Aït Ali;").name_latin == "Fatima Aït Ali"


@pytest.mark.parametrize("word", ["f", "F", "Femme", "w", "woman", "féminin", "امرأة", "أنثى"])
def test_words_for_a_woman(word):
    assert only(f"Fatima;Ali;{word}").sex == "woman"


@pytest.mark.parametrize("word", ["h", "m", "Homme", "man", "رجل", "ذكر"])
def test_words_for_a_man(word):
    assert only(f"Ali;Fatih;{word}").sex == "man"


def test_a_phone_without_prefix_belongs_to_the_country_of_the_cohort():
    assert only("Awa;Diop;77 123 45 67", country="SN").phone == "+221771234567"


def test_empty_lines_are_skipped_but_counted():
    roster = reading("\n\nFatima;Ali\r\n;;\r\nAmina;Fassi;19x5\n")

    assert [row.line for row in roster.rows] == [3]
    assert [problem.line for problem in roster.problems] == [5]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Fatima;Ali;198", "“198” is neither a name, nor a year of birth, nor a phone number."),
        ("Fatima;Ali;1850", "“1850” is not a year of birth."),
        ("Fatima;Ali;2027", "“2027” is not a year of birth."),
        ("Fatima;Ali;0512", "“0512” is not a year of birth."),
        ("Fatima;Ali;0612 34", "“0612 34” is not a phone number."),
        ("Fatima;Ali;fatima@", "“fatima@” is not an e-mail address."),
        ("Fatima;Ali;" + "e" * 250 + "@coop.ma", "is not an e-mail address."),
        ("Fatima;Ali;Third", "There is no place for “Third”."),
        ("Fatima;Ali;f;h", "There is no place for “h”."),
        ("F" * 81 + ";Ali", "A name has at most 80 letters."),
        ("f;1985;0612345678", "The first name is missing."),
        ("Fat\x00ima;Ali", "This line holds signs that cannot be read."),
        ("Fat\x1bima;Ali", "This line holds signs that cannot be read."),
        ("🙂;Ali", "“🙂” is neither a name"),
    ],
)
def test_what_cannot_be_taken_is_said_with_its_line(line, says):
    [(number, text)] = problems(f"Amina;Fassi\n{line}")

    assert number == 2
    assert says in text


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Fatima;Ali;x", "Write woman or man instead of “x”."),
        ("Fatima;Ali;f;extra", "There is no place for “extra”."),
        (";Ali;f", "The first name is missing."),
    ],
)
def test_under_a_heading_each_cell_must_be_what_its_column_says(line, says):
    assert problems(f"first name;family name;sex\n{line}") == [(2, says)]


def test_marks_of_direction_and_blanks_that_come_along_when_copying_are_dropped():
    assert only("\ufeff\u200fFatima\u00a0 Zahra ;\u202bAli\u202c").name_latin == "Fatima Zahra Ali"


def test_a_list_that_is_too_long_is_refused_at_its_first_line_too_many():
    text = "\n".join(["Heading to skip", *["Fatima;Ali"] * MAX_LINES])

    assert problems(text) == [
        (MAX_LINES + 1, f"At most {MAX_LINES} people at once: paste the rest afterwards.")
    ]


@pytest.mark.parametrize("text", ["", "\n \n", ";;\n\t"])
def test_an_empty_text_has_neither_rows_nor_problems(text):
    assert (reading(text).rows, reading(text).problems) == ([], [])


def test_whatever_is_read_makes_a_valid_person():
    lines = ["Fatima;Ali", "فاطمة", "A" * 80 + ";" + "B" * 80 + ";h;1900;0612345678;a@b.ma;ع"]

    for row in reading("\n".join(lines)).rows:
        values = asdict(row)
        del values["line"]
        Person(**values).clean_fields(exclude=["password"])


@dataclass
class Somebody:
    """A person as ``match`` sees one."""

    pk: int
    name_latin: str = ""
    name_arabic: str = ""
    birth_year: int | None = None
    phone: str | None = None
    email: str | None = None


def matching(text, *people, members=()):
    matched, found = match(reading(text).rows, people, {one.pk for one in members})
    return [person for _row, person in matched], [(p.line, p.text) for p in found]


def test_somebody_is_known_by_phone_or_e_mail_whatever_the_name():
    by_phone, by_email = Somebody(1, phone="+212612345678"), Somebody(2, email="f@coop.ma")

    people, _none = matching(
        "Fatima;Ali;0612345678\nAmina;Fassi;f@coop.ma\nNew;One", by_phone, by_email
    )

    assert people == [by_phone, by_email, None]


def test_somebody_is_known_by_name_only_among_the_members():
    member, other = Somebody(1, "Fatima Aït Ali"), Somebody(2, "Amina Fassi")

    people, _none = matching("fatima; AIT  ALI\nAmina;Fassi", member, other, members=[member])

    assert people == [member, None]


def test_an_arabic_name_is_known_without_its_vowel_marks_and_hamza():
    member = Somebody(1, name_arabic="أَمينة الفاسي")

    assert matching("امينة;الفاسي", member, members=[member])[0] == [member]


@pytest.mark.parametrize(
    "other",
    [
        Somebody(1, "Fatima Ali", birth_year=1990),
        Somebody(1, "Fatima Ali", phone="+212600000000"),
        Somebody(1, "Fatima Ali", email="other@coop.ma"),
        Somebody(1, "Fatema Ali", "فاطمة علي"),
    ],
)
def test_the_same_name_with_something_that_differs_is_somebody_else(other):
    line = "Fatima;Ali;فاطمة;علي;1985;0612345678;f@coop.ma"

    assert matching(line, other, members=[other]) == ([None], [])


def test_one_line_that_fits_two_people_is_a_problem():
    one, two = (
        Somebody(1, "Fatima Ali", birth_year=1985),
        Somebody(2, "Fatima Ali", birth_year=1990),
    )
    phone, email = Somebody(3, phone="+212612345678"), Somebody(4, email="f@coop.ma")
    twice = "This fits two people. Write more about her or him."

    assert matching("Fatima;Ali", one, two, members=[one, two]) == ([], [(1, twice)])
    assert matching("X;Y;0612345678;f@coop.ma", phone, email) == ([], [(1, twice)])
    assert matching("Fatima;Ali;1990", one, two, members=[one, two]) == ([two], [])


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("A;B;0612345678\nC;D;0612345678", "Line 1 has this phone too."),
        ("A;B;f@coop.ma\nC;D;F@coop.ma", "Line 1 has this e-mail too."),
        ("Fatima;Ali\nfatima;ali", "This is the person of line 1 again."),
    ],
)
def test_two_lines_for_one_person_are_a_problem_of_the_second(lines, says):
    people, [(line, text)] = matching(lines)

    assert people == [None]
    assert line == 2
    assert text.startswith(says)


def test_two_lines_that_meet_in_one_known_person_are_a_problem_too():
    known = Somebody(1, "Fatima Ali", phone="+212612345678")

    people, found = matching("Fatima;Ali\nTima;Ali;0612345678", known, members=[known])

    assert people == [known]
    assert [line for line, _text in found] == [2]


def test_namesakes_with_their_years_of_birth_are_two_people():
    assert matching("Fatima;Ali;1985\nFatima;Ali;1990") == ([None, None], [])
