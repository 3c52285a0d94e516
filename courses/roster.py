"""A pasted list of people, read line by line into plain rows, and compared with those already known.

One person a line. Columns are parted by tabs or semicolons, by commas where there is neither. A heading line gives
them their order; without one each cell shows by its look what it is, and the first name stands before the family name.
"""

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from lms.core.folding import fold
from lms.people.choices import Sex

MAX_LINES = 500
MAX_NAME = 80
MAX_EMAIL = 254
# Marks that set the direction of text come along when one copies from a message or a document.
INVISIBLE = dict.fromkeys(
    map(ord, "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
)
COMMAS = str.maketrans({"؛": ";", "،": ","})
ARABIC_LETTER = re.compile(r"[\u0620-\u064a\u0671-\u06d3]")
PHONE_LIKE = re.compile(r"\+?\(?\d[\d\s().\-/]{5,}")
YEAR = re.compile(r"\d{4}")

WORDS = {
    Sex.WOMAN: ["w", "f", "woman", "female", "femme", "féminin", "امرأة", "أنثى"],
    Sex.MAN: ["m", "h", "man", "male", "homme", "masculin", "رجل", "ذكر"],
}
SEXES = {fold(word): sex for sex, words in WORDS.items() for word in words}
# Headings as people write them; whether a name is Latin or Arabic shows in the name itself.
HEADINGS = {
    "first": ["first name", "given name", "name", "full name", "prenom", "nom complet", "الاسم", "الاسم الشخصي", "الاسم الكامل"],
    "last": ["family name", "last name", "surname", "nom", "nom de famille", "الاسم العائلي", "النسب", "اللقب"],
    "sex": ["sex", "gender", "woman/man", "w/m", "sexe", "genre", "femme/homme", "f/h", "h/f", "الجنس", "امراة/رجل"],
    "birth_year": ["year of birth", "birth year", "year", "annee de naissance", "ne en", "annee", "سنة الميلاد", "سنة الازدياد"],
    "phone": ["phone", "telephone", "tel", "mobile", "gsm", "portable", "الهاتف", "رقم الهاتف"],
    "email": ["e-mail", "email", "mail", "courriel", "adresse e-mail", "البريد", "البريد الالكتروني"],
}  # fmt: skip
IN_ARABIC = re.compile(r"\(.*?\)|\b(in arabic|arabic|en arabe|arabe)\b|بالعربية|بالفرنسية")


class Unreadable(ValueError):
    """A line, or a cell of it, that cannot be taken; the text says why in the reader's language."""


@dataclass(frozen=True)
class Row:
    """One person as pasted. Named as the fields of ``Person``."""

    line: int
    first_name: str = ""
    last_name: str = ""
    first_name_arabic: str = ""
    last_name_arabic: str = ""
    sex: str = ""
    birth_year: int | None = None
    phone: str | None = None
    email: str | None = None

    @property
    def name_latin(self):
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def name_arabic(self):
        return f"{self.first_name_arabic} {self.last_name_arabic}".strip()


@dataclass(frozen=True)
class Problem:
    line: int
    text: str


@dataclass
class Roster:
    """What a pasted text says: rows, problems by line, and the headings of columns that are not used."""

    rows: list = field(default_factory=list)
    problems: list = field(default_factory=list)
    unused: list = field(default_factory=list)


def read(text, *, country, this_year):
    """The ``Roster`` of a pasted text. Phone numbers without a prefix belong to the country."""
    roster = Roster()
    lines = _lines(text)
    if len(lines) > MAX_LINES:
        number, _line = lines[MAX_LINES]
        too_many = _("At most %(lines)d people at once: paste the rest afterwards.")
        roster.problems.append(Problem(number, too_many % {"lines": MAX_LINES}))
        return roster
    separator = next((mark for mark in "\t;" if any(mark in line for _n, line in lines)), ",")
    headings = _cells(lines[0][1], separator) if lines else []
    columns = _columns(headings)
    if columns:
        roster.unused = [h for h, kind in zip(headings, columns, strict=True) if h and not kind]
        lines = lines[1:]
    for number, line in lines:
        try:
            _refuse_control_signs(line)
            values = _values(_cells(line, separator), columns, country=country, this_year=this_year)
            roster.rows.append(Row(line=number, **values))
        except Unreadable as problem:
            roster.problems.append(Problem(number, str(problem)))
    return roster


def _lines(text):
    """The numbered lines that say something."""
    plain = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    lines = plain.translate(INVISIBLE).translate(COMMAS).split("\n")
    return [(number, line) for number, line in enumerate(lines, 1) if line.strip(" \t;,")]


def _cells(line, separator):
    return [" ".join(cell.strip().strip('"').split()) for cell in line.split(separator)]


def _refuse_control_signs(line):
    if any(unicodedata.category(sign) == "Cc" for sign in line if sign != "\t"):
        raise Unreadable(_("This line holds signs that cannot be read. Type it again by hand."))


def _columns(cells):
    """What each column holds, if these cells are a heading line: at least two known headings."""
    kinds = {fold(heading): kind for kind, headings in HEADINGS.items() for heading in headings}
    found = [kinds.get(IN_ARABIC.sub("", fold(cell)).strip(" :.")) for cell in cells]
    if "first" not in found:  # A single column of names, whatever it is called.
        found = ["first" if kind == "last" else kind for kind in found]
    return found if sum(map(bool, found)) > 1 else None


def _values(cells, columns, **known):
    """The fields of one person. A cell that has no place, or whose place is taken, is refused."""
    values = {}
    for place, cell in enumerate(cells):
        kind = _kind(cell) if columns is None else next(iter(columns[place : place + 1]), "")
        if not cell or kind is None:
            continue
        name = _field(kind, cell, values)
        value = READERS[name](cell, **known) if name else None
        if not value or name in values:
            raise Unreadable(_("There is no place for “%(cell)s”.") % {"cell": cell[:40]})
        values[name] = value
    if not values.get("first_name") and not values.get("first_name_arabic"):
        raise Unreadable(_("The first name is missing."))
    return values


def _kind(cell):
    """What a cell is, by its look."""
    if fold(cell) in SEXES:
        return "sex"
    if "@" in cell:
        return "email"
    if YEAR.fullmatch(cell):
        return "birth_year"
    return "phone" if PHONE_LIKE.fullmatch(cell) else "name"


def _field(kind, cell, values):
    """The field of ``Row`` for a cell: names go by their script."""
    if kind not in ("name", "first", "last"):
        return kind
    script = "_arabic" if ARABIC_LETTER.search(cell) else ""
    if kind == "name":
        kind = "last" if f"first_name{script}" in values else "first"
    return f"{kind}_name{script}"


def _read_name(cell, **_known):
    if len(cell) > MAX_NAME:
        raise Unreadable(_("A name has at most %(letters)d letters.") % {"letters": MAX_NAME})
    if not any(map(str.isalpha, cell)) or any(map(str.isdigit, cell)):
        wrong = _("“%(cell)s” is neither a name, nor a year of birth, nor a phone number.")
        raise Unreadable(wrong % {"cell": cell[:40]})
    return cell


def _read_sex(cell, **_known):
    if fold(cell) not in SEXES:
        raise Unreadable(_("Write woman or man instead of “%(cell)s”.") % {"cell": cell[:40]})
    return SEXES[fold(cell)]


def _read_year(cell, *, this_year, **_known):
    if not YEAR.fullmatch(cell) or not 1900 <= int(cell) <= this_year:
        raise Unreadable(_("“%(cell)s” is not a year of birth.") % {"cell": cell[:40]})
    return int(cell)


def _read_phone(cell, *, country, **_known):
    wrong = Unreadable(_("“%(cell)s” is not a phone number.") % {"cell": cell[:40]})
    try:
        number = phonenumbers.parse(cell, country)
    except phonenumbers.NumberParseException as error:
        raise wrong from error
    if not phonenumbers.is_valid_number(number):
        raise wrong
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _read_email(cell, **_known):
    wrong = Unreadable(_("“%(cell)s” is not an e-mail address.") % {"cell": cell[:40]})
    try:
        validate_email(cell)
    except ValidationError as error:
        raise wrong from error
    if len(cell) > MAX_EMAIL:
        raise wrong
    return cell.lower()


READERS = {
    "first_name": _read_name,
    "last_name": _read_name,
    "first_name_arabic": _read_name,
    "last_name_arabic": _read_name,
    "sex": _read_sex,
    "birth_year": _read_year,
    "phone": _read_phone,
    "email": _read_email,
}


FIELDS = tuple(READERS)


def one(values, *, country, this_year):
    """The ``Row`` of one person, from fields filled in by hand. Raises ``Unreadable``."""
    read = {
        name: READERS[name](" ".join(value.split()), country=country, this_year=this_year)
        for name, value in values.items()
        if value.strip()
    }
    if not read.get("first_name") and not read.get("first_name_arabic"):
        raise Unreadable(_("The first name is missing."))
    return Row(line=1, **read)


def match(rows, people, members):
    """``([(row, person or None)], problems)``: who of the rows is known already.

    By phone or e-mail; else by name, but only those of the people whose id is among the members of the cooperative,
    and only where nothing else known of both differs. Two lines for one person, or one for two, are problems.
    """
    known = Known()
    for person in people:
        known.add(person, by_name=person.pk in members)
    matched, problems, lines = [], [], {}
    for row in rows:
        found = known.find(row)
        lines_before = [lines[id(one)] for one in found if id(one) in lines]
        if lines_before:
            problems.append(Problem(row.line, _same_as(row, lines_before[0])))
        elif len(found) > 1:
            problems.append(
                Problem(row.line, _("This fits two people. Write more about her or him."))
            )
        else:
            person = next(iter(found), None)
            matched.append((row, person))
            lines[id(person or row)] = lines[id(row)] = row
        known.add(row)
    return matched, problems


def _same_as(row, before):
    if row.phone and row.phone == before.phone:
        shared = _(
            "Line %(line)d has this phone too. A phone signs in one person: leave it out here."
        )
    elif row.email and row.email == before.email:
        shared = _(
            "Line %(line)d has this e-mail too. An e-mail signs in one person: leave it out here."
        )
    else:
        shared = _(
            "This is the person of line %(line)d again. If it is another, add the year of birth."
        )
    return shared % {"line": before.line}


class Known:
    """People and rows, found again by phone, e-mail or name."""

    def __init__(self):
        self.by_contact = {}
        self.by_name = defaultdict(list)

    def add(self, one, *, by_name=True):
        for contact in filter(None, (one.phone, one.email)):
            self.by_contact.setdefault(contact, one)
        for name in filter(None, (fold(one.name_latin), fold(one.name_arabic))) if by_name else ():
            self.by_name[name].append(one)

    def find(self, row):
        contacts = {id(one): one for one in map(self.by_contact.get, (row.phone, row.email)) if one}
        if contacts:
            return list(contacts.values())
        names = (fold(row.name_latin), fold(row.name_arabic))
        alike = {id(one): one for name in names for one in self.by_name.get(name, ())}
        return [one for one in alike.values() if _may_be_one(row, one)]


def _may_be_one(row, other):
    """Nothing that is known of both differs; the Arabic name decides only where a Latin one is missing."""
    pairs = (
        (fold(row.name_latin), fold(other.name_latin)),
        (row.birth_year, other.birth_year),
        (row.phone, other.phone),
        (row.email, other.email),
    )
    return all(not mine or not theirs or mine == theirs for mine, theirs in pairs)
