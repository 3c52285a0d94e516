"""What keeps a printed question from being answered or marked: plain sentences about plain values."""

import re
from collections import Counter

from django.utils.translation import gettext as _

from courses.choices import MARKED_BY_A_PERSON

ONE_RIGHT = {"single", "picture"}
NUMBER_IN_BRACKETS = re.compile(r"\[\s*\d{1,2}\s*\]")


def of_question(question, key):
    """``(code, sentence with %(number)s)`` of each fault of a question with this key."""
    return FAULTS[question["kind"]](question, key)


def of_activity(activity):
    """``(code, sentence)`` of what an activity of its kind cannot do without."""
    check = OF_KIND.get(activity.kind)
    return check(activity) if check else ()


def _lesson(activity):
    if any(key["kind"] in MARKED_BY_A_PERSON for key in activity.answer_key.values()):
        yield (
            "nobody_marks",
            _(
                "A quick check asks for an open answer or a file, and nobody marks those in a lesson. Move it to a quiz."
            ),
        )


def _quiz(activity):
    if not activity.answer_key:
        yield "no_questions", _("This quiz has no questions.")


def _assignment(activity):
    rubric = activity.rules["rubric"]
    if not rubric:
        yield (
            "no_rubric",
            _("This assignment has no rubric: nobody would know what it is marked by."),
        )
    if any(len(levels) < 2 or len(set(levels.values())) < 2 for levels in rubric.values()):
        yield (
            "flat_criterion",
            _("Each criterion of the rubric needs at least two levels with different points."),
        )
    if not activity.rules["accepts"]:
        yield "nothing_accepted", _("This assignment does not say what may be handed in.")


def _workshop(activity):
    if not activity.rules["half_days"]:
        yield "no_half_days", _("This workshop has no half-days.")


def _survey(activity):
    if not any(text.questions for text in activity.texts):
        yield "no_questions", _("This survey has no questions.")


OF_KIND = {
    "lesson": _lesson,
    "quiz": _quiz,
    "assignment": _assignment,
    "workshop": _workshop,
    "survey": _survey,
}


def _none(question, key):
    return ()


def _choice(question, key):
    if len(question["options"]) < 2:
        yield "few_options", _("Question %(number)s needs at least two answers to choose from.")
    if not key["correct"]:
        yield "no_right_answer", _("Question %(number)s has no right answer.")
    if key["kind"] in ONE_RIGHT and len(key["correct"]) > 1:
        yield "many_right_answers", _("Question %(number)s has more than one right answer.")


def _number(question, key):
    if not key["value"]:
        yield "no_number", _("Question %(number)s has no right number.")


def _short(question, key):
    if not key["accepted"]:
        yield "no_right_answer", _("Question %(number)s has no right answer.")


def _matching(question, key):
    if len(key["pairs"]) < 2:
        yield "few_options", _("Question %(number)s needs at least two pairs.")
    texts = Counter(target["text"].strip() for target in question["targets"])
    if any(times > 1 for times in texts.values()):
        yield (
            "same_targets",
            _(
                "In question %(number)s two choices have the same words: nobody can tell them apart."
            ),
        )


def _ordering(question, key):
    if len(key["order"]) < 2:
        yield "few_options", _("Question %(number)s needs at least two steps to put in order.")


def _gaps(question, key):
    placed = Counter(piece["gap"] for piece in question["pieces"] if "gap" in piece)
    texts = [piece["text"] for piece in question["pieces"] if "text" in piece]
    if not key["gaps"]:
        yield "no_gaps", _("Question %(number)s has no gaps.")
    if placed.keys() != key["gaps"].keys() or max(placed.values(), default=1) > 1:
        yield (
            "misplaced_gap",
            _(
                "In question %(number)s each gap of the list must stand once in the text, as [1], [2] …"
            ),
        )
    if any(NUMBER_IN_BRACKETS.search(text) for text in texts):
        yield (
            "unknown_gap",
            _(
                "The text of question %(number)s has a number in brackets without a gap in the list."
            ),
        )
    if not all(gap.get("correct") or gap.get("accepted") for gap in key["gaps"].values()):
        yield "no_right_answer", _("A gap of question %(number)s has no right answer.")


def _upload(question, key):
    if not question["accepts"]:
        yield "nothing_accepted", _("Question %(number)s does not say what to hand in.")


FAULTS = {
    "single": _choice,
    "several": _choice,
    "truefalse": _none,
    "picture": _choice,
    "number": _number,
    "short": _short,
    "matching": _matching,
    "ordering": _ordering,
    "gaps": _gaps,
    "open": _none,
    "upload": _upload,
    "faces": _none,
}
