"""What the first course has beside lessons and quizzes: work to hand in, a training day, surveys, a bank to draw from."""

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

GIVEN = tomllib.loads((Path(__file__).parent / "curriculum/together.toml").read_text())
OPTIONAL = {"required": False}


def guide_of(lesson, language):
    """The guide of a lesson as its page wants it; none for most."""
    if lesson["code"] != GIVEN["guide"]["lesson"]:
        return []
    steps = items(GIVEN["guide"][language], lesson["code"], "guide")
    return placed([("steps", {"steps": steps})], lesson["code"], "guide block")


def add_to(tree, module_page, module):
    """All of it in the tree's language, where the module is the one it belongs to."""
    if module["code"] != GIVEN["module"]["code"]:
        return
    language = tree.language
    work, day, draw = GIVEN["assignment"], GIVEN["workshop"], GIVEN["draw"]
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
    for survey in GIVEN["surveys"]:
        asked = [("faces", {"text": survey["face"][language]})]
        asked.append(("open", {"text": survey["words"][language]}))
        waves = [] if survey["daily"] else [3, 6, 12]
        blocks = placed(asked, survey["code"])
        daily = {"daily": survey["daily"], "waves": waves}
        tree.add(module_page, SurveyPage, survey, questions=blocks, **daily, **OPTIONAL)
    drawn = {"bank": _bank(language).pk, "number": draw["number"]}
    blocks = placed([("draw", drawn)], draw["code"])
    limits = {"tries": 0, "time_limit": draw["time_limit"]}
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


def _bank(language):
    """The bank, with its questions in this language."""
    programme = Programme.objects.get(code="BOOTCOOP")
    bank, _made = QuestionBank.objects.get_or_create(
        programme=programme, title=GIVEN["module"]["bank"]["fr"]
    )
    for number, given in enumerate(GIVEN["questions"]):
        question = BankQuestion(
            bank=bank,
            question=placed([(given["kind"], _question(given, language, number))], "bank", number),
            difficulty=given["difficulty"],
            locale=Locale.objects.get(language_code=language),
            translation_key=id_of("BankQuestion", number),
        )
        question.save()
        question.save_revision().publish()
    return bank


def _question(given, language, number):
    own = KINDS[given["kind"]](given, language, number)
    return {"text": given["text"][language], "marks": 1, **own}


def _matching(given, language, number):
    pairs = [dict(zip(("text", "target"), p[language], strict=True)) for p in given["pairs"]]
    return {"pairs": items(pairs, "bank", number, "pair"), "others": []}


def _ordering(given, language, number):
    steps = [{"text": item[language]} for item in given["items"]]
    return {"items": items(steps, "bank", number, "step")}


def _gaps(given, language, number):
    gaps = [
        {"accepted": gap["accepted"][language], "wrong": gap["wrong"][language]}
        for gap in given["gaps"]
    ]
    sentence = given["sentence"][language]
    return {"sentence": sentence, "gaps": items(gaps, "bank", number, "gap")}


KINDS = {
    "truefalse": lambda given, language, number: {"correct": given["correct"]},
    "short": lambda given, language, number: {"accepted": given["accepted"][language]},
    "matching": _matching,
    "ordering": _ordering,
    "gaps": _gaps,
}
