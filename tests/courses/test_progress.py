"""Progress after any sequence of what can happen: it is a share, it never goes back, and it can be counted again."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from courses.actions import cohorts, learning
from courses.actions.recognition import recognise_prior
from courses.models import Enrolment
from courses.reports.learning import Outline
from lms.core.errors import RuleError
from lms.core.policy import SYSTEM
from tests.factories.courses import CohortFactory, EnrolmentFactory, edition, lesson

pytestmark = pytest.mark.django_db

LESSONS = [lesson(required=n != 3) for n in range(5)]
NUMBERS = st.integers(0, len(LESSONS) - 1)
DEEDS = st.lists(
    st.one_of(
        st.tuples(st.just("finish"), NUMBERS),
        st.tuples(st.just("recognise"), st.lists(NUMBERS, max_size=3)),
        st.tuples(st.just("release"), st.lists(NUMBERS, min_size=1, unique=True)),
        st.tuples(st.just("withdraw"), st.none()),
        st.tuples(st.just("take_back"), st.none()),
    ),
    max_size=12,
)


class Story:
    """One learner, what was told of her, and what she must have according to it, counted by hand."""

    def __init__(self):
        self.cohort = CohortFactory(edition=edition(*LESSONS[:4]))
        self.enrolment = EnrolmentFactory(cohort=self.cohort)
        self.done, self.completed, self.hour = {}, None, 0

    def tell(self, deed, what):
        self.hour += 1
        enrolment = self.enrolment = Enrolment.objects.get(pk=self.enrolment.pk)
        try:
            with transaction.atomic():
                getattr(self, deed)(enrolment, what)
        except (RuleError, PermissionDenied):
            return

    @property
    def at(self):
        return dt.datetime(2026, 1, 1, self.hour, tzinfo=dt.UTC)

    def finish(self, enrolment, number):
        done = learning.finish_lesson(
            enrolment, LESSONS[number].key, at=self.at, by=enrolment.learner
        )
        self.done.setdefault(LESSONS[number].key, done.done_at)

    def recognise(self, enrolment, numbers):
        keys = [LESSONS[number].key for number in numbers]
        for activity in recognise_prior(enrolment, keys, "She knows it.", by=SYSTEM):
            done = enrolment.completions.get(activity_key=activity.key)
            self.done.setdefault(activity.key, done.done_at)

    def release(self, enrolment, numbers):
        old = self.cohort.edition
        activities = [LESSONS[number] for number in numbers]
        self.cohort.edition = edition(*activities, programme=old.programme, key=old.course_key)
        self.cohort.save()
        fresh = Enrolment.objects.locked(enrolment.pk)
        learning.complete_course(fresh, by=SYSTEM)

    def withdraw(self, enrolment, _what):
        cohorts.withdraw(enrolment, by=SYSTEM)

    def take_back(self, enrolment, _what):
        cohorts.enrol(enrolment.learner, self.cohort, by=SYSTEM)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(DEEDS)
@example([("finish", 0), ("withdraw", None), ("release", [0]), ("take_back", None)])
def test_progress_is_a_share_that_never_goes_back_and_can_be_counted_again(deeds):
    with transaction.atomic():
        story, before = Story(), None
        for deed, what in deeds:
            story.tell(deed, what)
            kept = Enrolment.objects.with_progress().get(pk=story.enrolment.pk)
            records = dict(kept.completions.values_list("activity_key", "done_at"))
            outline = Outline.of(kept)
            required = {step.key for step in outline.required}

            # A share.
            assert 0 <= outline.percent <= 100
            assert 0 <= kept.done_count <= kept.required_count
            # Counted again from what was told.
            assert records == story.done
            assert kept.done_count == len(outline.done) == len(required & story.done.keys())
            assert kept.required_count == len(required)
            if kept.status == Enrolment.Status.ACTIVE:
                assert not records or required - records.keys()
            # Never back.
            if before:
                assert before.records.items() <= records.items()
                if before.status == Enrolment.Status.COMPLETED:
                    assert (kept.status, kept.completed_at) == (before.status, before.completed_at)
            if kept.status == Enrolment.Status.COMPLETED and kept.done_count < kept.required_count:
                assert before.status == Enrolment.Status.COMPLETED
            kept.records, before = records, kept
        transaction.set_rollback(True)
