"""Tools of diagnosis: in versions that never change, for administrators alone."""

import copy
import json

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.urls import reverse

from lms.core.policy import SYSTEM
from lms.people.choices import Role
from mentoring.actions import tools
from mentoring.models import DiagnosticTool
from mentoring.tools import files, rules
from tests.factories.diagnostics import diagnostic, newer_version, tool
from tests.factories.people import appointed

from .screens import page

pytestmark = pytest.mark.django_db


@pytest.fixture
def written():
    return files.default()


def test_the_default_tool_is_brought_in_once():
    for _time in range(2):
        call_command("default_tool", verbosity=0)

    published = DiagnosticTool.objects.get()
    assert (published.code, published.version, published.status) == ("maturity", 1, "published")
    assert published.axes == rules.whole(files.default())["axes"]


def test_a_newer_version_retires_the_older_and_publishing_twice_is_once():
    older, newer = tool(), newer_version()
    moment = newer.published_at

    again = tools.publish_tool(newer, by=SYSTEM)

    older.refresh_from_db()
    assert (older.status, newer.status, newer.version) == ("retired", "published", 2)
    assert again.published_at == moment


def test_a_retired_version_does_not_come_back():
    older = tool()
    newer_version()

    with pytest.raises(tools.RuleError):
        tools.publish_tool(older, by=SYSTEM)

    assert DiagnosticTool.objects.published().get().version == 2


def test_uploading_again_replaces_the_draft(written):
    tool()
    first = tools.draft_tool(written, by=SYSTEM)
    second = tools.draft_tool({**written, "axes": written["axes"][:3]}, by=SYSTEM)

    assert (first.pk, first.version) == (second.pk, 2)
    assert len(DiagnosticTool.objects.drafts().get().axes) == 3


def test_words_of_a_draft_change_and_those_of_a_published_version_never():
    published = tool()
    draft = tools.draft_next(published, by=SYSTEM)
    axis = copy.deepcopy(draft.axes[0])
    axis["title"]["fr"] = "Décider ensemble"

    changed = tools.write_axis(draft, axis, by=SYSTEM)
    with pytest.raises(tools.VersionPublished):
        tools.write_axis(published, axis, by=SYSTEM)

    assert changed.axes[0]["title"]["fr"] == "Décider ensemble"
    published.refresh_from_db()
    assert published.axes[0]["title"]["fr"] == "Gouvernance"


@pytest.mark.postgresql
@pytest.mark.parametrize(
    "change", [{"axes": []}, {"title": {}}, {"version": 9}, {"status": "draft"}]
)
def test_the_database_itself_refuses_to_change_a_published_version(change):
    rows = DiagnosticTool.objects.filter(pk=tool().pk)

    for deed in (lambda: rows.update(**change), rows.delete):
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            deed()

    rows.update(status="retired")
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        rows.update(**change)


def test_a_question_stays_on_its_axis(written):
    tool()
    first, second = written["axes"][:2]
    first["questions"], second["questions"] = second["questions"], first["questions"]

    with pytest.raises(tools.ToolFaulty) as refused:
        tools.draft_tool(written, by=SYSTEM)

    assert refused.value.faults[0] == (
        "The question “taking_part” belonged to another axis in version 1."
    )


def test_a_diagnostic_under_way_keeps_its_version():
    shown = diagnostic(members=1)
    newer_version()

    shown.refresh_from_db()
    assert (shown.tool.version, shown.tool.status) == (1, "retired")


@pytest.mark.parametrize("role", [Role.MENTOR, Role.MANAGER, Role.TRAINER, Role.CERTIFIER])
def test_only_administrators_write_tools(role, written):
    by = appointed(role, "MA" if role == Role.MANAGER else "")
    published = tool()
    deeds = [
        lambda: tools.draft_tool(written, by=by),
        lambda: tools.draft_next(published, by=by),
        lambda: tools.write_axis(published, published.axes[0], by=by),
        lambda: tools.publish_tool(published, by=by),
        lambda: tools.bring_in_default(by=by),
    ]
    for deed in deeds:
        with pytest.raises(PermissionDenied):
            deed()


def upload(client, content, name="tool.json"):
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("mentoring:upload_tool"), {"file": file}, follow=True)


@pytest.fixture
def administrator(enter):
    return enter(appointed(Role.ADMINISTRATOR))


def test_an_empty_site_offers_the_default_tool(administrator):
    assert "Bring in the default tool" in page(administrator, "mentoring:tools")

    shown = administrator.post(reverse("mentoring:bring_in_tool"), follow=True)

    assert "أين وصلت تعاونيتنا؟" in shown.content.decode()
    assert DiagnosticTool.objects.get().is_published


@pytest.mark.parametrize("kind", ["toml", "json"])
def test_a_downloaded_version_can_be_uploaded_and_published(administrator, kind):
    address = reverse("mentoring:tool_file", args=[tool().pk, kind])
    response = administrator.get(address)
    assert response["Content-Disposition"] == f'attachment; filename="maturity-1.{kind}"'

    shown = upload(administrator, response.content, f"tool.{kind}")
    assert "The draft is here." in shown.content.decode()

    draft = DiagnosticTool.objects.drafts().get()
    administrator.post(reverse("mentoring:publish_tool", args=[draft.pk]))
    assert DiagnosticTool.objects.published().get() == draft


def test_a_faulty_file_is_refused_with_the_places(administrator, written):
    del written["axes"][2]["questions"][0]["levels"][1]["ar"]

    shown = upload(administrator, json.dumps(written).encode()).content.decode()

    assert "Axis “accounts”, question 1, level 1: the words in العربية are missing" in shown
    assert not DiagnosticTool.objects.exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"x" * 500_001, "too large"),
        (b"", "empty"),
        (b"[[[", "neither TOML nor JSON"),
        (b'{"axes": [1]}', "Axis 1: its code is none of those known"),
    ],
)
def test_hostile_files_get_a_sentence(administrator, content, sentence):
    assert sentence in upload(administrator, content).content.decode()


def test_the_words_of_an_axis_are_written_in_three_languages(administrator):
    draft = tools.draft_next(tool(), by=SYSTEM)
    address = reverse("mentoring:write_axis", args=[draft.pk, "market"])
    shown = administrator.get(address).content.decode()
    assert shown.count('dir="rtl"') >= 13
    axis = draft.axis("market")
    typed = {f"title-{code}": text for code, text in axis["title"].items()}
    for number, question in enumerate(axis["questions"]):
        typed |= {f"q{number}-{code}": text for code, text in question["text"].items()}
        for level, texts in enumerate(question["levels"]):
            typed |= {f"q{number}-{level}-{code}": text for code, text in texts.items()}

    missing = administrator.post(address, {**typed, "q1-4-ar": ""}).content.decode()
    assert "Something is still missing or wrong" in missing
    administrator.post(address, {**typed, "q1-4-ar": "كلمات أخرى"})

    draft.refresh_from_db()
    assert draft.axis("market")["questions"][1]["levels"][4]["ar"] == "كلمات أخرى"


def test_a_published_version_offers_no_words_to_change(administrator):
    shown = page(administrator, "mentoring:tool", tool().pk)

    assert "Change the words" not in shown
    assert "Write the next version" in shown


def test_what_is_not_there_is_not_found(administrator):
    pk = tool().pk
    for name, args in [
        ("tool", [pk + 1]),
        ("tool_file", [pk, "exe"]),
        ("write_axis", [pk, "nothing"]),
    ]:
        assert administrator.get(reverse(f"mentoring:{name}", args=args)).status_code == 404


@pytest.mark.parametrize("role", [Role.MENTOR, Role.MANAGER, Role.TRAINER])
def test_nobody_else_sees_them(enter, role):
    client = enter(appointed(role, "MA" if role == Role.MANAGER else ""))
    for name, args in [("tools", []), ("tool", [tool().pk]), ("tool_paper", [tool().pk])]:
        assert client.get(reverse(f"mentoring:{name}", args=args)).status_code == 403


@pytest.mark.parametrize("versions", [1, 4])
def test_the_list_costs_the_same(administrator, versions, django_assert_num_queries):
    tool()
    for number in range(1, versions):
        tool(axes=files.default()["axes"][:-number])
    page(administrator, "mentoring:tools")

    with django_assert_num_queries(5):
        page(administrator, "mentoring:tools")
