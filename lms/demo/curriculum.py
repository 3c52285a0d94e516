"""The two sample curricula as published pages in three languages, and their first editions."""

import tomllib
from io import BytesIO
from pathlib import Path

from django.core.files.images import ImageFile
from django.utils.text import slugify
from wagtail.images import get_image_model
from wagtail.models import Locale

from content.models import (
    CoursePage,
    HomePage,
    LessonPage,
    ModulePage,
    ProgrammeDesk,
    ProgrammePage,
    QuizPage,
    StagePage,
)
from courses.models import Programme

from . import together
from .bodies import id_of, lesson_body, quiz_questions

FOLDER = Path(__file__).parent
LANGUAGES = ("fr", "ar", "en")


def load(author, only=None):
    """Write and publish the curricula; ``only`` keeps to the courses with these codes. Returns the course pages in French."""
    pictures = load_pictures(author)
    programmes = read("programmes")["programmes"]
    for language in LANGUAGES:
        for programme in programmes:
            Tree(language, author, pictures, only).programme(programme)
    return list(CoursePage.objects.filter(locale__language_code="fr").order_by("path"))


def read(name):
    return tomllib.loads((FOLDER / f"curriculum/{name}.toml").read_text())


def load_pictures(author):
    """The project's own drawings in the image library: name → id."""
    ids = {}
    for path in sorted((FOLDER / "pictures").glob("*.webp")):
        image = get_image_model()(
            title=path.stem,
            file=ImageFile(BytesIO(path.read_bytes()), name=f"sample-{path.name}"),
            uploaded_by_user=author,
        )
        image.save()
        ids[path.stem] = image.pk
    return ids


class Tree:
    """Grows one programme in one language, page under page."""

    def __init__(self, language, author, pictures, only):
        self.language, self.author, self.pictures, self.only = language, author, pictures, only
        self.locale = Locale.objects.get(language_code=language)

    def programme(self, given):
        home = HomePage.objects.get(locale=self.locale)
        page = self.add(home, ProgrammePage, given, summary=given["summary"][self.language])
        for stage in given["stages"]:
            codes = [code for code in stage["courses"] if not self.only or code in self.only]
            if codes:
                stage_page = self.add(page, StagePage, stage)
                for code in codes:
                    self.course(stage_page, read(code))

    def course(self, parent, given):
        objectives = "\n".join(module["objective"][self.language] for module in given["modules"])
        page = self.add(
            parent,
            CoursePage,
            given,
            summary=given["summary"][self.language],
            objectives=objectives,
            requires=[id_of("CoursePage", code) for code in given.get("requires", [])],
        )
        for module in given["modules"]:
            self.module(page, module)

    def module(self, parent, given):
        page = self.add(parent, ModulePage, given, objective=given["objective"][self.language])
        for lesson in given["lessons"]:
            body = lesson_body(lesson, self.language, self.pictures[lesson["picture"]])
            guide = together.guide_of(lesson, self.language)
            self.add(page, LessonPage, lesson, minutes=lesson["minutes"], body=body, guide=guide)
        together.add_to(self, page, given)
        quiz = {**given["quiz"], "code": f"{given['code']}.Q"}
        questions = quiz_questions(quiz, self.language, given["code"])
        first = quiz.get("opens_after")
        opens_after = id_of("QuizPage", f"{first}.Q") if first else None
        before = quiz.get("compared_with")
        self.add(
            page,
            QuizPage,
            quiz,
            questions=questions,
            opens_after=opens_after,
            pre_test=id_of("QuizPage", f"{before}.Q") if before else None,
        )

    def add(self, parent, model, given, **fields):
        """A published page; the same code gives the same translation key in every language."""
        if hasattr(model, "code"):
            fields["code"] = given["code"]
        page = model(
            title=given["title"][self.language],
            slug=slugify(given["code"]),
            locale=self.locale,
            translation_key=id_of(model.__name__, given["code"]),
            owner=self.author,
            **fields,
        )
        parent.add_child(instance=page)
        revision = page.save_revision(user=self.author)
        revision.publish(user=self.author, skip_permission_checks=True)
        return page


def appoint_trainers(trainers):
    """Each programme with its trainers: ``{code: [persons]}``; the first one's desk keeps the pictures."""
    for code, persons in trainers.items():
        Programme.objects.get(code=code).trainers.add(*persons)
    desk = ProgrammeDesk.objects.get(programme__code=next(iter(trainers)))
    get_image_model().objects.update(collection=desk.collection)
