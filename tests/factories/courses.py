import datetime as dt
import uuid

import factory

from courses.actions.editions import print_edition
from courses.models import (
    Cohort,
    Enrolment,
    LessonQuestion,
    LessonReply,
    Programme,
    Upload,
)
from courses.outline import Activity, Course, Module, Text
from lms.core.policy import SYSTEM

from .people import PersonFactory
from .questions import questions

OPTIONS = [str(uuid.UUID(int=n)) for n in (1, 2, 3)]
QUESTION = str(uuid.UUID(int=100))
CHECK = str(uuid.UUID(int=200))


class ProgrammeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Programme

    key = factory.LazyFunction(uuid.uuid4)
    code = factory.Sequence(lambda n: f"PROG-{n}")
    titles = {"fr": "Programme", "en": "Programme", "ar": "برنامج"}


def question_text(question_id, language="fr"):
    return {
        "id": question_id,
        "kind": "single",
        "text": f"Question {language}",
        "options": [
            {"id": option, "text": f"Option {n} {language}"} for n, option in enumerate(OPTIONS)
        ],
        "unit": "",
    }


def lesson(languages=("fr", "en", "ar"), **values):
    """An outline's lesson with one quick check (right answer: the first option)."""
    texts = [
        Text(
            language=language,
            title=f"Lesson {language}",
            parts=[{"html": f"<p>Body {language}</p>"}, {"check": CHECK}],
            questions=[question_text(CHECK, language)],
            feedback={CHECK: f"Because {language}"},
        )
        for language in languages
    ]
    key = {CHECK: {"kind": "single", "marks": "1", "correct": [OPTIONS[0]]}}
    titles = {text.language: text.title for text in texts}
    return Activity(uuid.uuid4(), "lesson", titles, texts, 10, answer_key=key, **values)


def quiz(languages=("fr", "en", "ar"), pass_mark=70, tries=3, rules=None, **values):
    """An outline's quiz with one question (right answer: the first option)."""
    texts = [
        Text(
            language=language,
            title=f"Quiz {language}",
            parts=[],
            questions=[question_text(QUESTION, language)],
            feedback={QUESTION: f"Because {language}"},
        )
        for language in languages
    ]
    key = {QUESTION: {"kind": "single", "marks": "1", "correct": [OPTIONS[0]]}}
    titles = {text.language: text.title for text in texts}
    rules = {"pass_mark": pass_mark, "tries": tries, **(rules or {})}
    return Activity(uuid.uuid4(), "quiz", titles, texts, 5, rules=rules, answer_key=key, **values)


def workshop(languages=("fr", "en", "ar"), half_days=4, min_attendance=75, **values):
    """An outline's workshop of some half-days."""
    texts = [
        Text(language, f"Workshop {language}", [{"html": f"<p>Bring a pen {language}</p>"}])
        for language in languages
    ]
    titles = {text.language: text.title for text in texts}
    rules = {"half_days": half_days, "min_attendance": min_attendance}
    return Activity(uuid.uuid4(), "workshop", titles, texts, half_days * 180, rules=rules, **values)


FACES, WORDS = str(uuid.UUID(int=300)), str(uuid.UUID(int=301))


def survey(languages=("fr", "en", "ar"), daily=False, waves=(), **values):
    """An outline's survey: faces, and words of one's own."""
    texts = [
        Text(
            language,
            f"Survey {language}",
            [],
            questions=[
                {**question_text(FACES, language), "kind": "faces"},
                {**question_text(WORDS, language), "kind": "open", "options": []},
            ],
        )
        for language in languages
    ]
    titles = {text.language: text.title for text in texts}
    rules = {"daily": daily, "waves": list(waves)}
    return Activity(uuid.uuid4(), "survey", titles, texts, 5, rules=rules, **values)


def quiz_of(*kinds, languages=("fr", "en", "ar"), rules=None, **values):
    """An outline's quiz with one question of each of the kinds."""
    texts = []
    for language in languages:
        asked, key, feedback = questions(*kinds, language=language)
        title = f"Quiz {language}"
        texts.append(Text(language, title, [], questions=asked, feedback=feedback))
    titles = {text.language: text.title for text in texts}
    rules = {"pass_mark": 70, "tries": 3} | (rules or {})
    return Activity(uuid.uuid4(), "quiz", titles, texts, 5, rules=rules, answer_key=key, **values)


CRITERIA = [str(uuid.UUID(int=n)) for n in (301, 302)]
LEVELS = [str(uuid.UUID(int=n)) for n in range(311, 317)]
RUBRIC = {
    CRITERIA[0]: dict(zip(LEVELS[:3], ("0", "2", "4"), strict=True)),
    CRITERIA[1]: dict(zip(LEVELS[3:], ("0", "3", "6"), strict=True)),
}
"""Two criteria of three levels each, for 10 points in all."""
BEST, FAIR, WORST = (
    {criterion: list(levels)[place] for criterion, levels in RUBRIC.items()} for place in (2, 1, 0)
)
"""The best level of each criterion (100%), the middle one (50%), the worst (0%)."""


def rubric_text(rubric, language="fr"):
    return [
        {
            "id": criterion,
            "title": f"Criterion {number} {language}",
            "levels": [
                {"id": level, "title": f"Level {points} {language}", "text": f"Seen {language}"}
                for level, points in levels.items()
            ],
        }
        for number, (criterion, levels) in enumerate(rubric.items(), 1)
    ]


def assignment(
    languages=("fr", "en", "ar"),
    accepts=("text", "photo", "document", "voice"),
    rubric=RUBRIC,
    pass_mark=50,
    second_marker=False,
    **values,
):
    """An outline's assignment, with a rubric of two criteria."""
    texts = [
        Text(
            language=language,
            title=f"Assignment {language}",
            parts=[{"html": f"<p>What to do {language}</p>"}],
            rubric=rubric_text(rubric, language),
        )
        for language in languages
    ]
    titles = {text.language: text.title for text in texts}
    rules = {
        "accepts": list(accepts),
        "rubric": rubric,
        "pass_mark": pass_mark,
        "second_marker": second_marker,
    }
    return Activity(uuid.uuid4(), "assignment", titles, texts, 30, rules=rules, **values)


def outline(programme, *activities, key=None, code="C-1", **values):
    """A course of one module with the given activities (a lesson and a quiz by default)."""
    return Course(
        key=key or uuid.uuid4(),
        code=code,
        programme_key=programme.key,
        titles={"fr": "Cours", "en": "Course", "ar": "دورة"},
        source_language="fr",
        languages=["fr", "en", "ar"],
        modules=[Module(uuid.uuid4(), {"fr": "Module"}, list(activities) or [lesson(), quiz()])],
        stage_titles={"fr": "Étape", "en": "Stage"},
        **values,
    )


def edition(*activities, programme=None, **values):
    """A printed edition."""
    return print_edition(outline(programme or ProgrammeFactory(), *activities, **values), by=SYSTEM)


class CohortFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Cohort

    edition = factory.LazyFunction(edition)
    name = factory.Sequence(lambda n: f"Cohort {n}")
    opens_on = dt.date(2020, 1, 1)
    closes_on = dt.date(2999, 12, 31)
    join_code = factory.Sequence(lambda n: f"J{n:07d}")
    join_code_ends_on = dt.date(2999, 12, 31)


class EnrolmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Enrolment

    cohort = factory.SubFactory(CohortFactory)
    learner = factory.SubFactory(PersonFactory)


def upload(enrolment, activity=None, kind="photo", **values):
    """A file received for an activity and not handed in yet; of the learner unless another owner is named."""
    given = {
        "owner": enrolment.learner,
        "enrolment": enrolment,
        "activity_key": activity.key if activity else None,
        "kind": kind,
        "file": f"uploads/{uuid.uuid4()}",
        "name": f"my {kind}",
        "content_type": "image/jpeg",
        "size": 1000,
        "digest": "0" * 64,
    }
    return Upload.objects.create(**{**given, **values})


class LessonQuestionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LessonQuestion

    cohort = factory.SubFactory(CohortFactory)
    activity_key = factory.LazyAttribute(lambda asked: asked.cohort.edition.activities.first().key)
    author = factory.SubFactory(PersonFactory)
    text = factory.Sequence(lambda n: f"Why {n}?")


class LessonReplyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LessonReply

    question = factory.SubFactory(LessonQuestionFactory)
    author = factory.SubFactory(PersonFactory)
    text = factory.Sequence(lambda n: f"Because {n}.")


class UploadFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Upload

    enrolment = factory.SubFactory(EnrolmentFactory)
    owner = factory.SelfAttribute("enrolment.learner")
    kind = "voice"
    name = "My answer.ogg"
    file = factory.django.FileField(data=b"OggS and then my voice", filename="kept.ogg")
    content_type = "audio/ogg"
    size = 22
    digest = "0" * 64
