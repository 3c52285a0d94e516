"""Nothing that somebody uploads brings the readers down: it is read, or refused with a sentence."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.exchange import reading
from content.exchange.values import MAX_BYTES, MAX_QUESTIONS, Reading, Unreadable

from .samples import AIKEN, GIFT, MOODLE

often = settings(max_examples=80, deadline=None)
FORMATS = ("", "gift", "moodle", "aiken")
ENCODINGS = ("", "utf-8", "utf-16", "cp1252", "cp1256")


def read_or_refused(data, **options):
    try:
        found = reading.read(data, **options)
    except Unreadable:
        return None
    assert isinstance(found, Reading)
    assert all(skipped.reason for skipped in found.skipped)
    return found


@often
@given(st.binary(max_size=400), st.sampled_from(FORMATS), st.sampled_from(ENCODINGS))
def test_any_bytes_are_read_or_refused(data, form, encoding):
    read_or_refused(data, format=form, encoding=encoding)


@often
@given(st.text(max_size=300), st.sampled_from(FORMATS))
def test_any_text_is_read_or_refused(text, form):
    read_or_refused(text.encode("utf-8", "surrogatepass"), format=form)


@often
@given(st.sampled_from([GIFT, MOODLE, AIKEN]), st.data())
def test_damaged_files_are_read_or_refused(text, data):
    damaged = bytearray(text.encode())
    for _time in range(data.draw(st.integers(1, 6))):
        start = data.draw(st.integers(0, len(damaged) - 1))
        end = data.draw(st.integers(start, min(start + 40, len(damaged))))
        damaged[start:end] = data.draw(st.binary(max_size=10))

    read_or_refused(bytes(damaged), format=data.draw(st.sampled_from(FORMATS)))


@pytest.mark.parametrize("text", [GIFT, MOODLE, AIKEN])
def test_a_file_may_break_off_anywhere(text):
    data = text.encode()
    whole = len(reading.read(data).taken)
    for end in range(0, len(data), 7):
        found = read_or_refused(data[:end])
        assert found is None or len(found.taken) <= whole


def test_what_stands_before_the_break_is_kept():
    found = reading.read(MOODLE[: MOODLE.rindex("</question>")].encode())

    assert found.taken
    assert "not valid XML" in found.skipped[-1].reason


def test_entities_that_grow_are_refused():
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
        '<quiz><question type="essay"><questiontext><text>&b;</text></questiontext></question></quiz>'
    )

    with pytest.raises(Unreadable, match="entities"):
        reading.read(bomb.encode())


def test_a_file_of_this_server_is_not_read_into_a_question():
    thief = (
        '<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
        '<quiz><question type="essay"><questiontext><text>&a;</text></questiontext></question></quiz>'
    )

    with pytest.raises(Unreadable):
        reading.read(thief.encode())


def test_deep_nesting_is_read():
    deep = "<b>" * 50_000
    file = f'<quiz><question type="essay"><questiontext format="html"><text>{deep}'

    assert read_or_refused(file.encode()).taken == []


@pytest.mark.parametrize("form", ["gift", "moodle"])
def test_html_that_would_take_long_to_clean_is_skipped(form):
    deep = "&lt;div&gt;" * 5000 if form == "moodle" else "<div>" * 5000
    files = {
        "moodle": f'<quiz><question type="essay"><questiontext format="html"><text>{deep}</text>'
        "</questiontext></question></quiz>",
        "gift": f"[html]{deep}Why?{{}}",
    }

    found = reading.read(files[form].encode(), format=form)

    assert "too much to read" in found.skipped[0].reason


LONG = {
    "cdata": "<quiz>" + "<![CDATA[" * 30_000,
    "ampersands": "<quiz>" + "&" * 300_000,
    "cloze": f"<quiz><question type='cloze'><questiontext><text>{'{1:SA:' * 5000}</text>"
    "</questiontext></question></quiz>",
    "cloze in GIFT": "{1:SA:" * 50_000,
    "brackets": f"<quiz><question type='gapfill'><questiontext><text>{'[' * 29_000}</text>"
    "</questiontext></question></quiz>",
    "formulas": "\\(" * 14_000 + "?{}",
    "tags": "// " + "[tag:" * 60_000 + "\nWhy?{}",
    "titles": "::" * 150_000,
    "equals": "Why? {" + "=" * 300_000,
    "tildes": "Why? {" + "~ " * 150_000 + "}",
    "elements": "<b" * 150_000 + "{}",
    "attributes": "<b " + "a=" * 150_000 + ">{}",
    "empty lines": "\n" * 300_000 + "Why?",
    "answer": "Why?\nA. a\nANSWER:" + " " * 300_000 + "b",
    "option": "Why?\nA." + " " * 300_000 + "\nANSWER: A",
    "number": "Why? {#" + "1" * 300_000 + "}",
    "blanks": "Why?" + " \t" * 14_000 + "x{}",
}


@pytest.mark.parametrize("name", LONG)
def test_no_file_takes_longer_than_its_length_allows(name):
    """Where reading grew with the square of the length, each of these would take minutes."""
    read_or_refused(LONG[name].encode())
    read_or_refused(LONG[name].encode(), format="gift")
    read_or_refused(LONG[name].encode(), format="aiken")


def test_a_file_that_is_too_large_is_refused():
    with pytest.raises(Unreadable, match="5 MB"):
        reading.read(b"a" * (MAX_BYTES + 1))


@pytest.mark.parametrize(
    "one", ["Why?{}\n\n", "Why?\nA. a\nB. b\nANSWER: A\n", '<question type="essay"></question>']
)
def test_too_many_questions_are_refused(one):
    many = one * (MAX_QUESTIONS + 1)

    with pytest.raises(Unreadable, match="1000"):
        reading.read((f"<quiz>{many}</quiz>" if one.startswith("<") else many).encode())


def test_documents_and_archives_are_called_what_they_are():
    archive = BytesIO()
    with ZipFile(archive, "w") as zipped:
        zipped.writestr("word/document.xml", "<w/>")

    with pytest.raises(Unreadable, match="plain text"):
        reading.read(archive.getvalue())


@pytest.mark.parametrize("data", [b"", b"  \n\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(data):
    with pytest.raises(Unreadable, match="empty"):
        reading.read(data)


def test_binary_files_are_refused():
    with pytest.raises(Unreadable, match="cannot be read as text"):
        reading.read(bytes(range(256)) * 20)


def test_xml_of_another_kind_is_refused():
    with pytest.raises(Unreadable, match="not Moodle XML"):
        reading.read(b'<?xml version="1.0"?><questestinterop><item/></questestinterop>')
