import datetime as dt
import re
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from courses.actions import learning, quizzes
from courses.models import ActivityDates, ActivityText, Attempt, CheckAnswer, Completion, Enrolment
from lms.offline.models import Event
from tests.factories.courses import (
    CHECK,
    OPTIONS,
    QUESTION,
    CohortFactory,
    EnrolmentFactory,
    edition,
    lesson,
    quiz,
)
from tests.factories.people import PersonFactory, appointed

from .weights import weight

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2024, 3, 1, 9, tzinfo=dt.UTC)
TOMORROW = timezone.localdate() + dt.timedelta(days=1)
YESTERDAY = timezone.localdate() - dt.timedelta(days=1)
RIGHT, WRONG = OPTIONS[:2]


def enrolled(*activities, learner=None, **cohort):
    cohort = CohortFactory(edition=edition(*activities), **cohort)
    return EnrolmentFactory(cohort=cohort, learner=learner or PersonFactory())


def address(name, enrolment, activity=None, *more, language="en"):
    with translation.override(language):
        key = [activity.key] if activity else []
        return reverse(f"learn:{name}", args=[enrolment.pk, *key, *more])


def event(**values):
    return {"event_id": str(uuid.uuid4()), "device_at": "", **values}


def read(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def sign_in(client):
    def sign_in(person):
        client.force_login(person)
        return client

    return sign_in


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

    with django_assert_num_queries(13):
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
    enrolled(lesson(), learner=learner, opens_on=TOMORROW)
    learning.finish_lesson(worked_in, first.key, at=NOW, by=learner)

    page = read(sign_in(learner).get(reverse("learn:home")))

    assert address("lesson", worked_in, second) in page
    assert "Lesson 2 of 2 · 10 minutes" in page
    assert "50% done · 1 step left, about 10 minutes" in page


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
        ({"opens_on": TOMORROW}, "This course opens on", False),
        ({"opens_on": YESTERDAY, "closes_on": YESTERDAY}, "This course closed on", True),
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
    enrolment = enrolled(first, opens_on=YESTERDAY, closes_on=YESTERDAY)

    page = read(sign_in(enrolment.learner).get(address("lesson", enrolment, first)))

    assert "Body en" in page
    assert "nothing more is recorded" in page
    assert address("finish", enrolment, first) not in page
    assert "/checks/" not in page


def test_before_opening_a_lesson_leads_back_to_the_course(sign_in):
    first = lesson()
    enrolment = enrolled(first, opens_on=TOMORROW)

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


# A quiz


def hand_in(enrolment, test, option):
    return quizzes.hand_in(
        enrolment,
        test.key,
        {QUESTION: [option]},
        language="fr",
        attempt_id=uuid.uuid4(),
        at=NOW,
        by=enrolment.learner,
    )


def test_a_quiz_says_its_rules_and_keeps_its_answers(sign_in):
    test = quiz(pass_mark=70, tries=3)
    enrolment = enrolled(test)
    hand_in(enrolment, test, WRONG)

    page = read(sign_in(enrolment.learner).get(address("quiz", enrolment, test)))

    assert "<b>70%</b>needed to pass" in page
    assert "<b>2</b>tries left" in page
    assert "Try 1: 0%" in page
    for secret in ("Because", "correct", "choice right"):
        assert secret not in page


def options_on(page):
    return re.findall(r'type="radio" name="[^"]+" value="([^"]+)"', page)


def test_options_keep_their_order_on_reload_and_in_other_languages(sign_in):
    test = quiz()
    enrolment = enrolled(test)
    client = sign_in(enrolment.learner)

    orders = [
        options_on(read(client.get(address("quiz", enrolment, test, language=language))))
        for language in ("en", "en", "ar")
    ]

    assert sorted(orders[0]) == sorted(OPTIONS)
    assert orders[0] == orders[1] == orders[2]


def test_options_have_another_order_at_other_tries_and_for_other_learners(sign_in):
    test = quiz(tries=0)
    enrolment = enrolled(test)
    client, orders = sign_in(enrolment.learner), set()
    for _ in range(8):
        orders.add(tuple(options_on(read(client.get(address("quiz", enrolment, test))))))
        hand_in(enrolment, test, WRONG)

    assert len(orders) > 1


def test_a_quiz_handed_in_leads_to_its_result(sign_in):
    test = quiz()
    enrolment = enrolled(test)

    response = sign_in(enrolment.learner).post(
        address("quiz", enrolment, test), event(**{QUESTION: RIGHT}), follow=True
    )

    assert "You have passed" in read(response)
    assert "you have completed the whole course" in read(response)
    assert Attempt.objects.get().responses.get().answer == [RIGHT]


def test_the_same_form_sent_twice_counts_as_one_try(sign_in):
    test = quiz()
    enrolment = enrolled(test)
    client, sent = sign_in(enrolment.learner), event(**{QUESTION: WRONG})

    results = [client.post(address("quiz", enrolment, test), sent).url for _ in range(2)]

    assert results[0] == results[1]
    assert Attempt.objects.count() == 1


def every_kind_of_question():
    test = quiz()
    keys = {
        "several": {"kind": "several", "marks": "1", "correct": OPTIONS[:2]},
        "truefalse": {"kind": "truefalse", "marks": "1", "correct": OPTIONS[:1]},
        "number": {"kind": "number", "marks": "1", "value": "12.5", "tolerance": "0"},
    }
    for place, (kind, key) in enumerate(keys.items()):
        name = str(uuid.UUID(int=300 + place))
        test.answer_key[name] = key
        for text in test.texts:
            shown = {**text.questions[0], "id": name, "kind": kind, "text": f"A {kind}"}
            text.questions.append({**shown, "options": []} if kind == "number" else shown)
    return test, [str(uuid.UUID(int=300 + place)) for place in range(3)]


def test_every_kind_of_question_is_marked(sign_in):
    test, (several, truefalse, number) = every_kind_of_question()
    enrolment = enrolled(test)
    answers = {QUESTION: RIGHT, several: OPTIONS[1::-1], truefalse: RIGHT, number: "١٢٫٥"}

    response = sign_in(enrolment.learner).post(
        address("quiz", enrolment, test), event(**answers), follow=True
    )

    assert "You have 4 of 4 points: 100%." in read(response)


def test_what_is_missing_is_said_and_what_was_answered_is_kept(sign_in):
    test, (_several, truefalse, number) = every_kind_of_question()
    enrolment = enrolled(test)
    answers = {QUESTION: RIGHT, number: "twelve", truefalse: OPTIONS[1]}

    page = read(sign_in(enrolment.learner).post(address("quiz", enrolment, test), event(**answers)))

    assert "Something is still missing or wrong." in page
    assert f'<a href="#id_{number}">Question 4</a>: Write it as a number' in page
    assert "Choose at least one answer." in page
    assert 'value="twelve"' in page
    assert page.count(" checked") == 2
    assert not Event.objects.exists()


@pytest.mark.parametrize(("tries", "shown"), [(2, False), (1, True)])
def test_right_answers_are_shown_when_no_tries_are_left(sign_in, tries, shown):
    test = quiz(tries=tries)
    enrolment = enrolled(test)
    attempt = hand_in(enrolment, test, WRONG)

    page = read(sign_in(enrolment.learner).get(reverse("learn:result", args=[attempt.pk])))

    assert ("Right answer" in page) is shown
    assert ("Try again" in page) is not shown
    assert "Because en" in page


def test_an_earlier_result_shows_what_is_right_once_the_quiz_is_passed(sign_in):
    test = quiz()
    enrolment = enrolled(test, lesson())
    failed = hand_in(enrolment, test, WRONG)
    hand_in(enrolment, test, RIGHT)

    page = read(sign_in(enrolment.learner).get(reverse("learn:result", args=[failed.pk])))

    assert "Right answer" in page
    assert "Try again" not in page


def test_a_quiz_without_tries_left_sends_to_the_trainer(sign_in):
    test = quiz(tries=1)
    enrolment = enrolled(test)
    hand_in(enrolment, test, WRONG)
    client = sign_in(enrolment.learner)

    shown = read(client.get(address("quiz", enrolment, test)))
    refused = read(client.post(address("quiz", enrolment, test), event(**{QUESTION: RIGHT})))

    assert "Speak with your trainer" in shown
    assert "<form" not in shown
    assert "No tries are left for Quiz en." in refused
    assert Event.objects.undecided().get().code == "no_tries_left"


def test_an_option_that_the_question_does_not_have_is_refused_on_the_page(sign_in):
    test = quiz()
    enrolment = enrolled(test)

    page = read(
        sign_in(enrolment.learner).post(
            address("quiz", enrolment, test), event(**{QUESTION: str(uuid.uuid4())})
        )
    )

    assert "is not one of the available choices" in page
    assert not Attempt.objects.exists()


def test_a_form_without_an_event_number_is_refused(sign_in):
    first = lesson()
    enrolment = enrolled(first)

    response = sign_in(enrolment.learner).post(address("finish", enrolment, first))

    assert response.status_code == 400
