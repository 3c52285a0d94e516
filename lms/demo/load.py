"""Loads the demonstration once, in one transaction: all of it or nothing."""

from django.db import transaction

from courses.models import Programme
from lms.people import pins

from . import people
from .accounts import CARD_SECRET


def everything(say=print):
    """Load what is not there yet. A second call finds it loaded and changes nothing."""
    if Programme.objects.exists():
        say("The demonstration is already loaded; what you did is kept.")
        return
    with transaction.atomic():
        say("Loading people and cooperatives ...")
        people.load()


def card_pin():
    """The PIN on the first member's card of the sample cooperative."""
    return pins.write(1, CARD_SECRET)
