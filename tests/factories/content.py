"""Pages as a trainer leaves them: written, translated and published."""

import io
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image as Picture
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Locale

from content.models import (
    CoursePage,
    HomePage,
    LessonPage,
    ModulePage,
    ProgrammePage,
    QuizPage,
    StagePage,
)

MP3 = b"ID3\x03\x00\x00\x00\x00\x00\x21 a recording"


def block(kind, value):
    return {"type": kind, "value": value, "id": str(uuid4())}


def text(html="<p>Une idée simple.</p>"):
    return block("text", {"text": html})


def steps(*lines):
    return block("steps", {"steps": [block("item", line) for line in lines]})


def single(question="Qui possède la coopérative ?", right=0, options=("Ses membres", "La banque")):
    answers = [{"text": words, "correct": n == right} for n, words in enumerate(options)]
    return block(
        "single",
        {
            "text": question,
            "options": [block("item", answer) for answer in answers],
            "feedback": "Parce que chacun a une voix.",
            "marks": 2,
        },
    )


def true_false(question="Chaque membre a une voix.", correct=True):
    return block("truefalse", {"text": question, "correct": correct, "feedback": "", "marks": 1})


def number(question="Combien coûte un litre ?", value="12.5", tolerance="0.5"):
    return block(
        "number",
        {
            "text": question,
            "value": value,
            "tolerance": tolerance,
            "unit": "MAD",
            "feedback": "",
            "marks": 1,
        },
    )


def image(width=1200, height=800, **values):
    """An uploaded picture."""
    content = io.BytesIO()
    Picture.new("RGB", (width, height), "teal").save(content, "PNG")
    content.seek(0)
    return Image.objects.create(
        title="Sacs", file=ImageFile(content, name=f"sacs-{uuid4().hex}.png"), **values
    )


def document(name="lecture.mp3", content=MP3, **values):
    """An uploaded file."""
    return Document.objects.create(title="Lecture", file=ContentFile(content, name=name), **values)


def picture(shown=None, description="Trois femmes pèsent des sacs."):
    shown = shown or image()
    return block("image", {"image": shown.pk, "description": description, "caption": ""})


def home(language="fr"):
    return HomePage.objects.get(locale__language_code=language)


def add(parent, page):
    """A page under its parent, published."""
    page.locale = parent.locale
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def programme(code="PROG", title="Programme d'essai"):
    return add(home(), ProgrammePage(title=title, code=code))


def course(in_programme=None, code="C-1", activities=None, languages=("ar", "en")):
    """A published course in French with one module, and its translations.

    By default a lesson with a text and a quick check, and a quiz of two questions.
    """
    stage = add(in_programme or programme(), StagePage(title="Première étape"))
    page = add(stage, CoursePage(title="Les prix", code=code, summary="Fixer un prix juste."))
    module = add(page, ModulePage(title="Coûts", objective="Compter ses coûts."))
    for activity in activities if activities is not None else [lesson(), quiz()]:
        add(module, activity)
    for language in languages:
        translate(page, language)
    return page


def lesson(*body, title="Compter les heures", **values):
    return LessonPage(title=title, body=list(body) or [text(), single()], **values)


def quiz(*questions, title="Quiz : les prix", **values):
    return QuizPage(title=title, questions=list(questions) or [true_false(), number()], **values)


def translate(page, language):
    """A page, what is above it and what is below it in another language, published with titles that say their language."""
    locale = Locale.objects.get(language_code=language)
    above = [
        a.specific for a in page.get_ancestors() if a.depth > 2 and not a.has_translation(locale)
    ]
    for ancestor in above:
        publish_in(ancestor.copy_for_translation(locale), language)
    for below in page.get_descendants(inclusive=True).specific():
        publish_in(below.copy_for_translation(locale), language)


def publish_in(page, language):
    page.title = f"{page.title} ({language})"
    page.save_revision().publish()


def in_language(page, language):
    return page.get_translation(Locale.objects.get(language_code=language))
