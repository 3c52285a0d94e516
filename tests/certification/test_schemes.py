"""Versions of schemes: written as drafts, fixed once in force."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from certification.actions import candidacies, schemes
from certification.models import Requirement, SchemeVersion
from lms.core.moves import MoveRefused
from lms.core.policy import SYSTEM
from lms.people.choices import Role
from tests.factories.certification import (
    RequirementFactory,
    SchemeFactory,
    SchemeVersionFactory,
    certifier,
    credential,
    enrolled,
    open_file,
    scheme,
)
from tests.factories.people import PersonFactory, appointed

pytestmark = pytest.mark.django_db


def changed(version):
    draft = schemes.draft_next(version.scheme, by=SYSTEM)
    draft.titles = {"en": "Another title"}
    draft.save()
    draft.requirements.filter(position=2).delete()
    return schemes.put_in_force(draft, by=SYSTEM)


def test_a_new_version_begins_as_a_copy_of_the_last_one():
    made = scheme(validity_months=36)
    first = made.in_force

    draft = schemes.draft_next(made, by=appointed(Role.ADMINISTRATOR))

    assert (draft.number, draft.status, draft.in_force_from) == (2, "draft", None)
    assert (draft.titles, draft.validity_months) == (first.titles, 36)
    assert list(draft.requirements.values_list("position", "kind", "params")) == list(
        first.requirements.values_list("position", "kind", "params")
    )
    assert first.requirements.count() == 2
    assert schemes.draft_next(made, by=SYSTEM) == draft


def test_a_version_in_force_retires_the_one_before():
    made = scheme()
    first = made.in_force

    second = changed(first)

    first.refresh_from_db()
    assert (first.status, second.status) == ("retired", "in_force")
    assert first.retired_at == second.in_force_from
    assert schemes.put_in_force(second, by=SYSTEM).in_force_from == second.in_force_from
    with pytest.raises(MoveRefused):
        schemes.put_in_force(first, by=SYSTEM)


def test_a_version_in_force_or_retired_never_changes():
    first = scheme().in_force
    changed(first)
    first.refresh_from_db()
    asked = first.requirements.get(position=2)

    for version in (first, first.scheme.in_force):
        version.validity_months = 1
        with pytest.raises(TypeError):
            version.save()
        with pytest.raises(TypeError):
            version.save(update_fields=["status", "titles"])
        with pytest.raises(TypeError):
            version.delete()
        with pytest.raises(TypeError):
            RequirementFactory(version=version, position=9)
    asked.params = {"min_percent": 1}
    with pytest.raises(TypeError):
        asked.save()
    with pytest.raises(TypeError):
        asked.delete()
    assert Requirement.objects.get(pk=asked.pk).params == {"min_percent": 70}


def test_a_new_version_never_changes_a_file_under_way():
    file = open_file()
    before = [finding.asked for finding in file.findings()]

    second = changed(file.version)

    file = type(file).objects.get(pk=file.pk)
    assert file.version != second
    assert [finding.asked for finding in file.findings()] == before
    assert candidacies.open_candidacy(file.scheme, file.person, by=file.person) == file


def test_a_file_opened_afterwards_stands_under_the_new_version():
    made = scheme()
    second = changed(made.in_force)
    place = enrolled(made)

    file = candidacies.open_candidacy(made, place.learner, by=place.learner)

    assert file.version == second


def test_a_certificate_keeps_the_words_of_its_version():
    issued = credential(language="en")
    before = issued.payload

    changed(issued.candidacy.version)

    issued.refresh_from_db()
    assert issued.payload == before
    assert issued.candidacy.version.title == "Running a cooperative"
    assert issued.candidacy.scheme.title == "Another title"


def test_nobody_applies_for_a_scheme_without_a_version_in_force():
    made = scheme()
    place = enrolled(made)
    schemes.retire(made.in_force, by=SYSTEM)

    with pytest.raises(candidacies.NotWithinReach):
        candidacies.open_candidacy(made, place.learner, by=place.learner)


def test_a_version_that_asks_for_nothing_is_not_put_in_force():
    version = SchemeVersionFactory()

    with pytest.raises(schemes.NothingAsked):
        schemes.put_in_force(version, by=SYSTEM)


@pytest.mark.parametrize("stranger", [PersonFactory, certifier])
def test_only_an_administrator_writes_the_rules(stranger):
    made, person = scheme(), stranger()

    for write, subject in (
        (schemes.draft_next, made),
        (schemes.put_in_force, made.in_force),
        (schemes.retire, made.in_force),
    ):
        with pytest.raises(PermissionDenied):
            write(subject, by=person)


def test_the_database_too_holds_one_version_in_force_and_one_draft():
    made = scheme()
    schemes.draft_next(made, by=SYSTEM)
    first = made.in_force

    for wrong in (
        {"scheme": made, "number": 7},
        {"scheme": made, "number": 8, "status": "in_force", "in_force_from": first.in_force_from},
        {"scheme": SchemeFactory(), "status": "in_force"},
        {"scheme": SchemeFactory(), "deciders": 0},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            SchemeVersion.objects.bulk_create([SchemeVersionFactory.build(**wrong)])
