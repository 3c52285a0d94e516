import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from certification.actions import candidacies, decisions
from certification.models import Candidacy, CertificationScheme, Decision
from lms.core.models import Job
from lms.people.choices import Role
from tests.factories.certification import (
    certifier,
    complete,
    correct_the_marks,
    enrolled,
    file_under_review,
    file_waiting_for_the_second,
    granted_file,
    ready_file,
    scheme,
)
from tests.factories.people import PersonFactory, appointed

pytestmark = pytest.mark.django_db


def status_of(file):
    return Candidacy.objects.get(pk=file.pk).status


def certifiers_of(file):
    return file.scheme.certifiers.order_by("pk")


def test_two_certifiers_approve_and_the_certificate_is_promised():
    file = file_under_review()
    first, second = certifiers_of(file)

    decisions.decide(file, "approve", by=first)
    assert status_of(file) == "under_review"
    assert not Job.objects.exists()

    decisions.decide(file, "approve", by=second)
    assert status_of(file) == "granted"
    assert Job.objects.get().subject == f"candidacy:{file.pk}"


def test_one_refusal_refuses_and_has_a_reason():
    file = file_waiting_for_the_second()
    second = certifiers_of(file)[1]
    with pytest.raises(decisions.ReasonMissing):
        decisions.decide(file, "refuse", reason="  ", by=second)

    decision = decisions.decide(file, "refuse", reason=" Not her own work ", by=second)

    assert (status_of(file), decision.reason) == ("refused", "Not her own work")
    assert not Job.objects.exists()


def test_a_certifier_cannot_decide_twice():
    file = file_waiting_for_the_second()
    first = certifiers_of(file)[0]

    with pytest.raises(decisions.AlreadyDecided):
        decisions.decide(file, "refuse", reason="Second thoughts", by=first)


def test_the_same_approval_told_again_counts_once():
    file = file_under_review()
    first = certifiers_of(file)[0]

    assert decisions.decide(file, "approve", by=first) == decisions.decide(
        file, "approve", by=first
    )

    assert status_of(file) == "under_review"


def test_the_database_too_lets_a_certifier_decide_once_and_one_refusal_stand():
    file = file_waiting_for_the_second()
    first, second = certifiers_of(file)
    values = {"candidacy": file, "evidence": [], "digest": "x"}

    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(certifier=first, outcome="approve", **values)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(certifier=second, outcome="refuse", reason="", **values)


@pytest.mark.parametrize(
    "stranger",
    [
        PersonFactory,
        certifier,
        lambda: appointed(Role.MANAGER),
        lambda: appointed(Role.ADMINISTRATOR),
        lambda: appointed(Role.TRAINER),
    ],
)
def test_only_a_certifier_of_the_scheme_decides(stranger):
    file = file_under_review()

    with pytest.raises(PermissionDenied):
        decisions.decide(file, "approve", by=stranger())


def test_a_name_in_the_scheme_without_the_appointment_decides_nothing():
    file = file_under_review()
    once = PersonFactory()
    file.scheme.certifiers.add(once)

    with pytest.raises(PermissionDenied):
        decisions.decide(file, "approve", by=once)


def test_who_trained_the_candidate_cannot_decide():
    file = file_under_review()
    first = certifiers_of(file)[0]
    file.person.enrolments.get().cohort.trainers.add(first)

    for outcome in ("approve", "refuse"):
        with pytest.raises(decisions.InConflict, match="You trained this candidate"):
            decisions.decide(file, outcome, reason="Because", by=first)


def test_nobody_decides_on_her_own_file():
    made = scheme()
    judge = certifiers_of(file_under_review(made))[0]
    file = file_under_review(made, judge)

    with pytest.raises(decisions.InConflict, match="your own file"):
        decisions.decide(file, "approve", by=judge)


def test_a_file_that_is_not_handed_in_or_closed_is_not_decided():
    for file in (ready_file(), granted_file()):
        third = certifier(file.scheme)
        with pytest.raises(decisions.NotUnderReview):
            decisions.decide(file, "approve", by=third)


def test_a_file_with_something_missing_is_not_approved():
    file = file_under_review()
    correct_the_marks(file, 60)

    with pytest.raises(candidacies.RequirementsMissing, match="70%"):
        decisions.decide(file, "approve", by=certifiers_of(file)[0])


def test_after_the_evidence_changed_the_first_certifier_looks_again():
    file = file_waiting_for_the_second()
    first, second = certifiers_of(file)
    correct_the_marks(file, 91)
    with pytest.raises(decisions.EvidenceChanged, match=str(first)):
        decisions.decide(file, "approve", by=second)
    assert status_of(file) == "under_review"

    decisions.decide(file, "approve", by=first)
    assert status_of(file) == "under_review"
    decisions.decide(file, "approve", by=second)

    assert status_of(file) == "granted"
    assert file.decisions.count() == 2


def test_a_decision_keeps_the_evidence_of_its_moment():
    file = file_waiting_for_the_second()
    decision = file.decisions.get()

    assert [part["kind"] for part in decision.evidence] == ["course_completed", "quiz_passed"]
    assert decision.evidence[1]["evidence"]["percent"] == 84
    assert len(decision.digest) == 64


def test_an_approval_on_an_old_copy_of_the_file_counts_as_the_second():
    """As two at once: the second one read the file before the first one decided."""
    file = file_under_review()
    first, second = certifiers_of(file)
    stale = Candidacy.objects.get(pk=file.pk)

    decisions.decide(file, "approve", by=first)
    decisions.decide(stale, "approve", by=second)

    assert status_of(file) == "granted"


def test_a_certifier_sees_the_files_of_her_schemes_only():
    mine, other = file_under_review(), file_under_review()
    first = certifiers_of(mine)[0]

    assert list(Candidacy.objects.visible_to(first)) == [mine]
    assert list(CertificationScheme.objects.visible_to(first)) == [mine.scheme]
    assert other not in Candidacy.objects.visible_to(mine.person)


def test_a_manager_sees_her_country_and_an_administrator_everything():
    here = file_under_review()
    there = file_under_review(person=PersonFactory(country="SN"))

    assert list(Candidacy.objects.visible_to(appointed(Role.MANAGER))) == [here]
    assert set(Candidacy.objects.visible_to(appointed(Role.ADMINISTRATOR))) == {here, there}


def test_a_trainer_does_not_see_the_files_of_her_learners():
    made = scheme()
    trainer = appointed(Role.TRAINER)
    made.cohort.trainers.add(trainer)
    complete(enrolled(made))
    file_under_review(made)

    assert not Candidacy.objects.visible_to(trainer).exists()
