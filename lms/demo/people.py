"""The demonstration's cooperatives, members and staff."""

import tomllib
from datetime import date
from pathlib import Path

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password

from lms.people.choices import CooperativeStatus, LegalForm, Office, Role
from lms.people.models import (
    Appointment,
    Cooperative,
    Membership,
    OfficeHolding,
    Person,
    PinCard,
)

from .accounts import CARD_CODE, CARD_SECRET, PASSWORD, SECOND_FACTOR_KEY

SINCE = date(2024, 1, 8)
OFFICES = (Office.CHAIR, Office.TREASURER)

# username, first name, family name, both in Arabic, sex, language, roles
STAFF = [
    ("trainer", "Nadia", "Belhaj", "نادية", "بلحاج", "woman", "fr", [Role.TRAINER]),
    ("trainer2", "Omar", "Sefrioui", "عمر", "الصفريوي", "man", "ar", [Role.TRAINER]),
    ("trainer3", "Loubna", "Kettani", "لبنى", "الكتاني", "woman", "fr", [Role.TRAINER]),
    ("mentor", "Khadija", "Benslimane", "خديجة", "بنسليمان", "woman", "fr", [Role.MENTOR]),
    ("mentor2", "Rachid", "Amzil", "رشيد", "أمزيل", "man", "ar", [Role.MENTOR]),
    ("mentor3", "Houria", "Temsamani", "حورية", "التمسماني", "woman", "fr", [Role.MENTOR]),
    ("expert", "Zineb", "Ouazzani", "زينب", "الوزاني", "woman", "fr", [Role.EXPERT]),
    ("certifier", "Amadou", "Diallo", "", "", "man", "fr", [Role.CERTIFIER]),
    ("certifier2", "Karima", "Bennani", "كريمة", "بناني", "woman", "fr", [Role.CERTIFIER]),
    ("manager", "Leila", "Cherkaoui", "ليلى", "الشرقاوي", "woman", "fr", [Role.MANAGER]),
    ("admin", "Driss", "El Mokri", "إدريس", "المقري", "man", "en", [Role.ADMINISTRATOR]),
]


def load():
    """Cooperatives with their members and office holders, then the staff. Returns nobody: look them up."""
    known = Path(__file__).with_name("cooperatives.toml").read_bytes()
    secret = make_password(CARD_SECRET)
    for number, given in enumerate(tomllib.loads(known.decode())["cooperatives"], 1):
        _cooperative(number, given, secret)
    Person.objects.filter(memberships__cooperative__code=CARD_CODE, pin_card__number=1).update(
        username="learner", password=make_password(PASSWORD)
    )
    password = make_password(PASSWORD)
    for member_of_staff in STAFF:
        _staff(password, *member_of_staff)


def _cooperative(number, given, secret):
    cooperative = Cooperative(
        code=given["code"],
        name=given["name"],
        name_arabic=given["name_arabic"],
        legal_form=given.get("legal_form", LegalForm.COOPERATIVE),
        register_number=""
        if given["status"] == CooperativeStatus.PROJECT
        else f"SAMPLE-{number:03d}",
        country=given.get("country", "MA"),
        **{name: given[name] for name in ("region", "commune", "sector", "women_only", "status")},
    )
    cooperative.full_clean()
    cooperative.save()
    for place, line in enumerate(given["members"], 1):
        membership = Membership.objects.create(
            person=_member(line, cooperative), cooperative=cooperative, starts_on=SINCE
        )
        PinCard.objects.create(
            person=membership.person, cooperative=cooperative, number=place, secret=secret
        )
        if place <= len(OFFICES):
            OfficeHolding.objects.create(
                membership=membership, office=OFFICES[place - 1], starts_on=SINCE
            )


def _member(line, cooperative):
    first, last, first_arabic, last_arabic, sex, year = line.split("|")
    person = Person(
        first_name=first,
        last_name=last,
        first_name_arabic=first_arabic,
        last_name_arabic=last_arabic,
        sex=sex,
        birth_year=int(year),
        country=cooperative.country,
        language="fr",
    )
    person.set_unusable_password()
    person.clean()
    person.save()
    return person


def _staff(password, username, first, last, first_arabic, last_arabic, sex, language, roles):
    person = Person.objects.create(
        username=username,
        email=f"{username}@example.org",
        first_name=first,
        last_name=last,
        first_name_arabic=first_arabic,
        last_name_arabic=last_arabic,
        sex=sex,
        language=language,
        password=password,
    )
    for role in roles:
        country = "MA" if role == Role.MANAGER else ""
        Appointment.objects.create(person=person, role=role, country=country, starts_on=SINCE)
    if person.needs_second_factor:
        TOTP.activate(person, SECOND_FACTOR_KEY)
        RecoveryCodes.activate(person)


def person(username):
    return Person.objects.get(username=username)
