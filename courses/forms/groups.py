"""Group lessons: what comes through the one door of them, and the two steps of their page."""

from uuid import UUID

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from lms.core.ids import new_id

from .days import IdsField

LONGEST = 12 * 60


class MinutesField(forms.IntegerField):
    def __init__(self, **kwargs):
        super().__init__(
            min_value=1,
            max_value=LONGEST,
            label=_("How many minutes did it take?"),
            widget=forms.NumberInput({"inputmode": "numeric"}),
            **kwargs,
        )


class GroupLessonHeldForm(forms.Form):
    cohort = forms.IntegerField(min_value=1)
    activity = forms.UUIDField()
    present = IdsField()
    minutes = MinutesField()


class FinishForm(forms.Form):
    minutes = MinutesField()


class Together:
    """What the address of the second step says: who is here, since when, and the id the lesson will have."""

    def __init__(self, query, people):
        asked = set(query.getlist("here"))
        self.here = [place for place in people if str(place.pk) in asked]
        self.id = _id(query.get("lesson"))
        self.since = _moment(query.get("since", ""))


def _id(text):
    try:
        return UUID(text)
    except (ValueError, TypeError):
        return new_id()


def _moment(text):
    try:
        return parse_datetime(text)
    except ValueError:
        return None
