"""Suspending, making valid again, withdrawing: never one alone, never the holder."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from freezegun import freeze_time

from certification.actions import measures
from certification.models import Credential, CredentialEvent
from certification.tasks import keep_time
from lms.core.moves import MoveRefused
from lms.core.policy import SYSTEM
from lms.notices.models import Notice
from lms.people.choices import Role
from tests.factories.certification import (
    certifier,
    credential,
    judges,
    measured,
    revoked,
    scheme,
    suspended,
)
from tests.factories.people import AppointmentFactory, appointed

pytestmark = pytest.mark.django_db


def again(issued):
    return Credential.objects.get(pk=issued.pk)


def told_of_measures(person):
    """Not what came before: the file that was handed in, the decision, the paper that is ready."""
    kinds = [*measures.NOTICES.values(), "certification.second_needed"]
    return Notice.objects.filter(person=person, kind__in=kinds)


def tomorrow():
    return timezone.localdate() + dt.timedelta(days=1)


def test_a_proposal_alone_changes_nothing():
    issued = credential()
    first, _second = judges(issued)

    proposal = measures.propose(issued, "revoked", "fraud", by=first)

    assert again(issued).status == "valid"
    assert proposal.status == "proposed"
    assert [event.kind for event in issued.events.all()] == ["issued"]


def test_nobody_alone_withdraws():
    issued = credential()
    first, _second = judges(issued)
    proposal = measures.propose(issued, "revoked", "fraud", by=first)

    with pytest.raises(measures.AnotherCertifierNeeded):
        measures.second(proposal, by=first)

    assert again(issued).status == "valid"


def test_two_certifiers_withdraw_for_good():
    issued = revoked(reason_code="error", note="Another person has the same name.")
    first, second = judges(issued)

    event = issued.revocation
    assert issued.status == "revoked"
    assert (event.by, event.seconded_by, event.reason_code) == (first, second, "error")
    assert event.note == "Another person has the same name."
    assert event.until == timezone.localdate() + dt.timedelta(days=30)
    for kind, code in [("revoked", "fraud"), ("reinstated", "cleared"), ("suspended", "examined")]:
        with pytest.raises(measures.NotPossibleNow):
            measures.propose(issued, kind, code, until=tomorrow(), by=first)


@pytest.mark.parametrize("kind", ["suspended", "reinstated", "revoked"])
def test_nobody_else_takes_a_measure(kind):
    issued = credential()
    holder = issued.person
    AppointmentFactory(person=holder, role=Role.CERTIFIER)
    issued.scheme.certifiers.add(holder)
    strangers = [holder, certifier(), appointed(Role.MANAGER), appointed(Role.ADMINISTRATOR)]
    proposal = measures.propose(issued, "revoked", "fraud", by=judges(issued)[0])

    for stranger in strangers:
        with pytest.raises(PermissionDenied):
            measures.propose(issued, kind, "fraud", by=stranger)
        with pytest.raises(PermissionDenied):
            measures.second(proposal, by=stranger)
        with pytest.raises(PermissionDenied):
            measures.drop(proposal, by=stranger)


def test_a_suspension_ends_by_itself_after_its_last_day_and_says_so():
    issued = suspended(until=timezone.localdate() + dt.timedelta(days=10))
    assert issued.status == "suspended"

    with freeze_time(timezone.now() + dt.timedelta(days=11)):
        assert again(issued).status == "valid"
        for _twice in range(2):
            keep_time(None)
        events = list(again(issued).events.all())

    assert [e.kind for e in events] == ["issued", "suspended", "reinstated"]
    assert (events[-1].reason_code, events[-1].by) == ("term_ended", None)
    told = told_of_measures(issued.person).values_list("kind", flat=True)
    assert sorted(told) == ["certification.reinstated", "certification.suspended"]


def test_two_certifiers_make_it_valid_again_before_that():
    issued = suspended()

    assert measured(issued, "reinstated", "cleared").status == "valid"


def test_a_suspension_needs_a_day_and_a_reason_that_fits():
    issued = credential()
    first = judges(issued)[0]

    for until in (None, timezone.localdate() - dt.timedelta(days=1)):
        with pytest.raises(measures.EndMissing):
            measures.propose(issued, "suspended", "examined", until=until, by=first)
    for kind, code in [("suspended", "fraud"), ("revoked", "examined"), ("revoked", "")]:
        with pytest.raises(measures.ReasonDoesNotFit):
            measures.propose(issued, kind, code, until=tomorrow(), by=first)


def test_only_one_proposal_waits_and_either_certifier_may_close_it():
    issued = credential()
    first, second = judges(issued)
    proposal = measures.propose(issued, "revoked", "fraud", by=first)

    assert measures.propose(issued, "revoked", "error", by=first) == proposal
    with pytest.raises(measures.AnotherMeasureWaits):
        measures.propose(issued, "suspended", "examined", until=tomorrow(), by=second)
    measures.drop(proposal, by=second)
    with pytest.raises(MoveRefused):
        measures.second(proposal, by=second)
    other = measures.propose(issued, "suspended", "examined", until=tomorrow(), by=second)

    assert other.status == "proposed"
    assert again(issued).status == "valid"


def test_seconding_twice_is_once():
    issued = credential()
    first, second = judges(issued)
    proposal = measures.propose(issued, "revoked", "fraud", by=first)

    for _twice in range(2):
        measures.second(proposal, by=second)

    assert issued.events.filter(kind="revoked").count() == 1


def test_the_holder_and_the_second_certifier_are_told_and_no_private_word_goes_along():
    issued = revoked(note="Her neighbour told us.")
    holder, (_first, second) = issued.person, judges(issued)

    told = told_of_measures(holder).get()
    asked = told_of_measures(second).get()

    assert (told.kind, asked.kind) == ("certification.revoked", "certification.second_needed")
    assert issued.serial in told.text
    assert "neighbour" not in str(told.params) + str(asked.params)
    assert not told_of_measures(judges(issued)[0]).exists()


def test_the_database_refuses_a_withdrawal_by_one_person_or_without_reason():
    issued = credential()
    first, second = judges(issued)
    today = timezone.localdate()

    for facts in (
        {"by": first, "reason_code": "fraud", "until": today},
        {"by": first, "seconded_by": first, "reason_code": "fraud", "until": today},
        {"by": first, "seconded_by": second, "until": today},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            CredentialEvent.append(issued, "revoked", **facts)


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (lambda: credential(), "valid"),
        (lambda: suspended(), "suspended"),
        (lambda: measured(suspended(), "reinstated", "cleared"), "valid"),
        (lambda: revoked(suspended()), "revoked"),
    ],
)
def test_the_status_in_lists_is_that_of_the_page(step, expected):
    issued = step()

    assert issued.status == expected
    assert Credential.objects.with_state().get(pk=issued.pk).state == expected
    assert Credential.objects.valid().filter(pk=issued.pk).exists() == (expected == "valid")


def test_the_status_in_lists_follows_the_dates():
    with freeze_time("2026-06-05 12:00"):
        issued = credential(scheme(validity_months=12))
        held = suspended(credential(scheme()), until=dt.date(2026, 7, 1))
    for day, expected in [
        ("2026-06-04", "not_yet_valid"),
        ("2027-06-04", "valid"),
        ("2027-06-05", "expired"),
    ]:
        with freeze_time(f"{day} 12:00"):
            assert again(issued).status == expected
            assert Credential.objects.with_state().get(pk=issued.pk).state == expected
    for day, expected in [("2026-07-01", "suspended"), ("2026-07-02", "valid")]:
        with freeze_time(f"{day} 12:00"):
            assert again(held).status == expected
            assert Credential.objects.with_state().get(pk=held.pk).state == expected


def test_the_clock_is_not_a_person():
    issued = suspended()

    with pytest.raises(PermissionDenied):
        measures.end_suspension(issued, timezone.localdate(), by=appointed(Role.ADMINISTRATOR))
    assert not measures.end_suspension(issued, timezone.localdate(), by=SYSTEM)
