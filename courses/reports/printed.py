"""What an edition says, as its staff reads it."""

from courses.choices import QuestionKind
from courses.models import ActivityText
from courses.reports.corrections import in_words

IN_WORDS = {
    QuestionKind.NUMBER,
    QuestionKind.SHORT,
    QuestionKind.MATCHING,
    QuestionKind.ORDERING,
    QuestionKind.GAPS,
}
"""Kinds that are not chosen from a list: what is right stands in lines of its own."""


def parts_with_answers(activity, text):
    """The parts of a text in order, each quick check and each quiz question with its right answer. For staff only."""
    if text is None:
        return []
    questions = {
        question["id"]: _answered(
            question, activity.answer_key.get(question["id"], {}), text.feedback
        )
        for question in text.questions
    }
    parts = [
        {"question": questions.pop(part["check"])} if "check" in part else part
        for part in text.parts
    ]
    return parts + [{"question": question} for question in questions.values()]


def _answered(question, key, feedback):
    options = [
        {**option, "right": option["id"] in key.get("correct", ())}
        for option in question["options"]
    ]
    return {
        **question,
        "options": [] if question["kind"] in IN_WORDS else options,
        "right": in_words(question, key) if question["kind"] in IN_WORDS else [],
        "key": key,
        "feedback": feedback.get(question["id"]),
    }


def texts_printed_from(kind, item_id):
    """Texts of editions that show a picture ("image") or a file ("document") of the library, newest editions first."""
    return (
        ActivityText.objects.filter(printed_from__kind=kind, printed_from__item_id=item_id)
        .select_related("activity__edition")
        .order_by(
            "activity__edition__course_code",
            "-activity__edition__number",
            "activity__position",
            "language",
        )
    )
