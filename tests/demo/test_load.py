"""The demonstration loads whole, once, and shows every state there is."""

import pytest

from certification.models import Candidacy, Credential
from content.models import QuestionBank
from courses.choices import Presence
from courses.models import (
    Attendance,
    Cohort,
    Contest,
    Edition,
    Enrolment,
    GroupLesson,
    KeyCorrection,
    LessonQuestion,
    Mark,
    Submission,
    SurveyAnswer,
    TrainingDay,
    TrainingReport,
    Upload,
)
from courses.reports.gain import gains_of
from lms.demo import load, talk
from lms.demo.accounts import ACCOUNTS, CARD_CODE
from lms.people.actions import person_with_pin
from lms.people.models import Cooperative, Person
from mentoring.models import CoachingSession

pytestmark = pytest.mark.django_db


def test_the_whole_demonstration_loads_once():
    said = []
    load.everything(say=said.append)
    counts = [model.objects.count() for model in (Person, Edition, Enrolment, Credential)]

    load.everything(say=said.append)

    assert said[-1] == "The demonstration is already loaded; what you did is kept."
    assert counts == [m.objects.count() for m in (Person, Edition, Enrolment, Credential)]
    assert Cooperative.objects.count() == 12
    assert Edition.objects.count() == 14
    assert {tuple(edition.languages) for edition in Edition.objects.all()} == {("fr", "ar", "en")}
    assert set(Candidacy.objects.values_list("status", flat=True)) == set(Candidacy.Status)
    assert set(CoachingSession.objects.values_list("status", flat=True)) == set(
        CoachingSession.Status
    )
    assert {credential.status for credential in Credential.objects.all()} == {
        *("valid", "revoked", "suspended", "replaced")
    }
    assert {e.status for e in Enrolment.objects.all()} >= {"active", "completed"}
    assert Cohort.objects.count() == 6
    first = Edition.objects.get(course_code="BC-1.1")
    assert Edition.objects.get(course_code="BC-1.2").requires == [str(first.course_key)]
    waits = (
        Edition.objects.get(course_code="BC-2.2", number=1).activities.order_by("position").last()
    )
    assert waits.edition.activities.filter(key=waits.rules["opens_after"]["key"]).exists()
    assert set(ACCOUNTS) <= set(Person.objects.values_list("username", flat=True))
    assert person_with_pin(CARD_CODE, load.card_pin()).username == "learner"
    the_desk_has_work_and_words()


def the_desk_has_work_and_words():
    """What sample trainers find: work that waits, questions, a message, days, opinions, a gain, a quiz against the clock."""
    hers = Cohort.objects.get(name=talk.COHORT)
    assert hers.messages.count() == 1
    assert LessonQuestion.objects.filter(cohort=hers).count() == 2
    assert Submission.objects.filter(enrolment__cohort=hers, status="waiting").exists()
    assert [gain.gain > 0 for gain in gains_of(Cohort.objects.get(name="Premiers pas"))] == [True]
    assert hers.edition.activities.filter(rules__minutes=10, rules__has_key="draws").exists()
    assert TrainingReport.objects.exclude(submitted_at=None).count() == 1
    assert SurveyAnswer.objects.count() == 6
    assert TrainingDay.objects.count() == 4
    assert TrainingDay.objects.filter(cohort=hers).count() == 1
    assert Contest.objects.waiting().filter(attempt__enrolment__cohort=hers).count() == 1
    assert Upload.objects.filter(submissions__enrolment__cohort=hers).count() == 1
    assert GroupLesson.objects.get().present.count() == 3
    assert {
        bank.title: bank.questions.values("translation_key").distinct().count()
        for bank in QuestionBank.objects.all()
    } == {
        "Pourquoi coopérer": 12,
        "Oser et calculer": 6,
    }
    again = Edition.objects.get(course_code="BC-2.2", number=2)
    titles = again.activities.order_by("position").first().titles
    assert [titles[one].endswith(")") for one in ("fr", "ar", "en")] == [True, True, False]
    assert set(Attendance.objects.values_list("presence", flat=True)) == set(Presence)
    assert Mark.objects.get().correction == KeyCorrection.objects.get()
