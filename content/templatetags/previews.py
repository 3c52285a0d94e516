"""Pages and questions as they are being written, by the forms and templates that learners get them by."""

from random import Random

from django import template
from wagtail.models import Locale

from content import drawn, files, printing
from courses.choices import MARKED_BY_A_PERSON, ActivityKind
from courses.draws import drawn as drawn_for_one_try
from courses.forms.questions import QuestionsForm
from courses.forms.surveys import SurveyForm
from courses.forms.work import WorkForm
from courses.models import ActivityText, EditionActivity
from courses.reports.attempts import Tries
from courses.reports.reading import parts_of
from courses.shuffling import in_own_order

register = template.Library()


@register.inclusion_tag("content/as_learner.html", takes_context=True)
def as_learner(context, page):
    """What a learner would be given of an activity. Nothing of it is recorded, so nothing of it can be handed in."""
    text, draws = _printed(page)
    shown = {"request": context["request"], "text": text, "draws": draws, "minutes": page.minutes}
    return shown | GIVEN.get(page.kind, _to_read)(text)


@register.inclusion_tag("content/asked.html")
def asked(question):
    """A question of a bank as it will be asked."""
    return {"form": QuestionsForm(in_own_order([question], question["id"]), first=1)}


def _printed(page):
    """Its words as an edition would have them, of rows that are never saved; and the draws of a quiz."""
    source = page if page.is_source else page.get_translation(Locale.get_default()).specific
    draws = drawn.read([source]) if source.draw_blocks else drawn.Draws()
    questions = draws.in_language(source, page.locale.language_code)
    words = printing.text_of(page, store=files.own_name, drawn=questions)
    activity = EditionActivity(
        key=page.translation_key,
        kind=str(page.kind),
        minutes=page.minutes,
        rules=source.rules | draws.rules_of(source),
    )
    text = ActivityText(
        activity=activity,
        language=words.language,
        title=words.title,
        parts=words.parts,
        questions=words.questions,
        rubric=words.rubric,
    )
    return text, [draw for draw, _pool in draws.pools.get(page.translation_key, [])]


def _to_read(text):
    questions = in_own_order(text.questions, text.activity.key)
    return {
        "parts": parts_of(text),
        "activity": text.activity,
        "answers": {},
        "check_forms": {question["id"]: QuestionsForm([question]) for question in questions},
    }


def _quiz(text):
    """As a first try would ask it."""
    quiz, questions = text.activity, text.questions
    if quiz.is_started:
        by_id = {question["id"]: question for question in questions}
        chance = Random(str(quiz.key))  # noqa: S311
        questions = [
            by_id[one] for one in drawn_for_one_try(by_id, quiz.rules.get("draws", ()), chance)
        ]
    nothing_more = {"tries": 0, "minutes": 0}
    return {
        "quiz": quiz,
        "tries": Tries(quiz, [], due_on=None, closes_on=None, is_done=False, more=nothing_more),
        "may_try": True,
        "questions": len(questions),
        "by_a_person": any(question["kind"] in MARKED_BY_A_PERSON for question in questions),
        "form": QuestionsForm(in_own_order(questions, quiz.key)),
    }


def _assignment(text):
    return {"form": WorkForm(text.activity.accepts), "work": {"state": "new"}}


def _survey(text):
    return {"form": SurveyForm(text.questions)}


GIVEN = {
    ActivityKind.QUIZ: _quiz,
    ActivityKind.ASSIGNMENT: _assignment,
    ActivityKind.SURVEY: _survey,
}
