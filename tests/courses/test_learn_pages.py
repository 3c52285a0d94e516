"""A learner's home and her courses: what they show, to whom, and what they cost."""

import re
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from courses.actions import learning
from courses.models import ActivityDates, ActivityText, Enrolment
from tests.factories.courses import (
    CHECK,
    CohortFactory,
    edition,
    lesson,
    quiz,
)
from tests.factories.people import PersonFactory, appointed

from .learners import (
    IN_THREE_DAYS,
    NOW,
    RIGHT,
    THREE_DAYS_AGO,
    WRONG,
    address,
    enrolled,
    event,
    hand_in,
)
from .pages import read
from .weights import weight

pytestmark = pytest.mark.django_db


# What it costs


@pytest.mark.parametrize("number", [1, 40])
def test_a_lesson_costs_ten_queries_for_any_number_of_activities(
    sign_in, django_assert_num_queries, number
):
    lessons = [lesson() for _ in range(number)]
    enrolment = enrolled(*lessons, quiz())
    client = sign_in(enrolment.learner)
    for done in lessons:
        learning.finish_lesson(enrolment, done.key, at=NOW, by=enrolment.learner)
        learning.answer_check(enrolment, done.key, CHECK, [RIGHT], at=NOW, by=enrolment.learner)

    with django_assert_num_queries(10):
        response = client.get(address("lesson", enrolment, lessons[0]))

    assert "Body en" in read(response)


@pytest.mark.parametrize("number", [1, 3])
def test_my_learning_costs_the_same_for_any_number_of_courses(
    sign_in, django_assert_num_queries, number
):
    learner = PersonFactory()
    for _ in range(number):
        enrolled(lesson(), quiz(), learner=learner)

    client = sign_in(learner)

    with django_assert_num_queries(17):
        response = client.get(reverse("learn:home"))

    assert read(response).count('class="card link"') == number


@pytest.mark.parametrize("number", [1, 3])
def test_a_course_costs_the_same_for_any_number_of_trainers_and_lessons(
    sign_in, django_assert_num_queries, number
):
    enrolment = enrolled(*[lesson() for _ in range(number)])
    enrolment.cohort.trainers.set(PersonFactory.create_batch(number))

    client = sign_in(enrolment.learner)

    with django_assert_num_queries(7):
        client.get(address("course", enrolment))


def test_the_first_load_of_a_rich_lesson_stays_under_60_kb(sign_in):
    first = lesson()
    enrolment = enrolled(first, *[lesson() for _ in range(20)])
    text = ActivityText.objects.get(activity__key=first.key, language="en")
    paragraph = "".join(f"<p>{uuid.uuid4()} measured twice and weighed once.</p>" for _ in range(5))
    text.parts = [{"html": paragraph, "audio": f"/media/{n}.mp3"} for n in range(20)] + text.parts
    text.save()

    html = sign_in(enrolment.learner).get(address("lesson", enrolment, first)).content
    names, bytes_to_load = weight(html)

    assert {"lms/site.css", "lms/icons.svg", "lms/aloud.js", "lms/place.js"} <= names
    assert "django_htmx/htmx-2.min.js" in names
    assert bytes_to_load < 60_000
    assert html.count(b'preload="none"') == 20


def test_the_first_load_of_my_learning_stays_under_60_kb(sign_in):
    learner = PersonFactory()
    for _ in range(25):
        first = lesson()
        place = enrolled(first, *[lesson() for _ in range(10)], learner=learner)
        ActivityDates.objects.create(
            cohort=place.cohort, activity_key=first.key, due_on=timezone.localdate()
        )

    names, bytes_to_load = weight(sign_in(learner).get(reverse("learn:home")).content)

    assert {"lms/site.css", "lms/forms.js", "lms/waiting.js"} <= names
    assert bytes_to_load < 60_000


def test_a_lesson_without_a_check_loads_no_script_for_it(sign_in):
    plain = lesson()
    for text in plain.texts:
        text.questions.clear()
        text.parts.pop()
    enrolment = enrolled(plain)

    assert "htmx-2" not in read(sign_in(enrolment.learner).get(address("lesson", enrolment, plain)))


# Who sees it


def test_nobody_reads_without_signing_in(client):
    first = lesson()

    response = client.get(address("lesson", enrolled(first), first))

    assert response.status_code == 302
    assert "/sign-in/" in response.url


@pytest.mark.parametrize("page", ["course", "lesson", "quiz"])
@pytest.mark.parametrize("who", ["stranger", "trainer", "withdrawn"])
def test_places_of_others_and_places_left_are_not_there(sign_in, page, who):
    activity = quiz() if page == "quiz" else lesson()
    enrolment = enrolled(activity)
    readers = {
        "stranger": enrolled(lesson()).learner,
        "trainer": appointed("trainer"),
        "withdrawn": enrolment.learner,
    }
    enrolment.cohort.trainers.add(readers["trainer"])
    if who == "withdrawn":
        Enrolment.objects.filter(pk=enrolment.pk).update(status="withdrawn")

    response = sign_in(readers[who]).get(
        address(page, enrolment, activity if page != "course" else None)
    )

    assert response.status_code == 404


def test_the_result_of_somebody_else_is_not_there(sign_in):
    test = quiz()
    enrolment = enrolled(test)
    attempt = hand_in(enrolment, test, RIGHT)

    assert (
        sign_in(PersonFactory()).get(reverse("learn:result", args=[attempt.pk])).status_code == 404
    )
    assert (
        sign_in(enrolment.learner).get(reverse("learn:result", args=[attempt.pk])).status_code
        == 200
    )


def test_only_my_own_courses_are_listed(sign_in):
    mine, other = enrolled(), enrolled()

    page = read(sign_in(mine.learner).get(reverse("learn:home")))

    assert str(mine.pk) in page
    assert str(other.pk) not in page


@pytest.mark.parametrize("page", ["lesson", "quiz", "finish"])
def test_an_activity_of_another_course_is_not_there(sign_in, page):
    elsewhere = quiz() if page == "quiz" else lesson()
    edition(elsewhere)
    enrolment = enrolled()
    client = sign_in(enrolment.learner)

    send = client.post if page == "finish" else client.get

    assert send(address(page, enrolment, elsewhere), event()).status_code == 404


@pytest.mark.parametrize(
    "path", ["courses/1/", "courses/x/lessons/y/", f"courses/{uuid.UUID(int=9)}/", "results/none/"]
)
def test_malformed_and_unknown_addresses_are_not_there(sign_in, path):
    response = sign_in(PersonFactory()).get(reverse("learn:home") + path)

    assert response.status_code == 404


# My learning


def test_without_a_course_the_page_says_what_to_do(sign_in):
    page = read(sign_in(PersonFactory()).get(reverse("learn:home")))

    assert "Ask your trainer for the code of your group" in page


def test_my_learning_goes_on_where_i_left_off(sign_in):
    learner, (first, second) = PersonFactory(), (lesson(), lesson())
    enrolled(lesson(), learner=learner)
    worked_in = enrolled(first, second, learner=learner)
    enrolled(lesson(), learner=learner, opens_on=IN_THREE_DAYS)
    learning.finish_lesson(worked_in, first.key, at=NOW, by=learner)

    page = read(sign_in(learner).get(reverse("learn:home")))

    assert address("lesson", worked_in, second) in page
    assert "Lesson 2 of 2 · 10 minutes" in page
    assert "50% done · 1 step left, about 10 minutes" in page


def test_arabic_has_its_own_comma(sign_in):
    enrolment = enrolled(lesson())
    with translation.override("ar"):
        home = reverse("learn:home")

    page = read(sign_in(enrolment.learner).get(home))

    assert "، حوالي" in page
    assert ", حوالي" not in page


def test_who_has_no_tries_left_is_sent_to_her_trainer(sign_in):
    test = quiz(tries=1)
    enrolment = enrolled(test)
    hand_in(enrolment, test, WRONG)

    page = read(sign_in(enrolment.learner).get(reverse("learn:home")))

    assert "Speak with your trainer" in page
    assert "0% done · 1 step left" in page


def test_joining_opens_the_course(sign_in):
    cohort, learner = CohortFactory(), PersonFactory()

    response = sign_in(learner).post(
        reverse("learn:home"), event(code=cohort.join_code.lower()), follow=True
    )

    assert "You have joined." in read(response)
    assert Enrolment.objects.get().learner == learner


def test_a_wrong_code_is_explained_and_stays_in_its_field(sign_in):
    client, sent = sign_in(PersonFactory()), event(code="NOBODY22")

    page = read(client.post(reverse("learn:home"), sent))

    assert "Nobody has this code." in page
    assert 'value="NOBODY22"' in page
    assert sent["event_id"] not in page


# A course


@pytest.mark.parametrize(
    ("dates", "sentence", "linked"),
    [
        ({"opens_on": IN_THREE_DAYS}, "This course opens on", False),
        ({"opens_on": THREE_DAYS_AGO, "closes_on": THREE_DAYS_AGO}, "This course closed on", True),
    ],
)
def test_a_course_that_is_not_open_says_so(sign_in, dates, sentence, linked):
    first = lesson()
    enrolment = enrolled(first, **dates)

    page = read(sign_in(enrolment.learner).get(address("course", enrolment)))

    assert sentence in page
    assert (address("lesson", enrolment, first) in page) is linked


def test_a_course_says_what_is_done_what_is_next_and_what_is_stuck(sign_in):
    first, test, last = lesson(), quiz(tries=1), lesson()
    enrolment = enrolled(first, test, last)
    learning.finish_lesson(enrolment, first.key, at=NOW, by=enrolment.learner)
    hand_in(enrolment, test, WRONG)

    page = read(sign_in(enrolment.learner).get(address("course", enrolment)))

    states = re.findall(r'<span class="tag[^"]*">([^<]+)</span>', page)
    assert states == ["Done", "No tries left", "Next"]
    assert "1 of 3 done (33%)" in page


def test_a_completed_course_is_celebrated(sign_in):
    first = lesson()
    enrolment = enrolled(first)
    learning.finish_lesson(enrolment, first.key, at=NOW, by=enrolment.learner)

    assert "Well done, Amina!" in read(sign_in(enrolment.learner).get(address("course", enrolment)))
