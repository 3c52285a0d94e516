"""What tests of mentoring's screens have in common."""

import datetime as dt
import uuid

from django.urls import reverse
from django.utils import timezone

HOME = "mentoring:home"


def page(client, name, *args):
    return client.get(reverse(name, args=args)).content.decode()


def event_fields(**more):
    return {"event_id": str(uuid.uuid4()), "device_at": "", **more}


def typed_session(members, **changes):
    """What the mentor's browser sends."""
    today = timezone.localdate()
    rows = {"actions-TOTAL_FORMS": "3", "actions-INITIAL_FORMS": "0"}
    first = {
        "actions-0-text": "Write the price list",
        "actions-0-owner": members[0].pk,
        "actions-0-due_on": (today + dt.timedelta(days=7)).isoformat(),
    }
    typed = {
        "mode": "visit",
        "held_on": today.isoformat(),
        "minutes": "90",
        "topics": ["accounts"],
        "attendees": [member.pk for member in members],
        "guests_women": "",
        "shared_summary": "We wrote the cash book together.",
        "note-text": "",
        **event_fields(note_event_id=str(uuid.uuid4())),
    }
    return {**rows, **first, **typed, **changes}


def send_session(client, engagement, typed):
    return client.post(reverse("mentoring:log_session", args=[engagement.pk]), typed)
