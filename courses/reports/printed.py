"""What an edition says, as somebody reads it."""

from courses.models.editions import in_reader_language


def text_for_reader(activity, fallback):
    """The text of an activity in the reader's language, else in the fallback, else in any; None without texts."""
    texts = {text.language: text for text in activity.texts.all()}
    return in_reader_language(texts, fallback) or None


def parts_with_answers(activity, text):
    """The parts of a text in order, each quick check and each quiz question with its right answer. For staff only."""
    if text is None:
        return []
    questions = {
        question["id"]: _answered(question, activity.answer_key[question["id"]], text.feedback)
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
    return {**question, "options": options, "key": key, "feedback": feedback.get(question["id"])}
