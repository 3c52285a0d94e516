import pytest

from content.exchange import decoding, reading
from content.exchange.decoding import decode
from content.exchange.values import Unreadable

ARABIC = "من يقرر في الفائض؟ {=الجمع العام ~الرئيسة}\n"
FRENCH = "À qui va l'excédent d'une coopérative ? {=à l'assemblée ~à la présidente}\n"
BOTH = f"{FRENCH}\n{ARABIC}"


@pytest.mark.parametrize(
    ("text", "encoding", "found"),
    [
        (BOTH, "utf-8", "utf-8"),
        (BOTH, "utf-8-sig", "utf-8"),
        (BOTH, "utf-16", "utf-16"),
        (BOTH, "utf-16-le", "utf-16-le"),
        (BOTH, "utf-16-be", "utf-16-be"),
        (BOTH, "utf-32", "utf-32"),
    ],
)
def test_unicode_is_known_for_certain(text, encoding, found):
    if encoding in ("utf-16-le", "utf-16-be"):
        text = FRENCH
    decoded = decode(text.encode(encoding))

    assert decoded == decoding.Decoded(text, found)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(FRENCH, "cp1252"), (ARABIC, "cp1256"), (ARABIC * 50, "cp1256"), ("É où {=Être}", "cp1252")],
)
def test_windows_encodings_are_guessed_and_called_a_guess(text, encoding):
    decoded = decode(text.encode(encoding))

    assert decoded == decoding.Decoded(text, encoding, guessed=True)


def test_arabic_of_windows_1256_becomes_a_question_in_arabic():
    found = reading.read(ARABIC.encode("cp1256"))

    assert found.questions[0].text == "من يقرر في الفائض؟"
    assert (found.encoding, found.guessed) == ("cp1256", True)


def test_the_trainer_can_choose_another_encoding():
    found = reading.read(ARABIC.encode("cp1256"), encoding="cp1252")

    assert (found.encoding, found.guessed) == ("cp1252", False)
    assert "الجمع" not in found.questions[0].options[0].text


@pytest.mark.parametrize("encoding", ["windows-1256", "iso-8859-6", "windows-1252"])
def test_xml_is_believed_when_it_says_its_encoding(encoding):
    text = "من؟" if encoding != "windows-1252" else "où ?"
    file = (
        f'<?xml version="1.0" encoding="{encoding}"?><quiz><question type="essay">'
        f"<questiontext><text>{text}</text></questiontext></question></quiz>"
    )

    found = reading.read(file.encode(encoding))

    assert found.questions[0].text == text
    assert not found.guessed


@pytest.mark.parametrize("declared", ["nonsense", "hex", "rot13", "utf-8", "idna"])
def test_xml_is_not_believed_when_it_is_wrong(declared):
    file = (
        f'<?xml version="1.0" encoding="{declared}"?><quiz><question type="essay">'
        "<questiontext><text>où ?</text></questiontext></question></quiz>"
    )

    found = reading.read(file.encode("cp1252"))

    assert found.questions[0].text == "où ?"


def test_line_ends_of_all_systems_are_one():
    assert decode(b"a\r\nb\rc\n").text == "a\nb\nc\n"


def test_what_programs_keep_for_themselves_is_taken_out():
    assert decode("a\ufdd0b\x00c\x0cd?{}".encode()).text == "abc\x0cd?{}"


def test_text_in_no_encoding_at_all_is_refused():
    with pytest.raises(Unreadable):
        decode(bytes([0, 1, 2, 3, 4, 5, 6, 7]) * 30)
