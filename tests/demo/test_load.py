"""The demonstration loads whole, once, and shows every state there is."""

import pytest

from certification.models import Candidacy, Credential
from courses.choices import Presence
from courses.models import (
    Attendance,
    Cohort,
    Edition,
    Enrolment,
    KeyCorrection,
    Mark,
    SurveyAnswer,
    TrainingDay,
    TrainingReport,
)
from lms.demo import load
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
    assert Edition.objects.count() == 13
    assert {tuple(edition.languages) for edition in Edition.objects.all()} == {("fr", "ar", "en")}
    assert set(Candidacy.objects.values_list("status", flat=True)) == set(Candidacy.Status)
    assert set(CoachingSession.objects.values_list("status", flat=True)) == set(
        CoachingSession.Status
    )
    assert {credential.status for credential in Credential.objects.all()} == {"valid", "revoked"}
    assert {e.status for e in Enrolment.objects.all()} >= {"active", "completed"}
    assert Cohort.objects.count() == 6
    assert TrainingDay.objects.count() == 3
    assert set(Attendance.objects.values_list("presence", flat=True)) == set(Presence)
    assert TrainingReport.objects.exclude(submitted_at=None).count() == 1
    assert SurveyAnswer.objects.count() == 6
    assert Mark.objects.get().correction == KeyCorrection.objects.get()
    first = Edition.objects.get(course_code="BC-1.1")
    assert Edition.objects.get(course_code="BC-1.2").requires == [str(first.course_key)]
    waits = Edition.objects.get(course_code="BC-2.2").activities.order_by("position").last()
    assert waits.edition.activities.filter(key=waits.rules["opens_after"]["key"]).exists()
    assert set(ACCOUNTS) <= set(Person.objects.values_list("username", flat=True))
    assert person_with_pin(CARD_CODE, load.card_pin()).username == "learner"
