"""What mentors bring, a cooperative that waits for a mentor's answer, one that looks for a mentor, and a named person."""

from datetime import timedelta

from django.utils import timezone

from courses.models import Programme
from lms.core.policy import SYSTEM
from lms.people.models import Cooperative
from mentoring.actions.engagements import propose_engagement
from mentoring.actions.profiles import describe_mentor
from mentoring.actions.safeguarding import name_contact

from .people import person

# mentor, languages, regions, sectors, most cooperatives
PROFILES = [
    ("mentor", ["fr", "ar"], ["Souss-Massa", "Drâa-Tafilalet"], ["argan", "agriculture"], 5),
    ("mentor2", ["ar"], ["Béni Mellal-Khénifra", "Fès-Meknès"], ["agriculture", "food"], 4),
    ("mentor3", ["fr", "ar"], ["Tanger-Tétouan-Al Hoceïma"], ["crafts", "livestock"], 2),
]

# cooperative, who is asked, goals
PROPOSED = [
    ("WARDA", ["mentor"], "Un prix calculé pour l’eau de rose, deux acheteurs hors de la région."),
    ("AFRAH", [], "Un atelier qui suit les règles d’hygiène, des étiquettes complètes."),
]


def load():
    manager = person("manager")
    for name, languages, regions, sectors, most in PROFILES:
        mentor = person(name)
        describe_mentor(
            mentor,
            languages=languages,
            regions=regions,
            sectors=sectors,
            most_cooperatives=most,
            by=mentor,
        )
    for code, mentors, goals in PROPOSED:
        _propose(code, map(person, mentors), goals, manager)
    name_contact("MA", person("trainer3"), by=SYSTEM)


def _propose(code, mentors, goals, manager):
    today = timezone.localdate()
    propose_engagement(
        Cooperative.objects.get(code=code),
        Programme.objects.get(code="BOOTCOOP"),
        mentors=mentors,
        goals=goals,
        planned_sessions=12,
        starts_on=today + timedelta(days=14),
        ends_on=today + timedelta(days=744),
        by=manager,
    )
