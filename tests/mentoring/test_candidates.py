"""Whom a manager asks: what she sees, whom she may ask, and how many a mentor takes."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from lms.core.policy import SYSTEM
from lms.people.choices import Role
from mentoring.actions import engagements
from mentoring.actions.profiles import describe_mentor
from mentoring.models import MentorAssignment, MentorProfile
from mentoring.reports.candidates import candidates, regions_for
from tests.factories.mentoring import AssignmentFactory, EngagementFactory
from tests.factories.people import CooperativeFactory, MembershipFactory, PersonFactory, appointed

from .screens import page

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return appointed(Role.MANAGER, "MA")


@pytest.fixture
def engagement():
    return looking(cooperative__name="Tamghart", cooperative__region="Souss-Massa")


def looking(**facts):
    return EngagementFactory(status="proposed", mentors=[], **facts)


def describe(person, **changes):
    usual = {"languages": ["ar"], "regions": [], "sectors": [], "most_cooperatives": 10}
    return describe_mentor(person, **{**usual, **changes}, by=person)


def people(engagement, by):
    return [person for person, _candidate in candidates(engagement, by=by)]


def test_members_of_now_and_before_are_never_candidates(engagement, manager):
    now, before, free = (appointed(Role.MENTOR) for _ in range(3))
    MembershipFactory(person=now, cooperative=engagement.cooperative)
    MembershipFactory(person=before, cooperative=engagement.cooperative, ends_on="2021-01-01")

    assert people(engagement, manager) == [free]


def test_who_has_an_interest_in_the_cooperative_is_no_candidate_in_any_programme(manager):
    engagement = looking()
    other = looking(cooperative=engagement.cooperative)
    tied, unwilling = appointed(Role.MENTOR), appointed(Role.MENTOR)
    for mentor, conflict in [(tied, True), (unwilling, False)]:
        asked = engagements.ask_mentor(engagement, mentor, by=manager)
        engagements.decline_assignment(asked, "No.", has_conflict=conflict, by=mentor)

    assert people(engagement, manager) == people(other, manager) == [unwilling]
    with pytest.raises(engagements.ConflictDeclared):
        engagements.ask_mentor(other, tied, by=manager)


def test_who_is_asked_already_is_no_candidate_and_who_was_asked_may_be_again(engagement, manager):
    mentor = appointed(Role.MENTOR)
    asked = engagements.ask_mentor(engagement, mentor, by=manager)
    assert people(engagement, manager) == []

    engagements.take_question_back(asked, by=manager)
    assert people(engagement, manager) == [mentor]


def test_only_mentors_of_the_managers_country_and_of_today_are_candidates(engagement, manager):
    here = appointed(Role.MENTOR)
    appointed(Role.MENTOR, country="MA")
    elsewhere = appointed(Role.MENTOR)
    elsewhere.country = "SN"
    elsewhere.save()
    appointed(Role.TRAINER)
    gone = appointed(Role.MENTOR)
    gone.appointments.update(ends_on="2021-01-01")
    locked = appointed(Role.MENTOR)
    locked.is_active = False
    locked.save()

    found = people(engagement, manager)

    assert here in found
    assert not {elsewhere, gone, locked} & set(found)


def test_what_records_know_becomes_the_reasons(engagement, manager):
    for language in ["ar", "ar", "fr"]:
        MembershipFactory(cooperative=engagement.cooperative, person__language=language)
    MembershipFactory(
        cooperative=engagement.cooperative, person__language="en", ends_on="2021-01-01"
    )
    mentor = appointed(Role.MENTOR)
    describe(mentor, most_cooperatives=4)
    near = CooperativeFactory(region="Souss-Massa")
    AssignmentFactory(engagement=EngagementFactory(cooperative=near, mentors=[]), mentor=mentor)
    AssignmentFactory(
        engagement=EngagementFactory(mentors=[]), mentor=mentor, status="asked", has_conflict=None
    )
    closed = EngagementFactory(mentors=[mentor])
    engagements.close_engagement(closed, "reached", by=SYSTEM)

    [(_person, candidate)] = candidates(engagement, by=manager)

    assert [reason.text for reason in candidate.reasons] == [
        "Speaks Arabic, as 2 of 3 members do",
        "Accompanies a cooperative in the same region: Souss-Massa",
        "Has not named this sector: argan",
        "Accompanies 2 of at most 4, questions that wait included",
    ]


def test_the_page_asks_who_is_chosen_and_says_when_nobody_is_there(enter, engagement, manager):
    client = enter(manager)
    assert "Nobody can be asked" in page(client, "mentoring:candidates", engagement.pk)

    mentor = appointed(Role.MENTOR)
    address = reverse("mentoring:ask_mentor", args=[engagement.pk, mentor.pk])
    assert address in page(client, "mentoring:candidates", engagement.pk)
    client.post(address)
    client.post(address)

    [asked] = engagement.assignments.all()
    assert (asked.mentor, asked.status, asked.asked_by) == (mentor, "asked", manager)


def test_a_full_mentor_is_shown_without_a_way_to_ask_her_and_asking_is_refused(
    enter, engagement, manager
):
    mentor = appointed(Role.MENTOR)
    describe(mentor, most_cooperatives=1)
    EngagementFactory(mentors=[mentor])
    client = enter(manager)
    address = reverse("mentoring:ask_mentor", args=[engagement.pk, mentor.pk])

    shown = page(client, "mentoring:candidates", engagement.pk)
    refused = client.post(address, follow=True)

    assert "Can take no more" in shown
    assert address not in shown
    assert "can take no more cooperatives. Her most is 1." in refused.content.decode()
    assert not engagement.assignments.exists()


def test_nobody_is_asked_beyond_her_most_and_questions_count(manager):
    mentor = appointed(Role.MENTOR)
    describe(mentor, most_cooperatives=2)
    first, second, third = (looking() for _ in range(3))
    engagements.ask_mentor(first, mentor, by=manager)
    engagements.ask_mentor(second, mentor, by=manager)

    with pytest.raises(engagements.AtHerMost):
        engagements.ask_mentor(third, mentor, by=manager)
    # Asking again for what she is asked already is no other burden.
    engagements.ask_mentor(second, mentor, by=manager)

    engagements.close_engagement(first, "given_up", by=manager)
    assert engagements.ask_mentor(third, mentor, by=manager).status == "asked"


def test_she_accepts_no_more_than_she_has_said_since(manager):
    mentor = appointed(Role.MENTOR)
    asked = [engagements.ask_mentor(looking(), mentor, by=manager) for _ in range(2)]
    describe(mentor, most_cooperatives=1)

    engagements.accept_assignment(asked[0], has_conflict=False, by=mentor)
    with pytest.raises(engagements.AtHerMost):
        engagements.accept_assignment(asked[1], has_conflict=False, by=mentor)

    assert MentorAssignment.objects.accepted().count() == 1


def test_a_mentor_and_her_manager_say_what_she_brings_and_nobody_else(manager):
    mentor = appointed(Role.MENTOR)
    told = {"languages": ["fr", "ar"], "regions": [], "sectors": ["argan"], "most_cooperatives": 3}
    for by in [mentor, manager, appointed(Role.ADMINISTRATOR)]:
        profile = describe_mentor(mentor, **told, by=by)
    assert (profile.languages, profile.most_cooperatives) == (["ar", "fr"], 3)
    assert MentorProfile.history.count() == 1

    for by in [appointed(Role.MENTOR), appointed(Role.MANAGER, "SN"), PersonFactory()]:
        with pytest.raises(PermissionDenied):
            describe_mentor(mentor, **told, by=by)
    with pytest.raises(PermissionDenied):
        describe_mentor(manager, **told, by=manager)
    with pytest.raises(ValidationError):
        describe_mentor(mentor, **{**told, "most_cooperatives": 0}, by=mentor)


def test_a_mentor_chooses_regions_of_her_country_and_of_whom_she_accompanies(engagement):
    mentor = appointed(Role.MENTOR)
    CooperativeFactory(region="Oriental")
    CooperativeFactory(region="")
    CooperativeFactory(region="Thiès", country="SN")
    EngagementFactory(mentors=[mentor], cooperative__region="Kolda", cooperative__country="SN")

    assert regions_for(mentor, MentorProfile()) == ["Kolda", "Oriental", "Souss-Massa"]
    assert "Fès" in regions_for(mentor, MentorProfile(regions=["Fès"]))


def test_the_profile_page_keeps_what_is_said_and_refuses_what_is_no_choice(enter, engagement):
    mentor = appointed(Role.MENTOR)
    client = enter(mentor)
    typed = {"languages": ["ar"], "regions": ["Souss-Massa"], "sectors": ["argan"]}
    address = reverse("mentoring:profile")

    for wrong in [
        {"languages": ["xx"]},
        {"regions": ["Atlantis"]},
        {"sectors": ["gold"]},
        {"most_cooperatives": "0"},
        {"most_cooperatives": "many"},
        {"languages": []},
    ]:
        answer = client.post(address, {**typed, "most_cooperatives": "5", **wrong})
        assert "What you wrote is kept" in answer.content.decode()
    assert not MentorProfile.objects.exists()

    client.post(address, {**typed, "most_cooperatives": "5"})
    profile = MentorProfile.objects.get()
    assert (profile.person, profile.regions, profile.most_cooperatives) == (
        mentor,
        ["Souss-Massa"],
        5,
    )


def test_a_manager_comes_back_from_the_profile_to_the_candidates(enter, engagement, manager):
    mentor = appointed(Role.MENTOR)
    address = reverse("mentoring:mentor_profile", args=[engagement.pk, mentor.pk])

    answer = enter(manager).post(address, {"languages": ["fr"], "most_cooperatives": "7"})

    assert answer.url == reverse("mentoring:candidates", args=[engagement.pk])
    assert mentor.mentor_profile.most_cooperatives == 7


def test_candidates_cost_the_same_for_any_number_of_mentors(enter, engagement, manager, captured):
    client, counts = enter(manager), set()
    for more in [1, 3, 40]:
        for _ in range(more):
            mentor = appointed(Role.MENTOR)
            describe(mentor)
            EngagementFactory(mentors=[mentor])
        page(client, "mentoring:candidates", engagement.pk)
        with captured() as queries:
            shown = page(client, "mentoring:candidates", engagement.pk)
        counts.add(len(queries))

    assert shown.count('id="mentor-') == 25
    assert len(counts) == 1
