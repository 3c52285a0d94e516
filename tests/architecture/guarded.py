"""What is restricted in the small world: a private note that others open, and a concern for the named person."""

import uuid

from lms.core.policy import SYSTEM
from lms.people.choices import Role
from mentoring.actions import openings, safeguarding
from mentoring.models import PrivateNote
from tests.factories.people import appointed

from .table import ADMINISTRATOR, MANAGER, MEMBER, TRAINER


def guarded(session, people, words):
    """An opening that waits and one that is agreed to; a concern of a member, for which the trainer is named."""
    note, cooperative = PrivateNote.objects.get(session=session), session.engagement.cooperative
    agreed = openings.agree_to_open(
        openings.ask_to_open(note, "Danger.", by=people[MANAGER]), by=people[ADMINISTRATOR]
    )
    asked = openings.ask_to_open(note, "Danger.", by=appointed(Role.MANAGER, "MA"))
    safeguarding.name_contact("MA", people[TRAINER], by=SYSTEM)
    concern = safeguarding.raise_concern(
        cooperative,
        id=uuid.uuid4(),
        text=words,
        in_danger_now=False,
        by=people[MEMBER],
    )
    of_opening = ("opening", "agree_to_open", "refuse_to_open")
    of_concern = ("concern", "take_up_concern", "settle_concern")
    return {
        **{f"mentoring:{name}": [asked.pk] for name in of_opening},
        **{f"mentoring:{name}": [concern.pk] for name in of_concern},
        "mentoring:read_note": [agreed.pk],
        "mentoring:ask_to_open": [note.pk],
        "mentoring:raise_concern": [cooperative.pk],
    }
