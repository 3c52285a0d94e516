"""Plans: objectives with actions in every state, a 90-day plan, and a ladder with its first stage passed."""

from datetime import timedelta
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from courses.models import Enrolment
from lms.core.ids import new_id
from lms.core.policy import SYSTEM
from lms.people.models import Cooperative
from mentoring import defaults
from mentoring.actions.gates import approve_passage, ask_passage, give_evidence, seed_ladders
from mentoring.actions.ninety_days import write_ninety_day_plan
from mentoring.actions.objectives import move_objective, set_objective
from mentoring.actions.plans import add_action, move_action, reschedule_action, show_evidence
from mentoring.models import StageGate

from .people import person

CODE = "TAMGHART"
# axis, what the cooperative wants to reach, whether it is reached
OBJECTIVES = [
    ("accounts", "Chaque vente et chaque dépense est notée le jour même", False),
    ("market", "Vendre l’huile à deux nouveaux magasins d’Agadir", False),
    ("governance", "Tenir une assemblée avec un procès-verbal signé", True),
]
# objective, what is to be done, days since it was agreed, days until it is due, where it stands
ACTIONS = [
    (0, "Acheter un livre de caisse et le couvrir", 40, -20, "done"),
    (0, "Compter la caisse à deux chaque vendredi", 40, -6, "doing"),
    (0, "Calculer le prix de revient d’un litre d’huile", 10, 12, "to_do"),
    (1, "Préparer dix échantillons avec étiquette", 30, -3, "to_do"),
    (1, "Demander un rendez-vous aux deux magasins", 10, 20, "to_do"),
    (None, "Réparer la porte de l’atelier", 25, 5, "doing"),
]
PLAN = [
    ("Noter mes ventes chaque soir pendant un mois", 20),
    ("Ouvrir un compte d’épargne et y mettre cinquante dirhams par semaine", 35),
    ("Montrer mes produits à trois boutiques", 80),
]
EVIDENCE = "Le livre est sur l’étagère du bureau, les trois premiers jours sont notés."
PAPER = "J’ai vu l’extrait du registre le jour de ma visite ; le numéro est le même qu’ici."


def load():
    cooperative = Cooperative.objects.get(code=CODE)
    engagement = cooperative.engagements.get(programme__code="BOOTCOOP")
    mentor = engagement.assignments.accepted().first().mentor
    _plan(cooperative, mentor)
    _ladder(cooperative, mentor)
    _ninety_days()


def _plan(cooperative, mentor):
    today = timezone.localdate()
    members = list(cooperative.memberships.current().select_related("person").order_by("pk"))
    diagnostic = cooperative.diagnostics.done().first()
    objectives = [
        set_objective(
            cooperative,
            id=new_id(),
            axis=axis,
            text=text,
            diagnostic=diagnostic,
            due_on=today + timedelta(days=120),
            by=mentor,
        )
        for axis, text, _reached in OBJECTIVES
    ]
    actions = [
        add_action(
            cooperative,
            id=new_id(),
            text=text,
            owner=members[number % len(members)],
            due_on=today + timedelta(days=due),
            objective=None if place is None else objectives[place],
            on=today - timedelta(days=since),
            by=mentor,
        )
        for number, (place, text, since, due, _state) in enumerate(ACTIONS)
    ]
    for action, (_place, _text, _since, _due, state) in zip(actions, ACTIONS, strict=True):
        move_action(action, state, on=action.due_on, by=mentor)
    drawing = (Path(__file__).parent / "pictures/document.webp").read_bytes()
    photo = SimpleUploadedFile("livre.webp", drawing)
    show_evidence(actions[0], words=EVIDENCE, photo=photo, by=members[0].person)
    last = actions[-1]
    reschedule_action(last, today + timedelta(days=15), was=last.due_on, by=mentor)
    for objective, (_axis, _text, reached) in zip(objectives, OBJECTIVES, strict=True):
        if reached:
            move_objective(objective, "reached", by=mentor)


def _ladder(cooperative, mentor):
    """The first stage is passed; for the second the programme is asked."""
    seed_ladders(by=SYSTEM)
    first, second = StageGate.objects.filter(programme__code="BOOTCOOP").order_by("number")[:2]
    passage = ask_passage(cooperative, first, id=new_id(), by=mentor)
    approve_passage(passage, by=person("manager"))
    give_evidence(second, cooperative, "register_paper", id=new_id(), words=PAPER, by=mentor)
    ask_passage(cooperative, second, id=new_id(), by=mentor)


def _ninety_days():
    places = Enrolment.objects.filter(
        cohort__edition__programme__code__in=defaults.NINETY_DAY_PLANS,
        learner__memberships__cooperative__code="CHEFCHA",
    )
    enrolment = places.select_related("learner").order_by("pk").first()
    if enrolment is None:
        return
    today = timezone.localdate()
    write_ninety_day_plan(
        enrolment,
        enrolment.learner.memberships.current().get(cooperative__code="CHEFCHA"),
        id=new_id(),
        supporter="Ma sœur Hanane",
        actions=[{"text": text, "due_on": today + timedelta(days=days)} for text, days in PLAN],
        by=enrolment.learner,
    )
