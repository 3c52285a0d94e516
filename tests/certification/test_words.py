import datetime as dt
from string import Formatter

import pytest

from certification.faces import SCRIPT_OF
from certification.shaping import missing_glyphs
from certification.words import MONTHS, WORDS, date_words, sentence


def named(sentence):
    return sorted(name for _, name, _, _ in Formatter().parse(sentence) if name is not None)


def bare(words):
    return {key for key in words if not key.endswith(("_woman", "_man"))}


@pytest.mark.parametrize("language", SCRIPT_OF)
def test_each_language_has_every_word_with_its_places(language):
    assert bare(WORDS[language]) == bare(WORDS["fr"])
    for key in bare(WORDS["fr"]):
        assert named(WORDS[language][key]) == named(WORDS["fr"][key]), key


@pytest.mark.parametrize("language", SCRIPT_OF)
def test_each_language_prints_in_its_own_script_and_latin_letters(language):
    sentences = [*WORDS[language].values(), MONTHS[language]]
    scripts = ("latin", SCRIPT_OF[language])
    assert {s: lost for s in sentences if (lost := missing_glyphs(s, scripts))} == {}


@pytest.mark.parametrize(
    ("language", "spoken"),
    [
        ("fr", "1er juin 2026"),
        ("en", "1 June 2026"),
        ("ar", "1 يونيو 2026"),
        ("pt", "1 de junho de 2026"),
        ("zgh", "1 ⵢⵓⵏⵢⵓ 2026"),
        ("hi", "1 जून 2026"),
    ],
)
def test_a_date_is_spoken_in_the_language_of_the_certificate(language, spoken):
    assert date_words(dt.date(2026, 6, 1), language) == spoken
    assert len(MONTHS[language].split()) == 12


def test_a_sentence_ends_as_its_language_ends_it():
    assert sentence("Remplace le certificat X", "fr") == "Remplace le certificat X."
    assert sentence("प्रमाणपत्र X के स्थान पर", "hi") == "प्रमाणपत्र X के स्थान पर।"
