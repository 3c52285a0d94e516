"""When the next certificate may be asked for, and which one it renews."""

import datetime as dt

import pytest
from freezegun import freeze_time

from certification import evidence
from certification.actions import candidacies, credentials, observations
from certification.actions.schemes import put_in_force
from certification.models import Candidacy, CertificationScheme, Credential
from courses.actions import trainings
from courses.models import TrainingDay
from lms.core.policy import SYSTEM
from lms.people.choices import Role
from tests.factories import certification as make
from tests.factories.days import day_of, mark, training
from tests.factories.people import appointed

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


ONE_TRAINING = (
    "trainings_delivered",
    {"trainings": 1, "within_months": 12, "min_participants": 1},
)
DECLARATION = ("statement", {"statement": "declaration"})


def renewal_file(*asked, anew=True):
    """Of somebody who was certified on 1 March 2026, under a scheme that renews that certificate."""
    renewal = make.SchemeFactory()
    version = make.SchemeVersionFactory(scheme=renewal)
    for position, (kind, params) in enumerate(asked, 1):
        params = params | {"anew": anew}
        make.RequirementFactory(version=version, position=position, kind=kind, params=params)
    put_in_force(version, by=SYSTEM)
    with freeze_time("2026-03-01"):
        held = make.credential(make.scheme(validity_months=12, renewed_by=renewal))
    with freeze_time(OPEN):
        return candidacies.open_candidacy(renewal, held.person, by=held.person)


def trained(person, day):
    cohort = training(people=2, country="MA")
    cohort.trainer = person
    TrainingDay.objects.filter(cohort=cohort).update(trainer=person)
    held_on = day_of(cohort, day)
    mark(held_on, "am", "present", *cohort.places)
    report = trainings.submit_report(cohort, cohort.key, by=SYSTEM)
    return trainings.accept_report(report, by=appointed(Role.MANAGER))


@pytest.mark.parametrize(
    ("day", "anew", "met"),
    [
        (dt.date(2025, 11, 3), True, False),
        (dt.date(2026, 3, 1), True, False),
        (dt.date(2026, 5, 4), True, True),
        (dt.date(2025, 11, 3), False, True),
    ],
)
def test_what_earned_the_first_certificate_does_not_renew_it(day, anew, met):
    file = renewal_file(ONE_TRAINING, anew=anew)
    trained(file.person, day)

    [finding] = file.findings()

    assert finding.met is met
    assert finding.asked.endswith("after the certificate that is renewed") is anew


def test_the_first_certificate_itself_is_still_earned_by_all_that_was_done():
    file = renewal_file(ONE_TRAINING)
    trained(file.person, dt.date(2025, 11, 3))
    first = Credential.objects.get().candidacy

    assert evidence.look_up(file.version.requirements.all(), file.person)[0].met
    assert all(finding.met for finding in first.findings())


def test_each_renewal_is_declared_anew():
    file = renewal_file(DECLARATION)
    asked = file.version.requirements.get()
    with freeze_time(OPEN):
        observations.state(file, asked, "I trained on.", by=file.person)
        file = candidacies.confirm_name(file, make.NAMES, by=file.person)
        candidacies.submit(file, by=file.person)
    file.scheme.certifiers.add(make.certifier(), make.certifier())
    with freeze_time("2026-09-10"):
        make.decided(Candidacy.objects.get(pk=file.pk))
        make.seconded(Candidacy.objects.get(pk=file.pk))
        renewed = credentials.issue(Candidacy.objects.get(pk=file.pk), by=SYSTEM)

    with freeze_time("2027-08-01"):
        Credential.objects.filter(pk=renewed.pk).update(valid_until="2027-09-10")
        second = candidacies.open_candidacy(file.scheme, file.person, by=file.person)
        before = second.findings()[0].met
        observations.state(second, asked, "And again.", by=file.person)
        after = second.findings()[0].met

    assert (before, after) == (False, True)
    assert Candidacy.objects.get(pk=file.pk).findings()[0].met
