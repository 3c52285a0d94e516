"""Runs inside the demonstration's own settings: loads it, and says what the tests cannot read off a screen."""

import json

from django.core.management import call_command
from django.urls import reverse

from certification.models import Candidacy, Credential
from content.models import CoursePage, LessonPage
from courses.models import Cohort, Edition, Enrolment
from lms.demo import load
from lms.people.models import Person
from mentoring.models import ClosedMonth, Engagement, ExpertMission
from tests.browser.certifying import open_certifying_room
from tests.browser.classroom import open_classroom

COURSE = "BC-1.1"
LEARNERS = [("TAMGHART", 1), ("AFRAH", 1), ("AFRAH", 2)]


def main():
    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    load.everything(say=lambda words: None, only=[COURSE])
    # The editor speaks each person's own language; the tests look for its English words.
    Person.objects.filter(username="trainer").update(language="en")
    known = facts()
    rooms = {"room": open_classroom(), "desk": open_certifying_room()}
    print(json.dumps({**known, **rooms}))  # noqa: T201 - what the tests read


def facts():
    edition = Edition.objects.get(course_code=COURSE)
    activities = list(edition.activities.order_by("position"))
    return {
        "places": {f"{code} {number}": place_of(code, number) for code, number in LEARNERS},
        "modules": [str(module.key) for module in edition.modules.order_by("position")],
        "lessons": [str(one.key) for one in activities if one.kind == "lesson"],
        "quizzes": [str(one.key) for one in activities if one.kind == "quiz" and one.required],
        "right": {
            question: [key["value"]] if key["kind"] == "number" else key["correct"]
            for activity in activities
            for question, key in activity.answer_key.items()
            if key.keys() & {"value", "correct"}
        },
        "cohort": Cohort.objects.get(name="Argane, automne").pk,
        "engagements": {
            engagement.cooperative.code: str(engagement.pk)
            for engagement in Engagement.objects.select_related("cooperative")
        },
        "mentoring": accompanied(),
        "file": str(Candidacy.objects.filter(status="under_review", decisions=None).first().pk),
        "credential": Credential.objects.valid().filter(replaces=None).first().token,
        "withdrawn": Credential.objects.filter(events__kind="revoked").get().token,
        "certificate": str(Credential.objects.valid().filter(replaces=None).first().pk),
        "achievement": achievement_of(Credential.objects.valid().filter(replaces=None).first()),
        "pages": {"course": french(CoursePage).pk, "lesson": french(LessonPage).pk},
    }


def accompanied():
    """What one cooperative and its mentors are reached by."""
    engagement = Engagement.objects.active().get(cooperative__code="TAMGHART")
    cooperative = engagement.cooperative
    waiting = ExpertMission.objects.filter(status="open").first()
    return {
        "cooperative": cooperative.pk,
        "engagement": str(engagement.pk),
        "session": str(engagement.sessions.first().pk),
        "diagnostic": str(cooperative.diagnostics.done().first().pk),
        "scoring": str(cooperative.diagnostics.exclude(status="done").first().pk),
        "action": cooperative.actions.open().first().pk,
        "month": ClosedMonth.objects.first().pk,
        "proposed": str(Engagement.objects.filter(status="proposed").first().pk),
        "mission": str(waiting.pk),
    }


def achievement_of(credential):
    """The address of the page that says what a certificate stands for."""
    version = credential.candidacy.version
    return reverse("badges:achievement", args=[version.scheme.code, version.number])


def place_of(code, number):
    """The id of a member's place in the first cohort."""
    enrolments = Enrolment.objects.filter(cohort__name="Argane, automne")
    card = {"learner__pin_card__number": number, "learner__pin_card__cooperative__code": code}
    return str(enrolments.get(**card).pk)


def french(kind):
    return kind.objects.filter(locale__language_code="fr").order_by("path").first()
