"""A mentor is asked: what she may see before she answers, who is told what, and what comes back to the queue."""

import pytest
from django.core import mail
from django.urls import reverse

from lms.core.policy import SYSTEM
from lms.notices.actions import deliver_one
from lms.notices.models import Delivery, Notice
from lms.people.choices import Role
from mentoring.actions import engagements
from mentoring.models import (
    ActionItem,
    Assembly,
    CoachingSession,
    Engagement,
    Objective,
    PlannedVisit,
    SessionPhoto,
)
from tests.factories.mentoring import (
    ActionItemFactory,
    AssignmentFactory,
    CoachingSessionFactory,
    EngagementFactory,
    agreed,
    mentor_of,
    recorded_assembly,
)
from tests.factories.people import MembershipFactory, appointed

from .screens import HOME, page

pytestmark = pytest.mark.django_db

REASON = "My cousin keeps its books"


@pytest.fixture
def manager():
    return appointed(Role.MANAGER, "MA", email="manager@example.org")


@pytest.fixture
def asked(manager):
    """A mentor is asked for an engagement in which others have worked already."""
    engagement = EngagementFactory(
        cooperative__name="Tamghart",
        cooperative__commune="Aoulouz",
        cooperative__region="Souss-Massa",
        goals="Hold an assembly.",
        mentors=[appointed(Role.MENTOR, last_name="Colleague")],
    )
    member = MembershipFactory(
        cooperative=engagement.cooperative,
        person__language="ar",
        person__last_name="Of-the-roster",
    )
    session = CoachingSessionFactory(engagement=engagement, shared_summary="Talked of debts.")
    ActionItemFactory(session=session, owner=member, text="Pay the miller")
    PlannedVisit.objects.create(
        engagement=engagement, day="2999-01-05", place="Mill", planned_by=mentor_of(engagement)
    )
    agreed(engagement)
    recorded_assembly(engagement, session.held_on, decisions="Sell the oven.")
    mentor = appointed(Role.MENTOR, email="mentor@example.org")
    return engagements.ask_mentor(engagement, mentor, by=manager)


def test_before_she_answers_no_row_of_the_engagement_is_hers(asked):
    models = [Engagement, CoachingSession, ActionItem, Objective, PlannedVisit, Assembly]
    models += [SessionPhoto]

    assert {m.__name__: m.objects.visible_to(asked.mentor).count() for m in models} == {
        model.__name__: 0 for model in models
    }


@pytest.mark.parametrize(
    ("name", "of"),
    [
        ("log_session", "engagement"),
        ("sign_agreement", "engagement"),
        ("print_agreement", "engagement"),
        ("agreement_file", "engagement"),
        ("change_plan", "engagement"),
        ("candidates", "engagement"),
        ("session", "session"),
        ("plan", "cooperative"),
        ("assemblies", "cooperative"),
        ("record_assembly", "cooperative"),
        ("assembly", "assembly"),
    ],
)
def test_before_she_answers_the_page_does_not_exist_for_her(enter, asked, name, of):
    engagement = asked.engagement
    ids = {
        "engagement": engagement.pk,
        "session": engagement.sessions.get().pk,
        "cooperative": engagement.cooperative_id,
        "assembly": engagement.cooperative.assemblies.get().pk,
    }

    assert enter(asked.mentor).get(reverse(f"mentoring:{name}", args=[ids[of]])).status_code == 404


def test_she_reads_what_she_must_know_and_nothing_that_others_recorded(enter, asked):
    client = enter(asked.mentor)
    shown = page(client, "mentoring:answer", asked.engagement_id)

    for word in ["Tamghart", "Aoulouz", "Souss-Massa", "Argan", "Hold an assembly."]:
        assert word in shown
    for sentence in [
        "12 sessions planned",
        "Arabic (1 of 2)",
        "2 members",
        "All members of the cooperative",
        "Cooperatives you accompany: 0 of at most 10",
    ]:
        assert sentence in shown
    for secret in ["debts", "miller", "Mill", "Of-the-roster", "Colleague", "oven", "Signed by"]:
        assert secret not in shown
        assert secret not in page(client, HOME)


def test_the_address_of_the_engagement_leads_her_to_the_question(enter, asked):
    answer = enter(asked.mentor).get(reverse("mentoring:engagement", args=[asked.engagement_id]))

    assert answer.url == reverse("mentoring:answer", args=[asked.engagement_id])


def test_once_she_has_accepted_she_sees_all(enter, asked):
    client = enter(asked.mentor)
    address = reverse("mentoring:answer", args=[asked.engagement_id])
    client.post(address, {"answer": "accept", "conflict": "no"})

    assert "Talked of debts." in page(
        client, "mentoring:session", asked.engagement.sessions.get().pk
    )


def test_a_second_tap_on_her_answer_changes_nothing(enter, asked):
    client = enter(asked.mentor)
    address = reverse("mentoring:answer", args=[asked.engagement_id])
    typed = {"answer": "decline", "conflict": "no", "reason": "Too far"}

    first, second = client.post(address, typed), client.post(address, typed)

    assert (first.status_code, second.status_code) == (302, 302)
    assert Notice.objects.filter(kind="mentoring.mentor_declined").count() == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"answer": "accept"}, "This field is required."),
        ({"answer": "accept", "conflict": "maybe"}, "Select a valid choice."),
        ({"answer": "accept", "conflict": "yes"}, "Decline, and say why."),
        ({"answer": "decline", "conflict": "no", "reason": " "}, "Say why, so that"),
    ],
)
def test_an_answer_that_is_none_is_said_and_changes_nothing(enter, asked, typed, said):
    address = reverse("mentoring:answer", args=[asked.engagement_id])

    assert said in enter(asked.mentor).post(address, typed).content.decode()

    asked.refresh_from_db()
    assert asked.status == "asked"


def test_she_is_told_that_she_is_asked_once(asked, manager):
    engagements.ask_mentor(asked.engagement, asked.mentor, by=manager)

    [notice] = Notice.objects.filter(person=asked.mentor)
    assert (notice.title, notice.path) == (
        "Will you accompany Tamghart?",
        f"mentoring/engagements/{asked.engagement_id}/answer/",
    )


@pytest.mark.parametrize("accepts", [True, False])
def test_who_asked_is_told_the_answer_without_its_reason(asked, manager, accepts):
    if accepts:
        engagements.accept_assignment(asked, has_conflict=False, by=asked.mentor)
    else:
        engagements.decline_assignment(asked, REASON, has_conflict=True, by=asked.mentor)
    Delivery.objects.update(not_before="2020-01-01T00:00Z")
    while deliver_one(by=SYSTEM):
        pass

    [notice] = Notice.objects.filter(person=manager)
    assert ("will not" in notice.title) == (not accepts)
    assert REASON not in f"{notice.title} {notice.text} {notice.params}"
    assert {message.to[0] for message in mail.outbox} == {
        "manager@example.org",
        "mentor@example.org",
    }
    assert not any(REASON in message.body for message in mail.outbox)


def test_a_reason_and_an_interest_are_shown_to_the_manager_only(enter, asked, manager):
    engagements.decline_assignment(asked, REASON, has_conflict=True, by=asked.mentor)
    engagement = asked.engagement
    member = engagement.cooperative.memberships.first().person
    readers = {"manager": manager, "mentor": mentor_of(engagement), "member": member}

    said = {
        name: [
            word in page(enter(person), "mentoring:engagement", engagement.pk)
            for word in [REASON, "Has an interest", str(asked.mentor)]
        ]
        for name, person in readers.items()
    }

    assert said == {
        "manager": [True, True, True],
        "mentor": [False, False, False],
        "member": [False, False, False],
    }


def test_a_declined_engagement_comes_back_to_the_queue(enter, manager):
    """R27."""
    engagement = EngagementFactory(status="proposed", mentors=[], cooperative__name="Zaafran")
    client, candidates = (
        enter(manager),
        reverse("mentoring:candidates", args=[engagement.pk]),
    )
    assert candidates in page(client, HOME)

    asked = engagements.ask_mentor(engagement, appointed(Role.MENTOR), by=manager)
    assert candidates not in page(client, HOME)

    engagements.decline_assignment(asked, "Too far", by=asked.mentor)
    assert candidates in page(client, HOME)
    assert candidates in page(client, "mentoring:looking")


def test_the_queue_holds_what_lost_its_mentor_and_not_what_is_closed_or_elsewhere(enter, manager):
    lost = EngagementFactory()
    engagements.release_mentor(lost.assignments.get(), by=manager)
    closed = EngagementFactory(mentors=[])
    engagements.close_engagement(closed, "given_up", by=manager)
    EngagementFactory(mentors=[], cooperative__country="SN")
    EngagementFactory()

    assert list(Engagement.objects.run_by(manager).looking()) == [lost]
    assert not Engagement.objects.run_by(lost.assignments.get().mentor).exists()


def test_home_and_queue_cost_the_same_for_any_number_of_engagements(enter, manager, captured):
    client, counts = enter(manager), {HOME: set(), "mentoring:looking": set()}
    for more in [1, 3]:
        EngagementFactory.create_batch(more, mentors=[])
        for address, found in counts.items():
            page(client, address)
            with captured() as queries:
                page(client, address)
            found.add(len(queries))

    assert [len(found) for found in counts.values()] == [1, 1]


def test_a_question_is_taken_back_and_she_finds_nothing_any_more(enter, asked, manager):
    enter(manager).post(reverse("mentoring:take_back", args=[asked.pk]))
    client = enter(asked.mentor)

    assert "Will you accompany" not in page(client, HOME)
    address = reverse("mentoring:answer", args=[asked.engagement_id])
    assert client.get(address).url == reverse(HOME)
    assert enter(appointed(Role.MENTOR)).get(address).status_code == 404


def test_a_mentor_elsewhere_asked_for_another_answers_only_her_own_question(enter, asked):
    other = AssignmentFactory(
        engagement=EngagementFactory(mentors=[]), status="asked", has_conflict=None
    )
    address = reverse("mentoring:answer", args=[asked.engagement_id])

    answer = enter(other.mentor).post(address, {"answer": "accept", "conflict": "no"})

    assert answer.status_code == 404
    asked.refresh_from_db()
    assert asked.status == "asked"
