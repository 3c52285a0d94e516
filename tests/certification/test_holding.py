"""What a holder does with her own certificate, and nobody for her."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from freezegun import freeze_time

from certification.actions import holding
from certification.models import Credential
from certification.tasks import keep_time
from lms.notices.models import Notice
from lms.people.choices import Role
from tests.factories.certification import credential, judges, replaced, revoked, scheme
from tests.factories.people import appointed

pytestmark = pytest.mark.django_db


def test_her_choice_counts_at_once_and_is_kept_as_her_consent():
    issued = credential()

    for choice in ("register", "register", "private"):
        holding.choose_publicity(issued, choice, by=issued.person)

    events = issued.events.filter(kind="publicity")
    assert [(e.reason_code, e.by) for e in events] == [
        ("register", issued.person),
        ("private", issued.person),
    ]
    assert Credential.objects.get().publicity == "private"


def test_nobody_chooses_for_her():
    issued = credential()

    for other in (judges(issued)[0], appointed(Role.ADMINISTRATOR), appointed(Role.MANAGER)):
        with pytest.raises(PermissionDenied):
            holding.choose_publicity(issued, "register", by=other)
        with pytest.raises(PermissionDenied):
            holding.ask(issued, "correction", "Me too.", by=other)
        with pytest.raises(PermissionDenied):
            holding.lead_to_newer(issued, True, by=other)


def test_only_a_replaced_certificate_leads_to_a_newer_one():
    issued = credential()
    with pytest.raises(holding.NotForThisKind):
        holding.lead_to_newer(issued, True, by=issued.person)

    replaced(issued)
    for leads in (True, True, False):
        holding.lead_to_newer(issued, leads, by=issued.person)

    codes = issued.events.filter(kind="publicity").values_list("reason_code", flat=True)
    assert list(codes) == ["newer_shown", "newer_hidden"]


def test_only_those_who_want_it_stand_in_the_public_register():
    shown, hidden, withdrawn = credential(), credential(), credential()
    for issued in (shown, withdrawn):
        holding.choose_publicity(issued, "register", by=issued.person)
    revoked(withdrawn)

    assert list(Credential.objects.in_public_register()) == [shown]
    assert hidden.publicity == "link"


def test_a_request_reaches_the_certifiers_and_its_answer_the_holder():
    issued = credential()
    first, second = judges(issued)

    request = holding.ask(issued, "correction", " My name has two s. ", by=issued.person)
    same = holding.ask(issued, "correction", "Again.", by=issued.person)
    holding.answer(request, "The corrected one is on its way.", by=first)
    holding.answer(request, "Another answer.", by=second)

    request.refresh_from_db()
    assert same == request
    assert request.text == "My name has two s."
    assert (request.answer, request.answered_by) == ("The corrected one is on its way.", first)
    asked = Notice.objects.filter(kind="certification.asked")
    assert {notice.person for notice in asked} == {first, second}
    told = Notice.objects.get(kind="certification.answered")
    assert told.person == issued.person
    assert "two s" not in str(list(Notice.objects.values_list("params", flat=True)))


def test_a_request_needs_words_and_something_to_ask_for():
    issued = credential()
    with pytest.raises(holding.WordsMissing):
        holding.ask(issued, "correction", "  ", by=issued.person)
    with pytest.raises(holding.NothingToAskFor):
        holding.ask(issued, "appeal", "No!", by=issued.person)

    withdrawn = revoked(issued)
    with pytest.raises(holding.NothingToAskFor):
        holding.ask(withdrawn, "correction", "My name.", by=issued.person)


def test_an_appeal_has_thirty_days():
    issued = revoked()

    with (
        freeze_time(timezone.now() + dt.timedelta(days=31)),
        pytest.raises(holding.NothingToAskFor),
    ):
        holding.ask(issued, "appeal", "Too late?", by=issued.person)
    with freeze_time(timezone.now() + dt.timedelta(days=30)):
        assert holding.ask(issued, "appeal", "In time.", by=issued.person)


def subjects(kind):
    return sorted(n.subject.partition(":")[2] for n in Notice.objects.filter(kind=kind))


def test_she_is_reminded_once_each_of_ninety_thirty_and_seven_days_before_the_end():
    with freeze_time("2026-01-01 12:00"):
        credential(scheme(validity_months=12))
    told = []
    # Valid until 31 December 2026; the clock comes several times, and misses the day itself once.
    for day in ("10-01", "10-02", "10-03", "12-02", "12-02", "12-24", "12-31"):
        with freeze_time(f"2026-{day} 12:00"):
            keep_time(None)
            told.append(len(subjects("certification.ends_soon")))

    assert told == [0, 1, 1, 2, 2, 3, 3]
    assert subjects("certification.ends_soon") == ["30", "7", "90"]


def test_the_end_is_told_and_written_down_once():
    with freeze_time("2026-01-01 12:00"):
        issued = credential(scheme(validity_months=12))
    for day in ("01-01", "01-02"):
        with freeze_time(f"2027-{day} 12:00"):
            keep_time(None)

    assert [e.kind for e in issued.events.all()] == ["issued", "expired_notice"]
    assert Notice.objects.filter(kind="certification.ended").count() == 1


def test_whoever_is_withdrawn_or_replaced_is_not_reminded():
    with freeze_time("2026-01-01 12:00"):
        made = scheme(validity_months=12)
        revoked(credential(made))
        replaced(credential(made))
    with freeze_time("2026-12-28 12:00"):
        keep_time(None)

    assert subjects("certification.ends_soon") == ["7"]


def test_a_certificate_for_a_month_is_not_reminded_of_its_three_months():
    with freeze_time("2026-01-01 12:00"):
        credential(scheme(validity_months=1))
        keep_time(None)

    assert subjects("certification.ends_soon") == []
