"""Objectives: up to three at a time, out of a diagnostic."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from mentoring.actions import objectives
from mentoring.models import Objective
from tests.factories.mentoring import EngagementFactory, member_of, mentor_of
from tests.factories.people import MembershipFactory, appointed
from tests.factories.plans import ObjectiveFactory, diagnosed, in_days, officer_of

from .screens import event_fields, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def engagement():
    return EngagementFactory(cooperative__country="MA")


def set_one(engagement, *, by=None, **changes):
    facts = {"id": uuid.uuid4(), "axis": "market", "text": "Sell at two souks", **changes}
    return objectives.set_objective(engagement.cooperative, **facts, by=by or mentor_of(engagement))


def test_a_mentor_and_an_officer_set_objectives_and_nobody_else(engagement):
    for person in (mentor_of(engagement), officer_of(engagement.cooperative)):
        set_one(engagement, by=person)

    for person in (
        member_of(engagement.cooperative),
        appointed("manager", "MA"),
        appointed("mentor"),
        officer_of(EngagementFactory().cooperative),
    ):
        with pytest.raises(PermissionDenied):
            set_one(engagement, by=person)


def test_the_same_objective_told_twice_is_one(engagement):
    key = uuid.uuid4()

    assert set_one(engagement, id=key) == set_one(engagement, id=key)
    assert Objective.objects.count() == 1


def test_a_fourth_waits_until_one_is_reached_or_dropped(engagement):
    first, *_rest = [set_one(engagement) for _ in range(3)]

    with pytest.raises(objectives.TooManyObjectives):
        set_one(engagement)
    objectives.move_objective(first, "reached", by=mentor_of(engagement))
    set_one(engagement)

    with pytest.raises(objectives.TooManyObjectives):
        objectives.move_objective(first, "open", by=mentor_of(engagement))
    assert Objective.objects.open().count() == 3


def test_objectives_of_another_cooperative_take_no_place(engagement):
    ObjectiveFactory.create_batch(3)

    assert set_one(engagement).is_open


@pytest.mark.parametrize("which", ["another's", "not finished"])
def test_an_objective_comes_out_of_a_finished_diagnostic_of_its_own_cooperative(engagement, which):
    diagnostic = {
        "another's": lambda: diagnosed(EngagementFactory().cooperative),
        "not finished": lambda: diagnosed(engagement.cooperative, status="scoring"),
    }[which]()

    with pytest.raises(objectives.DiagnosticNotFinished):
        set_one(engagement, diagnostic=diagnostic)


def test_an_objective_is_for_a_day_to_come(engagement):
    with pytest.raises(objectives.ObjectiveDueInThePast):
        set_one(engagement, due_on=in_days(-1))


def test_reaching_it_twice_is_once_and_a_member_does_not_say_it(engagement):
    objective = set_one(engagement)
    for _ in range(2):
        objectives.move_objective(objective, "reached", by=mentor_of(engagement))

    with pytest.raises(PermissionDenied):
        objectives.move_objective(objective, "open", by=member_of(engagement.cooperative))
    assert objective.history.count() == 2


def test_from_a_diagnostic_the_form_is_filled_and_the_plan_says_where_it_comes_from(
    enter, engagement
):
    client, diagnostic = enter(mentor_of(engagement)), diagnosed(engagement.cooperative)
    address = reverse("mentoring:set_objective", args=[engagement.cooperative.pk])

    form = client.get(address, {"axis": "finance", "diagnostic": str(diagnostic.pk)})
    initial = form.context["form"].initial
    typed = {
        "axis": "finance",
        "text": "Save ten dirhams a week",
        "due_on": in_days(60).isoformat(),
        "diagnostic": str(diagnostic.pk),
        **event_fields(),
    }
    answers = [client.post(address, typed) for _ in range(2)]

    assert (initial["axis"], initial["diagnostic"]) == ("finance", str(diagnostic.pk))
    assert {answer.status_code for answer in answers} == {302}
    assert Objective.objects.get().diagnostic == diagnostic
    shown = page(client, "mentoring:plan", engagement.cooperative.pk)
    assert "out of the diagnostic of" in shown
    assert "Save ten dirhams a week" in shown


@pytest.mark.parametrize(
    "changes", [{"axis": "weather"}, {"text": " "}, {"diagnostic": "x"}, {"due_on": "2020-01-01"}]
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(enter, engagement, changes):
    diagnosed(engagement.cooperative)
    typed = {"axis": "finance", "text": "Save", "due_on": "", "diagnostic": "", **event_fields()}
    address = reverse("mentoring:set_objective", args=[engagement.cooperative.pk])

    shown = enter(mentor_of(engagement)).post(address, {**typed, **changes}).content.decode()

    assert "What you wrote is kept." in shown
    assert not Objective.objects.exists()


def test_an_address_with_nonsense_opens_an_empty_form(enter, engagement):
    client = enter(mentor_of(engagement))
    diagnosed(engagement.cooperative)
    address = reverse("mentoring:set_objective", args=[engagement.cooperative.pk])

    assert client.get(address, {"axis": "'", "diagnostic": "9" * 40}).status_code == 200


def test_the_buttons_of_an_objective_are_for_who_may_press_them(enter, engagement):
    ObjectiveFactory(cooperative=engagement.cooperative)
    member = MembershipFactory(cooperative=engagement.cooperative).person
    shown = {}
    for name, person in {"mentor": mentor_of(engagement), "member": member}.items():
        shown[name] = "It is reached" in page(
            enter(person), "mentoring:plan", engagement.cooperative.pk
        )

    assert shown == {"mentor": True, "member": False}
