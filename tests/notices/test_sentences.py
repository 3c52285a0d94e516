import datetime as dt

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from lms.notices.sentences import day, written

TITLES = {"fr": "Prix", "ar": "الأثمان"}


@pytest.mark.parametrize(
    ("language", "expected"),
    [("fr", "Prix · 1 mars 2026"), ("ar", "الأثمان · 1 مارس 2026"), ("en", "Prix · March 1, 2026")],
)
def test_a_notice_speaks_the_language_in_which_it_is_read(language, expected):
    with translation.override(language):
        sentence = written(
            _("%(title)s · %(day)s"), {"title": TITLES, "day": day(dt.date(2026, 3, 1))}
        )

    assert sentence == expected
