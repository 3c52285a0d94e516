"""Templates of certificates: who writes and who approves them, and that nothing approved ever changes."""

from io import BytesIO

import pypdf
import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.utils import timezone

from certification import layouts, pdf, specimens, standard
from certification.actions import templates as actions
from certification.models import CertificateTemplate, TemplateVersion
from certification.words import LANGUAGES
from lms.core.policy import SYSTEM
from lms.people.models import Person
from tests.certification.test_marks import mark, permission
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def administrator(name):
    return Person.objects.create_superuser(name, "secret", first_name=name)


@pytest.fixture
def maker():
    return administrator("maker")


@pytest.fixture
def second():
    return administrator("second")


@pytest.fixture
def draft(maker):
    template = CertificateTemplate.objects.create(code="partners", name="With partners")
    return actions.draft_next(template, by=maker)


def changed(**frame):
    return standard.layout() | frame


def test_the_version_of_this_house_is_stored_once_and_again_when_it_changes(monkeypatch):
    first = actions.house_version(by=SYSTEM)
    assert actions.house_version(by=SYSTEM) == first
    assert (first.number, first.status, first.made_by) == (1, "approved", None)

    newer = changed(artwork="lines")
    monkeypatch.setattr(standard, "layout", lambda: newer)
    later = actions.house_version(by=SYSTEM)
    assert (later.number, later.layout["artwork"]) == (2, "lines")
    first.refresh_from_db()
    assert first.layout["artwork"] == "lattice"


def test_a_draft_begins_with_the_layout_of_this_house(draft, maker):
    assert draft.layout == standard.layout()
    assert (draft.number, draft.made_by, draft.is_draft) == (1, maker, True)
    assert actions.draft_next(draft.template, by=maker) == draft


def test_a_second_person_approves(draft, maker, second):
    with pytest.raises(actions.SecondPersonNeeded):
        actions.approve(draft, by=maker)
    actions.approve(draft, by=second)
    draft.refresh_from_db()
    assert (draft.status, draft.approved_by) == ("approved", second)
    assert actions.approve(draft, by=maker) == draft


def test_who_changed_it_last_cannot_approve_it(draft, maker, second):
    actions.write(draft, changed(artwork="lines"), by=second)
    with pytest.raises(actions.SecondPersonNeeded):
        actions.approve(draft, by=second)
    assert actions.approve(draft, by=maker).approved_by == maker


def test_the_database_refuses_a_maker_who_approves_herself(draft, maker):
    with pytest.raises(IntegrityError):
        TemplateVersion.objects.filter(pk=draft.pk).update(
            status="approved", approved_by=maker, approved_at=timezone.now()
        )


def test_an_approved_version_never_changes(draft, second):
    version = actions.approve(draft, by=second)
    with pytest.raises(actions.NotADraft):
        actions.write(version, changed(artwork="none"), by=second)
    version.layout = changed(artwork="none")
    with pytest.raises(TypeError):
        version.save()
    with pytest.raises(TypeError):
        version.delete()
    version.refresh_from_db()
    assert version.layout["artwork"] == "lattice"
    assert actions.retire(version, by=second).status == "retired"


def test_the_next_draft_begins_where_the_last_version_ended(draft, maker, second):
    actions.write(draft, changed(artwork="lines"), by=maker)
    actions.approve(draft, by=second)
    following = actions.draft_next(draft.template, by=maker)
    assert (following.number, following.layout["artwork"]) == (2, "lines")


@pytest.mark.parametrize("verb", ["draft_next", "write", "approve", "retire"])
def test_only_administrators_write_templates(draft, verb):
    other = PersonFactory()
    arguments = {
        "draft_next": (draft.template,),
        "write": (draft, changed(artwork="none")),
        "approve": (draft,),
        "retire": (draft,),
    }[verb]
    with pytest.raises(PermissionDenied):
        getattr(actions, verb)(*arguments, by=other)


def test_a_layout_in_which_a_specimen_has_no_room_is_not_approved(draft, maker, second):
    layout = standard.layout()
    layout["areas"] = layout["areas"] | {
        "particulars": {"x": 187, "y": 148, "width": 49, "height": 9}
    }
    actions.write(draft, layout, by=maker)
    with pytest.raises(actions.LayoutFaulty):
        actions.approve(draft, by=second)
    draft.refresh_from_db()
    assert draft.is_draft


def test_a_layout_that_waits_for_its_picture_is_not_approved(draft, maker, second):
    actions.write(draft, changed(artwork="file"), by=maker)
    with pytest.raises(actions.LayoutFaulty):
        actions.approve(draft, by=second)


def with_mark(number):
    layout = standard.layout()
    place = {"field": "mark", "area": "page", "x": 30, "y": 25, "width": 30, "height": 15}
    layout["items"] = [*layout["items"], place | {"mark": str(number)}]
    return layout


def pictures_on(made):
    return len(pypdf.PdfReader(BytesIO(made)).pages[0].images)


def test_a_mark_is_approved_only_under_a_permission_that_holds_today(draft, maker, second):
    logo = mark()
    actions.write(draft, with_mark(logo.pk), by=maker)
    with pytest.raises(actions.MarkNotPermitted):
        actions.approve(draft, by=second)
    today = timezone.localdate()
    permission(logo, starts_on=today, ends_on=today)
    assert actions.approve(draft, by=second).status == "approved"


def test_a_mark_prints_only_on_papers_for_which_it_was_permitted(draft, maker):
    logo = mark()
    actions.write(draft, with_mark(logo.pk), by=maker)
    draft.refresh_from_db()
    for marks, pictures in (([], 0), ([str(logo.pk)], 1)):
        facts = specimens.facts("fr", draft.scripts, marks=marks)
        assert pictures_on(pdf.render(facts, draft.drawn())) == pictures


def test_a_version_with_the_mark_of_nobody_is_not_approved(draft, maker, second):
    actions.write(draft, with_mark(9999), by=maker)
    with pytest.raises(actions.MarkNotPermitted):
        actions.approve(draft, by=second)


def item(name, **changes):
    return lambda row: row | changes if row["field"] == name else row


@pytest.mark.parametrize("field", sorted(layouts.NEEDED))
def test_no_certificate_goes_without_what_makes_it_one(field):
    layout = standard.layout()
    layout["items"] = [row for row in layout["items"] if row["field"] != field]
    assert len(layouts.faults(layout)) == 1


@pytest.mark.parametrize(
    "change",
    [
        item("title", size=5),
        item("title", smallest=30),
        item("title", size="20"),
        item("title", colour="pink"),
        item("title", area="nowhere"),
        item("title", weight="black"),
        item("title", language="de"),
        item("title", field="password"),
        item("title", url="https://example.org"),
        item("code", width=12),
        item("code", x=290),
        item("code", area="statement"),
        item("notice", width=0),
        item("issuer", field="mark"),
        item("title", field="issuer"),
    ],
)
def test_what_is_set_wrongly_is_refused(draft, maker, change):
    layout = standard.layout()
    layout["items"] = [change(row) for row in layout["items"]]
    assert layouts.faults(layout) != []
    with pytest.raises(actions.LayoutFaulty):
        actions.write(draft, layout, by=maker)
    draft.refresh_from_db()
    assert draft.layout == standard.layout()


@pytest.mark.parametrize(
    "frame",
    [
        {"languages": []},
        {"languages": ["de"]},
        {"scripts": ["latin"]},
        {"scripts": ["arabic", "tifinagh", "devanagari"]},
        {"artwork": "https://example.org/a.pdf"},
        {"areas": {}},
        {"items": None},
        {"scale": 2},
    ],
)
def test_a_frame_that_does_not_hold_is_refused(frame):
    assert layouts.faults(changed(**frame)) != []


def test_the_layout_of_this_house_has_no_fault():
    assert layouts.faults(standard.layout()) == []
    assert layouts.faults(standard.layout(("fr", "ar"))) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_sixty_hard_names_of_its_own(language):
    names = specimens.hard_names(language)

    others = set().union(*(specimens.hard_names(code) for code in LANGUAGES if code != language))
    assert not others.intersection(names)
    assert len(set(names)) >= 60
    assert max(map(len, names)) >= 45
