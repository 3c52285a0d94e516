import datetime as dt
import io
import uuid

import factory
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from lms.people.choices import Role
from mentoring.actions import half_days, missions
from mentoring.models import ExpertMission

from .courses import ProgrammeFactory
from .people import CooperativeFactory, appointed

FIRST, LAST = dt.date(2026, 3, 1), dt.date(2026, 3, 31)


class MissionFactory(factory.django.DjangoModelFactory):
    """A mission under way in March 2026, of four half-days."""

    class Meta:
        model = ExpertMission

    cooperative = factory.SubFactory(CooperativeFactory, country="MA")
    programme = factory.SubFactory(ProgrammeFactory)
    expert = factory.LazyFunction(lambda: appointed(Role.EXPERT))
    title = "Oil press"
    terms = "Choose a press that the cooperative can pay for."
    half_days_budgeted = 4
    starts_on = FIRST
    ends_on = LAST


def photo(color="white"):
    file = io.BytesIO()
    Image.new("RGB", (40, 30), color).save(file, "JPEG")
    return SimpleUploadedFile("press.jpg", file.getvalue(), "image/jpeg")


def worked(mission, day=FIRST, half="am", **changes):
    """Half a day that the expert wrote down."""
    facts = {"id": uuid.uuid4(), "note": "Visited three makers.", "by": mission.expert, **changes}
    return half_days.keep_half_day(mission, worked_on=day, half=half, **facts)


def handed_over(**facts):
    """A mission that waits for both sides, with three half-days and a photo."""
    mission = MissionFactory(**facts)
    for day, half in [(FIRST, "am"), (FIRST, "pm"), (LAST, "am")]:
        worked(mission, day, half)
    half_days.keep_deliverable(mission, "photo", photo(), by=mission.expert)
    return missions.hand_over(mission, by=mission.expert)
