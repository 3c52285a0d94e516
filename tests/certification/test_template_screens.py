"""The editor of templates in the Wagtail admin."""

from io import BytesIO

import pypdf
import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from certification import standard
from certification.actions import templates as actions
from certification.editor import LayoutForm
from certification.models import CertificateTemplate, TemplateVersion
from lms.core.policy import SYSTEM
from lms.people.models import Person
from tests.certification.test_marks import mark
from tests.factories.certification import certifier
from tests.factories.sign_in import signed_in

pytestmark = pytest.mark.django_db


def administrator(name):
    return Person.objects.create_superuser(name, "secret", first_name=name, language="en")


@pytest.fixture
def maker():
    return administrator("maker")


@pytest.fixture
def draft(maker):
    template = CertificateTemplate.objects.create(code="partners", name="With partners")
    return actions.draft_next(template, by=maker)


def at(name, version, *more):
    return reverse(f"certification_template_versions:{name}", args=[version.pk, *more])


def filled(layout=None, **changes):
    """What a browser sends back of the form as it shows a layout."""
    form = LayoutForm(layout=layout or standard.layout())
    data = {name: form.initial[name] for name in ("artwork", "languages", "scripts")}
    for part in (*form.areas.values(), form.rows.management_form, *form.rows):
        for bound in part:
            data[bound.html_name] = sent(bound)
    return {name: value for name, value in data.items() if value is not False} | changes


def sent(bound):
    """What a browser sends of a field that nobody touched: of a list at least its first line."""
    if bound.value() in (None, "") and isinstance(bound.field.widget, forms.Select):
        return bound.field.choices[0][0]
    return "" if bound.value() is None else bound.value()


def picture(kind="PNG"):
    file = BytesIO()
    Image.new("RGB", (297, 210), "ivory").save(file, kind)
    return SimpleUploadedFile(f"paper.{kind.lower()}", file.getvalue())


def test_a_layout_comes_back_from_its_form_as_it_was():
    form = LayoutForm(filled(), layout=standard.layout())
    assert form.is_valid(), (form.errors, form.rows.errors)
    bare = [
        {k: v for k, v in row.items() if k in known}
        for row, known in zip(form.layout["items"], standard.layout()["items"], strict=True)
    ]
    assert bare == standard.layout()["items"]
    assert form.layout["scripts"] == standard.layout()["scripts"]


def test_a_draft_is_written_looked_at_and_approved_by_another(client, draft, maker):
    signed_in(maker, client)
    screen = client.get(at("edit", draft))
    assert screen.status_code == 200
    assert at("preview", draft, "ar") in screen.content.decode()
    assert at("approve", draft) not in screen.content.decode()

    answer = client.post(at("edit", draft), filled(artwork="lines"))
    assert answer.status_code == 302, answer.content.decode()
    draft.refresh_from_db()
    assert draft.layout["artwork"] == "lines"

    signed_in(administrator("second"), client)
    assert at("approve", draft) in client.get(at("edit", draft)).content.decode()
    client.post(at("approve", draft))
    draft.refresh_from_db()
    assert draft.status == "approved"
    client.post(at("draft", draft))
    assert draft.template.versions.get(status="draft").number == 2


def test_a_fault_is_said_and_nothing_is_written(client, draft, maker):
    signed_in(maker, client)
    answer = client.post(at("edit", draft), filled(**{"items-2-size": "500"}))
    assert "is not set rightly" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.layout == standard.layout()


def test_an_approved_version_shows_no_form_and_takes_none(client, maker):
    version = actions.house_version(by=SYSTEM)
    signed_in(maker, client)
    assert "items-0-field" not in client.get(at("edit", version)).content.decode()
    client.post(at("edit", version), filled(artwork="none"))
    version.refresh_from_db()
    assert version.layout["artwork"] == "lattice"


def test_the_preview_is_made_by_the_writer_and_says_it_is_a_specimen(client, draft, maker):
    signed_in(maker, client)
    answer = client.get(at("preview", draft, "fr"))
    assert answer["Content-Type"] == "application/pdf"
    text = pypdf.PdfReader(BytesIO(answer.content)).pages[0].extract_text()
    assert "SPÉCIMEN" in text
    assert client.get(at("preview", draft, "de"), follow=True).status_code == 404


def test_a_sheet_has_every_hard_name(client, draft, maker):
    signed_in(maker, client)
    answer = client.get(at("sheet", draft, "fr"))
    assert len(pypdf.PdfReader(BytesIO(answer.content)).pages) == 8


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_an_uploaded_picture_is_made_anew_and_drawn(client, draft, maker, kind):
    signed_in(maker, client)
    client.post(at("edit", draft), filled(artwork="file") | {"picture": picture(kind)})
    draft.refresh_from_db()
    with draft.artwork.open() as stored:
        assert stored.read(3) == b"\xff\xd8\xff"
    reader = pypdf.PdfReader(BytesIO(client.get(at("preview", draft, "fr")).content))
    (drawn,) = reader.pages[0].images
    assert drawn.image.size == (297, 210)


@pytest.mark.parametrize("content", [b"<svg/>", b"%PDF-1.7", b"", b"\x89PNG\r\n\x1a\n0000"])
def test_what_is_no_picture_is_refused(content):
    files = {"picture": SimpleUploadedFile("paper.png", content)}
    form = LayoutForm(filled(artwork="file"), files, layout=standard.layout())
    assert not form.is_valid()
    assert "picture" in form.errors


@pytest.mark.parametrize(
    ("name", "more"),
    [
        *(("edit", ()), ("preview", ("fr",)), ("sheet", ("fr",))),
        *(("approve", ()), ("retire", ()), ("draft", ())),
    ],
)
def test_no_door_of_a_template_opens_for_others(client, draft, name, more):
    signed_in(certifier(), client)
    address = at(name, draft, *more)
    answers = {client.get(address).status_code, client.post(address, filled()).status_code}
    assert 200 not in answers
    draft.refresh_from_db()
    assert (draft.status, TemplateVersion.objects.count()) == ("draft", 1)


def test_a_mark_is_chosen_by_its_name_and_no_other_is_taken(client, draft, maker):
    logo = mark("Union of cooperatives")
    signed_in(maker, client)
    assert "Union of cooperatives" in client.get(at("edit", draft)).content.decode()
    shown = {"field": "mark", "area": "page", "x": 30, "y": 25, "width": 30, "height": 15}
    layout = standard.layout()
    layout["items"] = [*layout["items"], shown | {"mark": str(logo.pk)}]
    row = f"items-{len(layout['items']) - 1}-mark"

    unknown = client.post(at("edit", draft), filled(layout) | {row: "999"})
    known = client.post(at("edit", draft), filled(layout) | {row: str(logo.pk)})

    assert (unknown.status_code, known.status_code) == (200, 302)
    draft.refresh_from_db()
    assert draft.layout["items"][-1]["mark"] == str(logo.pk)
