"""Engagements with logged sessions: confirmed, waiting, disputed, and actions in every state."""

from datetime import timedelta

from django.utils import timezone

from courses.models import Programme
from lms.core.ids import new_id
from lms.core.policy import SYSTEM
from lms.people.models import Cooperative
from mentoring.actions.assemblies import record_assembly
from mentoring.actions.confirmations import confirm_session, dispute_session
from mentoring.actions.engagements import (
    accept_assignment,
    propose_engagement,
    sign_agreement,
)
from mentoring.actions.plans import move_action
from mentoring.actions.sessions import log_session

from . import coverage
from .people import person

# mentor, cooperative, programme, sessions held
ENGAGEMENTS = [
    ("mentor", "TAMGHART", "BOOTCOOP", 3),
    ("mentor", "ZAAFRAN", "BOOTCOOP", 2),
    ("mentor", "ANZAL", "BOOTCOOP", 0),
    ("mentor2", "TISSLIT", "BOOTCOOP", 4),
    ("mentor2", "KHIDMA", "BOOTCOOP", 1),
    ("mentor3", "CHEFCHA", "GET-AHEAD", 2),
    ("mentor3", "RIFLAIT", "BOOTCOOP", 2),
]

GOALS = "Une assemblée tenue avec son procès-verbal, un livre de caisse à jour, un prix calculé pour chaque produit."

# mode, minutes, topics, what was worked on, what was agreed
SESSIONS = [
    (
        "visit",
        120,
        ["governance", "members"],
        "Nous avons préparé l'assemblée générale : la liste des membres, l'ordre du jour, qui parle de quoi.",
        "Afficher la convocation à la mairie et au souk",
    ),
    (
        "visit",
        90,
        ["accounts", "finance"],
        "Nous avons repris le livre de caisse des trois derniers mois. Les heures des membres n'y étaient pas.",
        "Noter chaque soir les recettes et les dépenses",
    ),
    (
        "phone",
        45,
        ["market"],
        "Nous avons calculé ensemble le prix d'une bouteille : matière, heures, part de la coopérative.",
        "Faire la liste des prix des trois produits",
    ),
    (
        "visit",
        150,
        ["production", "people_and_safety"],
        "Nous avons rangé l'atelier et choisi qui vérifie la propreté avant chaque journée de travail.",
        "Acheter une trousse de premiers secours",
    ),
]


# cooperative, days since it was held, days to the next one, what was decided
ASSEMBLIES = [
    (
        "TAMGHART",
        350,
        None,
        "Le bilan de l’année est approuvé.\nLe prix du litre d’huile est revu.",
    ),
    (
        "TAMGHART",
        60,
        12,
        "Un deuxième pressoir est acheté.\nDix pour cent du résultat va à la réserve.",
    ),
    (
        "TISSLIT",
        40,
        320,
        "Le règlement intérieur est adopté.\nDeux membres tiennent le livre de caisse.",
    ),
]


def load():
    for mentor, code, programme, held in ENGAGEMENTS:
        _engagement(person(mentor), code, programme, held)
    for code, days, ahead, decisions in ASSEMBLIES:
        _assembly(Cooperative.objects.get(code=code), days, ahead, decisions)
    coverage.load()


def _assembly(cooperative, days, ahead, decisions):
    today = timezone.localdate()
    held_on = today - timedelta(days=days)
    record_assembly(
        cooperative,
        id=new_id(),
        kind="ordinary",
        held_on=held_on,
        place=cooperative.commune,
        attendees=cooperative.memberships.all(),
        decisions=decisions,
        elected={},
        next_on=today + timedelta(days=ahead) if ahead else None,
        by=_mentor(cooperative.engagements.first()),
    )


def _engagement(mentor, code, programme, held):
    today = timezone.localdate()
    engagement = propose_engagement(
        Cooperative.objects.get(code=code),
        Programme.objects.get(code=programme),
        mentors=[mentor],
        goals=GOALS,
        planned_sessions=12,
        starts_on=today - timedelta(days=180),
        ends_on=today + timedelta(days=550),
        by=SYSTEM,
    )
    members = list(engagement.cooperative.memberships.current().order_by("pk"))
    accept_assignment(engagement.assignments.get(), has_conflict=False, by=mentor)
    sign_agreement(
        engagement, signed_by=members[0], signed_on=today - timedelta(days=178), by=mentor
    )
    engagement.refresh_from_db()
    for number in range(held):
        session = _session(
            engagement, members, number, today - timedelta(days=35 * (held - number))
        )
        _answer(session, members, number, held)


def _mentor(engagement):
    return engagement.assignments.accepted().first().mentor


def _session(engagement, members, number, day):
    mode, minutes, topics, summary, agreed = SESSIONS[number]
    return log_session(
        engagement,
        id=new_id(),
        held_on=day,
        mode=mode,
        minutes=minutes,
        topics=topics,
        shared_summary=summary,
        attendees=members[: 2 + number],
        actions=[{"text": agreed, "owner": members[number], "due_on": day + timedelta(days=21)}],
        by=_mentor(engagement),
    )


def _answer(session, members, number, held):
    """The last one waits for the cooperative; of four, the second is disputed; the others are confirmed."""
    chair = members[0].person
    if number == held - 1:
        return
    if held == 4 and number == 1:
        dispute_session(session, "La visite a duré une heure, pas une heure et demie.", by=chair)
    else:
        confirm_session(session, by=chair)
    action = session.actions.get()
    move_action(action, "done", by=action.owner.person)
