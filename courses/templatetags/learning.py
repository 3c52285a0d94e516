from django import template
from django.utils.formats import number_format

from courses.reports.answered import shown_answer
from courses.shuffling import in_own_order

register = template.Library()


@register.filter
def points(marks):
    """Points as people write them: 1.5 and not 1.50."""
    return number_format(marks.normalize())


@register.filter
def place(outline, step):
    """Which lesson, or which quiz, of how many."""
    return outline.place(step)


@register.filter
def all_done(steps):
    return all(step.done for step in steps)


@register.filter
def at(rows, key):
    """The row of a dictionary under a key that is a value of the page."""
    return rows.get(key)


@register.filter
def in_text(value, texts):
    """Whether a value, written as text, is among some texts."""
    return str(value) in texts


@register.inclusion_tag("courses/learn/_check.html", takes_context=True)
def check(context, question):
    """A quick check where it stands in a lesson: its form, or what became of the answer.

    Of the page it needs ``text``, ``activity`` and ``answers``. ``check_forms`` (question id → form) is there when
    the reader may answer; nothing about the right answer is in the page before she has.
    """
    activity, answer = context["activity"], context["answers"].get(question["id"])
    text = context["text"]
    shown = {
        "question": question,
        "enrolment": context.get("enrolment"),
        "activity": activity,
        "text": text,
    }
    if answer is None:
        # Lines to be put in order must not stand in order where they are only read.
        (shown["question"],) = in_own_order([question], activity.key)
        return {**shown, "form": context.get("check_forms", {}).get(question["id"])}
    feedback = text.feedback.get(question["id"], "")
    key = activity.answer_key[question["id"]]
    return {
        **shown,
        "answer": shown_answer(question, key, answer.answer, feedback),
        "swapped": context.get("swapped", False),
    }
