"""How the questions of a quiz work, over everybody who took it."""

from dataclasses import dataclass

from courses import items
from courses.models import Cohort, Response


@dataclass(frozen=True)
class Row:
    """A question of a quiz with its figures, over all and by language."""

    number: int
    question: dict
    figures: items.Item | None
    languages: dict
    wrong_text: str = ""


def item_rows(activity, text, *, by):
    """A ``Row`` for each question of a printed quiz.

    Counts the first marked try of everybody in the cohorts that ``by`` runs: later tries know the feedback.
    """
    answers = _answers(activity, by)
    return [
        _row(number, question, activity.answer_key.get(question["id"], {}), answers)
        for number, question in enumerate(text.questions, 1)
    ]


def _row(number, question, key, answers):
    mine = answers.get(question["id"], [])
    figures = items.item(mine, key.get("correct", ()))
    texts = {option["id"]: option["text"] for option in question["options"]}
    return Row(
        number,
        question,
        figures,
        {
            language: items.item(given, key.get("correct", ()))
            for language, given in sorted(items.by_language(mine).items())
        },
        texts.get(figures.wrong[0], "") if figures and figures.wrong else "",
    )


def _answers(activity, by):
    """``{question id: [Answered]}`` of everybody's first try."""
    responses = (
        Response.objects.filter(
            attempt__activity=activity,
            attempt__status="marked",
            attempt__number=1,
            attempt__enrolment__cohort__in=Cohort.objects.visible_to(by),
            marks__isnull=False,
            out_of__gt=0,
        )
        .order_by("attempt", "pk")
        .values_list(
            "question_id",
            "answer",
            "marks",
            "out_of",
            "attempt__score",
            "attempt__max_score",
            "attempt__language",
        )
    )
    answers = {}
    for question, answer, marks, out_of, score, maximum, language in responses:
        others = maximum - out_of
        chosen = (
            tuple(one for one in answer if isinstance(one, str)) if isinstance(answer, list) else ()
        )
        answers.setdefault(str(question), []).append(
            items.Answered(
                share=float(marks / out_of),
                rest=float((score - marks) / others) if others else None,
                chosen=chosen,
                language=language,
            )
        )
    return answers
