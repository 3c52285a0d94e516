import pytest

from certification import shaping
from certification.faces import SCRIPTS, face


def drawn(text, **style):
    """The letters of a line from left to right."""
    line = shaping.compose(text, **style)
    return "".join(c.text for run in line.runs for c in run.clusters)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("مَرْيَم بِنْتُ مُحَمَّد", "مريم بنت محمد"),
        ("عَبْدُ الإِلٰه", "عبد الإله"),
        ("فـــاطـــمة", "فاطمة"),
        ("ا\u0653يت أ\u0650يوب", "آيت أيوب"),
        ("E\u0301lise  Ai\u0308t\tLahcen ", "Élise Aït Lahcen"),
        ("Sal\u200dma\u202e B", "Salma B"),
    ],
)
def test_a_printed_name_is_composed_and_bare_of_vowel_signs(typed, printed):
    assert shaping.printed_name(typed) == printed


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("N’Goran Žofia Ḥaddou Ẹ̀bùn", set()),
        ("لآلئ گلزار ڭ", set()),
        ("", set()),
        ("फातिमा", set("फातिमा")),
        ("Fatima 😀", {"😀"}),
        ("ⴼⴰⵟⵉⵎⴰ", set("ⴼⴰⵟⵉⵎⴰ")),
    ],
)
def test_glyphs_that_no_font_has_are_named(text, lost):
    assert shaping.missing_glyphs(text, ("latin", "arabic")) == lost


@pytest.mark.parametrize("script", SCRIPTS)
def test_both_weights_know_the_same_characters(script):
    assert face(script, False).characters == face(script, True).characters


@pytest.mark.parametrize(
    ("text", "rtl", "from_left_to_right"),
    [
        ("Aït 2026", False, "Aït 2026"),
        ("عمر", True, "رمع"),
        ("برنامج GET Ahead", True, "GET Ahead جمانرب"),
        ("5 يونيو 2026", True, "2026 وينوي 5"),
        # Unicode turns the parts of a number after Arabic letters: it needs a line of its own.
        ("رقم 2026-0042", True, "0042-2026 مقر"),
        ("2026-0042", False, "2026-0042"),
        # An isolate keeps them in order, and is not drawn itself.
        ("رقم \u20662026-0042\u2069", True, "2026-0042 مقر"),
    ],
)
def test_each_script_runs_in_its_own_direction(text, rtl, from_left_to_right):
    assert drawn(text, rtl=rtl) == from_left_to_right


def test_arabic_letters_join():
    alone = {shaping.compose(letter).runs[0].clusters[0].glyphs[0][0] for letter in "عمر"}
    joined = {cluster.glyphs[0][0] for cluster in shaping.compose("عمر").runs[0].clusters}
    assert not alone & joined


def test_an_arabic_line_borrows_what_its_font_lacks():
    line = shaping.compose("برنامج (GET Ahead) – 84 %", rtl=True)
    assert line.missing == frozenset()
    assert {run.face.name for run in line.runs} == {"NotoSans-Regular", "NotoNaskhArabic-Regular"}


def test_a_line_is_as_wide_as_its_parts():
    both = shaping.compose("Salma سلمى").width
    apart = sum(shaping.compose(part).width for part in ("Salma", " ", "سلمى"))
    assert both == pytest.approx(apart)


@pytest.mark.parametrize(("text", "rtl"), [("سلمى", True), ("«Salma»", False), ("1 سلمى", True)])
def test_a_text_says_which_way_it_reads(text, rtl):
    assert shaping.reads_rtl(text) is rtl


def fit(text, width, **style):
    return shaping.fit(text, field="title", size=20, smallest=10, width=width, **style)


def test_a_short_text_keeps_its_full_size():
    fitted = fit("Think.COOP", 400)
    assert (len(fitted.lines), fitted.size) == (1, 20)


def test_a_longer_text_shrinks_first():
    fitted = fit("Gouvernance des coopératives agricoles", 300)
    assert len(fitted.lines) == 1
    assert 10 <= fitted.size < 20
    assert 295 < fitted.width <= 300


@pytest.mark.parametrize(
    ("text", "rtl"),
    [
        ("Gouvernance et gestion des coopératives agricoles de montagne", False),
        ("حكامة التعاونيات الفلاحية النسوية وتدبيرها في المناطق الجبلية", True),
    ],
)
def test_a_text_too_long_for_the_smallest_size_takes_two_even_lines(text, rtl):
    fitted = fit(text, 200, rtl=rtl)
    first, second = fitted.lines
    assert fitted.size == 10
    assert max(first.width, second.width) * 10 <= 200
    assert abs(first.width - second.width) < 0.35 * max(first.width, second.width)


def test_an_address_breaks_after_a_slash():
    fitted = fit("cooperatives.example.org/certificates/verify", 130)
    parts = ["".join(c.text for run in line.runs for c in run.clusters) for line in fitted.lines]
    assert parts == ["cooperatives.example.org/", "certificates/verify"]


@pytest.mark.parametrize("text", ["mot " * 60, "Anticonstitutionnellement" * 3, "a\u00a0" * 40])
def test_what_does_not_fit_is_refused_by_its_field(text):
    with pytest.raises(shaping.TextDoesNotFit) as refusal:
        fit(text, 200)
    assert refusal.value.field == "title"


def test_what_cannot_be_drawn_is_refused_by_its_field_and_characters():
    with pytest.raises(shaping.GlyphMissing) as refusal:
        fit("Fatima 😀", 200)
    assert refusal.value.field == "title"
    assert refusal.value.characters == {"😀"}
