"""What the manager of Morocco has accepted, a closed month, visits in order to accept, and a refusal to settle."""

import uuid
from datetime import timedelta

from django.utils import timezone

from lms.core.ids import new_id
from lms.offline import intake
from lms.people.models import Cooperative
from mentoring.actions.acceptance import accept_session
from mentoring.actions.confirmations import confirm_session
from mentoring.actions.months import close_month
from mentoring.actions.sessions import log_session
from mentoring.models import CoachingSession

from .people import person

BECAUSE = "J’ai appelé la présidente : la visite a bien eu lieu, son téléphone était cassé."

# cooperative, days since the visit, minutes, what was worked on
FRESH = [
    ("TAMGHART", 6, 90, "Nous avons relu les prix et préparé la foire de la région."),
    ("ZAAFRAN", 4, 120, "Nous avons classé les factures et compté le stock de safran."),
]


def load():
    manager, today = person("manager"), timezone.localdate()
    for session in CoachingSession.objects.filter(
        status="confirmed", held_on__lt=today - timedelta(days=60)
    ):
        accept_session(session, by=manager)
    unanswered = CoachingSession.objects.filter(status="submitted").order_by("held_on", "pk")
    accept_session(unanswered.first(), because=BECAUSE, by=manager)
    close_month("MA", today - timedelta(days=100), by=manager)
    for code, days, minutes, summary in FRESH:
        _visit(Cooperative.objects.get(code=code), today - timedelta(days=days), minutes, summary)
    _refused(Cooperative.objects.get(code="TISSLIT").engagements.first())


def _visit(cooperative, day, minutes, summary):
    engagement = cooperative.engagements.first()
    members = list(cooperative.memberships.current().order_by("pk"))
    session = log_session(
        engagement,
        id=new_id(),
        held_on=day,
        mode="visit",
        place=cooperative.commune,
        minutes=minutes,
        topics=["market", "accounts"],
        shared_summary=summary,
        no_actions=True,
        attendees=members[:4],
        by=engagement.assignments.accepted().first().mentor,
    )
    confirm_session(session, by=members[0].person)


def _refused(engagement):
    """A phone whose calendar was wrong told a visit of the day after tomorrow."""
    payload = {
        "engagement": str(engagement.pk),
        "held_on": (timezone.localdate() + timedelta(days=2)).isoformat(),
        "mode": "visit",
        "minutes": 60,
        "guests_women": 3,
        "topics": ["digital"],
        "shared_summary": "Nous avons installé l’application de la caisse sur deux téléphones.",
        "no_actions": True,
    }
    told = intake.Told(uuid.uuid4(), "mentoring.session_logged", timezone.now(), payload)
    intake.record(told, by=engagement.assignments.accepted().first().mentor)
