"""A lesson as a learner reads it, with its quick checks."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from courses.models import CheckAnswer, Completion
from lms.offline.models import Event
from tests.factories.courses import (
    CHECK,
    lesson,
    quiz,
)

from .learners import IN_THREE_DAYS, RIGHT, THREE_DAYS_AGO, WRONG, address, enrolled, event
from .pages import read

pytestmark = pytest.mark.django_db


# A lesson


def test_a_lesson_reads_in_the_language_of_the_page(sign_in):
    first = lesson()
    enrolment = enrolled(first)
    client = sign_in(enrolment.learner)

    pages = [
        read(client.get(address("lesson", enrolment, first, language=language)))
        for language in ("fr", "ar")
    ]

    assert "Body fr" in pages[0]
    assert "Body ar" in pages[1]


def test_a_text_that_is_missing_is_shown_in_the_language_it_was_written_in(sign_in):
    first = lesson(languages=["fr"])
    enrolment = enrolled(first)

    page = read(sign_in(enrolment.learner).get(address("lesson", enrolment, first)))

    assert "This is not yet translated into English. You see it in French." in page
    assert 'lang="fr" dir="ltr"><p>Body fr</p></div>' in page


def test_done_leads_to_the_next_step(sign_in):
    first, test = lesson(), quiz()
    enrolment = enrolled(first, test)

    response = sign_in(enrolment.learner).post(address("finish", enrolment, first), event())

    assert response.url == address("quiz", enrolment, test)
    assert Completion.objects.get().activity_key == first.key


def test_the_last_done_leads_to_the_completed_course(sign_in):
    first, extra = lesson(), lesson(required=False)
    enrolment = enrolled(first, extra)

    response = sign_in(enrolment.learner).post(address("finish", enrolment, first), event())

    assert response.url == address("course", enrolment)


def test_done_from_the_future_is_refused_with_advice(sign_in):
    first = lesson()
    enrolment = enrolled(first)
    tomorrow = (timezone.now() + dt.timedelta(days=1)).isoformat()

    response = sign_in(enrolment.learner).post(
        address("finish", enrolment, first), event(device_at=tomorrow), follow=True
    )

    assert "Set its clock, then send again." in read(response)
    assert not Completion.objects.exists()


def test_after_closing_a_lesson_is_read_but_not_recorded(sign_in):
    first = lesson()
    enrolment = enrolled(first, opens_on=THREE_DAYS_AGO, closes_on=THREE_DAYS_AGO)

    page = read(sign_in(enrolment.learner).get(address("lesson", enrolment, first)))

    assert "Body en" in page
    assert "nothing more is recorded" in page
    assert address("finish", enrolment, first) not in page
    assert "/checks/" not in page


def test_before_opening_a_lesson_leads_back_to_the_course(sign_in):
    first = lesson()
    enrolment = enrolled(first, opens_on=IN_THREE_DAYS)

    response = sign_in(enrolment.learner).get(address("lesson", enrolment, first))

    assert response.url == address("course", enrolment)


# A quick check


def answer_check(client, enrolment, first, chosen, **headers):
    data = event(**{CHECK: chosen} if chosen else {})
    return client.post(address("check", enrolment, first, CHECK), data, headers=headers)


def test_a_page_holds_no_right_answer_before_the_reader_has_answered(sign_in):
    first = lesson()
    enrolment = enrolled(first)

    page = read(sign_in(enrolment.learner).get(address("lesson", enrolment, first)))

    assert page.count("Option ") == 3
    for secret in ("Because", "correct", "choice right"):
        assert secret not in page


def test_an_answered_check_comes_back_at_its_place_with_the_reason(sign_in):
    first = lesson()
    enrolment = enrolled(first)
    client = sign_in(enrolment.learner)

    response = answer_check(client, enrolment, first, WRONG)
    page = read(client.get(response.url))

    assert response.url == f"{address('lesson', enrolment, first)}#check-{CHECK}"
    assert "That is not right." in page
    assert "Because en" in page
    assert CheckAnswer.objects.get().right is False


def test_with_htmx_only_the_check_comes_back(sign_in):
    first = lesson()
    enrolment = enrolled(first)

    response = answer_check(
        sign_in(enrolment.learner), enrolment, first, RIGHT, **{"HX-Request": "true"}
    )

    page = read(response)
    assert page.startswith(f'<section class="card stack check" id="check-{CHECK}">')
    assert "That is right." in page


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_a_check_without_an_answer_says_so_in_its_place(sign_in, headers):
    first = lesson()
    enrolment = enrolled(first)

    page = read(answer_check(sign_in(enrolment.learner), enrolment, first, None, **headers))

    assert "Choose an answer." in page
    assert ("<html" in page) is not headers
    assert not Event.objects.exists()


def test_a_question_that_the_lesson_does_not_have_is_not_there(sign_in):
    first = lesson()
    enrolment = enrolled(first)

    response = sign_in(enrolment.learner).post(
        address("check", enrolment, first, uuid.uuid4()), event()
    )

    assert response.status_code == 404
