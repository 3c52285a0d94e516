import csv
import io
import uuid
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from courses.actions.grades import override_grade
from courses.choices import Basis
from courses.models import Attempt, Completion, Grade, Response
from courses.reports.gradebook import gradebook_file, progress_file
from courses.reports.items import item_rows
from lms.core.errors import ReasonMissing
from lms.core.policy import SYSTEM
from tests.factories.courses import (
    OPTIONS,
    QUESTION,
    CohortFactory,
    EnrolmentFactory,
    edition,
    lesson,
    quiz,
)
from tests.factories.people import PersonFactory
from tests.factories.sign_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    """A cohort on a lesson and two quizzes, the second counting double, with its trainer's browser."""
    first, second = quiz(), quiz()
    second.rules["weight"] = 2
    cohort = CohortFactory(edition=edition(lesson(), first, second))
    trainer = PersonFactory(first_name="Fatima")
    cohort.trainers.add(trainer)
    return cohort, signed_in(trainer), trainer


def quizzes_of(cohort):
    return list(cohort.edition.activities.filter(kind="quiz"))


def graded(cohort, *percents, **learner):
    enrolment = EnrolmentFactory(cohort=cohort, **learner)
    for activity, percent in zip(quizzes_of(cohort), percents, strict=False):
        if percent is not None:
            Grade.objects.create(enrolment=enrolment, activity_key=activity.key, computed=percent)
    return enrolment


def test_the_total_weighs_what_is_graded_so_far(desk):
    cohort, visitor, _trainer = desk
    graded(cohort, 80, 50, learner__last_name="Alaoui")
    graded(cohort, 80, None, learner__last_name="Berrada")

    headings, rows = gradebook_file(cohort)

    assert headings == ["Name", "Name in Arabic", "Quiz en", "Quiz en", "Total so far"]
    assert [row[2:] for row in rows] == [
        [Decimal(80), Decimal(50), Decimal("60.0")],
        [Decimal(80), None, Decimal("80.0")],
    ]
    page = visitor.get(reverse("teach:gradebook", args=[cohort.pk])).content.decode()
    assert "×2" in page
    assert "<strong>60</strong>" in page


def test_an_activity_that_weighs_nothing_is_no_column():
    unweighed = quiz()
    unweighed.rules["weight"] = 0
    cohort = CohortFactory(edition=edition(unweighed))

    assert gradebook_file(cohort)[0] == ["Name", "Name in Arabic", "Total so far"]


def test_a_grade_set_by_hand_counts_and_keeps_its_reason_and_history(desk):
    cohort, visitor, trainer = desk
    enrolment = graded(cohort, 40)
    activity = quizzes_of(cohort)[0]
    address = reverse("teach:grade", args=[cohort.pk, enrolment.pk, activity.key])

    refused = visitor.post(address, {"percent": "75", "reason": ""}).content.decode()
    visitor.post(address, {"percent": "75", "reason": "She explained it aloud"})

    assert "This field is required." in refused
    grade = enrolment.grades.get()
    assert (grade.percent, grade.computed, grade.overridden_by) == (75, 40, trainer)
    page = visitor.get(address).content.decode()
    assert "She explained it aloud" in page
    assert "Set to 75%" in page
    assert "Computed: 40%" in page


def test_a_grade_that_reaches_the_pass_mark_counts_the_quiz_as_done_and_nothing_takes_it_back(desk):
    cohort, _visitor, trainer = desk
    enrolment = graded(cohort, 40)
    activity = quizzes_of(cohort)[0]

    override_grade(enrolment, activity, Decimal(70), "Aloud", by=trainer)
    override_grade(enrolment, activity, None, "My mistake", by=trainer)

    done = enrolment.completions.get()
    assert (done.basis, done.given_by, done.reason) == (Basis.OVERRIDE, trainer, "Aloud")
    assert enrolment.grades.get().percent == 40


def test_a_grade_below_the_pass_mark_completes_nothing(desk):
    cohort, _visitor, trainer = desk
    enrolment = graded(cohort)

    override_grade(enrolment, quizzes_of(cohort)[0], Decimal("69.99"), "Aloud", by=trainer)

    assert not enrolment.completions.exists()


def test_the_learner_is_told_of_each_change_of_her_grade_but_not_why(desk):
    cohort, _visitor, trainer = desk
    enrolment = graded(cohort, 40)
    for _again in range(2):
        override_grade(enrolment, quizzes_of(cohort)[0], Decimal(50), "Very private", by=trainer)
    override_grade(enrolment, quizzes_of(cohort)[0], Decimal(55), "Very private", by=trainer)

    told = enrolment.learner.notices.all()
    assert [one.kind for one in told] == ["courses.grade_set"] * 2
    assert "private" not in " ".join(f"{n.title} {n.text} {n.params}" for n in told)


def test_a_grade_by_hand_needs_a_reason_and_somebody_who_runs_the_cohort(desk):
    cohort, _visitor, trainer = desk
    enrolment = graded(cohort)

    with pytest.raises(ReasonMissing):
        override_grade(enrolment, quizzes_of(cohort)[0], Decimal(50), "  ", by=trainer)
    with pytest.raises(PermissionDenied):
        override_grade(enrolment, quizzes_of(cohort)[0], Decimal(50), "x", by=enrolment.learner)


@pytest.mark.parametrize("percent", ["101", "-1", "abc", "1e9"])
def test_a_grade_that_cannot_be_is_refused_with_what_was_typed_kept(desk, percent):
    cohort, visitor, _trainer = desk
    enrolment = graded(cohort)
    address = reverse("teach:grade", args=[cohort.pk, enrolment.pk, quizzes_of(cohort)[0].key])

    page = visitor.post(address, {"percent": percent, "reason": "Aloud"}).content.decode()

    assert "Aloud" in page
    assert not enrolment.grades.exists()


@pytest.mark.parametrize("name", ["gradebook", "progress"])
@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_costs_the_same_for_any_number(desk, name, rows, django_assert_num_queries):
    cohort, visitor, _trainer = desk
    for _row in range(rows):
        graded(cohort, 80, 60)

    with django_assert_num_queries({"gradebook": 8, "progress": 9}[name]):
        response = visitor.get(reverse(f"teach:{name}", args=[cohort.pk]))

    assert response.content.decode().count('<th scope="row">') == rows


@pytest.mark.parametrize("file", [gradebook_file, progress_file])
@pytest.mark.parametrize("rows", [1, 3])
def test_a_file_costs_the_same_for_any_number(desk, file, rows, django_assert_num_queries):
    cohort, _visitor, _trainer = desk
    for _row in range(rows):
        graded(cohort, 80, 60)

    with django_assert_num_queries(3):
        assert len(list(file(cohort)[1])) == rows


def test_the_gradebook_opens_in_a_spreadsheet_and_a_name_computes_nothing(desk):
    cohort, visitor, _trainer = desk
    graded(cohort, 80, learner__first_name="=1+1", learner__last_name="")

    xlsx = visitor.get(reverse("teach:gradebook_file", args=[cohort.pk, "xlsx"]))
    text = visitor.get(reverse("teach:gradebook_file", args=[cohort.pk, "csv"]))

    sheet = load_workbook(io.BytesIO(b"".join(xlsx.streaming_content))).active
    assert sheet["A2"].data_type == "s"
    assert sheet["C2"].value == 80
    rows = list(csv.reader(io.StringIO(b"".join(text.streaming_content).decode("utf-8-sig"))))
    assert rows[1][0] == "'=1+1"


def test_progress_says_on_what_ground_each_step_is_done_and_who_is_stuck(desk):
    cohort, visitor, _trainer = desk
    enrolment = EnrolmentFactory(cohort=cohort)
    lesson_, first, second = cohort.edition.activities.all()
    for activity, basis in ((lesson_, "group"), (first, "prior")):
        Completion.objects.create(
            enrolment=enrolment, activity_key=activity.key, basis=basis, done_at=timezone.now()
        )
    for number in range(1, 4):
        attempt(enrolment, second, number=number)

    page = visitor.get(reverse("teach:progress", args=[cohort.pk])).content.decode()

    assert "<td>✓G</td><td>✓P</td>" in page
    assert '<td class="stuck">!</td>' in page
    assert list(progress_file(cohort)[1])[0][2:] == ["group", "prior learning", None]


def attempt(enrolment, activity, *, number=1, chosen=OPTIONS[1], score=0, language="fr"):
    made = Attempt.objects.create(
        enrolment=enrolment,
        activity=activity,
        number=number,
        language=language,
        status="marked",
        score=score,
        max_score=1,
        passed=bool(score),
        handed_in_at=timezone.now(),
    )
    Response.objects.create(
        attempt=made, question_id=QUESTION, answer=[chosen], marks=score, out_of=1
    )
    return made


def test_a_question_shows_how_easy_it_is_its_worst_wrong_answer_and_each_language(desk):
    cohort, visitor, trainer = desk
    activity = quizzes_of(cohort)[0]
    attempt(EnrolmentFactory(cohort=cohort), activity, chosen=OPTIONS[0], score=1, language="ar")
    for _learner in range(3):
        attempt(EnrolmentFactory(cohort=cohort), activity)
    again = EnrolmentFactory(cohort=cohort)
    attempt(again, activity)
    attempt(again, activity, number=2, chosen=OPTIONS[0], score=1)
    attempt(EnrolmentFactory(cohort__edition=cohort.edition), activity)

    [row] = item_rows(activity, activity.texts.get(language="fr"), by=trainer)

    assert row.figures.attempts == 5
    assert row.figures.percent == 20
    assert (row.wrong_text, row.figures.wrong[1]) == ("Option 1 fr", 4)
    assert {language: f.percent for language, f in row.languages.items()} == {"ar": 100, "fr": 0}
    page = visitor.get(reverse("teach:items", args=[cohort.pk, activity.key])).content.decode()
    assert "20%" in page


@pytest.mark.parametrize("name", ["gradebook", "progress", "items", "grade"])
def test_another_cohort_is_not_there(desk, name):
    _cohort, visitor, _trainer = desk
    enrolment = EnrolmentFactory()
    key = quizzes_of(enrolment.cohort)[0].key
    more = {"items": [key], "grade": [enrolment.pk, key]}.get(name, [])

    assert (
        visitor.get(reverse(f"teach:{name}", args=[enrolment.cohort_id, *more])).status_code == 404
    )


def test_a_learner_of_another_cohort_gets_no_grade_here(desk):
    cohort, visitor, _trainer = desk
    other = EnrolmentFactory(cohort__edition=cohort.edition)
    address = reverse("teach:grade", args=[cohort.pk, other.pk, quizzes_of(cohort)[0].key])

    assert visitor.post(address, {"percent": "90", "reason": "x"}).status_code == 404
    assert override_grade(other, quizzes_of(cohort)[0], 90, "x", by=SYSTEM).percent == 90


def test_a_lesson_has_no_grade(desk):
    cohort, visitor, _trainer = desk
    enrolment = EnrolmentFactory(cohort=cohort)
    for key in (cohort.edition.activities.first().key, uuid.uuid4()):
        address = reverse("teach:grade", args=[cohort.pk, enrolment.pk, key])
        assert visitor.get(address).status_code == 404
