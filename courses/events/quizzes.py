"""What a learner does with a quiz."""

from courses.actions import quizzes
from courses.forms.quizzes import QuizAnsweredForm, QuizHandedInForm, QuizStartedForm
from courses.models import Attempt
from lms.offline.kinds import kind

from .learning import her_place


@kind("courses.quiz_started", QuizStartedForm)
def quiz_started(data, *, by, event):
    attempt = quizzes.start(
        her_place(data["enrolment"], by),
        data["activity"],
        language=data["language"],
        attempt_id=event.id,
        at=event.device_at,
        by=by,
    )
    ends_at = attempt.ends_at.isoformat() if attempt.ends_at else ""
    return {"attempt": str(attempt.pk), "questions": attempt.questions, "ends_at": ends_at}


@kind("courses.quiz_answered", QuizAnsweredForm)
def quiz_answered(data, *, by, event):
    attempt = Attempt.objects.of(by).filter(pk=data["attempt"]).first()
    if attempt is None:
        raise quizzes.NotThisAttempt()
    quizzes.keep_draft(attempt, data["answers"], at=event.device_at, by=by)
    return {"attempt": str(attempt.pk)}


@kind("courses.quiz_handed_in", QuizHandedInForm)
def quiz_handed_in(data, *, by, event):
    attempt = quizzes.hand_in(
        her_place(data["enrolment"], by),
        data["activity"],
        data["answers"],
        language=data["language"],
        attempt_id=data["attempt"] or event.id,
        number=data["number"],
        at=event.device_at,
        by=by,
    )
    return {
        "attempt": str(attempt.pk),
        "passed": attempt.passed,
        "waiting": attempt.status == Attempt.Status.WAITING,
    }
