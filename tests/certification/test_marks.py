"""Emblems of others print only under a permission that holds that day; none is in this repository."""

import datetime as dt
from io import BytesIO

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from pypdf import PdfReader

from certification import layouts, pdf, printing, standard
from certification.models import CertificateTemplate, Mark, MarkPermission, TemplateVersion
from certification.viewsets.marks import MarkForm, MarkPermissionForm
from certification.words import WORDS
from lms.people.choices import Role
from tests.factories.certification import credential, scheme
from tests.factories.people import PersonFactory, appointed
from tests.factories.sign_in import signed_in

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

    assert "favicon" in parts
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


# The recorded document


def the_document(made):
    return reverse("rules:permission_document", args=[made.pk])


def test_the_document_of_a_permission_is_given_to_administrators_as_it_was_recorded():
    made = permission(mark(), scheme())
    client = signed_in(appointed(Role.ADMINISTRATOR))

    listed = client.get(reverse("certification_mark_permissions:index")).content.decode()
    form = client.get(reverse("certification_mark_permissions:edit", args=[made.pk])).content
    answer = client.get(the_document(made))

    assert the_document(made) in listed
    assert the_document(made) in form.decode()
    assert b"".join(answer.streaming_content) == b"%PDF-"
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_who_was_given_the_screen_of_permissions_may_read_the_document():
    made, keeper = permission(mark(), scheme()), PersonFactory()
    rights = Permission.objects.filter(codename__in=["access_admin", "change_markpermission"])
    keeper.user_permissions.set(rights)

    assert signed_in(keeper).get(the_document(made)).status_code == 200


@pytest.mark.parametrize("role", [Role.CERTIFIER, Role.MANAGER, Role.TRAINER, Role.MENTOR])
def test_nobody_else_reads_the_document(role):
    made = permission(mark(), scheme())
    made.schemes.get().certifiers.add(other := appointed(role))

    for client in (signed_in(other), signed_in(PersonFactory()), Client()):
        assert client.get(the_document(made)).status_code in (302, 403)
    assert Client().get(f"/media/{made.document.name}").status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "good"),
    [
        ("a.pdf", b"%PDF-1.7", True),
        ("a.pdf", b"<script>", False),
        ("a.html", b"<html>", False),
        ("a.pdf", b"", False),
    ],
)
def test_only_a_document_is_recorded_as_one(name, content, good):
    data = {"mark": mark().pk, "schemes": [scheme().pk], "countries": ["MA"]}
    data |= {"starts_on": "2026-01-01", "ends_on": "2026-12-31"}

    form = MarkPermissionForm(data, {"document": SimpleUploadedFile(name, content)})

    assert form.is_valid() is good
    assert set(form.errors) <= {"document"}


def test_the_picture_of_a_mark_stays_once_an_approved_template_prints_it():
    printed, free = mark(), mark("Free")
    layout = standard.layout()
    layout["items"] = [*layout["items"], {"mark": str(printed.pk)}]
    assert layouts.marks_of(layout) == [str(printed.pk)]
    TemplateVersion.objects.create(
        template=CertificateTemplate.objects.create(code="partners", name="Partners"),
        layout=layout,
        status="approved",
        approved_at=timezone.now(),
    )

    def changed(one, **values):
        new = SimpleUploadedFile("new.png", picture().read())
        return MarkForm(
            {"name": one.name, "owner": one.owner} | values, {"picture": new}, instance=one
        )

    assert set(changed(printed).errors) == {"picture"}
    assert changed(free).is_valid()
    assert MarkForm({"name": "New", "owner": "Its owner"}, instance=printed).is_valid()
