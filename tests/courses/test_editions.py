import pytest
from django.core.exceptions import PermissionDenied

from courses.actions import editions
from courses.models import ActivityText, Edition
from lms.core.policy import SYSTEM
from tests.factories.courses import ProgrammeFactory, lesson, outline, quiz
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


def test_an_edition_prints_every_activity_in_every_language():
    course = outline(ProgrammeFactory(), lesson(), quiz())

    edition = editions.print_edition(course, by=SYSTEM)

    assert [a.kind for a in edition.activities.all()] == ["lesson", "quiz"]
    assert ActivityText.objects.filter(activity__edition=edition).count() == 6
    assert edition.number == 1


def test_the_same_outline_is_not_printed_twice():
    course = outline(ProgrammeFactory())
    editions.print_edition(course, by=SYSTEM)

    with pytest.raises(editions.NothingChanged):
        editions.print_edition(course, by=SYSTEM)

    assert Edition.objects.count() == 1


def test_a_changed_outline_becomes_the_next_edition_and_leaves_the_first_alone():
    programme, first_lesson = ProgrammeFactory(), lesson()
    course = outline(programme, first_lesson)
    first = editions.print_edition(course, by=SYSTEM)

    second = editions.print_edition(
        outline(programme, first_lesson, quiz(), key=course.key), by=SYSTEM
    )

    assert (first.number, second.number) == (1, 2)
    assert first.activities.count() == 1


def test_only_a_trainer_of_the_programme_releases():
    programme, stranger = ProgrammeFactory(), PersonFactory()

    with pytest.raises(PermissionDenied):
        editions.print_edition(outline(programme), by=stranger)
