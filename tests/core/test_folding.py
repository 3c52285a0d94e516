import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.core.folding import fold


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("الإدارة", "الاداره"),
        ("إدارة", "ادارة"),
        ("مُدَرِّب", "مدرب"),
        ("تعـــاونية", "تعاونيه"),
        ("مسؤول", "مسوول"),
        ("Éducation", "education"),
        ("  Coopérative\u200f  Argane ", "cooperative argane"),
        ("١٢٫٥", "12٫5"),
        ("ﺗﻌﺎﻭﻧﻴﺔ", "تعاونية"),
        ("ا\u0654مل", "أمل"),
    ],
)
def test_what_is_written_differently_and_meant_alike_is_the_same(written, meant):
    assert fold(written) == fold(meant)


def test_different_words_stay_different():
    assert len({fold(word) for word in ["مدرب", "تدريب", "part", "parts", "1", "2"]}) == 6


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)
