"""Every word of the interface is there in French, Arabic and English."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.conf import settings

LOCALE = Path(settings.BASE_DIR) / "lms/locale"
LANGUAGES = [code for code, _name in settings.LANGUAGES]
PLACE = re.compile(r"%\(\w+\)[sd]|%%")


def catalogue(language):
    return polib.pofile(LOCALE / language / "LC_MESSAGES/django.po")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_missing_or_fuzzy(language):
    entries = catalogue(language)

    assert [entry.msgid for entry in entries if entry.fuzzy] == []
    assert [entry.msgid for entry in entries.untranslated_entries()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_keeps_its_named_places(language):
    wrong = []
    for entry in catalogue(language):
        wanted = set(PLACE.findall(entry.msgid)) | set(PLACE.findall(entry.msgid_plural))
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            # A plural may leave its number out ("one lesson"), never invent a place.
            named = set(PLACE.findall(text))
            if (text and not entry.msgid_plural and named != wanted) or not named <= wanted:
                wrong.append(entry.msgid)
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_that_of_the_sentences(language):
    compiled = polib.mofile(LOCALE / language / "LC_MESSAGES/django.mo")

    def texts(entries):
        return {(e.msgctxt, e.msgid): (e.msgstr, e.msgstr_plural) for e in entries}

    assert texts(compiled) == texts(catalogue(language).translated_entries())


def test_the_catalogues_hold_every_sentence_of_the_code(tmp_path):
    if not shutil.which("xgettext"):
        pytest.skip("gettext is not on this machine")
    copy = tmp_path / "copy"
    shutil.copytree(
        settings.BASE_DIR,
        copy,
        ignore=shutil.ignore_patterns(".git", ".venv", "var", "*.pyc", "tests", "*.toml", "*.ttf"),
    )
    subprocess.run(
        [sys.executable, copy / "manage.py", "makemessages", *MAKE],
        cwd=copy,
        check=True,
        capture_output=True,
    )

    for language in LANGUAGES:
        fresh = polib.pofile(copy / f"lms/locale/{language}/LC_MESSAGES/django.po")
        known = {(entry.msgctxt, entry.msgid) for entry in catalogue(language)}
        assert {(e.msgctxt, e.msgid) for e in fresh if not e.obsolete} == known


MAKE = ["--all", "--no-obsolete", "--no-location", "--no-wrap"]
