"""A correction is a new certificate; the old one stays as it was, and says that it is replaced."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from freezegun import freeze_time

from certification import printing
from certification.actions import holding, measures, replacing
from certification.models import Credential, SerialCounter
from certification.reports import credentials as reports
from certification.spelling import NameNotPrintable
from lms.notices.models import Notice
from lms.people.choices import Role
from tests.factories.certification import (
    certifier,
    credential,
    judges,
    paper,
    replaced,
    revoked,
    scheme,
    suspended,
)
from tests.factories.people import appointed

pytestmark = pytest.mark.django_db

RIGHT = {"name_latin": "Amina El Fasi"}


def again(issued):
    return Credential.objects.get(pk=issued.pk)


def test_the_new_one_has_its_own_number_token_and_id_and_keeps_the_end():
    with freeze_time("2026-06-05 12:00"):
        old = credential(scheme(validity_months=36), language="en")
    with freeze_time("2027-02-01 12:00"):
        newer = replaced(old, **RIGHT)
        old = again(old)
        statuses = (old.status, newer.status)

    assert statuses == ("replaced", "valid")
    assert newer.replaces == old
    assert newer.serial.startswith(f"CA-{old.scheme.number_prefix}-27-000001")
    assert len({old.serial, newer.serial}) == len({old.token, newer.token}) == 2
    assert (newer.valid_from, newer.valid_until) == (old.valid_from, old.valid_until)
    assert newer.document.sha256 != old.document.sha256
    changed = {k for k in newer.payload if newer.payload[k] != old.payload.get(k)}
    assert changed == {
        *("name_latin", "number", "verify_text", "verify_url", "issued_at"),
        *("replaces", "replaces_text", "notice"),
    }
    assert newer.payload["notice"].endswith(f"Replaces certificate {old.serial}.")
    assert newer.payload["replaces_text"] == f"Replaces certificate {old.serial}"
    assert old.payload["name_latin"] == "Amina El Fassi"


def test_one_certifier_is_enough_and_nobody_else_may():
    old = credential()

    for stranger in (old.person, certifier(), appointed(Role.ADMINISTRATOR)):
        with pytest.raises(PermissionDenied):
            replacing.replace(old, RIGHT, by=stranger)
    newer = replacing.replace(old, RIGHT, by=judges(old)[0])

    assert [(e.kind, e.reason_code) for e in newer.events.all()] == [("issued", "correction")]
    assert [e.kind for e in old.events.all()] == ["issued", "replaced"]


def test_replacing_twice_gives_the_same_one():
    old = credential()

    first = replacing.replace(old, RIGHT, by=judges(old)[0])
    second = replacing.replace(old, {"name_latin": "Somebody"}, by=judges(old)[1])

    assert first == second
    assert Credential.objects.count() == 2


def test_what_cannot_be_printed_takes_no_number():
    old = credential()
    before = sorted(SerialCounter.objects.values_list("series", "last"))

    with pytest.raises(NameNotPrintable, match="too long"):
        replacing.replace(old, {"name_latin": "Amina " * 60}, by=judges(old)[0])

    assert sorted(SerialCounter.objects.values_list("series", "last")) == before
    assert again(old).status == "valid"


def test_nothing_corrected_is_nothing_replaced():
    old = credential()

    with pytest.raises(replacing.NothingCorrected):
        replacing.replace(old, {"name_latin": "Amina El Fassi"}, by=judges(old)[0])


def test_a_withdrawn_one_is_not_replaced():
    old = revoked()

    with pytest.raises(replacing.NothingToReplace):
        replacing.replace(old, RIGHT, by=judges(old)[0])


def test_a_correction_ends_no_suspension():
    until = timezone.localdate() + dt.timedelta(days=5)
    old = suspended(until=until)

    newer = replaced(old)

    assert (again(old).status, newer.status) == ("replaced", "suspended")
    assert newer.suspension.until == until
    assert newer.suspension.seconded_by == judges(old)[1]


def test_a_waiting_proposal_goes_with_the_old_one():
    old = credential()
    first, second = judges(old)
    proposal = measures.propose(old, "revoked", "fraud", by=first)

    replaced(old)

    proposal.refresh_from_db()
    assert proposal.status == "dropped"
    with pytest.raises(measures.NotPossibleNow):
        measures.propose(again(old), "revoked", "fraud", by=second)


def test_the_file_leads_to_the_newest():
    old = credential()
    newer = replaced(replaced(old), name_latin="Amina Elfassi")

    assert old.candidacy.credential == newer


def test_the_holder_is_told_both_numbers():
    old = credential()
    newer = replaced(old)

    told = Notice.objects.get(person=old.person, kind="certification.replaced")

    assert old.serial in told.text
    assert newer.serial in told.text


def test_all_four_scripts_are_put_right_and_kept_as_typed():
    old = credential()
    typed = {
        "name_latin": "Amina El Fassi",
        "name_arabic": "أَمِينَة الفَاسِي",
        "name_tifinagh": "ⴰⵎⵉⵏⴰ",
        "name_devanagari": "अमीना",
    }
    day = dt.date.fromisoformat(old.payload["issued_on"])
    corrections = printing.corrections(old.payload, typed, day)
    assert corrections == {"name_tifinagh": "ⴰⵎⵉⵏⴰ", "name_devanagari": "अमीना"}

    newer = replacing.replace(old, corrections, names=typed, by=judges(old)[0])

    check = newer.candidacy.name_checks.first()
    assert (check.channel, check.confirmed_by) == ("fixed", judges(old)[0])
    assert check.name_arabic == typed["name_arabic"]
    assert newer.payload["name_arabic"] == "أمينة الفاسي"
    assert printing.recorded_names(newer) == typed
    assert printing.recorded_names(old)["name_tifinagh"] == ""


def test_a_date_put_right_says_nothing_new_of_the_name():
    old = credential()

    replaced(old, issued_on="2026-06-01", issued_on_text="1er juin 2026")

    assert [check.channel for check in old.candidacy.name_checks.all()] == ["self"]


def test_a_correction_is_drawn_on_the_paper_of_the_certificate_and_refused_where_that_cannot():
    old = credential(scheme(template=paper("fr", "ar")), language="fr")

    with pytest.raises(NameNotPrintable, match="no place for a name"):
        replacing.replace(old, {"name_devanagari": "अमीना"}, by=judges(old)[0])
    with pytest.raises(NameNotPrintable, match="cannot print: अ"):
        replacing.replace(old, {"name_latin": "Amina अ"}, by=judges(old)[0])

    assert again(old).status == "valid"


def test_the_register_knows_a_corrected_name_and_forgets_the_former_one():
    old = credential()
    holding.choose_publicity(old, "register", by=old.person)
    newer = replaced(again(old), name_latin="Amina Benali")

    def found(word):
        everyone = Credential.objects.in_public_register()
        return list(reports.in_register(everyone, {"q": word}))

    assert found("Benali") == [newer]
    assert found("Fassi") == []
