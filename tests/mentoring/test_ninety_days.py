"""The 90-day plan of a participant goes on in the plan of her cooperative."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from courses.models import Programme
from mentoring.actions import ninety_days
from mentoring.models import ActionItem, NinetyDayPlan
from tests.factories.courses import EnrolmentFactory, ProgrammeFactory, edition
from tests.factories.people import MembershipFactory, PersonFactory
from tests.factories.plans import in_days

from .screens import HOME, event_fields, page

pytestmark = pytest.mark.django_db
CODE = "GET-AHEAD"


def taking_part(person, code=CODE, **values):
    programme = Programme.objects.filter(code=code).first() or ProgrammeFactory(code=code)
    return EnrolmentFactory(learner=person, cohort__edition=edition(programme=programme), **values)


@pytest.fixture
def member():
    return MembershipFactory()


def three(*days):
    return [
        {"text": f"Do {n}", "due_on": in_days(day)} for n, day in enumerate(days or (10, 30, 90), 1)
    ]


def write(enrolment, member, *, by=None, **changes):
    facts = {"id": uuid.uuid4(), "supporter": "Khadija", "actions": three(), **changes}
    return ninety_days.write_ninety_day_plan(enrolment, member, **facts, by=by or enrolment.learner)


def typed(member, **changes):
    rows = {}
    for n in range(3):
        rows |= {
            f"actions-{n}-text": f"Do {n}",
            f"actions-{n}-due_on": in_days(10 + n).isoformat(),
        }
    return {
        **rows,
        "membership": member.pk,
        "supporter": "Khadija",
        **event_fields(),
        **changes,
    }


def test_her_three_actions_stand_in_the_plan_of_her_cooperative_with_herself_as_owner(member):
    plan = write(taking_part(member.person), member)

    actions = ActionItem.objects.all()
    assert [(a.owner, a.origin, a.ninety_day_plan, a.text) for a in actions] == [
        (member, "get_ahead", plan, f"Do {n}") for n in (1, 2, 3)
    ]
    assert {action.cooperative for action in actions} == {member.cooperative}
    assert plan.supporter == "Khadija"


def test_the_same_plan_told_twice_is_one_and_another_one_is_refused(member):
    enrolment, key = taking_part(member.person), uuid.uuid4()

    assert write(enrolment, member, id=key) == write(enrolment, member, id=key)
    with pytest.raises(ninety_days.AlreadyWritten):
        write(enrolment, member)
    assert (NinetyDayPlan.objects.count(), ActionItem.objects.count()) == (1, 3)


@pytest.mark.parametrize("days", [(10, 30, 91), (-1, 10, 20)])
def test_each_day_is_within_the_ninety(member, days):
    with pytest.raises(ninety_days.NotWithinNinetyDays):
        write(taking_part(member.person), member, actions=three(*days))
    assert not NinetyDayPlan.objects.exists()


def test_another_training_ends_with_no_such_plan(member):
    with pytest.raises(ninety_days.NoSuchPlanHere):
        write(taking_part(member.person, code="BOOTCOOP"), member)
    with pytest.raises(ninety_days.NoSuchPlanHere):
        write(taking_part(member.person, status="withdrawn"), member)


def test_nobody_writes_the_plan_of_another_or_into_a_cooperative_that_is_not_hers(member):
    enrolment = taking_part(member.person)
    other = MembershipFactory(cooperative=member.cooperative)

    with pytest.raises(PermissionDenied):
        write(enrolment, member, by=other.person)
    with pytest.raises(PermissionDenied):
        write(enrolment, other)


def test_who_has_left_writes_into_no_plan(member):
    member.ends_on = in_days(-1)
    member.save()

    with pytest.raises(ninety_days.NotAMember):
        write(taking_part(member.person), member)


def test_she_writes_it_on_her_phone_and_sending_it_twice_stores_it_once(enter, member):
    taking_part(member.person)
    client, sent = enter(member.person), typed(member)
    address = reverse("mentoring:my_plan")

    for _ in range(2):
        assert client.post(address, sent).status_code == 302

    assert ActionItem.objects.count() == 3
    shown = page(client, "mentoring:my_plan")
    assert "Khadija supports me" in shown
    assert "Do 2" in page(client, "mentoring:plan", member.cooperative_id)


@pytest.mark.parametrize(
    "changes",
    [
        {"actions-1-text": ""},
        {"actions-2-due_on": "2999-01-01"},
        {"supporter": " "},
        {"membership": "9" * 30},
        {"actions-1-due_on": "soon"},
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(enter, member, changes):
    taking_part(member.person)

    shown = (
        enter(member.person)
        .post(reverse("mentoring:my_plan"), typed(member, **changes))
        .content.decode()
    )

    assert "What you wrote is kept." in shown
    assert "Do 0" in shown
    assert not NinetyDayPlan.objects.exists()


def test_who_belongs_to_several_cooperatives_chooses_one(enter, member):
    second = MembershipFactory(person=member.person)
    MembershipFactory()
    taking_part(member.person)
    client = enter(member.person)

    form = client.get(reverse("mentoring:my_plan")).context["form"]
    client.post(reverse("mentoring:my_plan"), typed(second))

    assert {choice[0] for choice in form.fields["membership"].choices} == {member.pk, second.pk}
    assert NinetyDayPlan.objects.get().membership == second


def test_who_is_in_no_cooperative_or_in_no_such_training_is_told_what_to_do(enter):
    alone = PersonFactory()
    taking_part(alone)

    assert "You are in no cooperative yet" in page(enter(alone), "mentoring:my_plan")
    assert "There is no plan to write" in page(enter(PersonFactory()), "mentoring:my_plan")


def test_home_asks_for_it_until_it_is_written(enter, member):
    enrolment = taking_part(member.person)
    client = enter(member.person)
    before = [page(client, name) for name in (HOME, "learn:home")]
    write(enrolment, member)
    after = [page(client, name) for name in (HOME, "learn:home")]

    assert all(reverse("mentoring:my_plan") in shown for shown in before)
    assert not any(reverse("mentoring:my_plan") in shown for shown in after)
