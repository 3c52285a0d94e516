"""Whatever is handed in, marked and contested in whatever order: what was kept step by step equals a recomputation."""

import uuid
from contextlib import suppress
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from courses import verdicts
from courses.actions import contests
from courses.actions.grades import keep_grade
from courses.actions.reviews import OUTCOMES
from courses.models import Completion, Contest, Grade, Submission
from courses.policy import can_answer_contest
from lms.core.errors import RuleError
from lms.core.policy import SYSTEM
from tests.factories.courses import BEST, FAIR, WORST

from .marking import mark, taught
from .test_contests import contest
from .test_submissions import hand_in

HAND_IN = st.just(("hand in",))
REVIEW = st.tuples(
    st.just("review"),
    st.integers(0, 2),
    st.sampled_from(["accept", "redo"]),
    st.sampled_from([BEST, FAIR, WORST]),
    st.booleans(),
)
CONTEST = st.tuples(st.just("contest"), st.integers(0, 3))
ANSWER = st.tuples(st.just("answer"), st.integers(0, 2), st.sampled_from([None, BEST, FAIR]))
DEEDS = st.lists(st.one_of(HAND_IN, REVIEW, CONTEST, ANSWER), max_size=14)


class World:
    """One learner and three trainers, who do one thing after another; what is refused changes nothing."""

    def __init__(self, second_marker):
        self.enrolment, self.work = taught(3, second_marker=second_marker)
        self.trainers = list(self.enrolment.cohort.trainers.order_by("pk"))
        self.done = False
        self.statuses = {}

    def do(self, deed, *details):
        with suppress(RuleError):
            getattr(self, deed.replace(" ", "_"))(*details)
        self.check()

    def hand_in(self):
        hand_in(self.enrolment, self.work, text=str(uuid.uuid4()))

    def review(self, trainer, outcome, levels, second_opinion):
        if submission := self.submissions().last():
            by = self.trainers[trainer]
            mark(submission, by, outcome, levels=levels, second_opinion=second_opinion)

    def contest(self, place):
        submissions = list(self.submissions())
        if place < len(submissions):
            contest(submissions[place])

    def answer(self, trainer, levels):
        raised, by = Contest.objects.waiting().first(), self.trainers[trainer]
        if raised and can_answer_contest(by, raised):
            if levels is None:
                contests.uphold(raised, "It stays.", by=by)
            else:
                contests.review_again(raised, "You are right.", levels=levels, by=by)

    def submissions(self):
        return Submission.objects.filter(enrolment=self.enrolment).order_by("number")

    def check(self):
        accepted = False
        for submission in self.submissions().select_related("activity"):
            self.check_verdict(submission)
            accepted |= submission.status == Submission.Status.ACCEPTED
            before = self.statuses.get(submission.pk, Submission.Status.WAITING)
            assert submission.status == before or (before, submission.status) in Submission.MOVES
            self.statuses[submission.pk] = submission.status
        done = Completion.objects.filter(enrolment=self.enrolment).exists()
        assert done == accepted
        assert done or not self.done
        self.done = done
        self.check_grade()

    def check_verdict(self, submission):
        opinions = [review.opinion for review in submission.reviews.all()]
        told = verdicts.verdict(opinions, markers=submission.activity.markers_needed)
        if told is None:
            assert (submission.status, submission.percent) == ("waiting", None)
        else:
            assert (submission.status, submission.percent) == (OUTCOMES[told.outcome], told.percent)

    def check_grade(self):
        kept = Grade.objects.filter(enrolment=self.enrolment).first()
        before = kept and kept.computed
        again = keep_grade(self.enrolment, self.work_row(), by=SYSTEM)
        assert (again and again.computed) == before
        assert before is None or 0 <= before <= Decimal(100)

    def work_row(self):
        return self.enrolment.cohort.edition.activities.get(key=self.work.key)


class AnyOrder(TestCase):
    @settings(max_examples=20, deadline=None)
    @given(second_marker=st.booleans(), deeds=DEEDS)
    def test_what_was_kept_step_by_step_equals_a_recomputation(self, second_marker, deeds):
        world = World(second_marker)
        for deed in [("hand in",), *deeds]:
            world.do(*deed)
        contested = Contest.objects.values_list("submission", flat=True)
        assert len(set(contested)) == len(contested)
