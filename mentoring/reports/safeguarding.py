"""To whom a safeguarding concern goes."""

from django.db.models import Q

from lms.people.choices import Role
from lms.people.models import Person
from lms.people.querysets import in_force_of
from mentoring.models import SafeguardingContact


def named_for(country):
    """The named person of a country, if there is one who can still sign in."""
    contacts = SafeguardingContact.objects.filter(country=country, person__is_active=True)
    contact = contacts.select_related("person").first()
    return contact and contact.person


def recipient_for(country):
    """The named person, and where none is named the administrator who has been one longest, so that nothing is lost."""
    return named_for(country) or _administrator()


def _administrator():
    right = in_force_of("appointments") & Q(appointments__role=Role.ADMINISTRATOR)
    people = Person.objects.filter(right | Q(is_superuser=True), is_active=True)
    return people.order_by("appointments__starts_on", "pk").first()
