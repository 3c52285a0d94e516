"""Actions of the plan: who writes them, says where they stand, hands them over and moves their day."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied

from lms.core.moves import MoveRefused
from mentoring.actions import plans
from mentoring.models import ActionItem
from tests.factories.mentoring import (
    ActionItemFactory,
    EngagementFactory,
    member_of,
    mentor_of,
)
from tests.factories.people import MembershipFactory, appointed
from tests.factories.plans import ObjectiveFactory, in_days, officer_of, photo

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["owner", "mentor"])
def test_who_took_it_on_and_the_mentor_say_where_an_action_stands(who):
    action = ActionItemFactory()
    person = {"owner": action.owner.person, "mentor": mentor_of(action.session.engagement)}[who]

    plans.move_action(action, "done", by=person)

    assert ActionItem.objects.get().status == "done"


def test_nobody_else_moves_an_action():
    action = ActionItemFactory()

    for person in [
        member_of(action.cooperative),
        appointed("manager"),
        MembershipFactory().person,
        mentor_of(EngagementFactory()),
    ]:
        with pytest.raises(PermissionDenied):
            plans.move_action(action, "done", by=person)


def test_moving_an_action_twice_writes_one_line_of_history():
    action = ActionItemFactory()

    for _ in range(2):
        plans.move_action(action, "doing", by=action.owner.person)

    assert [row.status for row in action.history.order_by("history_id")] == ["to_do", "doing"]


def test_who_drops_an_action_says_why():
    action = ActionItemFactory()

    with pytest.raises(plans.ReasonMissing):
        plans.move_action(action, "dropped", reason=" ", by=action.owner.person)
    dropped = plans.move_action(action, "dropped", reason="Too dear", by=action.owner.person)

    assert (dropped.status, dropped.dropped_because) == ("dropped", "Too dear")


def test_a_dropped_action_is_not_done_without_being_taken_up_again():
    action = ActionItemFactory(status="dropped")

    with pytest.raises(MoveRefused):
        plans.move_action(action, "done", by=action.owner.person)
    taken_up = plans.move_action(action, "to_do", by=action.owner.person)

    assert (taken_up.status, taken_up.dropped_because) == ("to_do", "")


def plan_facts(cooperative, **changes):
    facts = {
        "id": uuid.uuid4(),
        "text": "Buy a cash book",
        "owner": MembershipFactory(cooperative=cooperative),
        "due_on": in_days(7),
    }
    return {**facts, **changes}


def test_a_mentor_and_an_officer_write_actions_for_any_member_and_a_member_for_herself_alone():
    engagement = EngagementFactory()
    cooperative = engagement.cooperative
    member = MembershipFactory(cooperative=cooperative)
    for person in (mentor_of(engagement), officer_of(cooperative)):
        plans.add_action(cooperative, **plan_facts(cooperative), by=person)
    plans.add_action(cooperative, **plan_facts(cooperative, owner=member), by=member.person)

    for person in (member.person, appointed("manager"), appointed("mentor")):
        with pytest.raises(PermissionDenied):
            plans.add_action(cooperative, **plan_facts(cooperative), by=person)
    assert ActionItem.objects.count() == 3


def test_a_stranger_adds_no_action_for_herself_to_another_cooperative():
    cooperative, stranger = EngagementFactory().cooperative, MembershipFactory()

    with pytest.raises(plans.OwnerUnknown):
        plans.add_action(cooperative, **plan_facts(cooperative, owner=stranger), by=stranger.person)


def test_the_same_action_told_twice_is_one():
    engagement = EngagementFactory()
    facts = plan_facts(engagement.cooperative)
    first, second = (
        plans.add_action(engagement.cooperative, **facts, by=mentor_of(engagement))
        for _ in range(2)
    )

    assert (first, first.origin) == (second, "plan")
    assert ActionItem.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"due_on": in_days(-1)}, plans.DueInThePast),
        ({"objective": "another's"}, plans.OtherCooperative),
        ({"objective": "closed"}, plans.ObjectiveNotOpen),
    ],
)
def test_an_action_that_cannot_be_kept_up_with_is_refused(changes, refusal):
    engagement = EngagementFactory()
    objectives = {
        "another's": lambda: ObjectiveFactory(),
        "closed": lambda: ObjectiveFactory(cooperative=engagement.cooperative, status="reached"),
    }
    if "objective" in changes:
        changes = {"objective": objectives[changes["objective"]]()}

    with pytest.raises(refusal):
        plans.add_action(
            engagement.cooperative,
            **plan_facts(engagement.cooperative, **changes),
            by=mentor_of(engagement),
        )
    assert not ActionItem.objects.exists()


def test_what_was_done_before_there_was_a_network_counts_from_that_day():
    action = ActionItemFactory(agreed_on=in_days(-20), session__held_on=in_days(-20))

    done = plans.move_action(action, "done", on=in_days(-3), by=action.owner.person)

    assert done.done_on == in_days(-3)


@pytest.mark.parametrize(("told", "kept"), [(5, 0), (-90, -2)])
def test_no_action_is_done_in_the_future_or_before_it_was_agreed(told, kept):
    action = ActionItemFactory(agreed_on=in_days(-2))

    done = plans.move_action(action, "done", on=in_days(told), by=action.owner.person)

    assert done.done_on == in_days(kept)


def test_a_date_changed_from_an_old_page_does_not_overwrite_another_s_change():
    action = ActionItemFactory(due_on=in_days(14))
    mentor = mentor_of(action.session.engagement)
    plans.reschedule_action(action, in_days(20), was=in_days(14), by=mentor)

    with pytest.raises(plans.ChangedMeanwhile, match=str(mentor)):
        plans.reschedule_action(action, in_days(30), was=in_days(14), by=action.owner.person)

    assert ActionItem.objects.get().due_on == in_days(20)


def test_the_first_change_is_named_though_another_field_was_changed_after_it():
    action = ActionItemFactory(due_on=in_days(14))
    mentor = mentor_of(action.session.engagement)
    plans.reschedule_action(action, in_days(20), was=in_days(14), by=mentor)
    plans.move_action(action, "doing", by=action.owner.person)

    with pytest.raises(plans.ChangedMeanwhile, match=str(mentor)):
        plans.reschedule_action(action, in_days(30), was=in_days(14), by=action.owner.person)


def test_the_day_agreed_before_stays_to_be_seen():
    action = ActionItemFactory(due_on=in_days(14))
    by = action.owner.person
    plans.reschedule_action(action, in_days(20), was=in_days(14), by=by)
    plans.reschedule_action(action, in_days(20), was=in_days(14), by=by)

    [shown] = ActionItem.objects.for_list(by)
    assert (shown.due_on, shown.was_due_on) == (in_days(20), in_days(14))
    assert action.history.count() == 2


def test_a_date_is_not_moved_into_the_past_nor_that_of_a_closed_action():
    action, done = ActionItemFactory(), ActionItemFactory(status="done")

    with pytest.raises(plans.DueInThePast):
        plans.reschedule_action(action, in_days(-1), was=action.due_on, by=action.owner.person)
    with pytest.raises(plans.ActionNotOpen):
        plans.reschedule_action(done, in_days(30), was=done.due_on, by=done.owner.person)


def test_an_action_is_handed_over_to_a_member_once_and_by_its_owner_or_mentor_alone():
    action = ActionItemFactory()
    other = MembershipFactory(cooperative=action.cooperative)
    first = action.owner

    with pytest.raises(PermissionDenied):
        plans.hand_over_action(action, other, was=first, by=other.person)
    with pytest.raises(plans.OwnerUnknown):
        plans.hand_over_action(action, MembershipFactory(), was=first, by=first.person)
    plans.hand_over_action(action, other, was=first, by=first.person)

    with pytest.raises(PermissionDenied):
        plans.move_action(ActionItem.objects.get(), "done", by=first.person)
    third = MembershipFactory(cooperative=action.cooperative)
    with pytest.raises(plans.ChangedMeanwhile, match=str(other.person)):
        plans.hand_over_action(action, third, was=first, by=mentor_of(action.session.engagement))
    assert ActionItem.objects.get().owner == other


def test_words_and_a_photo_show_that_it_is_done_and_the_same_again_changes_nothing():
    action = ActionItemFactory()
    for _ in range(2):
        plans.show_evidence(action, words="On the shelf", photo=photo(), by=action.owner.person)

    kept = ActionItem.objects.get()
    assert (kept.evidence, bool(kept.evidence_photo)) == ("On the shelf", True)
    assert kept.history.count() == 2


def test_only_the_owner_and_the_mentor_show_it_and_they_show_something():
    action = ActionItemFactory()

    for person in (member_of(action.cooperative), appointed("manager"), appointed("mentor")):
        with pytest.raises(PermissionDenied):
            plans.show_evidence(action, words="I saw it", by=person)
    with pytest.raises(plans.NothingShown):
        plans.show_evidence(action, words=" ", by=action.owner.person)
