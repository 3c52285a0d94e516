"""Emblems of others print only under a permission that holds that day; none is in this repository."""

import datetime as dt
from io import BytesIO

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from PIL import Image
from pypdf import PdfReader

from certification import layouts, pdf, printing, standard
from certification.models import Mark, MarkPermission
from certification.words import WORDS
from tests.factories.certification import credential, scheme

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 6, 5)


def picture():
    data = BytesIO()
    Image.new("RGB", (40, 20), "navy").save(data, "PNG")
    return ContentFile(data.getvalue(), "emblem.png")


def mark(name="Partner"):
    return Mark.objects.create(name=name, owner=f"{name} organisation", picture=picture())


def permission(mark, *schemes, countries=("MA",), starts_on=DAY, ends_on=DAY, document=b"%PDF-"):
    made = MarkPermission.objects.create(
        mark=mark,
        countries=list(countries),
        starts_on=starts_on,
        ends_on=ends_on,
        document=ContentFile(document, "agreement.pdf") if document else "",
    )
    made.schemes.set(schemes)
    return made


def test_a_mark_is_permitted_for_its_schemes_countries_and_days_alone():
    allowed, other = scheme(), scheme()
    shown, unasked = mark(), mark("Another")
    permission(shown, allowed, countries=["MA", "SN"], ends_on=DAY + dt.timedelta(days=30))

    def may(one, of, country, day=DAY):
        return one.is_permitted(scheme=of, country=country, day=day)

    assert may(shown, allowed, "MA")
    assert may(shown, allowed, "SN", DAY + dt.timedelta(days=30))
    assert not may(shown, allowed, "CI")
    assert not may(shown, other, "MA")
    assert not may(unasked, allowed, "MA")
    assert not may(shown, allowed, "MA", DAY - dt.timedelta(days=1))
    assert not may(shown, allowed, "MA", DAY + dt.timedelta(days=31))


def test_a_permission_has_its_document_and_ends_after_it_starts():
    made = mark()
    for wrong in (
        {"document": b""},
        {"starts_on": DAY, "ends_on": DAY - dt.timedelta(days=1)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            permission(made, **wrong)


def test_no_emblem_of_the_ilo_lies_in_the_repository():
    pictures = [
        path.stem.lower()
        for folder in ("lms", "content", "courses", "mentoring", "certification")
        for path in (settings.BASE_DIR / folder).rglob("*")
        if path.suffix in {".png", ".jpg", ".jpeg", ".svg", ".gif", ".webp", ".pdf"}
    ]
    parts = {part for name in pictures for part in name.replace("_", "-").split("-")}

    assert "certificate" in parts
    assert not {"ilo", "oit", "bit", "itcilo", "emblem"}.intersection(parts)


def test_the_default_paper_names_the_ilo_only_to_say_that_it_is_not_the_issuer():
    paper = credential(language="en").payload

    file = pdf.render(paper, layouts.read(standard.layout()))

    page = PdfReader(BytesIO(file)).pages[0]
    text = " ".join(page.extract_text().split())
    notice = paper["notice"]
    assert "not issued by the International Labour Organization (ILO)" in notice
    assert text.count("ILO") == text.count("(ILO)") == 1
    assert list(page.images) == []


@pytest.mark.parametrize("language", sorted(WORDS))
def test_the_neutral_sentence_is_there_in_every_language(language):
    assert WORDS[language]["notice"].count("{}") == 1
    assert printing.WORDS[language]["notice"]
