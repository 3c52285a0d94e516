"""A quiz that somebody nearly passed, the answer key that was put right because of her, and a mark that is contested."""

from django.utils import timezone

from courses.actions.contests import contest
from courses.actions.corrections import correct_key
from courses.actions.quizzes import hand_in
from courses.models import Attempt, Enrolment
from courses.reports.learning import Outline
from courses.scoring import right_answer
from lms.core.ids import new_id
from lms.core.policy import SYSTEM

REASON = "Une réponse arrondie est juste aussi."


CONTEST = "J'avais compris la question autrement : je voudrais en parler."
CONTESTED_IN = "Argane, automne"


def load():
    _contest()
    under_way = Enrolment.objects.filter(status=Enrolment.Status.ACTIVE).exclude(completions=None)
    for enrolment in under_way.select_related("cohort__edition", "learner").order_by("pk"):
        if found := _number_still_to_find(enrolment):
            _round_it(enrolment, *found)
            return


def _contest():
    """Somebody who did not pass at first says that she does not agree; her trainer finds it in the queue."""
    failed = Attempt.objects.marked().filter(
        passed=False, enrolment__cohort__name=CONTESTED_IN, enrolment__status="active"
    )
    if attempt := failed.select_related("enrolment__learner").order_by("handed_in_at").first():
        learner = attempt.enrolment.learner
        contest(attempt, CONTEST, contest_id=new_id(), at=timezone.now(), by=learner)


def _number_still_to_find(enrolment):
    """A quiz that is open to her and not done, and the id of a number that it asks for."""
    for step in Outline.of(enrolment).steps:
        if step.kind == "quiz" and not step.done and not step.lock and not step.is_started:
            for question, key in step.answer_key.items():
                if key["kind"] == "number":
                    return step, question
    return None


def _round_it(enrolment, quiz, question):
    """She answers one more than the right number; then the key accepts that."""
    answers = {one: right_answer(key) for one, key in quiz.answer_key.items()}
    key = quiz.answer_key[question]
    answers[question] = str(float(key["value"]) + 1)
    hand_in(
        enrolment,
        quiz.key,
        answers,
        language=enrolment.cohort.edition.source_language,
        attempt_id=new_id(),
        at=timezone.now(),
        by=enrolment.learner,
    )
    correct_key(quiz, question, {**key, "tolerance": "1"}, REASON, by=SYSTEM)
