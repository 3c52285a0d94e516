import pytest

from content.actions import releases
from courses.models import Edition
from lms.core.policy import SYSTEM
from tests.factories import content as write

pytestmark = pytest.mark.django_db


def test_a_release_prints_what_is_published_in_every_language():
    page = write.course()

    edition = releases.release(page, number=1, by=SYSTEM)

    lesson, quiz = edition.activities.all()
    assert (lesson.kind, quiz.kind) == ("lesson", "quiz")
    print(edition.languages, [ (t.language, t.title, t.parts, t.questions, t.feedback) for t in lesson.texts.all()], quiz.answer_key, quiz.rules)
    assert edition.languages == ["fr", "ar", "en"]
    assert {text.language: text.title for text in lesson.texts.all()} == {
        "fr": "Compter les heures",
        "ar": "Compter les heures (ar)",
        "en": "Compter les heures (en)",
    }
