"""Asking people what they think: once each, in rounds, and so that nobody can know who said what."""

import datetime as dt
import json
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from courses import opinions, tasks, waves
from courses.actions import surveys
from courses.actions.learning import AnswerDoesNotFit
from courses.models import SurveyAnswer, SurveyInvitation, SurveyRound
from courses.reports.surveys import results, rounds_of
from lms.core.policy import SYSTEM
from lms.notices.models import Notice
from lms.offline import intake
from lms.offline.models import Event
from lms.people.choices import Role
from tests.factories.courses import FACES, OPTIONS, WORDS, EnrolmentFactory, survey, workshop
from tests.factories.days import day_of, mark, training
from tests.factories.people import appointed

from .pages import words

pytestmark = pytest.mark.django_db

GLAD = {FACES: [OPTIONS[2]]}
SAD = {FACES: [OPTIONS[0]], WORDS: "The room was too cold."}


@pytest.fixture
def cohort():
    """Six people in a course with a survey of the day, and one at its end that comes back after 3 and 6 months."""
    made = training(workshop(), survey(daily=True), survey(waves=[3, 6]), people=6)
    made.daily, made.final = made.edition.activities.filter(kind="survey")
    return made


def say(place, key, answers=GLAD, asked=None, language="fr", at=None):
    return surveys.answer(
        place,
        key,
        answers,
        round_id=asked and asked.pk,
        language=language,
        at=at or timezone.now(),
        by=place.learner,
    )


def result(cohort, key):
    questions = cohort.edition.activities.get(key=key).questions()
    [found] = results(rounds_of(cohort, key), questions)
    return found


# Asking


def test_who_was_there_is_asked_when_the_last_half_has_been_taken(cohort):
    day, (first, second, third, *_rest) = day_of(cohort), cohort.places
    mark(day, "am", "present", first)
    assert not SurveyRound.objects.exists()

    mark(day, "pm", "late", second)
    mark(day, "pm", "absent", third)

    asked = SurveyRound.objects.get()
    assert (asked.day, asked.activity_key) == (day, cohort.daily.key)
    assert {row.enrolment for row in asked.invitations.all()} == {first, second}
    assert {notice.person for notice in Notice.objects.filter(kind="courses.survey_asks")} == {
        first.learner,
        second.learner,
    }


def test_asking_about_a_day_again_asks_only_who_is_new(cohort):
    day, (first, second, *_rest) = day_of(cohort), cohort.places
    for place in (first, second, second):
        mark(day, "pm", "present", place)

    assert SurveyInvitation.objects.count() == 2
    assert Notice.objects.filter(kind="courses.survey_asks").count() == 2


def test_the_rounds_of_a_course_open_by_the_clock_and_twice_is_once(cohort):
    cohort.closes_on = timezone.localdate() + dt.timedelta(days=3)
    cohort.save()

    for _time in range(2):
        tasks.open_surveys(None)

    asked = SurveyRound.objects.get()
    assert (asked.wave, asked.opens_on, asked.closes_on) == (0, cohort.opens_on, cohort.closes_on)
    assert asked.invitations.count() == 6
    assert Notice.objects.filter(kind="courses.survey_asks").count() == 6


def test_long_before_the_end_nobody_is_told(cohort):
    surveys.open_rounds(cohort, dt.date(2024, 3, 4), by=SYSTEM)

    assert SurveyInvitation.objects.count() == 6
    assert not Notice.objects.exists()


def test_people_are_asked_again_months_after_the_course(cohort):
    cohort.closes_on = dt.date(2024, 11, 30)
    cohort.save()
    days = [dt.date(2025, 2, 27), dt.date(2025, 2, 28), dt.date(2025, 3, 1), dt.date(2025, 5, 30)]

    for day in days:
        surveys.open_rounds(cohort, day, by=SYSTEM)

    found = SurveyRound.objects.order_by("wave").values_list("wave", "opens_on", "closes_on")
    assert list(found) == [
        (3, dt.date(2025, 2, 28), dt.date(2025, 3, 30)),
        (6, dt.date(2025, 5, 30), dt.date(2025, 6, 29)),
    ]


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (dt.date(2024, 1, 31), 1, dt.date(2024, 2, 29)),
        (dt.date(2024, 12, 31), 12, dt.date(2025, 12, 31)),
        (dt.date(2024, 9, 15), 6, dt.date(2025, 3, 15)),
    ],
)
def test_months_end_when_they_end(day, months, then):
    assert waves.months_after(day, months) == then


def test_rounds_open_by_the_clock_alone(cohort):
    with pytest.raises(PermissionDenied):
        surveys.open_rounds(cohort, timezone.localdate(), by=cohort.trainer)


# Answering


def test_an_answer_does_the_survey_and_twice_is_once(cohort):
    her = cohort.places[0]
    for answers in (GLAD, SAD):
        say(her, cohort.final.key, answers)

    assert SurveyAnswer.objects.get().answers == {"language": "fr", "answers": GLAD}
    assert SurveyInvitation.objects.get(answered=True).enrolment == her
    assert her.completions.get().activity_key == cohort.final.key


def test_a_wave_after_the_course_completes_nothing(cohort):
    asked = SurveyRound.objects.create(
        cohort=cohort,
        activity_key=cohort.final.key,
        wave=3,
        opens_on=dt.date(2020, 1, 1),
        closes_on=dt.date(2999, 1, 1),
    )
    her = cohort.places[0]
    asked.invitations.create(enrolment=her)

    say(her, cohort.final.key, asked=asked)

    assert asked.answers.count() == 1
    assert not her.completions.exists()


def test_only_who_was_asked_answers(cohort):
    day = day_of(cohort)
    mark(day, "pm", "present", cohort.places[0])
    asked = SurveyRound.objects.get()

    for round_asked in (asked, None):
        with pytest.raises(surveys.SurveyClosed, match="Nobody has asked you"):
            say(cohort.places[1], cohort.daily.key, asked=round_asked)


def test_a_closed_survey_takes_no_answer_and_what_was_said_in_time_is_taken(cohort):
    first, second, third, *_rest = cohort.places
    say(first, cohort.final.key)
    asked = SurveyRound.objects.get()
    asked.closes_on = dt.date(2024, 3, 4)
    asked.save()

    with pytest.raises(surveys.SurveyClosed):
        say(second, cohort.final.key)
    say(second, cohort.final.key, at=dt.datetime(2024, 3, 4, 9, tzinfo=dt.UTC))
    surveys.close_round(asked, by=cohort.trainer)
    with pytest.raises(surveys.SurveyClosed):
        say(third, cohort.final.key, at=dt.datetime(2024, 3, 4, 9, tzinfo=dt.UTC))
    assert SurveyAnswer.objects.count() == 2


@pytest.mark.parametrize(
    "answers", [{}, {OPTIONS[0]: "x"}, {FACES: [WORDS]}, {WORDS: [OPTIONS[0]]}, {FACES: "glad"}]
)
def test_answers_that_do_not_fit_are_refused(cohort, answers):
    with pytest.raises(AnswerDoesNotFit):
        say(cohort.places[0], cohort.final.key, answers)
    assert not SurveyInvitation.objects.filter(answered=True).exists()


def test_nobody_answers_for_another(cohort):
    with pytest.raises(PermissionDenied):
        surveys.answer(
            cohort.places[0],
            cohort.final.key,
            GLAD,
            language="fr",
            at=timezone.now(),
            by=cohort.places[1].learner,
        )


# Anonymous in truth


def tell(place, cohort, answers, **changed):
    payload = {
        "enrolment": str(place.pk),
        "activity": str(cohort.final.key),
        "round": None,
        "language": "fr",
        "answers": answers,
        **changed,
    }
    told = intake.Told(uuid.uuid4(), "courses.survey_answered", timezone.now(), payload)
    return intake.record(told, by=place.learner)


def test_what_was_said_stands_in_one_table_only(cohort, tmp_path):
    her = cohort.places[0]
    assert tell(her, cohort, SAD).outcome == "stored"
    assert tell(cohort.places[1], cohort, SAD, language="xx").code == "payload"

    call_command("dumpdata", output=str(tmp_path / "all.json"))

    rows = json.loads((tmp_path / "all.json").read_text())
    assert {row["model"] for row in rows if "too cold" in str(row)} == {"courses.surveyanswer"}
    kept = [(event.payload, event.result, event.private) for event in Event.objects.all()]
    assert kept == [(None, {}, True)] * 2


def test_a_row_says_neither_who_nor_when(cohort):
    fields = {field.name for field in SurveyAnswer._meta.get_fields()}

    assert fields == {"id", "round", "answers"}


PLACE = {"sqlite": "rowid", "postgresql": "ctid"}[connection.vendor]
"""Where the database put a row."""


def test_the_rows_are_written_anew_and_shuffled_with_each_answer(cohort):
    orders = set()
    for number, place in enumerate(cohort.places):
        before = set(SurveyAnswer.objects.values_list("pk", flat=True))
        say(place, cohort.final.key, {WORDS: f"number {number}", **GLAD})
        by_place = {"select": {"place": PLACE}, "order_by": ["place"]}
        rows = SurveyAnswer.objects.extra(**by_place)
        assert before.isdisjoint(row.pk for row in rows)
        orders.add(tuple(row.answers["answers"][WORDS] for row in rows))
    for _time in range(5):
        surveys._keep_apart(SurveyRound.objects.get(), {"language": "fr", "answers": GLAD})

    said = [f"number {number}" for number in range(6)]
    kept = [row.answers["answers"].get(WORDS) for row in SurveyAnswer.objects.all()]
    assert sorted(filter(None, kept)) == said
    assert orders != {tuple(said[: n + 1]) for n in range(6)}


# Reading


def test_nothing_is_shown_before_it_is_over_or_of_fewer_than_five(cohort):
    for place in cohort.places[:5]:
        say(place, cohort.final.key)
    found = result(cohort, cohort.final.key)
    assert (found["round"].answered, found["round"].asked) == (5, 6)
    assert found["opinions"] is None

    surveys.close_round(found["round"], by=cohort.trainer)

    assert result(cohort, cohort.final.key)["opinions"] is not None
    SurveyAnswer.objects.first().delete()
    assert result(cohort, cohort.final.key)["opinions"] is None


def test_shares_and_words_are_counted_of_those_who_said_something():
    questions = [
        {"id": FACES, "options": [{"id": one, "text": one[-1]} for one in OPTIONS]},
        {"id": WORDS, "options": []},
    ]

    faces, said = opinions.opinions(questions, [GLAD, GLAD, SAD, {WORDS: "More."}])

    assert faces["shares"] == [("1", 1, 33), ("2", 0, 0), ("3", 2, 67)]
    assert (faces["said"], said["words"]) == (3, ["The room was too cold.", "More."])


@pytest.mark.parametrize(
    ("french", "arabic", "shown"), [(5, 5, True), (9, 4, False), (10, 0, False), (4, 4, False)]
)
def test_languages_are_compared_only_where_no_group_is_small(french, arabic, shown):
    kept = [{"language": "fr", "answers": GLAD}] * french
    kept += [{"language": "ar", "answers": SAD}] * arabic

    assert bool(opinions.by_language(kept)) is shown


def test_only_who_runs_the_cohort_closes_a_round(cohort):
    say(cohort.places[0], cohort.final.key)
    asked = SurveyRound.objects.get()

    for by in (cohort.places[0].learner, appointed(Role.TRAINER)):
        with pytest.raises(PermissionDenied):
            surveys.close_round(asked, by=by)
    first, second = (surveys.close_round(asked, by=cohort.trainer).closed_at for _t in range(2))
    assert first == second


# On the screen


def sent(**values):
    return {"event_id": str(uuid.uuid4()), **values}


def test_a_learner_answers_on_one_page_and_nothing_is_kept_on_the_device(client, cohort):
    her = cohort.places[0]
    client.force_login(her.learner)
    page = reverse("learn:survey", args=[her.pk, cohort.final.key])
    assert "data-keep" not in client.get(page).content.decode()

    missing = client.post(page, sent(**{WORDS: "Good."}))
    assert "Choose an answer." in words(missing)
    done = client.post(page, sent(**{FACES: OPTIONS[2], WORDS: ""}), follow=True)

    assert "nobody can see whose they are" in words(done)
    assert "You have answered. Thank you!" in words(done)
    assert SurveyAnswer.objects.get().answers["answers"] == GLAD


def test_a_notice_leads_to_the_round_one_was_asked_in(client, cohort):
    her = cohort.places[0]
    mark(day_of(cohort), "pm", "present", her)
    asked = SurveyRound.objects.get()
    client.force_login(her.learner)

    page = client.get(reverse("learn:asked", args=[asked.pk]), follow=True)

    assert "About the day of March 4, 2024" in words(page)
    client.post(page.request["PATH_INFO"], sent(**{FACES: OPTIONS[0]}))
    assert asked.answers.count() == 1


def test_who_was_not_asked_about_a_day_is_told_so(client, cohort):
    her = cohort.places[0]
    client.force_login(her.learner)

    page = client.get(reverse("learn:survey", args=[her.pk, cohort.daily.key]))

    assert "There is nothing to answer today" in words(page)


def test_the_trainer_reads_how_many_answered_and_what_when_it_is_closed(client, cohort):
    for place in cohort.places[:5]:
        say(place, cohort.final.key, SAD)
    asked = SurveyRound.objects.get()
    client.force_login(cohort.trainer)
    page = reverse("teach:survey", args=[cohort.pk, cohort.final.key])
    before = words(client.get(page))
    assert "5 of 6 answered (83%)" in before
    assert "too cold" not in before

    after = client.post(reverse("teach:close_survey", args=[cohort.pk, asked.pk]), follow=True)

    assert "Option 0 en 5 / 5 5 (100%)" in words(after)
    assert words(after).count("The room was too cold.") == 5
    assert "By language" not in words(after)


def test_results_are_there_for_who_runs_the_cohort(client, cohort):
    for person in (cohort.places[0].learner, appointed(Role.TRAINER)):
        client.force_login(person)
        page = reverse("teach:survey", args=[cohort.pk, cohort.final.key])
        assert client.get(page).status_code == 404


@pytest.mark.parametrize("rounds", [1, 3])
def test_results_cost_the_same_for_any_number_of_rounds(client, rounds, django_assert_num_queries):
    cohort = training(workshop(), survey(daily=True), people=5)
    key = cohort.edition.activities.get(kind="survey").key
    for number in range(rounds):
        day = day_of(cohort, dt.date(2024, 3, 4 + number))
        mark(day, "pm", "present", *cohort.places)
        for place in cohort.places:
            say(place, key, asked=SurveyRound.objects.get(day=day))
    client.force_login(cohort.trainer)
    page = reverse("teach:survey", args=[cohort.pk, key])

    with django_assert_num_queries(7):
        client.get(page)


def test_a_new_place_is_asked_by_the_next_round_of_the_clock(cohort):
    cohort.closes_on = timezone.localdate() + dt.timedelta(days=3)
    cohort.save()
    tasks.open_surveys(None)
    EnrolmentFactory(cohort=cohort)

    tasks.open_surveys(None)

    assert SurveyInvitation.objects.count() == 7
