"""Who says where an action of the plan stands."""

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
