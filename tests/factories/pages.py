"""Assignments, workshops and surveys as a trainer leaves them."""

from content.models import AssignmentPage, SurveyPage, WorkshopPage
from tests.factories.content import block, text


def criterion(title="Les coûts sont complets.", points=(0, 1, 2)):
    levels = [
        {"title": f"Niveau {n}", "text": "Ce que l'on voit.", "points": given}
        for n, given in enumerate(points)
    ]
    return block("criterion", {"title": title, "levels": [block("item", one) for one in levels]})


def assignment(*rubric, title="Fixer un prix", **values):
    given = {"body": [text("<p>Calculez.</p>")], "accepts": ["text", "photo"], **values}
    return AssignmentPage(title=title, rubric=list(rubric) or [criterion()], **given)


def workshop(title="Journée au marché", **values):
    return WorkshopPage(title=title, **{"body": [text("<p>Matin : visite.</p>")], **values})


def faces(text="Comment était la journée ?"):
    return block("faces", {"text": text})


def survey_choice(kind="single", options=("Oui", "Non")):
    items = [block("item", {"text": one}) for one in options]
    return block(kind, {"text": "Recommanderiez-vous ce cours ?", "options": items})


def survey(*questions, title="Votre avis", **values):
    return SurveyPage(title=title, questions=list(questions) or [faces()], **values)
