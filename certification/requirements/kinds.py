"""What every kind of requirement promises, and the register of kinds."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import NamedTuple

from django import forms
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.models import Edition, EditionActivity

KINDS = {}


class Record(NamedTuple):
    """A record behind a finding, in words; ``url`` is empty where there is no page to open."""

    words: str
    url: str = ""


@dataclass(frozen=True)
class Finding:
    """How a person stands with one requirement, in words, and the evidence when it is met."""

    requirement: object
    title: str
    asked: str
    shown: str
    evidence: dict | None
    records: tuple = ()

    @property
    def met(self):
        return self.evidence is not None

    @property
    def own_step(self):
        """What the candidate does about it herself, as ``Kind.own_step`` says."""
        return KINDS[self.requirement.kind].own_step(self)


class Kind(ABC):
    """A kind of requirement: what can be set about it, and how its evidence is found.

    ``fields`` are the form fields of ``params``. ``find`` yields a finding for each of the requirements, all of this
    kind, with the same number of queries for any number of them; of several records it takes the earliest that meet
    it, so that what somebody does later never changes evidence found before.
    """

    asks_course = False
    # The kind of activity that is chosen in the course, if one is.
    asks_activity = ""

    def fields(self):
        return {}

    def comes_anew(self, requirement):
        """Whether a renewal asks for it again: only what came after the certificate that is renewed counts."""
        return bool(requirement.params.get("anew"))

    def own_step(self, finding):
        """What the candidate does about it herself: the name of an address, which takes her file and the position of
        the requirement, and what it is called. None where only the records speak."""
        return None

    @abstractmethod
    def find(self, requirements, person, titles):
        """Yield a ``Finding`` for each of the requirements."""


def kind(code):
    """Register a class under its code, which is a value of ``RequirementKind``."""

    def register(found):
        KINDS[code] = found()
        return found

    return register


def number(label, *, least=1, most=999, required=True, help_text=""):
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, required=required, help_text=help_text
    )


def percent(label, *, required=True, help_text=""):
    return number(label, least=0, most=100, required=required, help_text=help_text)


def anew():
    return forms.BooleanField(
        label=gettext_lazy("only what came after the certificate that is renewed"), required=False
    )


def counts(requirement, day):
    """Whether what happened on a day counts: all of it, or what came after the certificate that is renewed."""
    return requirement.since is None or day > requirement.since


def with_since(requirement, asked):
    """What is asked, and since when where it has to come anew."""
    if not requirement.params.get("anew"):
        return asked
    return _("%(asked)s, after the certificate that is renewed") % {"asked": asked}


def titles_of(requirements):
    """Titles of the courses and activities asked for, by key, from the latest edition of each course."""
    asked = EditionActivity.objects.filter(key__in={r.activity_key for r in requirements})
    editions = (
        Edition.objects.filter(course_key__in={r.course_key for r in requirements})
        .latest_of_each_course()
        .prefetch_related(Prefetch("activities", asked, to_attr="asked"))
    )
    titles = {}
    for edition in editions:
        titles[edition.course_key] = edition.title
        titles |= {activity.key: activity.title for activity in edition.asked}
    return titles


def course_title(requirement, titles):
    return titles.get(requirement.course_key) or _("a course that is not released yet")


def day(moment):
    """A date, or the date of a moment, in words."""
    return date_format(
        timezone.localtime(moment) if hasattr(moment, "hour") else moment, "DATE_FORMAT"
    )
