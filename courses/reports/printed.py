"""What an edition says, as its staff reads it."""


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
