import json
from io import BytesIO
from xml.etree import ElementTree

import pytest
from openbadgeslib.ob3.verifier import OB3Verifier
from PIL import Image

from certification import badges, baking, medal
from tests.certification.badge_records import key, record

WORDS = medal.Words(
    kind="trainer",
    kind_title="Certificat de formatrice",
    title="Animer « GET Ahead »",
    issuer="Académie des coopératives",
    language="fr",
)


def colours(picture):
    with Image.open(BytesIO(picture)) as image:
        return image.convert("RGBA").getcolors(512 * 512)


def test_the_picture_is_drawn_once_and_the_same_each_time():
    first = medal.png(WORDS)
    medal.png.cache_clear()

    assert medal.png(WORDS) == first
    with Image.open(BytesIO(first)) as image:
        assert image.size == (512, 512)
        assert image.getpixel((1, 1))[3] == 0


def test_each_kind_has_its_own_rim():
    rims = set()
    for kind in ("participation", "achievement", "trainer", "master"):
        words = medal.Words(kind, "Certificate", "My.COOP", "Coop Academy", "en")
        with Image.open(BytesIO(medal.png(words))) as image:
            rims.add(image.getpixel((256, 20)))
    assert len(rims) == 4


@pytest.mark.parametrize("length", [1, 4, 30])
def test_a_title_of_any_length_stays_within_the_picture(length):
    words = medal.Words("trainer", "شهادة", "تسيير التعاونية " * length, "أكاديمية", "ar")

    lines, size = medal.largest(words.title.strip(), medal.TITLE, True)

    assert max(line.width for line in lines) * size <= medal.TITLE.width
    assert sum(line.above + line.below for line in lines) * size <= medal.TITLE.height


def test_a_french_line_never_breaks_inside_its_quotation_marks():
    lines = medal.broken("Animer « GET » : le cours", 5, bold=True, rtl=False)

    read = ["".join(run.text for run in line.runs) for line in lines]
    assert read == ["Animer", "«\u00a0GET\u00a0»\u00a0:", "le cours"]


def test_words_that_look_like_tags_stay_words():
    words = medal.Words("trainer", 'A "b" <c>', "& d", "e", "en")

    root = ElementTree.fromstring(medal.svg(words))  # noqa: S314 - ours

    assert root.get("aria-label") == 'A "b" <c> · & d'


def test_a_baked_png_holds_the_badge_once_and_shows_the_same_picture():
    badge = badges.signed(record(named=True), key())

    baked = baking.baked_png(medal.png(WORDS), badge)

    assert OB3Verifier.extract_token_from_png(baked) == badge.decode()
    assert baked.count(b"openbadgecredential") == 1
    assert colours(baked) == colours(medal.png(WORDS))


def test_a_baked_svg_holds_the_badge_whatever_its_words():
    badge = badges.signed(record(title="]]> <script>"), key())

    baked = baking.baked_svg(medal.svg(WORDS), badge)

    root = ElementTree.fromstring(baked)  # noqa: S314 - ours
    held = root.find("{https://purl.imsglobal.org/ob/v3p0}credential")
    assert held is root[0]
    assert json.loads(held.text) == json.loads(badge)
