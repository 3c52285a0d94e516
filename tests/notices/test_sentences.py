import datetime as dt
import re

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from lms.notices.kinds import DAY, KINDS, NAME, TITLES
from lms.notices.sentences import kept, written

PLACES = {"title": TITLES, "day": DAY, "name": NAME}
TOLD = {"title": {"fr": "Prix", "ar": "الأثمان"}, "day": dt.date(2026, 3, 1), "name": "Amina"}


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fr", "Prix · 1 mars 2026 · Amina"),
        ("ar", "الأثمان · 1 مارس 2026 · Amina"),
        ("en", "Prix · March 1, 2026 · Amina"),
    ],
)
def test_a_notice_speaks_the_language_in_which_it_is_read(language, expected):
    with translation.override(language):
        assert written(_("%(title)s · %(day)s · %(name)s"), kept(TOLD, PLACES)) == expected


@pytest.mark.parametrize(
    "wrong",
    [{"title": "Prix"}, {"day": "2026-03-01"}, {"name": None}, {"more": "Amina"}],
    ids=["a title in one language", "a day as text", "nobody", "an unknown place"],
)
def test_a_place_is_filled_by_its_type_and_nothing_else(wrong):
    with pytest.raises(TypeError):
        kept(TOLD | wrong, PLACES)


def test_no_place_stays_empty():
    with pytest.raises(TypeError):
        kept({"title": {}, "name": "Amina"}, PLACES)


def test_each_kind_declares_the_places_of_its_sentences():
    declared = {name: set(kind.places) for name, kind in KINDS.items()}
    used = {
        name: set(re.findall(r"%\((\w+)\)s", f"{kind.title} {kind.text}"))
        for name, kind in KINDS.items()
    }

    assert {name: places - declared[name] for name, places in used.items()} == dict.fromkeys(
        KINDS, set()
    )
