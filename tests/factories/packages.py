"""The richest course there is, and what a package of it goes through."""

import io

from wagtail.documents.models import Document
from wagtail.images.models import Image

from content.actions import packages, translations
from content.models import BankQuestion, CoursePackage, CoursePage, QuestionBank
from content.packing import archive, courses
from courses.models import Edition, Programme
from lms.core.policy import SYSTEM
from tests.factories import banks
from tests.factories import content as write
from tests.factories import pages as work
from tests.factories import question_blocks as asked

MP4 = b"\x00\x00\x00\x18ftypmp42 a film"
LINKS = (
    '<h2>Un</h2><p>Voir <a href="https://example.org/">là</a> et <b>ici</b>.</p><ul><li>a</li></ul>'
)


def rich_lesson():
    """A lesson with every kind of block, and a question of every kind that a lesson takes."""
    recording, film = write.document(), write.document("film.mp4", MP4)
    paper = write.document("fiche.pdf", b"%PDF-1.7 a paper")
    activity = {"title": "Ensemble", "minutes": 20, "steps": [write.block("item", "Comptez.")]}
    return write.lesson(
        write.block("text", {"text": LINKS, "reading": recording.pk}),
        write.block("key_idea", {"text": "Un prix couvre <tout> & plus."}),
        write.picture(write.image(300, 200, description="Des sacs")),
        write.block("audio", {"file": recording.pk, "transcript": "Bonjour.\nÀ demain."}),
        write.block("video", {"file": film.pk, "poster": write.image().pk, "transcript": ""}),
        write.block("file", {"file": paper.pk, "title": "La fiche"}),
        write.steps("Un", "Deux"),
        write.block("activity", activity),
        write.single(),
        write.true_false(),
        asked.picture(),
        minutes=25,
        required=False,
        title="Tout voir",
    )


def rich_quiz(bank):
    return write.quiz(
        *(write.single(), write.true_false(), write.number()),
        *(asked.picture(), asked.short(), asked.matching(), asked.ordering(), asked.gaps()),
        *(asked.open_answer(), asked.upload("photo")),
        banks.draw(bank, number=1, tags="prix"),
        title="Tout savoir",
        pass_mark=55,
        tries=2,
    )


def rich_work(first):
    """Work, a day and a survey with guides, and a quiz that is compared with the first; each opens after the one before."""
    guide = [write.text("<p>Laissez d'abord parler les plus silencieuses.</p>")]
    marked = work.assignment(
        *(work.criterion(), work.criterion("Le prix est clair.", points=(0, 5))),
        guide=guide,
        accepts=["text", "photo", "voice"],
        second_marker=True,
        weight=3,
        opens_after=first.translation_key,
        opens_after_percent=60,
    )
    day = work.workshop(
        bring="Un cahier\nVos reçus",
        guide=guide,
        half_days=4,
        min_attendance=75,
        opens_after=marked.translation_key,
    )
    survey = work.survey(
        work.faces(),
        work.survey_choice(),
        write.block("open", {"text": "Pourquoi ?"}),
        waves=[3, 12],
    )
    daily = work.survey(title="Le jour", daily=True, required=False)
    after = write.quiz(
        title="Après",
        pre_test=first.translation_key,
        opens_after=survey.translation_key,
        time_limit=15,
        one_by_one=True,
        grading="average",
        reveal="never",
        weight=2,
    )
    return [marked, day, survey, daily, after]


def rich_course(programme="FROM", *, with_work=False):
    """Three languages: English side by side, Arabic by hand; a bank; every kind of block and question."""
    page = write.programme(programme)
    bank = banks.bank(Programme.objects.get(code=programme), "Prix & coûts")
    for words in ("Un ?", "Deux ?", "Trois ?"):
        question = banks.question(bank, write.true_false(words), tags=["prix", "coûts"])
        for language in ("ar", "en"):
            banks.translate(question, language, text=f"{words} ({language})")
    first = rich_quiz(bank)
    more = rich_work(first) if with_work else []
    course = write.course(page, activities=[rich_lesson(), first, *more])
    english = write.home("en").locale
    assert translations.take_over_course(course, english, by=SYSTEM) == []
    return course


def packed(course):
    """The bytes of its package, as an open file."""
    manifest, names = courses.describe(course)
    file = io.BytesIO()
    archive.write(file, manifest, names.files)
    return reopened(file)


def reopened(file):
    """As a file that somebody uploads."""
    found = io.BytesIO(file.getvalue())
    found.name = "course.zip"
    return found


def emptied():
    """Nothing is left here of any course but programmes."""
    Edition.objects.all().delete()
    CoursePackage.objects.all().delete()
    for page in list(CoursePage.objects.order_by("-depth")):
        page.get_parent().specific.get_descendants(inclusive=True).filter(depth__gt=3).delete()
    BankQuestion.objects.all().delete()
    QuestionBank.objects.all().delete()
    Image.objects.all().delete()
    Document.objects.all().delete()


def brought_in(file, programme, by):
    """The course of a package in the source language, brought in by a person."""
    package = packages.receive(Programme.objects.get(code=programme), file, by=by)
    packages.bring_in(package, by=by)
    return CoursePage.objects.get(translation_key=package.course_key, locale__language_code="fr")


def publish(course):
    """A course with everything in it, in all languages."""
    for target in course.get_translations(inclusive=True):
        above = target.get_ancestors().filter(depth__gt=2)
        for page in [*above, *target.get_descendants(inclusive=True)]:
            page.specific.get_latest_revision_as_object().save_revision().publish()
    for question in BankQuestion.objects.all():
        question.get_latest_revision_as_object().save_revision().publish()
