import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from lms.core.moves import MoveRefused, move
from lms.people.choices import Role
from mentoring import checks
from mentoring.actions import engagements, sessions
from mentoring.models import (
    Agreement,
    CoachingSession,
    Engagement,
    MentorAssignment,
)
from tests.factories.courses import ProgrammeFactory
from tests.factories.mentoring import (
    AssignmentFactory,
    CoachingSessionFactory,
    EngagementFactory,
    agreed,
    logged_session,
    mentor_of,
)
from tests.factories.people import (
    CooperativeFactory,
    MembershipFactory,
    PersonFactory,
    appointed,
)

pytestmark = pytest.mark.django_db
PLAN = {
    "goals": "Hold an assembly and keep a cash book.",
    "planned_sessions": 12,
    "starts_on": dt.date(2026, 1, 1),
    "ends_on": dt.date(2027, 12, 31),
}


def proposed(by, cooperative=None, mentor=None, programme=None, **plan):
    return engagements.propose_engagement(
        cooperative or CooperativeFactory(country="MA"),
        programme or ProgrammeFactory(),
        mentors=[mentor or appointed(Role.MENTOR)],
        by=by,
        **{**PLAN, **plan},
    )


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ADMINISTRATOR])
def test_a_manager_of_the_country_or_an_administrator_proposes_an_engagement(role):
    engagement = proposed(appointed(role))

    assert engagement.status == "proposed"
    assert [one.status for one in engagement.assignments.all()] == ["asked"]


@pytest.mark.parametrize("role", [Role.MENTOR, Role.TRAINER, Role.CERTIFIER])
def test_nobody_else_proposes_one(role):
    with pytest.raises(PermissionDenied):
        proposed(appointed(role))


def test_a_manager_proposes_none_in_another_country():
    with pytest.raises(PermissionDenied):
        proposed(appointed(Role.MANAGER, "SN"), CooperativeFactory(country="MA"))


def test_only_a_mentor_accompanies():
    zahra = PersonFactory(first_name="Zahra", last_name="El Fassi")

    with pytest.raises(engagements.NotAMentor, match="Zahra El Fassi is not a mentor"):
        proposed(appointed(Role.MANAGER), mentor=zahra)


def test_a_mentor_cannot_accompany_her_own_cooperative():
    membership = MembershipFactory(person=appointed(Role.MENTOR))

    with pytest.raises(engagements.MentorIsMember):
        proposed(appointed(Role.MANAGER), membership.cooperative, membership.person)


def test_who_left_the_cooperative_may_become_its_mentor():
    gone = MembershipFactory(person=appointed(Role.MENTOR), ends_on=dt.date(2021, 1, 1))

    engagement = proposed(appointed(Role.MANAGER), gone.cooperative, gone.person)

    assert engagement.assignments.get().mentor == gone.person


def test_proposing_the_same_twice_is_once():
    manager, cooperative = appointed(Role.MANAGER), CooperativeFactory()
    mentor, programme = appointed(Role.MENTOR), ProgrammeFactory()

    first = proposed(manager, cooperative, mentor, programme)
    second = proposed(manager, cooperative, mentor, programme)

    assert first == second
    assert MentorAssignment.objects.count() == 1


def test_another_plan_for_an_open_engagement_is_refused():
    manager, cooperative, programme = (
        appointed(Role.MANAGER),
        CooperativeFactory(),
        ProgrammeFactory(),
    )
    proposed(manager, cooperative, None, programme)

    with pytest.raises(engagements.AlreadyOpen, match="already accompanied"):
        proposed(manager, cooperative, None, programme, planned_sessions=3)


def test_an_engagement_ends_after_it_starts():
    with pytest.raises(ValidationError, match="cannot end before it starts"):
        proposed(appointed(Role.MANAGER), ends_on=dt.date(2025, 1, 1))


def test_work_begins_when_a_mentor_has_accepted_and_the_cooperative_has_signed():
    manager, mentor = appointed(Role.MANAGER), appointed(Role.MENTOR)
    engagement = proposed(manager, mentor=mentor)
    member = MembershipFactory(cooperative=engagement.cooperative)
    signing = {"signed_by": member, "signed_on": dt.date(2026, 1, 2), "by": manager}

    with pytest.raises(engagements.NobodyAccepted):
        engagements.sign_agreement(engagement, **signing)
    engagements.accept_assignment(engagement.assignments.get(), has_conflict=False, by=mentor)
    assert status_of(engagement) == "accepted"
    for _ in range(2):
        engagements.sign_agreement(engagement, **signing)

    assert status_of(engagement) == "active"
    assert Agreement.objects.get().signed_by == member


def test_no_session_is_logged_without_an_agreement():
    mentor = appointed(Role.MENTOR)
    engagement = proposed(appointed(Role.MANAGER), mentor=mentor)
    engagements.accept_assignment(engagement.assignments.get(), has_conflict=False, by=mentor)

    with pytest.raises(checks.EngagementNotUnderWay, match="not signed yet"):
        logged_session(engagement, guests_women=1)


def test_who_has_an_interest_in_a_cooperative_cannot_accept():
    mentor = appointed(Role.MENTOR)
    assignment = proposed(appointed(Role.MANAGER), mentor=mentor).assignments.get()

    with pytest.raises(engagements.ConflictOfInterest):
        engagements.accept_assignment(assignment, has_conflict=True, by=mentor)

    assert MentorAssignment.objects.get().status == "asked"


def test_a_mentor_declines_with_a_reason_and_the_engagement_goes_on_looking():
    manager, mentor = appointed(Role.MANAGER), appointed(Role.MENTOR)
    engagement = proposed(manager, mentor=mentor)
    assignment = engagement.assignments.get()

    with pytest.raises(engagements.ReasonMissing):
        engagements.decline_assignment(assignment, "  ", by=mentor)
    for _ in range(2):
        engagements.decline_assignment(assignment, "Too far", by=mentor)

    assert (status_of(engagement), engagement.assignments.get().reason) == ("proposed", "Too far")
    other = engagements.ask_mentor(engagement, appointed(Role.MENTOR), by=manager)
    assert other.status == "asked"


def test_nobody_answers_for_another_mentor():
    manager = appointed(Role.MANAGER)
    assignment = proposed(manager).assignments.get()

    for person in [manager, appointed(Role.MENTOR), appointed(Role.ADMINISTRATOR)]:
        with pytest.raises(PermissionDenied):
            engagements.accept_assignment(assignment, has_conflict=False, by=person)
        with pytest.raises(PermissionDenied):
            engagements.decline_assignment(assignment, "No", by=person)


def test_a_question_that_was_taken_back_is_not_answered_any_more():
    manager, mentor = appointed(Role.MANAGER), appointed(Role.MENTOR)
    assignment = proposed(manager, mentor=mentor).assignments.get()

    for _ in range(2):
        engagements.take_question_back(assignment, by=manager)

    with pytest.raises(engagements.AlreadyAnswered):
        engagements.accept_assignment(assignment, has_conflict=False, by=mentor)


def test_a_released_mentor_keeps_reading_what_she_recorded_and_logs_no_more():
    engagement = EngagementFactory()
    mentor, manager = mentor_of(engagement), appointed(Role.MANAGER)
    hers, later = CoachingSessionFactory(engagement=engagement), None
    for _ in range(2):
        engagements.release_mentor(engagement.assignments.get(), by=manager)
    AssignmentFactory(engagement=engagement)
    later = CoachingSessionFactory(engagement=engagement)

    assert list(CoachingSession.objects.visible_to(mentor)) == [hers]
    assert later in CoachingSession.objects.visible_to(mentor_of(engagement))
    with pytest.raises(PermissionDenied):
        sessions.log_session(engagement, id=uuid.uuid4(), held_on=dt.date(2026, 3, 1), by=mentor)


def test_a_paused_engagement_says_why_and_goes_on():
    engagement, manager = EngagementFactory(), appointed(Role.MANAGER)

    with pytest.raises(engagements.ReasonMissing):
        engagements.pause_engagement(engagement, "", by=manager)
    for _ in range(2):
        engagements.pause_engagement(engagement, "Harvest", by=manager)
    assert (status_of(engagement), engagement.paused_because) == ("paused", "Harvest")
    for _ in range(2):
        engagements.resume_engagement(engagement, by=manager)

    assert (status_of(engagement), engagement.paused_because) == ("active", "")


def test_a_closed_engagement_says_how_it_ended_and_another_may_be_proposed():
    manager, engagement = appointed(Role.MANAGER), EngagementFactory()
    AssignmentFactory(engagement=engagement, status="asked", has_conflict=None)

    engagements.close_engagement(engagement, "reached", words="An assembly was held.", by=manager)
    closed = engagements.close_engagement(engagement, "given_up", by=manager)

    assert (closed.status, closed.ending) == ("closed", "reached")
    assert not engagement.assignments.asked().exists()
    with pytest.raises(MoveRefused):
        move(closed, Engagement.Status.ACTIVE)
    again = proposed(manager, engagement.cooperative, mentor_of(engagement), engagement.programme)
    assert again != engagement


def test_a_mentor_neither_runs_nor_closes_her_engagement():
    engagement = EngagementFactory()
    mentor, assignment = mentor_of(engagement), engagement.assignments.get()

    for deed in [
        lambda: engagements.close_engagement(engagement, "reached", by=mentor),
        lambda: engagements.pause_engagement(engagement, "Harvest", by=mentor),
        lambda: engagements.resume_engagement(engagement, by=mentor),
        lambda: engagements.ask_mentor(engagement, appointed(Role.MENTOR), by=mentor),
        lambda: engagements.release_mentor(assignment, by=mentor),
        lambda: engagements.take_question_back(assignment, by=mentor),
    ]:
        with pytest.raises(PermissionDenied):
            deed()


def test_the_paper_of_an_agreement_is_added_later_and_the_first_signature_stays():
    engagement = EngagementFactory()
    first = agreed(engagement)
    other = MembershipFactory(cooperative=engagement.cooperative)
    paper = SimpleUploadedFile("agreement.pdf", b"%PDF-1.7 signed")

    signed = engagements.sign_agreement(
        engagement,
        signed_by=other,
        signed_on=dt.date(2026, 5, 1),
        file=("document", paper),
        by=mentor_of(engagement),
    )

    assert (signed.signed_by, signed.file_name) == (first.signed_by, "agreement.pdf")
    assert signed.file.read() == b"%PDF-1.7 signed"


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"signed_on": dt.date(2999, 1, 1)}, engagements.SignedInTheFuture),
        ({"stranger": True}, engagements.SignatoryUnknown),
    ],
)
def test_only_a_member_signs_and_on_a_day_that_has_come(wrong, refusal):
    engagement = EngagementFactory(status="accepted")
    member = MembershipFactory(
        **({} if wrong.pop("stranger", False) else {"cooperative": engagement.cooperative})
    )
    signing = {"signed_by": member, "signed_on": dt.date(2026, 1, 2), **wrong}

    with pytest.raises(refusal):
        engagements.sign_agreement(engagement, **signing, by=mentor_of(engagement))

    assert status_of(engagement) == "accepted"


def test_the_database_holds_what_must_never_be_false():
    engagement = EngagementFactory()
    same = {"cooperative": engagement.cooperative, "programme": engagement.programme}
    for wrong in [
        same,
        {"ends_on": dt.date(2019, 1, 1)},
        {"planned_sessions": 0},
        {"status": "closed"},
    ]:
        with pytest.raises(IntegrityError), transaction.atomic():
            EngagementFactory(**wrong)
    for wrong in [
        {"has_conflict": True},
        {"status": "declined"},
        {"mentor": mentor_of(engagement)},
    ]:
        with pytest.raises(IntegrityError), transaction.atomic():
            AssignmentFactory(engagement=engagement, **wrong)
    for minutes in [0, 721]:
        with pytest.raises(IntegrityError), transaction.atomic():
            CoachingSessionFactory(engagement=engagement, minutes=minutes)


def status_of(engagement):
    engagement.refresh_from_db()
    return engagement.status
