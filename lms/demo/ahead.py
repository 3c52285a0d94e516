"""Visits ahead, one that was missed, and what an expert was asked for: one mission accepted, one under way."""

from datetime import time, timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from courses.choices import UploadKind
from courses.models import Programme
from lms.core import papers
from lms.core.ids import new_id
from lms.core.policy import SYSTEM
from lms.people.models import Cooperative
from mentoring.actions import half_days, missions
from mentoring.actions.visits import plan_visit
from mentoring.models import PlannedVisit

from .people import person

# cooperative, days ahead, hour, place
VISITS = [
    ("TAMGHART", 1, 10, "Atelier de la coopérative"),
    ("ZAAFRAN", 4, 9, ""),
    ("TISSLIT", 2, 15, ""),
    ("CHEFCHA", 6, 11, "Maison de la jeune fille"),
]
MISSED = ("RIFLAIT", 3)
"""A cooperative, and how many days ago it was to be visited."""

PRESS = {
    "title": "Choisir un deuxième pressoir",
    "terms": "Visiter trois fabricants, comparer le prix, la consommation et les pièces de rechange. "
    "Livrer un tableau comparatif et un avis écrit, expliqués aux membres en assemblée.",
}
PACKAGING = {
    "title": "Un emballage pour la vente en ligne",
    "terms": "Proposer deux emballages qui supportent l’envoi, avec leur prix par pièce et une étiquette conforme. "
    "Livrer les deux modèles et la liste des fournisseurs.",
}
# What was done, one half-day after the other.
DONE = [
    "Visite de deux fabricants à Agadir, devis demandés",
    "Visite du troisième fabricant, essai avec nos amandons",
    "Tableau comparatif, calcul du coût par litre",
    "Présentation aux membres, réponses aux questions",
]


def load():
    for code, days, hour, place in VISITS:
        _visit(code, days, hour, place)
    _missed(*MISSED)
    _accepted(_mission("TAMGHART", PRESS, starts=40, ends=10, half_days_budgeted=6))
    under_way = _mission("TISSLIT", PACKAGING, starts=7, ends=-30, half_days_budgeted=4)
    _work(under_way, DONE[:1])


def _visit(code, days, hour, place):
    engagement = Cooperative.objects.get(code=code).engagements.first()
    plan_visit(
        engagement,
        id=new_id(),
        day=timezone.localdate() + timedelta(days=days),
        starts_at=time(hour),
        minutes=120,
        mode="visit",
        place=place,
        by=_mentor(engagement),
    )


def _missed(code, days):
    """Nobody plans a visit in the past: this one was planned before, and nobody came."""
    engagement = Cooperative.objects.get(code=code).engagements.first()
    day = timezone.localdate() - timedelta(days=days)
    PlannedVisit.objects.create(
        engagement=engagement, day=day, starts_at=time(10), planned_by=_mentor(engagement)
    )


def _mentor(engagement):
    return engagement.assignments.accepted().first().mentor


def _mission(code, about, *, starts, ends, half_days_budgeted):
    today = timezone.localdate()
    return missions.open_mission(
        Cooperative.objects.get(code=code),
        Programme.objects.get(code="BOOTCOOP"),
        person("expert"),
        **about,
        starts_on=today - timedelta(days=starts),
        ends_on=today - timedelta(days=ends),
        half_days_budgeted=half_days_budgeted,
        by=SYSTEM,
    )


def _work(mission, done):
    for number, note in enumerate(done):
        half_days.keep_half_day(
            mission,
            id=new_id(),
            worked_on=mission.starts_on + timedelta(days=number),
            half="pm" if number % 2 else "am",
            note=note,
            by=mission.expert,
        )


def _accepted(mission):
    _work(mission, DONE)
    paper = papers.written(
        mission.title,
        [papers.Words(note) for note in DONE],
        language="fr",
        at=timezone.now(),
        foot=mission.title,
    )
    report = ContentFile(paper, name="comparaison-des-pressoirs.pdf")
    half_days.keep_deliverable(mission, UploadKind.DOCUMENT, report, by=mission.expert)
    missions.hand_over(mission, by=mission.expert)
    chair = mission.cooperative.memberships.filter(offices__office="chair").first().person
    missions.accept_for_cooperative(mission, by=chair)
    missions.accept_for_programme(mission, by=person("manager"))
