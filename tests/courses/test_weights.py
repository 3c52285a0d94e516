"""No page of a learner, and not the widest one of a trainer, weighs more than 60 KB without its media."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.actions import groups, talk
from courses.models import Completion, Grade
from tests.factories.courses import (
    CohortFactory,
    EnrolmentFactory,
    assignment,
    edition,
    lesson,
    quiz,
    quiz_of,
    survey,
    workshop,
)
from tests.factories.people import MembershipFactory, PersonFactory
from tests.factories.questions import SHAPES
from tests.factories.sign_in import signed_in

from .weights import weight

pytestmark = pytest.mark.django_db

MOST = 60_000
KINDS = [kind for kind in SHAPES if kind != "faces"]
PEOPLE, ACTIVITIES = 25, 60


def weighs(visitor, address):
    response = visitor.get(address)
    assert response.status_code == 200
    _names, bytes_to_load = weight(response.content)
    return bytes_to_load


def test_no_page_of_a_course_weighs_more_than_60_kb():
    text, asked, work = lesson(), quiz_of(*KINDS), assignment()
    day, opinion = workshop(), survey()
    cohort = CohortFactory(edition=edition(text, asked, work, day, opinion))
    cohort.trainers.add(PersonFactory())
    enrolment = EnrolmentFactory(cohort=cohort, learner=MembershipFactory().person)
    EnrolmentFactory.create_batch(PEOPLE, cohort=cohort)
    groups.let_lead_groups(enrolment, True, by=cohort.trainers.get())
    for number in range(5):
        asking = {"question_id": uuid.uuid4(), "at": timezone.now(), "by": enrolment.learner}
        talk.ask(cohort, text.key, f"{uuid.uuid4()} {number}?" * 20, **asking)
    her = signed_in(enrolment.learner)
    of_activities = {
        "quiz": asked,
        "assignment": work,
        "workshop": day,
        "survey": opinion,
        "questions": text,
        "group": text,
        "note": text,
    }
    found = {
        name: weighs(her, reverse(f"learn:{name}", args=[enrolment.pk, one.key]))
        for name, one in of_activities.items()
    }
    for name in ("course", "marks"):
        found[name] = weighs(her, reverse(f"learn:{name}", args=[enrolment.pk]))
    for name in ("learn:search", "learn:bookmarks", "learn:notes", "learn:messages"):
        found[name] = weighs(her, reverse(name))
    for name in ("notices:home", "notices:choices"):
        found[name] = weighs(her, reverse(name))

    assert {name: size for name, size in found.items() if size >= MOST} == {}


@pytest.mark.parametrize("screen", ["gradebook", "progress"])
def test_a_full_table_of_a_cohort_weighs_less_than_60_kb(screen):
    activities = [quiz() for _ in range(ACTIVITIES)]
    cohort = CohortFactory(edition=edition(*activities))
    cohort.trainers.add(trainer := PersonFactory())
    places = EnrolmentFactory.create_batch(PEOPLE, cohort=cohort)
    pairs = [(place, one.key) for place in places for one in activities]
    Grade.objects.bulk_create(
        Grade(enrolment=place, activity_key=key, computed=number % 101)
        for number, (place, key) in enumerate(pairs)
    )
    Completion.objects.bulk_create(
        Completion(enrolment=place, activity_key=key, done_at=timezone.now())
        for place, key in pairs
    )

    assert weighs(signed_in(trainer), reverse(f"teach:{screen}", args=[cohort.pk])) < MOST
