import datetime as dt

import factory

from lms.people.choices import CooperativeStatus, LegalForm, Office, Role, Sector
from lms.people.models import Appointment, Cooperative, Membership, OfficeHolding, Person

EVER = dt.date(2020, 1, 1)


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Person
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"person{n}")
    first_name = "Amina"
    last_name = factory.Sequence(lambda n: f"El Fassi {n}")
    first_name_arabic = "أمينة"
    last_name_arabic = "الفاسي"
    country = "MA"


class AppointmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Appointment

    person = factory.SubFactory(PersonFactory)
    role = Role.TRAINER
    starts_on = EVER


class CooperativeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Cooperative

    code = factory.Sequence(lambda n: f"COOP{n}")
    name = factory.Sequence(lambda n: f"Cooperative {n}")
    legal_form = LegalForm.COOPERATIVE
    register_number = factory.Sequence(lambda n: f"R-{n}")
    sector = Sector.ARGAN
    status = CooperativeStatus.ACTIVE
    country = "MA"


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    person = factory.SubFactory(PersonFactory)
    cooperative = factory.SubFactory(CooperativeFactory)
    starts_on = EVER


class OfficeHoldingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OfficeHolding

    membership = factory.SubFactory(MembershipFactory)
    office = Office.CHAIR
    starts_on = EVER


def appointed(role, country="", **person):
    """A person who holds a role today; a manager needs her country."""
    if role == Role.MANAGER:
        country = country or "MA"
    return AppointmentFactory(role=role, country=country, person=PersonFactory(**person)).person
