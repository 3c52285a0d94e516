"""Workshops with their days and who was there."""

import datetime as dt

import factory

from courses.actions.attendance import take_attendance
from courses.models import SurveyRound, TrainingDay
from lms.core.policy import SYSTEM
from lms.people.choices import Role

from .courses import CohortFactory, EnrolmentFactory, edition, workshop
from .people import appointed

HELD_ON = dt.date(2024, 3, 4)
NINE = dt.datetime(2024, 3, 4, 9, tzinfo=dt.UTC)


def training(*activities, people=0, **cohort):
    """A cohort with a workshop (of four half-days unless others are given), its trainer and so many people."""
    made = CohortFactory(edition=edition(*(activities or [workshop()])), **cohort)
    made.trainer = appointed(Role.TRAINER)
    made.trainers.add(made.trainer)
    made.key = made.edition.activities.filter(kind="workshop").first().key
    made.places = EnrolmentFactory.create_batch(people, cohort=made)
    return made


class TrainingDayFactory(factory.django.DjangoModelFactory):
    """A day that was held long ago, of the first workshop of its cohort."""

    class Meta:
        model = TrainingDay

    cohort = factory.SubFactory(
        CohortFactory, edition=factory.LazyFunction(lambda: edition(workshop()))
    )
    activity_key = factory.LazyAttribute(
        lambda made: made.cohort.edition.activities.get(kind="workshop").key
    )
    held_on = factory.Sequence(lambda n: HELD_ON + dt.timedelta(days=n % 1000))
    venue = "Dar Taliba"
    trainer = factory.LazyFunction(lambda: appointed(Role.TRAINER))


def day_of(cohort, held_on=HELD_ON, **values):
    return TrainingDayFactory(cohort=cohort, held_on=held_on, trainer=cohort.trainer, **values)


def mark(day, half, presence, *places, at=NINE, by=SYSTEM, **values):
    """The same mark for each of these places."""
    marks = {place.pk: presence for place in places}
    return take_attendance(day, half, marks, at=at, by=by, **values)


class SurveyRoundFactory(factory.django.DjangoModelFactory):
    """A round that is open for a long time."""

    class Meta:
        model = SurveyRound

    opens_on = dt.date(2020, 1, 1)
    closes_on = dt.date(2999, 12, 31)
