"""Proposing an engagement, answering, signing, pausing and closing it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from courses.models import Programme
from lms.people.choices import Role
from mentoring.models import Engagement
from tests.factories.mentoring import (
    AssignmentFactory,
    EngagementFactory,
    mentor_of,
)
from tests.factories.people import (
    CooperativeFactory,
    MembershipFactory,
    PersonFactory,
    appointed,
)

from .screens import HOME, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def engagement():
    return EngagementFactory(cooperative__country="MA", cooperative__name="Tamghart")


def typed_engagement(**changes):
    EngagementFactory()
    typed = {
        "cooperative": CooperativeFactory(country="MA").pk,
        "programme": Programme.objects.first().pk,
        "goals": "Hold an assembly.",
        "planned_sessions": "12",
        "starts_on": "2026-01-01",
        "ends_on": "2027-12-31",
        "readers": "members",
    }
    return {**typed, **changes}


def test_a_manager_proposes_an_engagement(enter):
    typed = typed_engagement()

    response = enter(appointed(Role.MANAGER)).post(reverse("mentoring:open_engagement"), typed)

    opened = Engagement.objects.get(cooperative=typed["cooperative"])
    assert response.url == reverse("mentoring:candidates", args=[opened.pk])
    assert opened.status == "proposed"


def test_a_refused_engagement_keeps_what_was_typed_and_says_why(enter):
    typed = typed_engagement()
    EngagementFactory(cooperative_id=typed["cooperative"], programme_id=typed["programme"])

    response = enter(appointed(Role.MANAGER)).post(reverse("mentoring:open_engagement"), typed)

    shown = response.content.decode()
    assert "already accompanied in this programme" in shown
    assert 'value="2027-12-31"' in shown


def test_a_period_in_the_wrong_order_is_said_on_the_form(enter):
    typed = typed_engagement(ends_on="2025-01-01")

    response = enter(appointed(Role.MANAGER)).post(reverse("mentoring:open_engagement"), typed)

    assert "An engagement cannot end before it starts." in response.content.decode()


def test_a_manager_chooses_among_the_cooperatives_of_her_country(enter):
    here = CooperativeFactory(country="MA", name="Tamghart")
    elsewhere = CooperativeFactory(country="SN", name="Ndar")

    shown = page(enter(appointed(Role.MANAGER)), "mentoring:open_engagement")

    assert here.name in shown
    assert elsewhere.name not in shown


def test_only_managers_find_the_form_to_propose_an_engagement(enter, engagement):
    address = reverse("mentoring:open_engagement")
    for person in [mentor_of(engagement), PersonFactory(), appointed(Role.TRAINER)]:
        assert enter(person).get(address).status_code == 403


def answered(enter, assignment, answer, **typed):
    address = reverse("mentoring:answer", args=[assignment.engagement_id])
    return enter(assignment.mentor).post(address, {"answer": answer, "conflict": "no", **typed})


def test_a_mentor_who_is_asked_reads_the_plan_and_accepts(enter, engagement):
    asked = AssignmentFactory(engagement=engagement, status="asked", has_conflict=None)
    client = enter(asked.mentor)
    assert "Will you accompany" in page(client, HOME)
    assert "have an interest" in page(client, "mentoring:answer", engagement.pk)

    answered(enter, asked, "accept")

    asked.refresh_from_db()
    assert (asked.status, asked.has_conflict) == ("accepted", False)


def test_a_mentor_who_declines_is_asked_why(enter, engagement):
    asked = AssignmentFactory(engagement=engagement, status="asked", has_conflict=None)

    shown = answered(enter, asked, "decline").content.decode()
    assert "Say why" in shown
    answered(enter, asked, "decline", reason="My sister is a member", conflict="yes")

    asked.refresh_from_db()
    assert (asked.status, asked.has_conflict) == ("declined", True)


def test_the_agreement_is_signed_on_its_page_and_its_paper_read_by_those_around(enter, engagement):
    engagement.status = "accepted"
    engagement.save()
    member = MembershipFactory(cooperative=engagement.cooperative)
    paper = SimpleUploadedFile("agreement.pdf", b"%PDF-1.7 signed")
    typed = {"signed_by": member.pk, "signed_on": "2026-02-01", "file": paper}

    enter(mentor_of(engagement)).post(
        reverse("mentoring:sign_agreement", args=[engagement.pk]), typed
    )

    engagement.refresh_from_db()
    assert engagement.status == "active"
    address = reverse("mentoring:agreement_file", args=[engagement.pk])
    readers = {"member": member.person, "stranger": PersonFactory()}
    codes = {name: enter(person).get(address).status_code for name, person in readers.items()}
    assert codes == {"member": 200, "stranger": 404}


def test_what_is_wrong_with_an_agreement_is_said_and_nothing_begins(enter, engagement):
    engagement.status = "accepted"
    engagement.save()
    MembershipFactory(cooperative=engagement.cooperative)
    stranger = MembershipFactory()
    address = reverse("mentoring:sign_agreement", args=[engagement.pk])
    client = enter(mentor_of(engagement))

    for typed in [{"signed_by": stranger.pk, "signed_on": "2026-02-01"}, {"signed_by": "x"}]:
        assert "Select a valid choice." in client.post(address, typed).content.decode()

    engagement.refresh_from_db()
    assert engagement.status == "accepted"


def test_a_manager_pauses_and_resumes_an_engagement(enter, engagement):
    client = enter(appointed(Role.MANAGER))
    pause = reverse("mentoring:pause_engagement", args=[engagement.pk])

    assert "This field is required." in client.post(pause, {}).content.decode()
    client.post(pause, {"reason": "Harvest until June"})
    assert "Harvest until June" in page(client, "mentoring:engagement", engagement.pk)
    client.post(reverse("mentoring:resume_engagement", args=[engagement.pk]))

    engagement.refresh_from_db()
    assert engagement.status == "active"


def test_a_manager_closes_an_engagement_and_says_how_it_ended(enter, engagement):
    address = reverse("mentoring:close_engagement", args=[engagement.pk])
    typed = {"ending": "partly", "words": "The cash book is kept."}

    assert enter(mentor_of(engagement)).post(address, typed).status_code == 403
    manager = enter(appointed(Role.MANAGER))
    assert "This field is required." in manager.post(address, {}).content.decode()
    manager.post(address, typed)

    engagement.refresh_from_db()
    assert (engagement.status, engagement.ending) == ("closed", "partly")
    log = reverse("mentoring:log_session", args=[engagement.pk])
    assert log not in page(enter(mentor_of(engagement)), "mentoring:engagement", engagement.pk)


def test_a_manager_releases_a_mentor_and_takes_a_question_back(enter, engagement):
    accepted = engagement.assignments.get()
    asked = AssignmentFactory(engagement=engagement, status="asked", has_conflict=None)
    client = enter(appointed(Role.MANAGER))

    client.post(reverse("mentoring:release_mentor", args=[accepted.pk]))
    client.post(reverse("mentoring:take_back", args=[asked.pk]))

    assert {one.status for one in engagement.assignments.all()} == {"ended", "taken_back"}
