"""The plan on the screen: by objective, mine, overdue, on paper, and one action by itself."""

import pytest
from django.urls import reverse

from lms.people.choices import Role
from mentoring.actions import plans
from mentoring.models import ActionItem
from tests.factories.mentoring import (
    ActionItemFactory,
    CoachingSessionFactory,
    EngagementFactory,
    member_of,
    mentor_of,
)
from tests.factories.people import MembershipFactory, PersonFactory, appointed
from tests.factories.plans import ObjectiveFactory, in_days, photo

from .screens import event_fields, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return CoachingSessionFactory(engagement__cooperative__country="MA")


def plan_of(client, session, **query):
    address = reverse("mentoring:plan", args=[session.engagement.cooperative_id])
    return client.get(address, query).content.decode()


def move(client, action, **typed):
    return client.post(
        reverse("mentoring:move_action", args=[action.pk]), {**typed, **event_fields()}
    )


def test_each_list_of_the_plan_holds_what_its_name_says(enter, session):
    member = MembershipFactory(cooperative=session.engagement.cooperative)
    ActionItemFactory(session=session, owner=member, text="Hers")
    ActionItemFactory(session=session, text="Late", due_on=in_days(-3))
    ActionItemFactory(session=session, text="Finished", status="done")
    ActionItemFactory(text="Elsewhere", due_on=in_days(-3))
    client = enter(member.person)
    texts = ["Hers", "Late", "Finished", "Elsewhere"]

    def listed(**query):
        shown = plan_of(client, session, **query)
        return [text for text in texts if text in shown]

    assert listed(show="mine") == ["Hers"]
    assert listed(show="overdue") == ["Late"]
    assert listed(show="open") == ["Hers", "Late"]
    assert listed(show="done") == ["Finished"]
    assert listed() == listed(show="nonsense") == ["Hers", "Late", "Finished"]


def test_what_is_overdue_stands_in_front(enter, session):
    for text, days in {"Third": 5, "First": -9, "Second": -1}.items():
        ActionItemFactory(session=session, text=text, due_on=in_days(days))

    shown = plan_of(enter(mentor_of(session.engagement)), session)

    assert shown.index("First") < shown.index("Second") < shown.index("Third")


@pytest.mark.parametrize("rows", [1, 4])
def test_the_plan_costs_the_same_for_any_number(enter, session, rows, django_assert_num_queries):
    cooperative = session.engagement.cooperative
    for objective in ObjectiveFactory.create_batch(min(rows, 3), cooperative=cooperative):
        ActionItemFactory.create_batch(rows, session=session, objective=objective)
    ActionItemFactory.create_batch(rows, session=session)
    ActionItemFactory.create_batch(rows, session=session, status="done")
    client = enter(mentor_of(session.engagement))
    plan_of(client, session)

    with django_assert_num_queries(14):
        plan_of(client, session)


def test_a_long_list_has_pages(enter, session):
    owner = MembershipFactory(cooperative=session.engagement.cooperative)
    ActionItemFactory.create_batch(26, session=session, owner=owner)

    assert "Page 1 of 2" in plan_of(enter(mentor_of(session.engagement)), session)


def test_on_paper_stands_what_is_open_with_who_and_when(enter, session):
    owner = MembershipFactory(
        cooperative=session.engagement.cooperative, person__first_name="Zahra"
    )
    ActionItemFactory(session=session, text="Buy a scale", owner=owner)
    ActionItemFactory(session=session, text="Finished", status="done")

    shown = page(enter(owner.person), "mentoring:plan_on_paper", session.engagement.cooperative_id)

    assert "Buy a scale" in shown
    assert "Zahra" in shown
    assert "Finished" not in shown


def test_a_member_ticks_her_own_with_a_photo_and_nobody_else_s(enter, session):
    own = ActionItemFactory(session=session)
    other = ActionItemFactory(session=session)
    client = enter(own.owner.person)

    move(client, own, status="done", evidence_photo=photo())
    refused = move(client, other, status="done")

    own.refresh_from_db()
    assert (own.status, bool(own.evidence_photo), refused.status_code) == ("done", True, 403)
    assert ActionItem.objects.get(pk=other.pk).status == "to_do"


def test_a_photo_that_cannot_be_read_does_not_undo_what_is_done(enter, session):
    action = ActionItemFactory(session=session)
    client = enter(action.owner.person)
    broken = photo()
    broken.file.truncate(20)
    broken.size = 20

    answer = client.post(
        reverse("mentoring:move_action", args=[action.pk]),
        {"status": "done", "evidence_photo": broken, **event_fields()},
        follow=True,
    ).content.decode()

    action.refresh_from_db()
    assert (action.status, bool(action.evidence_photo)) == ("done", False)
    assert "the photo was not taken" in answer


def test_the_photo_is_given_out_to_who_sees_the_action_alone(enter, session):
    action = ActionItemFactory(session=session)
    plans.show_evidence(action, photo=photo(), by=action.owner.person)
    address = reverse("mentoring:evidence_photo", args=[action.pk])
    seen = {}
    for name, person in {
        "member": member_of(action.cooperative),
        "manager": appointed(Role.MANAGER, "MA"),
        "stranger": PersonFactory(),
        "mentor elsewhere": appointed(Role.MENTOR),
        "foreign manager": appointed(Role.MANAGER, "SN"),
    }.items():
        seen[name] = enter(person).get(address).status_code

    assert {name for name, code in seen.items() if code == 200} == {"member", "manager"}
    assert set(seen.values()) == {200, 404}


def test_a_date_changed_meanwhile_is_told_with_who_and_the_next_try_counts(enter, session):
    action = ActionItemFactory(session=session, due_on=in_days(14))
    mentor = mentor_of(session.engagement)
    plans.reschedule_action(action, in_days(20), was=in_days(14), by=action.owner.person)
    client = enter(mentor)
    address = reverse("mentoring:reschedule_action", args=[action.pk])
    typed = {"due_on": in_days(30).isoformat(), "was": in_days(14).isoformat()}

    shown = client.post(address, {**typed, **event_fields()})
    again = {"due_on": typed["due_on"], "was": shown.context["date_form"]["was"].value()}
    client.post(address, {**again, **event_fields()})

    assert f"{action.owner.person} has changed the date" in shown.content.decode()
    assert ActionItem.objects.get().due_on == in_days(30)


def test_a_mentor_hands_an_action_over_on_its_page(enter, session):
    action = ActionItemFactory(session=session)
    other = MembershipFactory(cooperative=action.cooperative)
    client = enter(mentor_of(session.engagement))
    page(client, "mentoring:action", action.pk)

    client.post(
        reverse("mentoring:hand_over_action", args=[action.pk]),
        {"owner": other.pk, "was": action.owner_id, **event_fields()},
    )

    action.refresh_from_db()
    shown = page(client, "mentoring:action", action.pk)
    assert action.owner == other
    assert "Who does it:" in shown


@pytest.mark.parametrize("owner", ["", "x", "9" * 30, "0"])
def test_a_member_who_does_not_exist_is_refused_in_words(enter, session, owner):
    action = ActionItemFactory(session=session)

    answer = enter(mentor_of(session.engagement)).post(
        reverse("mentoring:hand_over_action", args=[action.pk]),
        {"owner": owner, "was": action.owner_id, **event_fields()},
    )

    assert answer.status_code == 200
    assert ActionItem.objects.get().owner == action.owner


def test_words_that_show_it_are_kept_and_an_empty_form_says_what_is_missing(enter, session):
    action = ActionItemFactory(session=session)
    client = enter(action.owner.person)
    address = reverse("mentoring:show_evidence", args=[action.pk])

    empty = client.post(address, {"words": " ", **event_fields()}).content.decode()
    client.post(address, {"words": "It hangs on the door", **event_fields()})

    assert "Write what shows it, or add a photo." in empty
    assert "It hangs on the door" in page(client, "mentoring:action", action.pk)


def test_a_member_adds_an_action_of_her_own_and_is_offered_nobody_else(enter, session):
    member = MembershipFactory(cooperative=session.engagement.cooperative)
    MembershipFactory(cooperative=member.cooperative, person__first_name="Zoulikha")
    client = enter(member.person)
    address = reverse("mentoring:add_action", args=[member.cooperative_id])
    typed = {"text": "Sweep", "owner": member.pk, "due_on": in_days(3).isoformat()}

    form = client.get(address).content.decode()
    fields = event_fields()
    for _ in range(2):
        client.post(address, {**typed, **fields})

    [added] = ActionItem.objects.all()
    assert "Zoulikha" not in form
    assert (added.owner, added.origin, added.text) == (member, "plan", "Sweep")


@pytest.mark.parametrize(
    "changes",
    [{"owner": "9" * 30}, {"due_on": "2020-01-01"}, {"due_on": "soon"}, {"text": "a" * 301}],
)
def test_an_action_that_is_wrong_is_said_and_kept(enter, session, changes):
    member = MembershipFactory(cooperative=session.engagement.cooperative)
    address = reverse("mentoring:add_action", args=[member.cooperative_id])
    typed = {"text": "Sweep", "owner": member.pk, "due_on": in_days(3).isoformat()}

    shown = enter(member.person).post(address, {**typed, **changes, **event_fields()})

    assert "What you wrote is kept." in shown.content.decode()
    assert not ActionItem.objects.exists()


def test_her_home_shows_her_own_with_one_button(enter, session):
    own = ActionItemFactory(session=session, text="Mine to do")
    ActionItemFactory(session=session, text="Another’s")

    shown = page(enter(own.owner.person), "mentoring:home")

    assert shown.count("I have done it") == 1
    assert "Mine to do" in shown


def test_the_home_of_the_site_leads_to_the_button(enter, session):
    own = ActionItemFactory(session=session, text="Mine to do", due_on=in_days(2))

    shown = page(enter(own.owner.person), "learn:home")

    assert "I have done it" in shown
    assert reverse("mentoring:action", args=[own.pk]) in shown


def test_a_phone_with_a_stopped_clock_ages_no_action(enter):
    engagement = EngagementFactory()
    member = MembershipFactory(cooperative=engagement.cooperative)
    typed = {"text": "Sweep", "owner": member.pk, "due_on": in_days(-300).isoformat()}
    fields = event_fields(device_at="1990-01-01T00:00:00Z")

    enter(member.person).post(
        reverse("mentoring:add_action", args=[engagement.cooperative_id]), {**typed, **fields}
    )

    assert not ActionItem.objects.exists()
