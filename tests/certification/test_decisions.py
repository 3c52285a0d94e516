import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from certification.actions import candidacies, decisions
from certification.choices import ConflictAnswer
from certification.models import Candidacy, CertificationScheme, Decision
from lms.core.models import Job
from lms.notices.models import Notice
from lms.people.choices import Role
from tests.factories.certification import (
    attempt,
    certifier,
    certifiers_of,
    cleared,
    complete,
    correct_the_marks,
    decided,
    deferred_file,
    enrolled,
    file_under_review,
    file_waiting_for_the_second,
    granted_file,
    ready_file,
    refused_file,
    scheme,
    seconded,
)
from tests.factories.mentoring import EngagementFactory
from tests.factories.people import CooperativeFactory, MembershipFactory, PersonFactory, appointed

pytestmark = pytest.mark.django_db


def status_of(file):
    return Candidacy.objects.get(pk=file.pk).status


def test_one_decides_another_seconds_and_the_certificate_is_promised():
    file = file_under_review()
    first, second = certifiers_of(file)

    decision = decided(file)
    assert status_of(file) == "ready"
    assert not Job.objects.filter(name="certification.issue").exists()

    seconded(file)
    decision.refresh_from_db()
    assert status_of(file) == "granted"
    assert (decision.status, decision.decided_by, decision.seconded_by) == (
        "carried",
        first,
        second,
    )
    assert Job.objects.get(name="certification.issue").subject == f"candidacy:{file.pk}"


def test_a_refusal_is_seconded_too_and_has_a_reason():
    file = file_under_review()
    first = cleared(file, certifiers_of(file)[0])
    with pytest.raises(decisions.ReasonMissing):
        decisions.decide(file, "refuse", reason="  ", by=first)

    decision = decided(file, "refuse", reason=" Not her own work ")
    assert (status_of(file), decision.reason) == ("ready", "Not her own work")

    seconded(file)
    assert status_of(file) == "refused"
    assert not Job.objects.filter(name="certification.issue").exists()


def test_a_refusal_names_the_evidence_that_does_not_count_and_accepts_the_rest():
    file = file_under_review()
    course, quiz = file.evidence.all()

    decided(file, "refuse", reason="Not her own work", rejected=[quiz])
    assert {one.status for one in file.evidence.all()} == {"submitted"}
    seconded(file)

    assert [one.status for one in file.evidence.all()] == ["accepted", "rejected"]
    assert {one.judged_by for one in file.evidence.all()} == {certifiers_of(file)[0]}


def test_a_decision_is_put_off_until_a_day_to_come_and_no_file_is_opened_before():
    file = file_under_review()
    first = cleared(file, certifiers_of(file)[0])
    for day in (None, timezone.localdate()):
        with pytest.raises(decisions.ReasonMissing):
            decisions.decide(file, "defer", reason="One more training", again_from=day, by=first)

    file = deferred_file()
    day = file.carried.again_from
    with pytest.raises(candidacies.PutOff):
        candidacies.open_candidacy(file.scheme, file.person, by=file.person)
    Decision.objects.update(again_from=timezone.localdate())

    assert day > timezone.localdate()
    assert candidacies.open_candidacy(file.scheme, file.person, by=file.person) != file


def test_who_does_not_agree_says_why_and_the_file_is_reviewed_again():
    file = file_waiting_for_the_second()
    first, second = certifiers_of(file)
    decision = file.decisions.get()
    cleared(file, second)
    with pytest.raises(decisions.ReasonMissing):
        decisions.disagree(decision, " ", by=second)

    for _again in range(2):
        decisions.disagree(decision, "The dates do not fit", by=second)

    decision.refresh_from_db()
    assert (status_of(file), decision.status) == ("under_review", "set_aside")
    assert (decision.set_aside_by, decision.objection) == (second, "The dates do not fit")
    assert list(Notice.objects.filter(kind="certification.not_seconded")) == [
        Notice.objects.get(person=first, kind="certification.not_seconded")
    ]
    decided(file, by=second)
    assert seconded(file, by=first).status == "carried"


def test_nobody_seconds_or_contests_her_own_decision():
    file = file_waiting_for_the_second()
    first, decision = certifiers_of(file)[0], file.decisions.get()

    with pytest.raises(decisions.AlreadyDecided):
        decisions.second(decision, by=first)
    with pytest.raises(decisions.AlreadyDecided):
        decisions.disagree(decision, "Second thoughts", by=first)
    with pytest.raises(decisions.AlreadyDecided):
        decisions.decide(file, "refuse", reason="Second thoughts", by=first)


def test_the_database_too_wants_two_people_and_one_decision():
    file = file_waiting_for_the_second()
    decision, first = file.decisions.get(), certifiers_of(file)[0]
    now = timezone.now()
    values = {"candidacy": file, "evidence": [], "digest": "x", "decided_by": first}

    for wrong in (
        {"seconded_by": first, "seconded_at": now},
        {"status": "carried"},
        {"outcome": "refuse"},
        {"outcome": "defer", "reason": "Later"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.filter(pk=decision.pk).update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(outcome="grant", **values)


def test_the_same_decision_told_again_counts_once():
    file = file_under_review()

    assert decided(file) == decided(file)
    assert seconded(file) == decisions.second(file.decisions.get(), by=certifiers_of(file)[1])

    assert file.decisions.count() == 1
    assert Job.objects.filter(name="certification.issue").count() == 1


def test_a_second_certifier_who_decides_first_is_led_to_the_decision_that_waits():
    file = file_waiting_for_the_second()

    with pytest.raises(decisions.AlreadyDecided, match=str(certifiers_of(file)[0])):
        decided(file, by=certifiers_of(file)[1])


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
def test_only_a_certifier_of_the_scheme_declares_decides_and_seconds(stranger):
    new, half = file_under_review(), file_waiting_for_the_second()
    decision, person = half.decisions.get(), stranger()

    for deed in (
        lambda: decisions.declare(new, ConflictAnswer.NONE, by=person),
        lambda: decisions.decide(new, "grant", by=person),
        lambda: decisions.second(decision, by=person),
        lambda: decisions.disagree(decision, "No", by=person),
    ):
        with pytest.raises(PermissionDenied):
            deed()


def test_a_name_in_the_scheme_without_the_appointment_decides_nothing():
    file = file_under_review()
    once = PersonFactory()
    file.scheme.certifiers.add(once)

    with pytest.raises(PermissionDenied):
        decisions.decide(file, "grant", by=once)


def test_nobody_decides_before_she_has_declared():
    file = file_under_review()
    first, second = certifiers_of(file)
    with pytest.raises(decisions.NotDeclared):
        decisions.decide(file, "grant", by=first)
    decision = decided(file)

    with pytest.raises(decisions.NotDeclared):
        decisions.second(decision, by=second)


def test_who_declares_a_conflict_says_what_it_is_and_stays_out_for_good():
    file = file_under_review()
    first = certifiers_of(file)[0]
    with pytest.raises(decisions.ReasonMissing):
        decisions.declare(file, ConflictAnswer.CONFLICT, " ", by=first)

    decisions.declare(file, ConflictAnswer.CONFLICT, "She is my cousin", by=first)
    decisions.declare(file, ConflictAnswer.NONE, by=first)

    file = Candidacy.objects.get(pk=file.pk)
    assert [said.answer for said in file.declarations.all()] == ["conflict", "none"]
    with pytest.raises(decisions.InConflict, match="You declared a conflict of interest"):
        decisions.decide(file, "grant", by=first)


def test_what_somebody_decided_before_she_saw_her_conflict_is_set_aside():
    file = file_waiting_for_the_second()

    decisions.declare(file, ConflictAnswer.CONFLICT, "She is my cousin", by=certifiers_of(file)[0])

    assert (status_of(file), file.decisions.get().status) == ("under_review", "set_aside")


def trained(candidate, judge):
    candidate.enrolments.get().cohort.trainers.add(judge)


def coached(candidate, judge):
    cooperative = CooperativeFactory()
    MembershipFactory(person=candidate, cooperative=cooperative)
    EngagementFactory(cooperative=cooperative, mentors=[judge])


def related(candidate, judge):
    cooperative = CooperativeFactory()
    MembershipFactory(person=candidate, cooperative=cooperative)
    MembershipFactory(person=judge, cooperative=cooperative)


@pytest.mark.parametrize(
    ("tie", "words"),
    [
        (trained, "You trained this candidate"),
        (coached, "You accompany the candidate's cooperative"),
        (related, "You are or were in the same cooperative"),
    ],
)
def test_whoever_is_close_to_the_candidate_neither_decides_nor_seconds(tie, words):
    file, waiting = file_under_review(), file_waiting_for_the_second()
    first, second = certifiers_of(file)[0], certifiers_of(waiting)[1]
    tie(file.person, first)
    tie(waiting.person, second)

    for outcome in ("grant", "refuse"):
        with pytest.raises(decisions.InConflict, match=words):
            decided(file, outcome, reason="Because")
    with pytest.raises(decisions.InConflict, match=words):
        seconded(waiting)


def test_nobody_decides_on_her_own_file():
    made = scheme()
    judge = certifiers_of(file_under_review(made))[0]
    file = file_under_review(made, judge)

    with pytest.raises(decisions.InConflict, match="your own file"):
        decided(file, by=judge)


def test_a_file_that_is_not_handed_in_or_closed_is_not_decided():
    for file in (ready_file(), granted_file()):
        with pytest.raises(decisions.NotUnderReview):
            decided(file, by=certifier(file.scheme))


def test_a_file_with_something_missing_is_not_granted_and_may_be_refused():
    file = file_under_review()
    correct_the_marks(file, 40)

    with pytest.raises(candidacies.RequirementsMissing, match="70%"):
        decided(file)
    assert decided(file, "refuse", reason="The mark was corrected").outcome == "refuse"


def test_after_the_records_changed_the_first_certifier_looks_again():
    file = file_waiting_for_the_second()
    first = certifiers_of(file)[0]
    correct_the_marks(file, 80)
    with pytest.raises(decisions.EvidenceChanged, match=str(first)):
        seconded(file)
    assert status_of(file) == "ready"

    decided(file)
    assert status_of(file) == "ready"
    seconded(file)

    assert status_of(file) == "granted"
    assert [d.status for d in file.decisions.all()] == ["set_aside", "carried"]


def test_a_decision_keeps_the_evidence_of_its_moment():
    decision = file_waiting_for_the_second().decisions.get()

    assert [part["kind"] for part in decision.evidence] == ["course_completed", "quiz_passed"]
    assert decision.evidence[1]["evidence"]["percent"] == 84
    assert len(decision.digest) == 64


def test_what_was_handed_in_stays_as_it_was_whatever_happens_to_the_records():
    file = file_under_review()
    kept = [(one.snapshot, one.words, one.digest) for one in file.evidence.all()]
    correct_the_marks(file, 71)
    attempt(file.person.enrolments.get(), 99, number=2)

    assert [(one.snapshot, one.words, one.digest) for one in file.evidence.all()] == kept
    assert "84%" in kept[1][1]["shown"]["en"]
    assert "84" in kept[1][1]["shown"]["ar"]


def test_a_decision_on_an_old_copy_of_the_file_is_told_of_the_first_one():
    """As two at once: the second one read the file before the first one decided."""
    file = file_under_review()
    stale = Candidacy.objects.get(pk=file.pk)
    decided(file)

    with pytest.raises(decisions.AlreadyDecided):
        decided(stale, by=certifiers_of(file)[1])


def test_the_candidate_is_told_the_decision_once_and_only_when_it_stands():
    file = file_waiting_for_the_second()
    told = Notice.objects.filter(person=file.person)
    assert not told.exists()

    seconded(file)
    refused = refused_file()

    assert [notice.kind for notice in told] == ["certification.outcome_grant"]
    assert "somebody else" not in str(Notice.objects.get(person=refused.person).params)


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


def test_a_decision_that_waits_is_set_aside_when_the_candidate_takes_the_file_back():
    file = file_waiting_for_the_second()

    candidacies.withdraw(file, by=file.person)

    decision = file.decisions.get()
    assert (decision.status, decision.set_aside_by) == ("set_aside", None)
    assert decision.set_aside_at > timezone.now() - dt.timedelta(minutes=1)


def test_the_rules_of_the_version_say_whose_ties_count():
    lax = file_under_review(scheme(conflict_rules=["accompanied"]))
    trained(lax.person, certifiers_of(lax)[0])
    strict = file_under_review(scheme(conflict_rules=["accompanied"]))
    coached(strict.person, certifiers_of(strict)[0])

    assert decided(lax).outcome == "grant"
    with pytest.raises(decisions.InConflict):
        decided(strict)


@pytest.mark.parametrize("deciders", [1, 2, 3])
def test_as_many_certifiers_decide_as_the_version_asks_for(deciders):
    file = file_under_review(scheme(certifiers=3, deciders=deciders))
    people = certifiers_of(file)

    decided(file)
    for number, person in enumerate(people[1:deciders], 2):
        assert status_of(file) == "ready"
        decision = seconded(file, by=person)
        assert len(decision.agreed) == number

    assert status_of(file) == "granted"
    assert file.decisions.get().agreed == [person.pk for person in people[:deciders]]
    assert Job.objects.filter(name="certification.issue").count() == 1
