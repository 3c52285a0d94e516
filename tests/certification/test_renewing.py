"""When the next certificate may be asked for, and which one it renews."""

import pytest
from freezegun import freeze_time

from certification.actions import candidacies, credentials
from certification.models import CertificationScheme, Credential
from lms.core.policy import SYSTEM
from tests.factories import certification as make

pytestmark = pytest.mark.django_db

OPENS_LATER, OPEN = "2026-08-31", "2026-09-02"


@pytest.fixture
def held():
    """Valid from 1 March 2026 to 28 February 2027; its renewal opens six months before its end."""
    with freeze_time("2026-03-01"):
        return make.credential(make.scheme(validity_months=12))


@pytest.mark.parametrize(("day", "may"), [(OPENS_LATER, False), (OPEN, True)])
def test_a_certificate_is_asked_for_again_once_its_renewal_opens(held, day, may):
    with freeze_time(day):
        schemes = CertificationScheme.objects.open_to(held.person)

        assert list(schemes) == ([held.scheme] if may else [])


def test_before_its_renewal_opens_applying_is_refused_with_a_sentence(held):
    with freeze_time(OPENS_LATER), pytest.raises(candidacies.AlreadyHeld):
        candidacies.open_candidacy(held.scheme, held.person, by=held.person)


def test_a_certificate_without_end_is_never_renewed():
    held = make.credential(make.scheme(validity_months=None))

    assert not CertificationScheme.objects.open_to(held.person).exists()


@pytest.mark.parametrize(("day", "may"), [(OPENS_LATER, False), (OPEN, True)])
def test_a_scheme_that_renews_another_is_open_to_its_holders_alone_and_in_time(day, may):
    renewal = make.scheme()
    with freeze_time("2026-03-01"):
        held = make.credential(make.scheme(validity_months=12, renewed_by=renewal))
        stranger = make.credential(make.scheme(validity_months=12))

    with freeze_time(day):
        assert CertificationScheme.objects.open_to(held.person).contains(renewal) is may
        assert not CertificationScheme.objects.open_to(stranger.person).contains(renewal)


def test_what_a_renewing_scheme_issues_renews_the_certificate_it_follows():
    renewal = make.scheme()
    with freeze_time("2026-03-01"):
        held = make.credential(make.scheme(validity_months=12, renewed_by=renewal))

    with freeze_time(OPEN):
        newer = credentials.issue(make.granted_file(renewal, held.person), by=SYSTEM)

    assert newer.renews == held
    assert [event.kind for event in Credential.objects.get(pk=held.pk).events.all()] == [
        "issued",
        "renewed",
    ]
