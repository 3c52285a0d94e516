"""The small picture beside which a stranger holds the paper in her hand."""

import secrets
from io import BytesIO

import pytest
from django.urls import reverse
from PIL import Image, ImageStat

from certification import pictures, standard
from certification.actions import templates
from certification.models import CertificateTemplate, TemplateVersion
from lms.core import jobs
from lms.core.models import Job
from lms.core.policy import SYSTEM
from lms.core.storage import private_storage
from lms.people.choices import Role
from tests.factories.certification import credential, paper, scheme
from tests.factories.people import appointed

pytestmark = pytest.mark.django_db


def address(version, language):
    return reverse("verify:picture", args=[version.pk, language])


def opened(content):
    return Image.open(BytesIO(content)).convert("L")


def ink(picture, *box):
    """How dark a part of a picture is, from 0 to 255."""
    return 255 - ImageStat.Stat(picture.crop(box)).mean[0]


@pytest.fixture
def drawings(monkeypatch, settings):
    """The languages of the pictures that were drawn, one for each time."""
    drawn, draw = [], pictures.drawn
    # A word that no test before has had drawn and stored.
    settings.DEMO_WATERMARK = secrets.token_hex(3)

    def counted(layout, language):
        drawn.append(language)
        return draw(layout, language)

    monkeypatch.setattr(pictures, "drawn", counted)
    return drawn


def test_the_page_of_a_certificate_shows_how_its_own_paper_looks(client):
    issued = credential(scheme(template=paper("fr", "ar")), language="ar")

    page = client.get(reverse("verify:code", args=[issued.token])).content.decode()

    src = address(issued.template, "ar")
    assert f'<img src="{src}" width="440" height="311" alt="' in page
    assert opened(client.get(src).content).size == (440, 311)


@pytest.mark.parametrize("language", standard.layout()["languages"])
def test_a_picture_of_this_house_is_light(client, language):
    response = client.get(address(templates.house_version(by=SYSTEM), language))

    assert response["Content-Type"] == "image/jpeg"
    assert 5_000 < len(response.content) < 20_000


def test_a_crowded_artwork_is_made_as_light(settings):
    noise = BytesIO()
    Image.effect_noise((1754, 1240), 100).convert("RGB").save(noise, "JPEG", quality=90)
    version = paper("fr")
    name = private_storage().save("templates/noise.jpg", noise)
    layout = version.layout | {"artwork": "file"}
    version = TemplateVersion.objects.create(
        template=version.template, number=9, layout=layout, artwork=name
    )

    assert len(pictures.drawn(version.drawn(), "fr")) < 20_000


def test_the_picture_is_that_of_the_layout_and_mirrored_in_arabic(client):
    version = paper("fr", "ar")

    french, arabic = (opened(client.get(address(version, code)).content) for code in ("fr", "ar"))

    left, right = (36, 220, 82, 262), (358, 220, 404, 262)
    assert ink(french, *right) > 60 > ink(french, *left)
    assert ink(arabic, *left) > 60 > ink(arabic, *right)


def test_another_layout_is_another_picture(client):
    plain = paper("fr")
    layout = plain.layout | {"artwork": "none"}
    bare = TemplateVersion.objects.create(
        template=plain.template,
        number=9,
        layout=layout,
        status="approved",
        approved_at=plain.approved_at,
    )

    one, other = (opened(client.get(address(v, "fr")).content) for v in (plain, bare))

    edge = (0, 0, 440, 24)
    assert ink(one, *edge) > 20
    assert ink(other, *edge) < 2


def test_browsers_keep_a_picture_and_it_is_drawn_once(client, drawings):
    version = paper("fr")

    first, second = (client.get(address(version, "fr")) for _ in range(2))

    assert first.content == second.content
    assert first["Cache-Control"] == "public, max-age=31536000, immutable"
    assert not first.cookies
    assert drawings == ["fr"]


def test_an_approval_draws_every_language_before_anybody_asks(client, drawings):
    template = CertificateTemplate.objects.create(code="new", name="New")
    draft = templates.draft_next(template, by=appointed(Role.ADMINISTRATOR))

    templates.approve(draft, by=appointed(Role.ADMINISTRATOR))
    jobs.run(Job.objects.get(name="certification.picture").pk)

    assert sorted(drawings) == sorted(draft.languages)
    client.get(address(draft, "hi"))
    assert len(drawings) == len(draft.languages)


def test_drafts_and_languages_that_are_not_printed_have_no_picture(client):
    template = CertificateTemplate.objects.create(code="new", name="New")
    draft = templates.draft_next(template, by=appointed(Role.ADMINISTRATOR))

    for version, language in [(draft, "fr"), (paper("fr"), "hi"), (paper("fr"), "xx")]:
        assert client.get(address(version, language)).status_code == 404


def test_a_retired_look_is_still_compared_with(client):
    version = templates.retire(paper("fr"), by=SYSTEM)

    assert client.get(address(version, "fr")).status_code == 200


def test_where_papers_say_specimen_the_picture_does_too(settings):
    dark = {}
    for word in ("", "SPECIMEN"):
        settings.DEMO_WATERMARK = word
        dark[word] = ink(opened(pictures.kept(paper("fr"), "fr")), 80, 60, 360, 280)

    assert dark["SPECIMEN"] > dark[""] + 1
