"""What each kind of requirement finds in the records of practice."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from certification import evidence
from certification.models import ExternalCredential, Requirement
from courses.actions import trainings
from courses.models import TrainingReport
from lms.core.policy import SYSTEM
from lms.people.choices import Role
from tests.factories.certification import credential, scheme
from tests.factories.days import HELD_ON, day_of, mark, training
from tests.factories.mentoring import CoachingSessionFactory
from tests.factories.people import MembershipFactory, PersonFactory, appointed

pytestmark = pytest.mark.django_db

DELIVERED = {"trainings": 2, "within_months": 12, "min_participants": 2}


def asked(kind, course_key=None, **params):
    """A requirement as a draft holds it, without its row."""
    return Requirement(pk=1, kind=kind, course_key=course_key, params=params)


def found(person, kind, course_key=None, **params):
    return evidence.look_up([asked(kind, course_key, **params)], person)[0]


def held(people=2, *, days=2, held_on=HELD_ON, trainer=None):
    """A workshop of four half-days with everybody there on so many of its days."""
    cohort = training(people=people, country="MA")
    if trainer:
        cohort.trainer = trainer
    for number in range(days):
        day = day_of(cohort, held_on + dt.timedelta(days=number))
        mark(day, "am", "present", *cohort.places)
        mark(day, "pm", "late", *cohort.places)
    return cohort


def reported(cohort, *, accepted=True):
    report = trainings.submit_report(cohort, cohort.key, by=SYSTEM)
    if accepted:
        trainings.accept_report(report, by=appointed(Role.MANAGER))
    return report


def test_half_days_count_against_all_that_are_planned():
    cohort = held(people=1, days=1)
    person, key = cohort.places[0].learner, cohort.edition.course_key

    half = found(person, "attendance", key, min_percent=50)
    more = found(person, "attendance", key, min_percent=51)

    assert (half.met, more.met) == (True, False)
    assert more.shown == f"2 of 4 half-days attended, cohort {cohort}."
    assert half.evidence["half_days"] == [["2024-03-04", "am"], ["2024-03-04", "pm"]]


def test_half_days_attended_later_never_change_the_evidence():
    cohort = held(people=1, days=1)
    person, key = cohort.places[0].learner, cohort.edition.course_key
    before = found(person, "attendance", key, min_percent=50).evidence

    mark(day_of(cohort, HELD_ON + dt.timedelta(days=1)), "am", "present", *cohort.places)

    assert found(person, "attendance", key, min_percent=50).evidence == before


def test_trainings_count_when_somebody_else_accepted_their_reports():
    trainer = appointed(Role.TRAINER)
    first = reported(held(trainer=trainer))
    second = held(trainer=trainer, held_on=HELD_ON + dt.timedelta(days=200))
    waiting = reported(second, accepted=False)

    before = found(trainer, "trainings_delivered", **DELIVERED)
    trainings.accept_report(waiting, by=appointed(Role.MANAGER))
    after = found(trainer, "trainings_delivered", **DELIVERED)

    assert not before.met
    assert before.shown.startswith("Reports accepted: 1. Waiting to be accepted: 1.")
    assert [one["report"] for one in after.evidence["reports"]] == [str(first.pk), str(waiting.pk)]
    assert after.evidence["reports"][0]["people"] == 2


@pytest.mark.parametrize(
    ("change", "met"),
    [({}, True), ({"within_months": 6}, False), ({"min_participants": 3}, False)],
)
def test_trainings_lie_close_together_and_have_enough_participants(change, met):
    trainer = appointed(Role.TRAINER)
    reported(held(trainer=trainer))
    reported(held(trainer=trainer, held_on=HELD_ON + dt.timedelta(days=200)))

    assert found(trainer, "trainings_delivered", **DELIVERED | change).met is met
    assert not found(PersonFactory(), "trainings_delivered", **DELIVERED | change).met


def test_what_lies_too_far_apart_is_said_in_words():
    trainer = appointed(Role.TRAINER)
    reported(held(trainer=trainer))
    reported(held(trainer=trainer, held_on=HELD_ON + dt.timedelta(days=200)))

    apart = found(trainer, "trainings_delivered", **DELIVERED | {"within_months": 6}).shown
    close = found(trainer, "trainings_delivered", **DELIVERED).shown

    assert apart.endswith("Those accepted lie further apart than 6 months.")
    assert "further apart" not in close


def test_a_report_is_accepted_by_the_manager_of_the_country_who_did_not_train():
    cohort = held()
    report = reported(cohort, accepted=False)
    manager = appointed(Role.MANAGER)
    cohort.trainers.add(manager)

    for stranger in (cohort.trainer, manager, appointed(Role.MANAGER, country="SN")):
        with pytest.raises(PermissionDenied):
            trainings.accept_report(report, by=stranger)
    trainings.accept_report(report, by=appointed(Role.ADMINISTRATOR))

    assert TrainingReport.objects.get(pk=report.pk).accepted_at


def test_only_a_submitted_report_is_accepted():
    cohort = held()
    report = trainings.keep_report(cohort, cohort.key, by=SYSTEM)

    with pytest.raises(trainings.ReportNotSubmitted):
        trainings.accept_report(report, by=appointed(Role.MANAGER))


def test_confirmed_sessions_count_for_who_gave_and_who_received_them():
    member = MembershipFactory()
    session = CoachingSessionFactory(engagement__cooperative=member.cooperative, minutes=90)
    session.attendees.add(member)
    received = {"side": "received", "sessions": 1, "hours": 1}

    before = found(member.person, "coaching", **received)
    type(session).objects.update(status="confirmed", confirmed_at=timezone.now())
    after = found(member.person, "coaching", **received)

    assert (before.met, after.met) == (False, True)
    assert after.evidence == {"sessions": [str(session.pk)], "minutes": 90}
    assert found(session.logged_by, "coaching", side="given", sessions=1).met
    assert not found(session.logged_by, "coaching", **received).met
    assert not found(member.person, "coaching", **received | {"hours": 2}).met


def test_a_certificate_counts_once_it_was_held_long_enough():
    held_one = credential(scheme(code="first"))
    person = held_one.candidacy.person

    assert found(person, "credential_held", scheme="first", months=0).evidence == {
        "credential": str(held_one.pk),
        "serial": held_one.serial,
    }
    assert not found(person, "credential_held", scheme="first", months=1).met
    assert not found(person, "credential_held", scheme="other", months=0).met


def test_a_certificate_of_another_body_counts_when_it_was_seen():
    person = PersonFactory()
    ExternalCredential.objects.create(
        person=person, issuer="ITCILO", title="My.COOP", number="77", seen_by=PersonFactory()
    )

    assert found(person, "external_credential", issuer="itcilo").met
    assert not found(person, "external_credential", issuer="ITCILO", title="Think.COOP").met
    assert not found(PersonFactory(), "external_credential", issuer="ITCILO").met


def test_of_a_group_only_so_many_are_needed():
    person = PersonFactory()
    members = [
        Requirement(
            pk=number,
            kind="external_credential",
            group="A",
            group_needs=1,
            params={"issuer": issuer},
        )
        for number, issuer in enumerate(("ITCILO", "ONCA"), 1)
    ]

    before = evidence.missing(evidence.look_up(members, person))
    ExternalCredential.objects.create(
        person=person, issuer="ONCA", title="Guide", seen_by=PersonFactory()
    )

    assert before == [
        "1 of these: Show the certificate of another body: ITCILO"
        " · Show the certificate of another body: ONCA"
    ]
    assert evidence.missing(evidence.look_up(members, person)) == []


@pytest.mark.parametrize(
    ("kind", "params"),
    [
        ("attendance", {"min_percent": 50}),
        ("trainings_delivered", DELIVERED),
        ("coaching", {"side": "given", "sessions": 1}),
        ("external_credential", {"issuer": "X"}),
        ("observed_delivery", {"observations": 1, "min_line": 1, "min_percent": 1}),
    ],
)
def test_each_kind_costs_the_same_for_any_number_of_requirements(kind, params):
    cohort = held(people=1, days=1)
    person, key = cohort.places[0].learner, cohort.edition.course_key
    costs = []

    for many in (1, 3):
        of_kind = [asked(kind, key, **params) for _number in range(many)]
        for number, one in enumerate(of_kind):
            one.pk = number
        with CaptureQueriesContext(connection) as queries:
            evidence.look_up(of_kind, person)
        costs.append(len(queries))

    assert costs[0] == costs[1] <= 8
