"""The database refuses to change what never changes, also in bulk, past every model."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from certification import guards
from certification.actions import schemes, templates
from certification.models import (
    CertificationScheme,
    Portfolio,
    PortfolioFile,
    Requirement,
    SchemeVersion,
    TemplateVersion,
)
from lms.core.policy import SYSTEM
from lms.people.choices import Role
from tests.factories.certification import SchemeVersionFactory, scheme
from tests.factories.people import appointed
from tests.factories.portfolios import draft as begun_portfolio
from tests.factories.portfolios import handed_in, judged
from tests.factories.sign_in import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def refused(change, *, match):
    with pytest.raises(DatabaseError, match=match), transaction.atomic():
        change()


def in_force():
    return scheme(validity_months=36).in_force


def retired():
    version = in_force()
    schemes.retire(version, by=SYSTEM)
    return version


WRITTEN = [
    {"titles": {}},
    {"texts": {"en": "Other"}},
    {"issuers": {}},
    {"partners": [{"en": "Another"}]},
    {"signatories": []},
    {"deciders": 1},
    {"conflict_rules": []},
    {"validity_months": None},
    {"renewal_opens_months": 1},
    {"number": 7},
    {"in_force_from": timezone.now()},
    {"is_our_default": True},
    {"status": "draft", "in_force_from": None, "retired_at": None},
]


@pytest.mark.parametrize("values", WRITTEN, ids=lambda values: next(iter(values)))
@pytest.mark.parametrize("make", [in_force, retired])
def test_a_version_that_was_in_force_is_changed_by_nobody(make, values):
    version = make()
    rows = SchemeVersion.objects.filter(pk=version.pk)

    refused(lambda: rows.update(**values), match="never changes once it is in force")
    for name, value in values.items():
        setattr(version, name, value)
    refused(
        lambda: SchemeVersion.objects.bulk_update([version], list(values)), match="never changes"
    )


def test_a_version_that_was_in_force_is_not_deleted_with_what_it_asks_for():
    version = in_force()
    rows = SchemeVersion.objects.filter(pk=version.pk)

    refused(lambda: rows._raw_delete(rows.db), match="never changes")
    refused(rows.delete, match="never changes")


def test_what_a_version_asks_for_is_fixed_with_it():
    version, other = in_force(), SchemeVersionFactory()
    asked = version.requirements.filter(position=2)

    refused(lambda: asked.update(params={}), match="never changes")
    refused(lambda: asked.update(version=other), match="never changes")
    refused(asked.delete, match="never changes")
    new = Requirement(version=version, position=9, kind="statement")
    refused(lambda: Requirement.objects.bulk_create([new]), match="never changes")
    stray = Requirement.objects.create(version=other, position=1, kind="statement")
    refused(
        lambda: Requirement.objects.filter(pk=stray.pk).update(version=version, position=8),
        match="never changes",
    )


def test_drafts_are_written_and_versions_move_on():
    draft = SchemeVersionFactory()
    Requirement.objects.create(version=draft, position=1, kind="statement")

    SchemeVersion.objects.filter(pk=draft.pk).update(deciders=1, titles={"en": "Other"})
    draft.requirements.update(params={"statement": "declaration"})
    schemes.put_in_force(draft, by=SYSTEM)
    schemes.retire(draft, by=SYSTEM)
    thrown_away = SchemeVersionFactory()
    Requirement.objects.create(version=thrown_away, position=1, kind="statement")
    thrown_away.delete()

    draft.refresh_from_db()
    assert (draft.status, draft.deciders) == ("retired", 1)
    assert not SchemeVersion.objects.filter(pk=thrown_away.pk).exists()


@pytest.mark.parametrize(
    "values",
    [{"code": "other"}, {"kind": "master"}, {"number_prefix": "ZZZZ"}, {"programme": None}],
    ids=lambda values: next(iter(values)),
)
def test_a_scheme_keeps_what_stands_on_its_certificates(values):
    made, unused = scheme(), SchemeVersionFactory().scheme

    refused(
        lambda: CertificationScheme.objects.filter(pk=made.pk).update(**values),
        match="letters stay",
    )
    CertificationScheme.objects.filter(pk=unused.pk).update(**values)


def test_the_form_of_a_scheme_says_so_before():
    made = scheme()
    admin = signed_in(appointed(Role.ADMINISTRATOR))
    address = reverse("certification_schemes:edit", args=[made.pk])

    form = admin.get(address).context["form"]
    admin.post(address, {"code": "other", "certifiers": []})

    assert {name for name, field in form.fields.items() if field.disabled} == {
        *CertificationScheme.LASTING
    }
    made.refresh_from_db()
    assert made.code != "other"
    assert not made.certifiers.exists()


@pytest.mark.parametrize(
    "values",
    [{"layout": {}}, {"artwork": "x"}, {"number": 9}, {"approved_at": None}, {"status": "draft"}],
    ids=lambda values: next(iter(values)),
)
def test_an_approved_template_is_changed_by_nobody(values):
    version = templates.house_version(by=SYSTEM)
    rows = TemplateVersion.objects.filter(pk=version.pk)

    refused(lambda: rows.update(**values), match="never changes")
    refused(lambda: rows._raw_delete(rows.db), match="never changes")
    assert templates.retire(version, by=SYSTEM).status == "retired"
    refused(lambda: rows.update(status="approved"), match="never changes")


def test_a_portfolio_is_fixed_when_it_is_handed_in_and_its_judgement_when_it_is_said():
    waiting, done = handed_in(), judged()
    file = waiting.files.get()
    rows = Portfolio.objects.filter(pk=waiting.pk)

    refused(lambda: rows.update(text="Other"), match="never changes once it is handed in")
    refused(lambda: rows.update(percent=100), match="never changes")
    refused(waiting.files.clear, match="never changes")
    refused(lambda: waiting.files.add(*done.files.all()), match="never changes")
    refused(
        lambda: Portfolio.objects.filter(pk=done.pk).update(words="Other"), match="never changes"
    )
    refused(
        lambda: PortfolioFile.objects.filter(pk=file.pk).update(digest="0" * 64),
        match="file of a portfolio never changes",
    )
    assert begun_portfolio(None, SimpleUploadedFile("a.jpg", file.file.read())).files.exists()


def test_the_guards_are_set_again_after_they_were_taken_away():
    version = in_force()
    rows = SchemeVersion.objects.filter(pk=version.pk)

    guards.remove(connection.alias)
    rows.update(deciders=1)
    guards.install(connection.alias)
    guards.install(connection.alias)

    refused(lambda: rows.update(deciders=2), match="never changes")


def test_no_guard_stands_in_the_way_of_a_migration_that_makes_a_table_anew():
    # SQLite refuses to rename a table that the trigger of another one reads; PostgreSQL makes no table anew.
    guards.before_migrating(connection.alias)

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT count(*) FROM sqlite_master WHERE name LIKE 'certification%\\_keeps\\_%' ESCAPE '\\'"
            )
            assert cursor.fetchone() == (0,)
        else:
            cursor.execute(
                "SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'certification%\\_keeps\\_%'"
            )
            assert cursor.fetchone() == (len(guards.GUARDS),)
