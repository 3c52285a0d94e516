"""The pages of a diagnostic: who opens them, what they show, what they cost."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from lms.core.agenda import ahead_of
from lms.offline.models import Event
from lms.people.choices import Role
from mentoring.models import AnonymousScores, ConsensusScore, Diagnostic
from tests.factories.diagnostics import (
    agreed,
    closed,
    diagnostic,
    done,
    levels,
    members,
    mentor,
    scored,
    tool,
)
from tests.factories.mentoring import EngagementFactory, mentor_of
from tests.factories.people import MembershipFactory, appointed

from .screens import HOME, event_fields, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown():
    return diagnostic(members=4)


@pytest.fixture
def engagement():
    made = EngagementFactory(cooperative__country="MA")
    MembershipFactory.create_batch(3, cooperative=made.cooperative)
    return made


def chosen(shown, level="2", **changes):
    return event_fields(**{**dict.fromkeys(shown.tool.questions, level), **changes})


# Opening


def test_a_mentor_opens_a_diagnostic_on_the_page(enter, engagement):
    client = enter(mentor_of(engagement))
    address = reverse("mentoring:open_diagnostic", args=[engagement.cooperative_id])
    assert "No tool is published yet" in client.get(address).content.decode()
    of = tool()
    typed = event_fields(moment="baseline", tool=of.pk, held_on=timezone.localdate().isoformat())

    opened = [client.post(address, typed, follow=True) for _time in range(2)]

    assert "0 of 3 members have scored" in opened[1].content.decode()
    assert Diagnostic.objects.get().tool == of


@pytest.mark.parametrize(
    "wrong", [{"moment": "never"}, {"tool": "9" * 40}, {"held_on": "2999-01-01"}, {"held_on": "x"}]
)
def test_what_cannot_be_opened_stays_on_the_page(enter, engagement, wrong):
    typed = {"moment": "end", "tool": tool().pk, "held_on": "2024-03-04", **wrong}
    address = reverse("mentoring:open_diagnostic", args=[engagement.cooperative_id])

    answer = enter(mentor_of(engagement)).post(address, event_fields(**typed))

    assert "Something is still missing or wrong" in answer.content.decode()
    assert not Diagnostic.objects.exists()


def test_a_second_one_is_refused_in_words_while_one_is_under_way(enter, shown):
    client = enter(mentor(shown))
    address = reverse("mentoring:open_diagnostic", args=[shown.cooperative_id])
    typed = {"moment": "end", "tool": shown.tool_id, "held_on": "2024-03-04"}

    answer = client.post(address, event_fields(**typed)).content.decode()

    assert "Finish the diagnostic that is under way first." in answer
    assert "Open a diagnostic" not in page(client, "mentoring:diagnostics", shown.cooperative_id)


def test_members_do_not_open_one(enter, engagement):
    client = enter(engagement.cooperative.memberships.first().person)
    address = reverse("mentoring:open_diagnostic", args=[engagement.cooperative_id])

    assert client.get(address).status_code == 403


# Scoring


def test_a_member_is_asked_at_home_and_in_what_is_ahead_until_she_has_scored(enter, shown):
    her = members(shown)[0].person
    client, address = enter(her), reverse("mentoring:give_scores", args=[shown.pk])
    assert address in page(client, HOME)
    assert [one.url for one in ahead_of(her, timezone.localdate())] == [address]

    answer = client.post(address, chosen(shown), follow=True).content.decode()

    assert "nobody can see whose they are" in answer
    assert "You have given your scores" in answer
    assert address not in page(client, HOME)
    assert ahead_of(her, timezone.localdate()) == []
    assert AnonymousScores.objects.get().levels == levels(shown, 2)


def test_nothing_of_the_scores_stays_on_the_device(enter, shown):
    client = enter(members(shown)[0].person)
    answer = client.get(reverse("mentoring:give_scores", args=[shown.pk]))

    assert "no-store" in answer["Cache-Control"]
    assert "data-keep" not in answer.content.decode()
    assert 'autocomplete="off"' in answer.content.decode()


def test_what_is_missing_is_said_with_a_way_to_it_and_the_rest_is_kept(enter, shown):
    client = enter(members(shown)[0].person)
    address = reverse("mentoring:give_scores", args=[shown.pk])

    answer = client.post(address, chosen(shown, "3", customers="")).content.decode()

    assert 'href="#axis-market"' in answer
    assert answer.count("checked") == 15
    assert not AnonymousScores.objects.exists()


def test_whoever_knows_nothing_at_all_is_told_to_choose_one(enter, shown):
    client = enter(members(shown)[0].person)
    address = reverse("mentoring:give_scores", args=[shown.pk])

    answer = client.post(address, chosen(shown, "unknown")).content.decode()
    assert "Choose a level for at least one question." in answer

    client.post(address, chosen(shown, "unknown", prices="4"))
    assert AnonymousScores.objects.get().levels == {"prices": 4}


def test_a_mentor_who_is_no_member_is_not_given_the_questions(enter, shown):
    address = reverse("mentoring:give_scores", args=[shown.pk])

    answer = enter(mentor(shown)).post(address, chosen(shown))

    assert answer.url.endswith(reverse("mentoring:diagnostic", args=[shown.pk]))
    assert not AnonymousScores.objects.exists()


def test_a_phone_goes_round_and_shows_nothing_of_what_was_scored(enter, shown):
    client, her = enter(mentor(shown)), members(shown)[0]
    names = page(client, "mentoring:pass_round", shown.pk)
    assert all(str(member.person) in names for member in members(shown))
    address = reverse("mentoring:score_in_turn", args=[shown.pk, her.pk])
    handed = client.get(address).content.decode()
    assert f"Now hand the phone to {her.person}" in handed
    assert 'type="radio"' not in handed

    assert 'type="radio"' in client.get(f"{address}?here=1").content.decode()
    after = client.post(address, chosen(shown, "4"), follow=True)

    words = after.content.decode()
    assert "Now hand the phone back." in words
    assert str(her.person) not in words
    assert "checked" not in words
    assert client.get(f"{address}?here=1").status_code == 302
    client.post(address, chosen(shown, "0"))
    assert AnonymousScores.objects.get().levels == levels(shown, 4)


def test_a_member_may_pass_her_phone_round_and_a_manager_may_not(enter, shown):
    address = reverse("mentoring:pass_round", args=[shown.pk])

    assert enter(members(shown)[0].person).get(address).status_code == 200
    assert enter(appointed(Role.MANAGER, "MA")).get(address).status_code == 403


def test_the_name_of_a_member_of_another_cooperative_is_not_found(enter, shown):
    other = diagnostic(members=1)
    address = reverse("mentoring:score_in_turn", args=[shown.pk, members(other)[0].pk])

    assert enter(mentor(shown)).get(address).status_code == 404


# Agreeing


def test_the_mentor_is_shown_the_spread_and_proposed_its_middle(enter, shown):
    closed(scored(shown, 1, 3, 3))
    client = enter(mentor(shown))

    words = page(client, "mentoring:agree_on_axis", shown.pk, "governance")

    assert words.count('<tr class="middle"') == 2
    assert re.findall(r'name="(\w+)" value="(\d)"[^>]* checked', words) == [
        ("assemblies", "3"),
        ("offices", "3"),
    ]


def test_of_fewer_than_three_nothing_is_proposed(enter, shown):
    closed(scored(shown, 1, 3))

    words = page(enter(mentor(shown)), "mentoring:agree_on_axis", shown.pk, "governance")

    assert "Fewer than three people scored this question" in words
    assert " checked" not in words


def test_the_group_goes_from_axis_to_axis_and_finishes(enter, shown):
    closed(shown)
    client = enter(mentor(shown))
    it = reverse("mentoring:diagnostic", args=[shown.pk])
    address = reverse("mentoring:agree_on_axis", args=[shown.pk, "governance"])
    typed = event_fields(assemblies="2", offices="3")

    missing = client.post(address, typed).content.decode()
    assert "This field is required." in missing
    assert re.findall(r'value="(\d)"[^>]* checked', missing) == ["2", "3"]
    following = client.post(address, {**typed, "reason": "Few came."})
    assert following.url.endswith(reverse("mentoring:agree_on_axis", args=[shown.pk, "members"]))
    early = client.post(reverse("mentoring:finish_diagnostic", args=[shown.pk]), event_fields())
    assert early.url.endswith(it)
    assert "The group has not agreed yet on: Members" in page(
        client, "mentoring:diagnostic", shown.pk
    )

    agreed(shown)
    client.post(reverse("mentoring:finish_diagnostic", args=[shown.pk]), event_fields())
    assert "Where the cooperative stands" in page(client, "mentoring:diagnostic", shown.pk)


def test_an_axis_that_is_not_there_is_not_found(enter, shown):
    closed(shown)
    address = reverse("mentoring:agree_on_axis", args=[shown.pk, "nothing"])

    assert enter(mentor(shown)).get(address).status_code == 404


def test_a_member_reads_and_does_not_lead(enter, shown):
    closed(shown)
    client = enter(members(shown)[0].person)
    assert "Your mentor writes down what the group agrees on." in page(
        client, "mentoring:diagnostic", shown.pk
    )
    address = reverse("mentoring:agree_on_axis", args=[shown.pk, "governance"])
    typed = event_fields(assemblies="2", offices="3", reason="Few came.")

    assert client.post(address, typed).status_code == 403
    for name in ("close_scoring", "finish_diagnostic"):
        answer = client.post(reverse(f"mentoring:{name}", args=[shown.pk]), event_fields())
        assert answer.status_code == 403
    assert not ConsensusScore.objects.exists()


# Gates and costs


def test_a_member_of_another_cooperative_finds_nothing(enter, shown):
    client = enter(MembershipFactory().person)
    pages = [
        ("diagnostics", [shown.cooperative_id]),
        ("open_diagnostic", [shown.cooperative_id]),
        *((name, [shown.pk]) for name in ("diagnostic", "give_scores", "pass_round")),
        *((name, [shown.pk]) for name in ("print_diagnostic", "diagnostic_paper")),
        ("agree_on_axis", [shown.pk, "governance"]),
        ("score_in_turn", [shown.pk, members(shown)[0].pk]),
    ]
    for name, args in pages:
        address = reverse(f"mentoring:{name}", args=args)
        assert client.get(address).status_code == 404, name
    for name in ("close_scoring", "finish_diagnostic", "give_scores"):
        address = reverse(f"mentoring:{name}", args=[shown.pk])
        assert client.post(address, event_fields()).status_code in (404, 405), name


def test_a_form_without_its_id_is_refused(enter, shown):
    address = reverse("mentoring:close_scoring", args=[shown.pk])

    assert enter(mentor(shown)).post(address, {"event_id": "x"}).status_code == 400
    assert Diagnostic.objects.get().is_scoring


@pytest.mark.parametrize("number", [1, 4])
def test_the_list_costs_the_same(enter, engagement, number, django_assert_num_queries):
    for _time in range(number):
        done(engagement, "middle", 2)
    client = enter(mentor_of(engagement))
    page(client, "mentoring:diagnostics", engagement.cooperative_id)

    with django_assert_num_queries(7):
        page(client, "mentoring:diagnostics", engagement.cooperative_id)


@pytest.mark.parametrize("number", [1, 4])
def test_the_round_costs_the_same(enter, number, django_assert_num_queries):
    shown = diagnostic(members=number)
    client = enter(mentor(shown))
    page(client, "mentoring:pass_round", shown.pk)

    with django_assert_num_queries(6):
        page(client, "mentoring:pass_round", shown.pk)


def test_one_event_id_in_two_hands_is_a_conflict_and_nothing_of_it_is_kept(enter, shown):
    first, second, *_rest = members(shown)
    typed, address = chosen(shown), reverse("mentoring:give_scores", args=[shown.pk])
    enter(first.person).post(address, typed)

    answer = enter(second.person).post(address, typed)

    assert "already received" in answer.content.decode()
    assert AnonymousScores.objects.count() == 1
    assert {event.payload for event in Event.objects.all()} == {None}
