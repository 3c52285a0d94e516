import hashlib
import json
import os
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
import pytest
import zxingcpp
from PIL import ImageChops, ImageFilter

from certification import layouts, pdf, shaping, specimens, standard
from certification.faces import SCRIPTS
from tests.certification import names

ROOT = Path(pdf.__file__).parents[1]
PDFTOTEXT = shutil.which("pdftotext")

FRENCH = {
    "language": "fr",
    "kind_title": "Certificat de réussite",
    "certifies": "Ce certificat est remis à",
    "name_latin": "Salma Aït Lahcen",
    "name_arabic": "سلمى آيت لحسن",
    "achieved": "pour avoir terminé",
    "title": "GET Ahead : créer et développer son entreprise",
    "programme": "Programme d’appui aux coopératives, région de Béni Mellal-Khénifra",
    "requirements": ["12 leçons terminées", "présence à 9 demi-journées sur 10"],
    "issuer": "Académie des coopératives",
    "signatories": [
        {"name": "Aminata Diallo", "function": "Directrice de la formation"},
        {"name": "Khadija Benali", "function": "Certificatrice"},
    ],
    "labels": {"number": "Numéro", "issued_on": "Délivré le", "signature": "Signature"},
    "number": "OCPF-GA-26-000123",
    "issued_at": "2026-06-05T10:30:00+01:00",
    "issued_on": "2026-06-05",
    "issued_on_text": "5 juin 2026",
    "valid_until_text": "Valable jusqu’au 4 juin 2029",
    "check_at": "À vérifier sur",
    "verify_text": "cooperatives.example.org/verify · 7K3M9-QX2RT-4WB",
    "verify_url": "HTTPS://COOPERATIVES.EXAMPLE.ORG/V/7K3M9QX2RT4WB",
    "notice": "Ce certificat n’est pas délivré par l’Organisation internationale du Travail.",
    "sample": "",
}
ARABIC = FRENCH | {
    "language": "ar",
    "kind_title": "شهادة نجاح",
    "certifies": "تُمنح هذه الشهادة إلى",
    "achieved": "لإتمامها بنجاح",
    "title": "برنامج GET Ahead: إنشاء المقاولة وتطويرها",
    "programme": "برنامج دعم التعاونيات، جهة بني ملال - خنيفرة",
    "requirements": ["إتمام 12 درسا", "حضور 9 أنصاف أيام من 10"],
    "issuer": "أكاديمية التعاونيات",
    "signatories": [
        {"name": "أميناتا ديالو", "function": "مديرة التكوين"},
        {"name": "Khadija Benali", "function": "جهة الإشهاد"},
    ],
    "labels": {"number": "رقم الشهادة", "issued_on": "سلمت بتاريخ", "signature": "التوقيع"},
    "issued_on_text": "5 يونيو 2026",
    "valid_until_text": "صالحة إلى غاية 4 يونيو 2029",
    "check_at": "للتحقق",
    "notice": "هذه الشهادة غير صادرة عن منظمة العمل الدولية.",
}
LAYOUT = layouts.read(standard.layout())
LATIN_NAMES, ARABIC_NAMES = names.LATIN, names.ARABIC


def rendered(facts, **more):
    return pdf.render(facts, LAYOUT, **more)


def by_pypdf(data):
    return pypdf.PdfReader(BytesIO(data)).pages[0].extract_text()


def by_pdfium(data):
    return pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()


def by_poppler(data):
    command = [PDFTOTEXT, "-", "-"]
    done = subprocess.run(command, input=data, capture_output=True, check=True)
    return done.stdout.decode()


READERS = [
    by_pypdf,
    by_pdfium,
    pytest.param(
        by_poppler, marks=pytest.mark.skipif(not PDFTOTEXT, reason="poppler-utils is missing")
    ),
]


def spoken(text):
    """Copied text without line ends and without the marks of direction a reader may add."""
    bare = "".join(char for char in text if char not in "\u200e\u200f\u202a\u202b\u202c")
    return " ".join(bare.split())


def picture(data):
    return pypdfium2.PdfDocument(data)[0].render(scale=200 / 72).to_pil().convert("L")


def code_on(data):
    (code,) = zxingcpp.read_barcodes(picture(data))
    return code


def place_of(data, text):
    """The boxes (left, bottom, right, top) of the characters of ``text`` on the page."""
    textpage = pypdfium2.PdfDocument(data)[0].get_textpage()
    start, length = textpage.search(text).get_next()
    return [textpage.get_charbox(index) for index in range(start, start + length)]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("facts", [FRENCH, ARABIC], ids=["fr", "ar"])
@pytest.mark.parametrize("name", LATIN_NAMES)
def test_a_latin_name_copies_exactly(name, facts, reader):
    assert name in spoken(reader(rendered(facts | {"name_latin": name})))


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("facts", [FRENCH, ARABIC], ids=["fr", "ar"])
@pytest.mark.parametrize("name", ARABIC_NAMES)
def test_an_arabic_name_copies_exactly(name, facts, reader):
    assert name in spoken(reader(rendered(facts | {"name_arabic": name})))


@pytest.mark.parametrize("reader", READERS)
def test_a_name_typed_with_vowel_signs_is_printed_without(reader):
    text = spoken(reader(rendered(FRENCH | {"name_arabic": "عَبْدُ الإِلٰه بِنْ فـــاطِمَة"})))
    assert "عبد الإله بن فاطمة" in text


UNPRINTED = ("language", "verify_url", "sample", "issued_at")


def words(facts):
    """Every word of the facts that is to be read on the page."""
    for key, value in facts.items():
        if isinstance(value, str) and key not in UNPRINTED:
            yield value
    yield from facts["requirements"]
    yield from (facts["labels"][key] for key in ("number", "issued_on"))
    for signatory in facts["signatories"]:
        yield from signatory.values()


@pytest.mark.parametrize("reader", READERS)
def test_every_fact_is_printed(reader):
    text = spoken(reader(rendered(FRENCH)))
    assert [word for word in words(FRENCH) if word not in text] == []


@pytest.mark.parametrize("missing", ["name_latin", "name_arabic", "valid_until_text"])
def test_a_fact_that_does_not_apply_leaves_no_trace(missing):
    text = spoken(by_pypdf(rendered(FRENCH | {missing: ""})))
    assert FRENCH[missing] not in text


def test_the_same_facts_give_the_same_bytes_in_any_process_on_any_day():
    script = (
        "import hashlib, json, sys\n"
        "from freezegun import freeze_time\n"
        "from certification import layouts, pdf, standard\n"
        "with freeze_time(sys.argv[1]):\n"
        "    made = pdf.render(json.load(sys.stdin), layouts.read(standard.layout()), badge=b'{}')\n"
        "print(hashlib.sha256(made).hexdigest())"
    )
    rendered(FRENCH)
    digests = {hashlib.sha256(rendered(ARABIC, badge=b"{}")).hexdigest()}
    for seed, day in (("1", "2027-01-01"), ("2", "2031-12-31")):
        done = subprocess.run(
            [sys.executable, "-c", script, day],
            input=json.dumps(ARABIC),
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "TZ": "Asia/Tokyo"},
            capture_output=True,
            text=True,
            check=True,
        )
        digests.add(done.stdout.strip())
    assert len(digests) == 1


@pytest.mark.parametrize("facts", [FRENCH, ARABIC, FRENCH | {"sample": "SPÉCIMEN"}])
def test_the_code_reads_as_the_address_exactly(facts):
    code = code_on(rendered(facts))
    assert (code.text, code.ec_level) == (facts["verify_url"], "Q")


@pytest.mark.parametrize("facts", [FRENCH, ARABIC], ids=["fr", "ar"])
def test_the_smallest_code_reads_from_a_page_of_200_dots_an_inch(facts):
    data = standard.layout()
    small = {"width": layouts.SMALLEST_CODE, "height": layouts.SMALLEST_CODE}
    data["items"] = [row | small if row["field"] == "code" else row for row in data["items"]]
    made = pdf.render(facts, layouts.read(data))
    # As a cheap printer and an old phone see it.
    seen = picture(made).filter(ImageFilter.GaussianBlur(1.2))
    (code,) = zxingcpp.read_barcodes(seen)
    assert (code.text, seen.width) == (facts["verify_url"], 2339)
    across = code.position.top_right.x - code.position.top_left.x
    assert across / 200 * 25.4 == pytest.approx(layouts.SMALLEST_CODE, abs=0.4)


@pytest.mark.parametrize("language", ["fr", "en", "ar", "pt", "zgh", "hi"])
@pytest.mark.parametrize("reader", READERS)
def test_a_certificate_copies_in_each_language(language, reader):
    facts = specimens.facts(language, tuple(SCRIPTS), sample="")
    text = spoken(reader(rendered(facts)))
    names = {facts[f"name_{script}"] for script in SCRIPTS}
    if (reader, language) == (by_poppler, "ar"):
        # On a page that reads from right to left poppler turns Tifinagh, whose letters it takes for signs.
        names.remove(facts["name_tifinagh"])
    assert [name for name in names if name not in text] == []
    assert facts["number"] in text


@pytest.mark.parametrize("facts", [FRENCH, ARABIC], ids=["fr", "ar"])
def test_the_code_is_27_mm_wide_with_a_quiet_zone_of_four_modules(facts):
    data = rendered(facts | {"sample": "SPÉCIMEN SANS VALEUR"})
    corners = code_on(data).position
    left, top = corners.top_left.x, corners.top_left.y
    right, bottom = corners.bottom_right.x, corners.bottom_right.y
    assert (right - left) / 200 * 25.4 == pytest.approx(27, abs=0.4)
    quiet = 4 * (right - left) / 29
    outer = left - quiet, top - quiet, right + quiet, bottom + quiet
    page = picture(data)
    # Two pixels are left to the blurred edge of the code itself.
    page.paste(255, (left - 2, top - 2, right + 2, bottom + 2))
    assert page.crop(outer).getextrema() == (255, 255)


@pytest.mark.parametrize("fact", ["number", "issued_on", "verify_text"])
def test_numbers_dates_and_addresses_are_never_turned_in_arabic(fact):
    # Their digits would change places with the letters if they followed the page.
    numbers = {"number": "26-000123 GA", "verify_text": "26 example.org/v"}
    facts = ARABIC | numbers
    lefts = [box[0] for box in place_of(rendered(facts), facts[fact])]
    assert lefts == sorted(lefts)


def test_the_arabic_page_is_mirrored():
    sides = {}
    for facts in (FRENCH, ARABIC):
        data = rendered(facts)
        (first, *_), (second, *_) = (place_of(data, who["name"]) for who in facts["signatories"])
        code_x = code_on(data).position.top_left.x / 200 * 72
        sides[facts["language"]] = (first[0] < second[0], first[0] < code_x)
    assert sides == {"fr": (True, True), "ar": (False, False)}


@pytest.mark.parametrize(("facts", "edge"), [(FRENCH, 2), (ARABIC, 0)], ids=["fr", "ar"])
def test_number_and_date_line_up_beside_the_code(facts, edge):
    data = rendered(facts)
    number, date = (
        place_of(data, facts[fact])[-1 if edge else 0] for fact in ("number", "issued_on")
    )
    assert number[edge] == pytest.approx(date[edge], abs=1)


@pytest.mark.parametrize(
    ("facts", "first", "second"),
    [(FRENCH, "Salma", "سلمى"), (ARABIC, "سلمى", "Salma")],
    ids=["fr", "ar"],
)
def test_the_name_in_the_script_of_the_page_comes_first(facts, first, second):
    data = rendered(facts)
    above, below = place_of(data, first)[0], place_of(data, second)[0]
    assert above[1] > below[1]


def test_only_a_specimen_says_so():
    assert "SPÉCIMEN" in by_pypdf(rendered(FRENCH | {"sample": "SPÉCIMEN"}))
    assert "SPÉCIMEN" not in by_pypdf(rendered(FRENCH))


def test_the_word_of_a_specimen_hides_nothing():
    plain, marked = (
        picture(rendered(FRENCH)),
        picture(rendered(FRENCH | {"sample": "SPÉCIMEN"})),
    )
    changed = ImageChops.difference(plain, marked)
    assert changed.getextrema()[1] > 10
    dark = plain.point(lambda shade: 255 if shade < 128 else 0)
    assert ImageChops.multiply(changed, dark).getextrema()[1] < 10


LONG = "Formation des formatrices et formateurs aux outils des coopératives, région par région "
CROWDED = FRENCH | {
    "name_latin": LATIN_NAMES[-1],
    "name_arabic": ARABIC_NAMES[-1],
    "title": LONG.strip(),
    "requirements": [LONG.strip()] * 5,
    "signatories": [
        {"name": "Jean-Baptiste N’Goran Kouadio", "function": LONG[:60].strip()},
        *FRENCH["signatories"],
    ],
}

LONG_ARABIC = "مكون معتمد في حكامة التعاونيات الفلاحية النسوية وتدبيرها"
OVERFULL = ARABIC | {
    "kind_title": LONG_ARABIC,
    "name_latin": LATIN_NAMES[-1],
    "name_arabic": LONG_ARABIC * 2,
    "title": LONG_ARABIC * 2,
    "programme": LONG_ARABIC * 3,
    "requirements": [LONG_ARABIC * 4] * 5,
}


CROWDED_ARABIC = OVERFULL | {
    "kind_title": ARABIC["kind_title"],
    "requirements": [LONG_ARABIC] * 4 + [f"{LONG_ARABIC} 2031"],
}


def test_a_crowded_page_still_holds_everything():
    text = spoken(by_pypdf(rendered(CROWDED)))
    assert [word for word in words(CROWDED) if word not in text] == []


@pytest.mark.parametrize(
    ("facts", "last"), [(CROWDED, "région par région"), (CROWDED_ARABIC, "2031")], ids=["fr", "ar"]
)
def test_a_crowded_statement_stays_above_the_signatures(facts, last):
    boxes = place_of(rendered(facts), last)
    area = LAYOUT.areas["statement"]
    end_of_area = (210 - area.y - area.height) * 72 / 25.4
    assert min(bottom for _, bottom, _, _ in boxes) > end_of_area


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name_latin": "Marie-Antoinette " * 12}, "name_latin"),
        ({"name_arabic": "عبد الرحمان " * 14}, "name_arabic"),
        ({"title": LONG * 4}, "title"),
        ({"number": "X" * 60}, "number"),
        (OVERFULL, "statement"),
        ({"signatories": [{"name": "A", "function": LONG * 3}]}, "signatories"),
        (ARABIC | {"labels": dict.fromkeys(ARABIC["labels"], LONG_ARABIC)}, "particulars"),
        ({"verify_text": "example.org/" + "x" * 80}, "verify_text"),
        ({"notice": LONG * 8}, "notice"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_does_not_fit_is_refused_by_its_field(change, field):
    with pytest.raises(shaping.TextDoesNotFit) as refusal:
        rendered(FRENCH | change)
    assert refusal.value.field == field


def test_no_box_is_ever_drawn_for_a_letter():
    with pytest.raises(shaping.GlyphMissing) as refusal:
        rendered(FRENCH | {"name_latin": "Фатима"})
    assert refusal.value.field == "name_latin"
    assert refusal.value.characters == set("Фатима")


def test_the_file_says_what_it_is():
    reader = pypdf.PdfReader(BytesIO(rendered(ARABIC)))
    catalog = reader.trailer["/Root"]
    assert reader.metadata.title == f"{ARABIC['kind_title']} · {ARABIC['title']} · Salma Aït Lahcen"
    assert reader.metadata.author == ARABIC["issuer"]
    assert reader.metadata.creation_date.isoformat() == "2026-06-05T09:30:00+00:00"
    assert catalog["/Lang"] == "ar"
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712 - pypdf's own
    assert len(reader.pages) == 1


def test_the_file_is_sound_and_small_and_brings_its_fonts():
    data = rendered(ARABIC)
    with pikepdf.open(BytesIO(data)) as file:
        assert file.check_pdf_syntax() == []
        fonts = file.pages[0].Resources.Font
        assert len(fonts) == 4
        for font in fonts.values():
            assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor
    assert len(data) < 40_000
