"""The sample curricula are whole: every text in three languages, every question with its answer."""

import tomllib
from pathlib import Path

import pytest
from django.conf import settings

from lms.demo import bodies

FOLDER = Path(settings.BASE_DIR) / "lms/demo/curriculum"
LANGUAGES = {"fr", "en", "ar"}
PROGRAMMES = tomllib.loads((FOLDER / "programmes.toml").read_text())["programmes"]
CODES = [
    code for programme in PROGRAMMES for stage in programme["stages"] for code in stage["courses"]
]
COURSES = {code: tomllib.loads((FOLDER / f"{code}.toml").read_text()) for code in CODES}
LESSONS = [
    pytest.param(lesson, id=lesson["code"])
    for course in COURSES.values()
    for module in course["modules"]
    for lesson in module["lessons"]
]
QUIZZES = [
    pytest.param(module["quiz"], id=module["code"])
    for course in COURSES.values()
    for module in course["modules"]
]


def texts(value):
    """Every ``{fr, en, ar}`` found anywhere inside."""
    if isinstance(value, dict):
        if LANGUAGES & value.keys():
            yield {language: value.get(language) for language in LANGUAGES}
        else:
            for inner in value.values():
                yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def test_bootcoop_has_five_stages_and_eleven_courses_and_get_ahead_ten_modules():
    bootcoop, get_ahead = PROGRAMMES

    assert len(bootcoop["stages"]) == 5
    assert sum(len(stage["courses"]) for stage in bootcoop["stages"]) == 11
    assert len(COURSES[get_ahead["stages"][0]["courses"][0]]["modules"]) == 10
    assert len(LESSONS) == 96


@pytest.mark.parametrize("code", CODES)
def test_every_text_is_there_in_three_languages(code):
    for text in texts(COURSES[code]):
        assert all(text.values()), text
        lengths = {len(part) for part in text.values() if isinstance(part, list)}
        assert len(lengths) <= 1, text


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_lesson_has_its_picture_and_one_right_answer_to_its_check(lesson):
    assert (FOLDER.parent / f"pictures/{lesson['picture']}.webp").exists()
    assert sum(option["correct"] for option in lesson["check"]["options"]) == 1


@pytest.mark.parametrize("quiz", QUIZZES)
def test_every_quiz_question_can_be_answered(quiz):
    for question in quiz["questions"]:
        right = sum(option["correct"] for option in question.get("options", []))
        allowed = {"single": {1}, "several": {2, 3}, "truefalse": {0}, "number": {0}}
        assert right in allowed[question["kind"]], question


@pytest.mark.parametrize("lesson", LESSONS[:3])
def test_ids_are_those_of_the_place_in_every_language(lesson):
    french, arabic = (bodies.lesson_body(lesson, language, 1) for language in ("fr", "ar"))

    assert [block["id"] for block in french] == [block["id"] for block in arabic]
    assert french != arabic
