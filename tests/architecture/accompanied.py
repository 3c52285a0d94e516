"""A cooperative that is accompanied: the part of the world that belongs to mentoring."""

import datetime as dt
import uuid

from django.core.files.base import ContentFile
from django.utils import timezone

from lms.core.policy import SYSTEM
from lms.offline import intake
from lms.offline.models import Event
from lms.people.choices import Role
from mentoring.actions import assemblies, months, tools
from mentoring.models import PrivateNote, SessionDraft
from tests.factories import diagnostics, planning
from tests.factories.mentoring import (
    ActionItemFactory,
    AssignmentFactory,
    CoachingSessionFactory,
    EngagementFactory,
    SessionPhotoFactory,
    agreed,
    mentor_of,
    recorded_assembly,
)
from tests.factories.people import appointed

from .guarded import guarded
from .planned import given_to_an_expert, planned
from .table import (
    ADMINISTRATOR,
    ASKED_MENTOR,
    EXPERT,
    LEARNER,
    MEMBER,
    MENTOR,
)

SECRETS = {"note": "zqxnotezqx", "concern": "zqxconcernzqx", "draft": "zqxdraftzqx"}
"""Words that only their writer may read, kept in the world to be looked for."""


class Accompanied:
    """What an engagement, its sessions and what belongs to them are reached by."""

    def coaching(self):
        engagement = EngagementFactory(cooperative=self.cooperative, mentors=[self.people[MENTOR]])
        session = CoachingSessionFactory(engagement=engagement)
        self.keep_secrets(session)
        hers = self.people[MEMBER].memberships.get()
        action = ActionItemFactory(session=session, owner=hers)
        photo = SessionPhotoFactory(session=session)
        going = SessionPhotoFactory(session=session)
        of_session = ("session", "confirm_session", "dispute_session", "keep_note")
        more = ("amend_session", "state_time", "keep_photo")
        return {
            **self.accompanying(engagement),
            **{f"mentoring:{name}": [session.pk] for name in (*of_session, *more)},
            "mentoring:photo": [photo.pk],
            "mentoring:take_photo_away": [going.pk],
            "mentoring:move_action": [action.pk],
            **planning.addresses(action),
            **planning.addresses_of_stages(engagement),
            **self.meeting(engagement),
            **self.diagnosing(engagement),
            **guarded(session, self.people, SECRETS["concern"]),
            **planned(engagement),
            **given_to_an_expert(engagement.cooperative, self.people[EXPERT]),
            **self.watched(),
        }

    def keep_secrets(self, session):
        """What the mentor wrote for herself alone, and what she has begun."""
        mentor, engagement = session.logged_by, session.engagement
        PrivateNote.objects.create(session=session, author=mentor, text=SECRETS["note"])
        SessionDraft.objects.create(
            engagement=engagement,
            author=mentor,
            fields={"shared_summary": [SECRETS["draft"]]},
            saved_at=timezone.now(),
        )

    def accompanying(self, engagement):
        """The engagement, a mentor who is asked, and its agreement with the paper."""
        asked = {"engagement": engagement, "status": "asked", "has_conflict": None}
        AssignmentFactory(mentor=self.people[ASKED_MENTOR], **asked)
        page = ContentFile(b"%PDF-1.7", "agreement.pdf")
        agreed(engagement, file=("document", page))
        names = ("engagement", "answer", "candidates", "change_plan")
        papers = ("sign_agreement", "print_agreement", "agreement_file")
        more = ("pause_engagement", "resume_engagement", "close_engagement")
        more += ("log_session", "save_draft", "discard_draft")
        free = [engagement.pk, appointed(Role.MENTOR).pk]
        return {
            **{f"mentoring:{name}": [engagement.pk] for name in (*names, *papers, *more)},
            "mentoring:ask_mentor": free,
            "mentoring:mentor_profile": free,
            "mentoring:take_back": [AssignmentFactory(**asked).pk],
            "mentoring:release_mentor": [AssignmentFactory(engagement=engagement).pk],
        }

    def watched(self):
        """A session to accept, something refused that a learner told, and a closed month."""
        session = CoachingSessionFactory(engagement__cooperative=self.cooperative)
        told = intake.Told(uuid.uuid4(), "mentoring.unknown", timezone.now(), {})
        intake.record(told, by=self.people[LEARNER])
        month = months.close_month("MA", dt.date(2020, 1, 1), by=self.people[ADMINISTRATOR])
        return {
            "mentoring:coverage_file": ["csv"],
            "mentoring:accept_although": [session.pk],
            "mentoring:settle": [Event.objects.get(id=told.id).row],
            "mentoring:month": [month.pk],
            "mentoring:month_report": [month.pk, "xlsx"],
            "mentoring:month_amendments": [month.pk],
        }

    def diagnosing(self, engagement):
        """A diagnostic that is done and one whose members score, and a tool with a draft."""
        ended = diagnostics.done(engagement, "baseline", 2)
        scoring = diagnostics.diagnostic(engagement=engagement, moment="end")
        asked = diagnostics.members(scoring)[-1]
        draft = tools.draft_next(scoring.tool, by=SYSTEM)
        of_scoring = ("diagnostic", "give_scores", "pass_round")
        of_ended = ("close_scoring", "finish_diagnostic", "print_diagnostic", "diagnostic_paper")
        return {
            "mentoring:diagnostics": [self.cooperative.pk],
            "mentoring:open_diagnostic": [self.cooperative.pk],
            **{f"mentoring:{name}": [scoring.pk] for name in of_scoring},
            "mentoring:score_in_turn": [scoring.pk, asked.pk],
            **{f"mentoring:{name}": [ended.pk] for name in of_ended},
            "mentoring:agree_on_axis": [ended.pk, "market"],
            **{f"mentoring:{name}": [draft.pk] for name in ("tool", "tool_paper")},
            **{f"mentoring:{n}": [ended.tool_id] for n in ("publish_tool", "draft_next_tool")},
            "mentoring:tool_file": [draft.pk, "toml"],
            "mentoring:write_axis": [draft.pk, "market"],
        }

    def meeting(self, engagement):
        """An assembly of the cooperative with its minutes."""
        held = recorded_assembly(engagement, timezone.localdate())
        page = ContentFile(b"%PDF-1.7", "minutes.pdf")
        minutes = assemblies.keep_minutes(held, "document", page, by=mentor_of(engagement))
        return {
            "mentoring:assemblies": [self.cooperative.pk],
            "mentoring:record_assembly": [self.cooperative.pk],
            "mentoring:assembly": [held.pk],
            "mentoring:keep_minutes": [held.pk],
            "mentoring:minutes": [minutes.pk],
        }
