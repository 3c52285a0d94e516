"""Plans, diagnostics that are done, and stages with what they ask for."""

import datetime as dt
import io
import uuid

import factory
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from lms.people.choices import Office
from lms.people.models import OfficeHolding
from mentoring.models import (
    Diagnostic,
    DiagnosticTool,
    Objective,
    StageGate,
)

from .mentoring import EngagementFactory, mentor_of
from .people import MembershipFactory


class ObjectiveFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Objective

    cooperative = factory.LazyFunction(lambda: EngagementFactory().cooperative)
    axis = "accounts"
    text = "Every sale is written down on its day"
    set_by = factory.LazyAttribute(lambda one: mentor_of(one.cooperative.engagements.get()))


def in_days(days):
    return timezone.localdate() + dt.timedelta(days=days)


def tool(version=1):
    return DiagnosticTool.objects.get_or_create(
        code="coop", version=version, defaults={"status": "retired"}
    )[0]


def diagnosed(cooperative, moment="baseline", *, status="done", version=1, days_ago=10):
    """A diagnostic of the cooperative, finished unless said otherwise."""
    return Diagnostic.objects.create(
        id=uuid.uuid4(),
        cooperative=cooperative,
        tool=tool(version),
        moment=moment,
        held_on=in_days(-days_ago),
        status=status,
        opened_by=mentor_of(cooperative.engagements.first()),
    )


def officer_of(cooperative, office=Office.CHAIR):
    """A person who holds an office in the cooperative today."""
    member = MembershipFactory(cooperative=cooperative)
    OfficeHolding.objects.create(membership=member, office=office)
    return member.person


def photo(name="shelf.jpg", colour="white"):
    file = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(file, "JPEG")
    return SimpleUploadedFile(name, file.getvalue(), "image/jpeg")


def titled(words):
    return {"fr": f"{words} (fr)", "en": words, "ar": f"{words} (ar)"}


def piece(code, kind="document", **more):
    return {"code": code, "kind": kind, "title": titled(code), **more}


def stages(programme, *asked):
    """One gate after the other; each of ``asked`` is the evidence of one."""
    return [
        StageGate.objects.create(
            programme=programme, number=number, title=titled(f"Stage {number}"), evidence=evidence
        )
        for number, evidence in enumerate(asked, 1)
    ]
