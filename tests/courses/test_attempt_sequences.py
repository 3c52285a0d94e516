"""Whatever is started, kept, handed in, marked and corrected in whatever order: what was kept equals a recomputation."""

from contextlib import suppress
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from courses import scoring, tasks
from courses.actions import corrections, marking, quizzes
from courses.actions.grades import keep_grade
from courses.models import Attempt, Completion, Grade
from lms.core import jobs
from lms.core.errors import RuleError
from lms.core.models import Job
from lms.core.policy import SYSTEM
from tests.factories.people import PersonFactory
from tests.factories.questions import id_of

from .attempts import NUMBER, OPEN, SINGLE, hand_in, keep, place, quiz_in, right, start, wrong

ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        SINGLE: st.sampled_from([right("single")[SINGLE], wrong("single")[SINGLE], []]),
        NUMBER: st.sampled_from(["12.5", "99", ""]),
        OPEN: st.sampled_from(["In my own words", ""]),
    },
)
DEEDS = st.lists(
    st.one_of(
        st.tuples(st.just("start")),
        st.tuples(st.just("keep"), ANSWERS),
        st.tuples(st.just("hand_in"), ANSWERS),
        st.tuples(st.just("mark"), st.sampled_from(["0", "0.5", "1", "2"]), st.integers(0, 2)),
        st.tuples(st.just("correct"), st.integers(0, 2)),
        st.tuples(st.just("mark_again")),
        st.tuples(st.just("run_out")),
    ),
    max_size=14,
)
RULES = st.fixed_dictionaries(
    {
        "grading": st.sampled_from(["best", "last", "average"]),
        "reveal": st.sampled_from(["never", "last_try", "each_try"]),
        "pass_mark": st.sampled_from([0, 50, 70, 100]),
        "tries": st.sampled_from([0, 2]),
    },
    optional={"minutes": st.just(20), "draws": st.just([{"pool": [SINGLE, NUMBER], "number": 1}])},
)


class World:
    """One learner, her trainer, and one deed after another; what is refused changes nothing."""

    def __init__(self, rules):
        self.enrolment = place("single", "number", "open", **rules)
        self.trainer = PersonFactory()
        self.enrolment.cohort.trainers.add(self.trainer)
        self.enrolment.cohort.edition.programme.trainers.add(self.trainer)
        self.was_done = False

    def do(self, deed, *details):
        with suppress(RuleError):
            getattr(self, deed)(*details)
        self.check()

    def start(self):
        start(self.enrolment)

    def keep(self, answers):
        if attempt := self.attempts().filter(status="open").first():
            keep(attempt, answers)

    def hand_in(self, answers):
        hand_in(self.enrolment, answers)

    def mark(self, marks, seen):
        for attempt in self.attempts().handed_in():
            for response in attempt.responses.filter(question_id=OPEN):
                marking.mark_response(response, Decimal(marks), seen=seen, by=self.trainer)

    def correct(self, option):
        quiz = quiz_in(self.enrolment)
        key = {**quiz.answer_key[SINGLE], "correct": [id_of("single", "", "option", option)]}
        corrections.correct_key(quiz, SINGLE, key, "It was wrong.", by=self.trainer)

    def mark_again(self):
        for promised in Job.objects.unfinished().filter(name="courses.mark_again"):
            jobs.run(promised.pk)

    def run_out(self):
        # A day ago it would have been over.
        self.attempts().filter(status="open").exclude(ends_at=None).update(
            ends_at="2020-01-01T00:00Z"
        )
        tasks.close_attempts(None)

    def attempts(self):
        return Attempt.objects.filter(enrolment=self.enrolment).order_by("number")

    def check(self):
        for attempt in self.attempts().select_related("activity"):
            self.check_attempt(attempt)
        done = Completion.objects.filter(enrolment=self.enrolment).exists()
        assert done or not self.was_done
        self.was_done = done
        grade = Grade.objects.filter(enrolment=self.enrolment).first()
        before = grade and grade.computed
        again = keep_grade(self.enrolment, quiz_in(self.enrolment), by=SYSTEM)
        assert (again and again.computed) == before
        assert before is None or 0 <= before <= 100
        if before is not None and before >= quiz_in(self.enrolment).pass_mark:
            assert done

    def check_attempt(self, attempt):
        marks = [response.marks for response in attempt.responses.all()]
        assert 0 <= attempt.score <= attempt.max_score
        assert attempt.score == sum(earned for earned in marks if earned is not None)
        expected = "open" if not marks else "waiting" if None in marks else "marked"
        assert attempt.status == expected
        reached = scoring.passes(attempt.score, attempt.max_score, attempt.activity.pass_mark)
        assert attempt.passed == (reached and expected == "marked")
        assert quizzes.close(attempt, by=SYSTEM).status == expected


class AnyOrder(TestCase):
    @settings(max_examples=25, deadline=None)
    @given(rules=RULES, deeds=DEEDS)
    def test_what_was_kept_step_by_step_equals_a_recomputation(self, rules, deeds):
        world = World(rules)
        for deed in deeds:
            world.do(*deed)
        world.do("mark_again")
        key = quiz_in(world.enrolment).answer_key
        for attempt in world.attempts().handed_in():
            for response in attempt.responses.exclude(question_id=OPEN):
                earned = scoring.marks_for(key[str(response.question_id)], response.answer)
                assert response.marks == earned
