"""A mentor's day in the field: she prepares, diagnoses, plans, logs, is confirmed, and states her days."""

import datetime as dt
import io
import re
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from openpyxl import load_workbook
from pypdf import PdfReader

from lms.core.policy import SYSTEM
from lms.people.choices import Role
from mentoring.actions.tools import bring_in_default
from mentoring.models import (
    ActionItem,
    CoachingSession,
    Diagnostic,
    Engagement,
    Objective,
    PlannedVisit,
)
from tests.factories.mentoring import EngagementFactory, agreed, mentor_of
from tests.factories.people import MembershipFactory, PersonFactory, appointed
from tests.factories.sign_in import signed_in

pytestmark = pytest.mark.django_db

SECRET_WORDS = "she fears for her loan"
SUMMARY = "We wrote the cash book together."
REASON = "Nobody writes the money down every day."


class Field:
    """A person at her phone, in one language."""

    def __init__(self, person, language):
        self.person, self.language = person, language
        self.browser = signed_in(person)

    def address(self, name, *args):
        with translation.override(self.language):
            return reverse(f"mentoring:{name}", args=args)

    def read(self, name, *args):
        page = self.browser.get(self.address(name, *args))
        assert page.status_code == 200, name
        return page.content.decode()

    def tell(self, name, *args, **typed):
        fields = {"event_id": str(uuid.uuid4()), "device_at": "", **typed}
        answer = self.browser.post(self.address(name, *args), fields)
        assert answer.status_code == 302, (name, answer.context and answer.context.get("form"))
        return answer


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_mentor_prepares_diagnoses_plans_logs_is_confirmed_and_states_her_days(language):
    engagement = EngagementFactory(
        cooperative__country="MA", starts_on=timezone.localdate() - dt.timedelta(days=10)
    )
    agreed(engagement)
    cooperative = engagement.cooperative
    sisters = MembershipFactory.create_batch(3, cooperative=cooperative, person__sex="woman")
    members = [Field(member.person, language) for member in sisters]
    mentor = Field(mentor_of(engagement), language)
    manager = Field(appointed(Role.MANAGER, "MA"), language)

    she_prepares(mentor, engagement)
    diagnostic = they_diagnose(mentor, members, cooperative)
    action = they_plan(mentor, cooperative, diagnostic, sisters[0])
    session = she_logs(mentor, engagement, sisters)
    the_plan_was_carried_over(mentor, session, action)
    they_confirm(members[0], session)
    the_programme_accepts(manager, session)
    she_states_her_days(mentor, session)
    nobody_else_read_her_note([*members, manager], session)


def she_prepares(mentor, engagement):
    week = mentor.read("week")
    assert str(engagement.cooperative) in week
    assert f'lang="{mentor.language}"' in week
    assert str(engagement.cooperative) in mentor.read("engagement", engagement.pk)


def they_diagnose(mentor, members, cooperative):
    """Each scores in secret; then the group agrees, axis by axis, with its reason."""
    tool = bring_in_default(by=SYSTEM)
    questions = [one["code"] for axis in tool.axes for one in axis["questions"]]
    mentor.tell(
        "open_diagnostic",
        cooperative.pk,
        moment="baseline",
        tool=tool.pk,
        held_on=timezone.localdate().isoformat(),
    )
    diagnostic = Diagnostic.objects.get()
    for level, member in enumerate(members):
        member.tell("give_scores", diagnostic.pk, **dict.fromkeys(questions, str(level)))
    mentor.tell("close_scoring", diagnostic.pk)
    for number, axis in enumerate(tool.axes):
        agreed = {one["code"]: str(number % 5) for one in axis["questions"]}
        mentor.tell("agree_on_axis", diagnostic.pk, axis["code"], reason=REASON, **agreed)
    mentor.tell("finish_diagnostic", diagnostic.pk)

    shown = members[0].read("diagnostic", diagnostic.pk)
    assert "<svg" in shown
    assert REASON in shown
    return diagnostic


def they_plan(mentor, cooperative, diagnostic, owner):
    """One priority out of the diagnosis, and who does what by when."""
    mentor.tell(
        "set_objective",
        cooperative.pk,
        axis="accounts",
        text="The cash book is written every evening.",
        diagnostic=str(diagnostic.pk),
    )
    objective = Objective.objects.get()
    mentor.tell(
        "add_action",
        cooperative.pk,
        text="Buy a cash book",
        owner=owner.pk,
        due_on=(timezone.localdate() + dt.timedelta(days=7)).isoformat(),
        objective=str(objective.pk),
    )
    plan = mentor.read("plan", cooperative.pk)
    assert "The cash book is written every evening." in plan
    assert "Buy a cash book" in plan
    return ActionItem.objects.get()


def she_logs(mentor, engagement, attendees):
    """One screen: what was held, what was agreed, when they meet next, and a note for herself alone."""
    today = timezone.localdate()
    mentor.tell(
        "log_session",
        engagement.pk,
        note_event_id=str(uuid.uuid4()),
        mode="visit",
        held_on=today.isoformat(),
        minutes="120",
        topics=["accounts"],
        attendees=[member.pk for member in attendees],
        shared_summary=SUMMARY,
        preparation_minutes="30",
        travel_minutes="90",
        travel_km="60",
        next_on=(today + dt.timedelta(days=30)).isoformat(),
        next_at="10:00",
        **{
            "actions-TOTAL_FORMS": "3",
            "actions-INITIAL_FORMS": "0",
            "actions-0-text": "Write the price list",
            "actions-0-owner": attendees[1].pk,
            "actions-0-due_on": (today + dt.timedelta(days=7)).isoformat(),
            "note-text": SECRET_WORDS,
        },
    )
    assert PlannedVisit.objects.get().starts_at == dt.time(10)
    session = CoachingSession.objects.get()
    assert SECRET_WORDS in mentor.read("session", session.pk)
    return session


def the_plan_was_carried_over(mentor, session, action):
    assert [one.action for one in session.carried.all()] == [action]
    assert action.text in mentor.read("session", session.pk)


def they_confirm(member, session):
    member.tell("confirm_session", session.pk, version="1")
    session.refresh_from_db()
    assert session.status == "confirmed"


def the_programme_accepts(manager, session):
    assert str(session.engagement.cooperative) in manager.read("board")
    manager.tell("accept", sessions=[str(session.pk)])
    session.refresh_from_db()
    assert session.status == "accepted"


def she_states_her_days(mentor, session):
    """Page, paper and table with the same hours; getting ready and the way apart."""
    today = timezone.localdate().isoformat()
    period = {"first": today, "last": today}
    page = mentor.browser.get(mentor.address("statement"), period).content.decode()
    assert str(session.engagement.cooperative) in page

    paper = mentor.browser.get(mentor.address("statement_pdf"), period)
    assert PdfReader(io.BytesIO(paper.getvalue())).pages
    table = mentor.browser.get(mentor.address("statement_xlsx"), period)
    cells = [
        cell.value
        for row in load_workbook(io.BytesIO(table.getvalue())).active.iter_rows()
        for cell in row
    ]
    assert {120, 30, 90, 60} <= set(cells)
    for said in (page, " ".join(map(str, cells))):
        assert SECRET_WORDS not in said


def nobody_else_read_her_note(people, session):
    for person in people:
        for name, *args in [
            ("home",),
            ("session", session.pk),
            ("engagement", session.engagement_id),
            ("plan", session.engagement.cooperative_id),
        ]:
            assert not re.search(SECRET_WORDS, person.read(name, *args))
    stranger = Field(PersonFactory(), "en")
    assert stranger.browser.get(stranger.address("session", session.pk)).status_code == 404
    assert Engagement.objects.visible_to(stranger.person).count() == 0
