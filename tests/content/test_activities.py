"""Assignments, workshops and surveys, what opens after what, and the guide that only trainers read."""

import html
import json

import pytest
from django.urls import reverse

from content import files
from content.actions import releases
from content.models import (
    AssignmentPage,
    CoursePage,
    LessonPage,
    ProgrammePage,
    QuizPage,
    StagePage,
    SurveyPage,
)
from content.reports import release_report
from courses.choices import Grading, Reveal
from courses.models import Programme
from lms.core.policy import SYSTEM
from tests.architecture.addresses import ours
from tests.factories import content as write
from tests.factories import pages as work
from tests.factories import question_blocks as ask
from tests.factories.courses import CohortFactory, EnrolmentFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
SECRET = "Laissez d'abord parler les plus silencieuses."


def release(*activities, **values):
    page = write.course(activities=list(activities), languages=(), **values)
    return releases.release(page, number=1, by=SYSTEM)


def printed(*activities):
    return release(*activities).activities.get()


def report(page):
    return release_report(page, store=files.edition_name)


def errors(*activities):
    page = write.course(activities=list(activities), languages=())
    return [remark.finding.code for remark in report(page).errors]


# What is printed


def test_an_assignment_prints_its_brief_and_its_rubric_apart_from_the_points():
    criterion = work.criterion(points=(0, 3))
    page = work.assignment(criterion, pass_mark=50, second_marker=True, weight=2)

    activity = printed(page)
    text = activity.texts.get()

    first, second = [level["id"] for level in criterion["value"]["levels"]]
    assert activity.rules == {
        "accepts": ["text", "photo"],
        "rubric": {criterion["id"]: {first: 0, second: 3}},
        "pass_mark": 50,
        "second_marker": True,
        "weight": 2,
    }
    assert text.parts == [{"html": "<p>Calculez.</p>"}]
    assert text.rubric[0]["title"] == "Les coûts sont complets."
    assert text.rubric[0]["levels"][1] == {
        "id": second,
        "title": "Niveau 1",
        "text": "Ce que l'on voit.",
    }


def test_a_workshop_prints_its_programme_and_what_to_bring():
    activity = printed(work.workshop(bring="Un cahier\nVos reçus", half_days=2, min_attendance=75))

    assert activity.rules == {"half_days": 2, "min_attendance": 75}
    assert (
        activity.texts.get()
        .parts[1]["html"]
        .endswith("<ul><li>Un cahier</li><li>Vos reçus</li></ul>")
    )


def test_a_survey_prints_questions_without_any_key():
    activity = printed(
        work.survey(work.faces(), work.survey_choice("several"), daily=True, waves=[3, 12])
    )

    faces, several = activity.texts.get().questions
    assert activity.rules == {"daily": True, "waves": [3, 12]}
    assert activity.answer_key == {}
    assert len(faces["options"]) == 5
    assert [option["text"] for option in several["options"]] == ["Oui", "Non"]


def test_a_quiz_prints_the_rules_that_hold():
    first = write.quiz(title="Avant")
    second = write.quiz(
        *(write.number(),),
        title="Après",
        grading=Grading.LAST,
        reveal=Reveal.NEVER,
        time_limit=20,
        one_by_one=True,
        weight=0,
        pre_test=first.translation_key,
        opens_after=first.translation_key,
        opens_after_percent=50,
    )

    activity = release(first, second).activities.last()

    key = str(first.translation_key)
    assert activity.rules == {
        "pass_mark": 70,
        "tries": 3,
        "grading": "last",
        "reveal": "never",
        "minutes": 20,
        "one_by_one": True,
        "weight": 0,
        "pre_test": key,
        "opens_after": {"key": key, "percent": 50},
    }


def test_a_reading_of_a_part_stands_beside_its_words():
    block = write.text()
    block["value"]["reading"] = write.document().pk

    part = printed(write.lesson(block)).texts.get().parts[0]

    assert part["html"] == "<p>Une idée simple.</p>"
    assert part["audio"].endswith(".mp3")


# What is refused


@pytest.mark.parametrize(
    ("activity", "code"),
    [
        (lambda: AssignmentPage(title="A", body=[write.text()], accepts=["text"]), "no_rubric"),
        (lambda: work.assignment(work.criterion(points=(2, 2))), "flat_criterion"),
        (lambda: work.assignment(work.criterion(points=(2,))), "flat_criterion"),
        (lambda: work.assignment(accepts=[]), "nothing_accepted"),
        (lambda: work.workshop(half_days=0), "no_half_days"),
        (lambda: _empty_survey(), "no_questions"),
    ],
)
def test_what_an_activity_cannot_do_without_is_asked_for(activity, code):
    assert errors(activity()) == [code]


def _empty_survey():
    survey = work.survey()
    survey.questions = []
    return survey


def test_opening_after_itself_is_refused():
    lesson = write.lesson()
    lesson.opens_after = lesson.translation_key

    assert errors(lesson) == ["never_opens"]


def test_opening_after_a_later_activity_is_refused():
    later = write.lesson(title="Plus tard")
    lesson = write.lesson(opens_after=later.translation_key)

    assert errors(lesson, later) == ["opens_after_later"]


def test_opening_after_an_activity_that_is_gone_is_refused():
    first = write.lesson(title="D'abord")
    page = write.course(
        activities=[first, write.lesson(opens_after=first.translation_key)], languages=()
    )
    first.delete()

    assert [r.finding.code for r in report(page).errors] == ["opens_after_nothing"]


def test_a_test_before_that_is_not_a_quiz_is_refused():
    lesson = write.lesson()

    assert errors(lesson, write.quiz(pre_test=lesson.translation_key)) == ["no_pre_test"]


def test_a_rubric_is_the_same_in_all_languages():
    page = write.course(activities=[work.assignment()], languages=["en"])
    english = write.in_language(AssignmentPage.objects.get(locale__language_code="fr"), "en")
    english.rubric = json.dumps([work.criterion()])
    english.save_revision().publish()

    assert [r.finding.code for r in report(page).errors] == ["other_questions"]


# Courses after courses


def second_course(programme_page, **values):
    stage = write.add(programme_page, StagePage(title="Deuxième étape", **values.pop("stage", {})))
    course = write.add(stage, CoursePage(title="Suite", code="C-2", **values))
    module = write.add(course, write.ModulePage(title="M"))
    write.add(module, write.lesson())
    return course


def test_a_course_waits_for_those_it_names_and_for_the_stage_before():
    first = write.course(languages=())
    programme = ProgrammePage.objects.get()
    alone = write.course(programme, code="C-9", languages=())
    named = [str(alone.translation_key)]
    course = second_course(programme, requires=named, stage={"opens_after_previous": True})

    edition = releases.release(course, number=1, by=SYSTEM)

    assert edition.requires[0] == named[0]
    assert set(edition.requires) <= {str(first.translation_key), *named}
    assert len(edition.requires) == len(set(edition.requires))


def test_courses_that_wait_for_each_other_are_refused():
    first = write.course(languages=())
    course = second_course(ProgrammePage.objects.get(), requires=[str(first.translation_key)])
    first.requires = [str(course.translation_key)]
    first.save_revision().publish()

    assert [r.finding.code for r in report(course).errors] == ["course_circle"]


def test_a_course_that_is_gone_is_asked_about():
    first = write.course(languages=())
    course = second_course(ProgrammePage.objects.get(), requires=[str(first.translation_key)])
    first.unpublish()

    assert [r.finding.code for r in report(course).errors] == ["no_course"]


# The guide


@pytest.fixture
def guided():
    """An edition whose lesson, quiz and assignment have a guide."""
    guide = [write.text(f"<p>{SECRET}</p>")]
    return release(write.lesson(guide=guide), write.quiz(guide=guide), work.assignment(guide=guide))


def test_a_guide_is_printed_apart_and_its_files_are_not_for_phones():
    guide = [write.text(f"<p>{SECRET}</p>"), write.picture()]

    text = printed(write.lesson(guide=guide)).texts.get()

    assert text.guide[0] == {"html": f"<p>{SECRET}</p>"}
    assert text.files == []
    assert [kind for kind, _key in text.sources] == ["image"]
    assert SECRET not in str([text.parts, text.questions, text.feedback, text.rubric])
    assert "silencieuses" not in text.search_text


def test_no_page_of_a_learner_holds_the_guide(client, guided):
    enrolment = EnrolmentFactory(cohort=CohortFactory(edition=guided))
    client.force_login(enrolment.learner)
    opened = set()
    for activity in guided.activities.all():
        known = {"enrolment_id": enrolment.pk, "key": activity.key, "module_id": activity.module_id}
        for name, pattern in ours().items():
            if name.startswith("learn:") and pattern.pattern.converters.keys() <= known.keys():
                values = {key: known[key] for key in pattern.pattern.converters}
                shown = client.get(reverse(name, kwargs=values), {"q": "silencieuses"}, follow=True)
                assert SECRET not in html.unescape(shown.content.decode()), name
                opened |= {name} if shown.status_code == 200 else set()

    assert opened >= {"learn:course", "learn:lesson", "learn:quiz", "learn:search"}


def test_the_trainer_reads_the_guide_beside_the_lesson(client, guided):
    cohort = CohortFactory(edition=guided)
    trainer = PersonFactory()
    cohort.trainers.add(trainer)
    client.force_login(trainer)

    for activity in guided.activities.all():
        shown = client.get(reverse("teach:lesson", args=[cohort.pk, activity.key]))
        assert "silencieuses" in shown.content.decode(), activity.kind


@pytest.mark.parametrize(("mode", "there"), [("learner", False), ("rtl", False), ("guide", True)])
def test_the_guide_has_a_preview_of_its_own(mode, there):
    write.course(activities=[write.lesson(guide=[write.text(f"<p>{SECRET}</p>")])], languages=())

    shown = LessonPage.objects.get().make_preview_request(preview_mode=mode)

    assert ("silencieuses" in shown.content.decode()) is there


# The editor


@pytest.fixture
def trainer(client):
    person = PersonFactory(language="en")
    write.programme("MINE")
    Programme.objects.get(code="MINE").trainers.add(person)
    client.force_login(person)
    return person


def test_every_kind_of_activity_is_edited_and_previewed(client, trainer):
    kinds = [
        write.lesson(),
        write.quiz(ask.gaps(), ask.matching(), ask.picture(), ask.ordering(), ask.upload()),
        work.assignment(),
        work.workshop(),
        work.survey(),
    ]
    write.course(ProgrammePage.objects.get(), activities=kinds, languages=())

    for page in kinds:
        shown = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        assert shown.status_code == 200, page.kind
        assert page.make_preview_request().status_code == 200, page.kind


def test_what_opens_before_is_chosen_among_the_activities_of_the_course(client, trainer):
    own = write.course(ProgrammePage.objects.get(), languages=())
    write.course(
        ProgrammePage.objects.get(), code="C-2", activities=[work.survey(title="Ailleurs")]
    )
    quiz = QuizPage.objects.descendant_of(own).get()
    lesson = LessonPage.objects.descendant_of(own).get()

    shown = client.get(reverse("wagtailadmin_pages:edit", args=[quiz.pk])).content.decode()

    choice = shown.partition('name="opens_after"')[2].partition("</select>")[0]
    assert str(lesson.translation_key) in choice
    assert str(quiz.translation_key) not in choice
    assert "Ailleurs" not in choice


def test_a_copied_activity_has_ids_of_its_own_at_every_level(client, trainer):
    own = write.course(
        ProgrammePage.objects.get(),
        activities=[write.quiz(ask.gaps(), ask.matching()), work.assignment()],
        languages=(),
    )
    _copy(client, own)

    for model in (QuizPage, AssignmentPage):
        first, second = (set(_ids(page.raw_blocks)) for page in model.objects.order_by("path"))
        assert first
        assert first.isdisjoint(second)


def test_a_copied_course_opens_its_own_activities_and_not_those_of_the_original(client, trainer):
    before, first = write.quiz(title="Avant"), work.survey()
    after = write.quiz(title="Après")
    own = write.course(ProgrammePage.objects.get(), activities=[before, first, after], languages=())
    other = write.course(ProgrammePage.objects.get(), code="C-2", languages=())
    after.pre_test, after.opens_after = before.translation_key, first.translation_key
    after.save_revision().publish()
    own.requires = [str(other.translation_key)]
    own.save_revision().publish()

    copied = _copy(client, own)

    quizzes = {quiz.title: quiz for quiz in QuizPage.objects.descendant_of(copied)}
    survey = SurveyPage.objects.descendant_of(copied).get()
    for found in (quizzes["Après"], quizzes["Après"].get_latest_revision_as_object()):
        assert found.pre_test == quizzes["Avant"].translation_key
        assert found.opens_after == survey.translation_key
    assert copied.requires == [str(other.translation_key)]


def test_the_courses_of_a_copied_stage_ask_for_each_other(client, trainer):
    first = write.course(ProgrammePage.objects.get(), languages=())
    stage = first.get_parent().specific
    second = write.add(stage, CoursePage(title="Deux", code="C-2"))
    second.requires = [str(first.translation_key)]
    second.save_revision().publish()

    copied = _copy(client, stage)

    one, two = CoursePage.objects.descendant_of(copied).order_by("path")
    assert two.requires == [str(one.translation_key)]
    assert two.get_latest_revision_as_object().requires == two.requires


def test_a_copied_activity_opens_after_what_its_original_opens_after(client, trainer):
    first, after = work.survey(), write.quiz()
    write.course(ProgrammePage.objects.get(), activities=[first, after], languages=())
    after.opens_after = first.translation_key
    after.save_revision().publish()

    assert _copy(client, after).opens_after == first.translation_key


def _copy(client, page):
    form = {"new_title": "Copie", "new_slug": "copie", "new_parent_page": page.get_parent().pk}
    address = reverse("wagtailadmin_pages:copy", args=[page.pk])
    client.post(address, form | {"copy_subpages": "on", "publish_copies": "on"})
    return type(page).objects.get(title="Copie")


def _ids(raw):
    if isinstance(raw, list):
        return [found for one in raw for found in _ids(one)]
    if isinstance(raw, dict):
        own = [raw["id"]] if "id" in raw else []
        return own + [found for value in raw.values() for found in _ids(value)]
    return []


def test_links_of_a_copied_course_lead_to_the_copies_and_all_others_stay(client, trainer):
    elsewhere = write.course(ProgrammePage.objects.get(), code="C-9", activities=[], languages=())
    first = write.lesson(title="Première")
    page = write.course(ProgrammePage.objects.get(), activities=[first], languages=())
    links = (
        f'<p><a id="{first.pk}" linktype="page">ici</a> <a id="7" linktype="document">fichier</a> '
        f'<a id="{elsewhere.pk}" linktype="page">ailleurs</a></p>'
    )
    write.add(page.get_children().get(), write.lesson(write.text(links), title="Seconde"))

    copies = LessonPage.objects.descendant_of(_copy(client, page))

    html = copies.get(title="Seconde").body[0].value["text"].source
    copy_of_first = copies.get(title="Première")
    assert html == links.replace(f'id="{first.pk}"', f'id="{copy_of_first.pk}"')
