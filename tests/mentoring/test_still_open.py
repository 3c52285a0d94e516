"""What was carried over: in the log of the next session, and on the page of the last one."""

import uuid

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from lms.offline import intake
from mentoring.forms.plans import StillOpen
from mentoring.models import ActionItem
from tests.factories.mentoring import (
    ActionItemFactory,
    CoachingSessionFactory,
    logged_session,
    mentor_of,
)
from tests.factories.plans import in_days

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return CoachingSessionFactory(held_on=in_days(-20))


def ticked(session, *actions):
    form = StillOpen(
        {"open-done": [str(action.pk) for action in actions]},
        prefix="open",
        actions=ActionItem.objects.open().filter(cooperative=session.engagement.cooperative),
    )
    return form


def told():
    return intake.Told(uuid.uuid4(), "mentoring.session_logged", timezone.now(), {})


def test_what_is_ticked_is_done_and_sending_it_twice_is_once(session):
    done, other = ActionItemFactory(session=session), ActionItemFactory(session=session)
    form, log = ticked(session, done), told()
    assert form.is_valid()

    outcomes = [
        intake.record(event, by=mentor_of(session.engagement)).outcome
        for _ in range(2)
        for event in form.events(log)
    ]

    assert outcomes == ["stored", "duplicate"]
    assert ActionItem.objects.get(pk=done.pk).status == "done"
    assert ActionItem.objects.get(pk=other.pk).status == "to_do"
    assert done.history.count() == 2


@pytest.mark.parametrize("which", ["closed", "another cooperative’s"])
def test_what_does_not_stand_in_the_list_is_not_ticked(session, which):
    action = (
        ActionItemFactory(session=session, status="done")
        if which == "closed"
        else ActionItemFactory()
    )

    assert not ticked(session, action).is_valid()


def test_the_form_part_lists_who_and_when(session):
    action = ActionItemFactory(session=session, text="Buy a scale", due_on=in_days(-2))

    shown = render_to_string("mentoring/_still_open.html", {"still_open": ticked(session, action)})

    assert "Buy a scale" in shown
    assert action.owner.person.get_full_name() in shown
    assert "was due on" in shown
    assert 'name="open-done"' in shown
    assert "checked" in shown


def test_the_page_of_a_session_tells_how_it_stood_and_how_it_stands(session):
    action = ActionItemFactory(session=session, agreed_on=in_days(-20))
    carried = logged_session(session.engagement).carried.select_related("action__owner__person")
    ActionItem.objects.filter(pk=action.pk).update(status="done", done_on=in_days(0))

    shown = render_to_string("mentoring/_carried.html", {"carried": carried})

    assert "That day: to do" in shown
    assert "Now: done" in shown
