"""What some modules have beside lessons and quizzes: work to hand in, a training day, surveys, a bank to draw from."""

import tomllib
from pathlib import Path

from wagtail.models import Locale

from content.models import (
    AssignmentPage,
    BankQuestion,
    QuestionBank,
    QuizPage,
    SurveyPage,
    WorkshopPage,
)
from courses.models import Programme

from .bodies import id_of, items, paragraph, placed

FOLDER = Path(__file__).parent / "curriculum"
PARTS = [tomllib.loads(path.read_text()) for path in sorted(FOLDER.glob("together*.toml"))]
OPTIONAL = {"required": False}


def guide_of(lesson, language):
    """The guide of a lesson as its page wants it; none for most."""
    guides = (part["guide"] for part in PARTS if "guide" in part)
    guide = next((one for one in guides if one["lesson"] == lesson["code"]), None)
    if guide is None:
        return []
    steps = items(guide[language], lesson["code"], "guide")
    return placed([("steps", {"steps": steps})], lesson["code"], "guide block")


def add_to(tree, module_page, module):
    """All that belongs to this module, in the tree's language."""
    for part in PARTS:
        if part["module"]["code"] == module["code"]:
            _add(tree, module_page, part)


def _add(tree, module_page, part):
    language = tree.language
    work, day, draw = part["assignment"], part["workshop"], part["draw"]
    tree.add(
        module_page,
        AssignmentPage,
        work,
        body=placed([("text", {"text": paragraph(work["brief"][language])})], work["code"]),
        rubric=_rubric(work, language),
        accepts=["text", "photo"],
        **OPTIONAL,
    )
    programme = "".join(map(paragraph, day["day"][language]))
    tree.add(
        module_page,
        WorkshopPage,
        day,
        body=placed([("text", {"text": programme})], day["code"]),
        bring=day["bring"][language],
        **OPTIONAL,
    )
    for survey in part["surveys"]:
        asked = [("faces", {"text": survey["face"][language]})]
        asked.append(("open", {"text": survey["words"][language]}))
        waves = [] if survey["daily"] else [3, 6, 12]
        blocks = placed(asked, survey["code"])
        daily = {"daily": survey["daily"], "waves": waves}
        tree.add(module_page, SurveyPage, survey, questions=blocks, **daily, **OPTIONAL)
    drawn = {"bank": _bank(part, language).pk, "number": draw["number"]}
    blocks = placed([("draw", drawn)], draw["code"])
    limits = {"tries": 0, "time_limit": draw["time_limit"], "one_by_one": True}
    tree.add(module_page, QuizPage, draw, questions=blocks, **limits, **OPTIONAL)


def _rubric(work, language):
    criteria = []
    for number, given in enumerate(work["rubric"]):
        levels = [
            {"title": level[language], "text": "", "points": level["points"]}
            for level in given["levels"]
        ]
        levels = items(levels, work["code"], "criterion", number)
        criteria.append(("criterion", {"title": given[language], "levels": levels}))
    return placed(criteria, work["code"], "rubric")


def _bank(part, language):
    """The bank, with its questions in this language."""
    module = part["module"]
    programme = Programme.objects.get(code=module["programme"])
    bank, _made = QuestionBank.objects.get_or_create(
        programme=programme, title=module["bank"]["fr"]
    )
    for number, given in enumerate(part["questions"]):
        place = (module["code"], "bank", number)
        question = BankQuestion(
            bank=bank,
            question=placed([(given["kind"], _question(given, language, place))], *place),
            difficulty=given["difficulty"],
            locale=Locale.objects.get(language_code=language),
            translation_key=id_of("BankQuestion", *place),
        )
        question.save()
        question.save_revision().publish()
    return bank


def _question(given, language, place):
    own = KINDS[given["kind"]](given, language, place)
    return {"text": given["text"][language], "marks": 1, **own}


def _matching(given, language, place):
    pairs = [dict(zip(("text", "target"), p[language], strict=True)) for p in given["pairs"]]
    return {"pairs": items(pairs, *place, "pair"), "others": []}


def _ordering(given, language, place):
    steps = [{"text": item[language]} for item in given["items"]]
    return {"items": items(steps, *place, "step")}


def _gaps(given, language, place):
    gaps = [
        {"accepted": gap["accepted"][language], "wrong": gap["wrong"][language]}
        for gap in given["gaps"]
    ]
    sentence = given["sentence"][language]
    return {"sentence": sentence, "gaps": items(gaps, *place, "gap")}


def _single(given, language, place):
    options = [{"text": one[language], "correct": one["correct"]} for one in given["options"]]
    return {"options": items(options, *place, "option")}


def _number(given, language, place):
    value, tolerance = str(given["answer"]), str(given["tolerance"])
    return {"value": value, "tolerance": tolerance, "unit": given["unit"][language]}


KINDS = {
    "truefalse": lambda given, language, place: {"correct": given["correct"]},
    "short": lambda given, language, place: {"accepted": given["accepted"][language]},
    "single": _single,
    "number": _number,
    "matching": _matching,
    "ordering": _ordering,
    "gaps": _gaps,
}
