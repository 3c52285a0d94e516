"""What a learner sees of her answers afterwards: what she answered, what was right, and what it was worth."""

from courses import scoring

UNKNOWN = "…"


def shown_answer(question, key, answer, feedback, *, reveal=True, judge=True):
    """A question with what was answered, as it is shown afterwards.

    Without ``reveal`` the page says only whether the answer as a whole was right; without ``judge`` not even that, and
    no feedback. ``right`` is None where only a person can say, or where it is not said.
    """
    share = scoring.share(key, answer) if judge else None
    right = None if share is None else share == 1
    shown = {
        "question": question,
        "answered": bool(answer),
        "right": right,
        "partly": bool(share) and not right,
        "feedback": feedback if judge else "",
        "told": reveal or bool(right),
    }
    return shown | SHOWN[question["kind"]](question, key, answer, reveal, bool(right))


def shown_responses(attempt, text, *, questions, reveal, judge=True):
    """All questions of a quiz with what was answered in one attempt."""
    given = {str(response.question_id): response.answer for response in attempt.responses.all()}
    answer_key = attempt.activity.answer_key
    return [
        shown_answer(
            question,
            answer_key[question["id"]],
            given.get(question["id"], []),
            text.feedback.get(question["id"], ""),
            reveal=reveal,
            judge=judge,
        )
        for question in questions
        if question["id"] in answer_key
    ]


def _options(question, key, answer, reveal, right):
    chosen = answer if isinstance(answer, list) else []
    shown_right = key["correct"] if reveal else chosen if right else []
    return {
        "options": [
            {**option, "chosen": option["id"] in chosen, "right": option["id"] in shown_right}
            for option in question["options"]
        ]
    }


def _typed(question, key, answer, reveal, right):
    wanted = [key["value"]] if "value" in key else key.get("accepted", [])
    return {
        "typed": answer if isinstance(answer, str) else "",
        "wanted": wanted if reveal and not right else [],
    }


def _pairs(question, key, answer, reveal, right):
    given = answer if isinstance(answer, dict) else {}
    targets = {target["id"]: target["text"] for target in question["targets"]}
    return {
        "rows": [
            {"text": option["text"]}
            | _place(given.get(option["id"]), key["pairs"].get(option["id"]), targets, reveal)
            for option in question["options"]
        ]
    }


def _order(question, key, answer, reveal, right):
    texts = {option["id"]: option["text"] for option in question["options"]}
    given = answer if isinstance(answer, list) else []
    return {
        "order": [texts.get(option, UNKNOWN) for option in given],
        "wanted": [texts.get(option, UNKNOWN) for option in key["order"]]
        if reveal and not right
        else [],
    }


def _gaps(question, key, answer, reveal, right):
    given = answer if isinstance(answer, dict) else {}
    texts = {option["id"]: option["text"] for option in question["options"]}
    return {
        "pieces": [
            _gap(piece["gap"], key["gaps"], given, texts, reveal) if "gap" in piece else piece
            for piece in question["pieces"]
        ]
    }


def _gap(name, gaps, given, texts, reveal):
    gap = gaps.get(name, {"accepted": []})
    if "correct" in gap:
        return _place(given.get(name), gap["correct"], texts, reveal)
    right = scoring.fills(gap, given.get(name))
    return {
        "given": given.get(name, ""),
        "right": right if reveal else None,
        "wanted": gap["accepted"][0] if reveal and not right and gap["accepted"] else "",
    }


def _place(given, wanted, texts, reveal):
    """What was put in one place, and what belongs there."""
    right = given is not None and given == wanted
    return {
        "given": texts.get(given, UNKNOWN) if given else "",
        "right": right if reveal else None,
        "wanted": texts.get(wanted, UNKNOWN) if reveal and not right else "",
    }


def _uploads(question, key, answer, reveal, right):
    return {"uploads": answer if isinstance(answer, list) else []}


SHOWN = {
    "single": _options,
    "several": _options,
    "truefalse": _options,
    "picture": _options,
    "number": _typed,
    "short": _typed,
    "open": _typed,
    "matching": _pairs,
    "ordering": _order,
    "gaps": _gaps,
    "upload": _uploads,
}
