"""From the sample curriculum's texts to the blocks of lesson and quiz pages: plain values only.

Every block and every list item carries an id made from its code, the same in all languages: that is how a question
and its options are known across translations.
"""

from html import escape
from uuid import UUID, uuid5

SAMPLE = UUID("5bfa3c0e-3b62-4f0e-9f52-6a6f0e1f7c11")

EXAMPLE = {"fr": "Dans une coopérative", "en": "In a cooperative", "ar": "في إحدى التعاونيات"}
DO_NOW = {"fr": "À faire maintenant", "en": "Do it now", "ar": "طبِّقي الآن"}


def id_of(*parts):
    """The same id for the same place in the curriculum, on every machine."""
    return str(uuid5(SAMPLE, "/".join(map(str, parts))))


def lesson_body(lesson, language, image):
    """The blocks of a lesson page. ``image``: the id of its picture in the image library."""
    code = lesson["code"]
    blocks = [
        ("text", {"text": paragraph(lesson["opening"][language])}),
        ("image", {"image": image, "description": lesson["picture_text"][language], "caption": ""}),
        ("key_idea", {"text": lesson["key_idea"][language]}),
        ("text", {"text": heading(EXAMPLE[language]) + paragraph(lesson["example"][language])}),
        ("text", {"text": heading(DO_NOW[language])}),
        ("steps", {"steps": items(lesson["do_now"][language], code, "do_now")}),
        ("single", question(check_of(lesson), language, code, "check")),
    ]
    if activity := lesson.get("activity"):
        steps = items(activity["steps"][language], code, "activity")
        group = {
            "title": activity["title"][language],
            "minutes": activity["minutes"],
            "steps": steps,
        }
        blocks.append(("activity", group))
    return placed(blocks, code)


def quiz_questions(quiz, language, code):
    """The blocks of a quiz page; ``code`` is that of its module."""
    blocks = [
        (given["kind"], question(given, language, code, "quiz", number))
        for number, given in enumerate(quiz["questions"], 1)
    ]
    return placed(blocks, code, "quiz")


def question(given, language, *place):
    """One question of any kind, as its block wants it."""
    common = {
        "text": given["text"][language],
        "feedback": given["feedback"][language],
        "marks": 1,
    }
    if given["kind"] == "number":
        value, tolerance = str(given["answer"]), str(given["tolerance"])
        unit = given["unit"][language]
        return {**common, "value": value, "tolerance": tolerance, "unit": unit}
    if given["kind"] == "truefalse":
        return {**common, "correct": given["answer"]}
    options = [
        {"text": option[language], "correct": option["correct"]} for option in given["options"]
    ]
    return {**common, "options": items(options, *place, "option")}


def check_of(lesson):
    check = lesson["check"]
    return {"kind": "single", "text": check["question"], **check}


def items(values, *place):
    """A list as Wagtail keeps it, each item under its id."""
    return [
        {"type": "item", "id": id_of(*place, number), "value": value}
        for number, value in enumerate(values, 1)
    ]


def placed(blocks, *place):
    return [
        {"type": kind, "id": id_of(*place, "block", number), "value": value}
        for number, (kind, value) in enumerate(blocks, 1)
    ]


def heading(text):
    return f"<h2>{escape(text, quote=False)}</h2>"


def paragraph(text):
    return f"<p>{escape(text, quote=False)}</p>"
