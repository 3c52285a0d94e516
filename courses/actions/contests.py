from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses import policy
from courses.models import Attempt, Contest, Enrolment
from lms.core.errors import RuleError
from lms.core.policy import SYSTEM, require
from lms.notices.actions import notify

from .marking import mark_response
from .reviews import NoBetter, improve, tell_the_learner


class NotMarkedYet(RuleError):
    code = "not_marked_yet"


class AlreadyContested(RuleError):
    code = "already_contested"


class AlreadyAnswered(RuleError):
    code = "already_answered"


@transaction.atomic
def contest(marked, reason, *, contest_id, at, by):
    """Say that one does not agree with the mark of an attempt or a submission, once. The same id returns the first."""
    require(policy.can_contest, by, marked)
    Enrolment.objects.locked(marked.enrolment_id)
    thing = "attempt" if isinstance(marked, Attempt) else "submission"
    if known := Contest.objects.filter(**{thing: marked}).first():
        if known.pk == contest_id:
            return known
        raise AlreadyContested(_("You have already contested this mark. A mark is contested once."))
    marked.refresh_from_db(fields=["status"])
    if marked.status in (Attempt.Status.OPEN, Attempt.Status.WAITING):
        raise NotMarkedYet(_("There is no mark yet."))
    raised = Contest.objects.create(id=contest_id, **{thing: marked}, reason=reason, raised_at=at)
    _tell_who_can_answer(raised)
    return raised


@transaction.atomic
def uphold(contested, answer, *, by):
    """The mark stays, and why. The same answer again changes nothing."""
    require(policy.can_answer_contest, by, contested)
    contested = _locked(contested)
    if _is_answered(contested, Contest.Outcome.UPHELD, answer, by):
        return contested
    return _answer(contested, Contest.Outcome.UPHELD, answer, by)


@transaction.atomic
def review_again(contested, answer, *, levels=None, by):
    """Change the mark of a contested submission by a review that settles it: accepted, and with more than before."""
    require(policy.can_answer_contest, by, contested)
    contested = _locked(contested)
    if _is_answered(contested, Contest.Outcome.CHANGED, answer, by):
        return contested
    improve(contested.submission, levels=levels, comment=answer, by=by)
    return _answer(contested, Contest.Outcome.CHANGED, answer, by)


@transaction.atomic
def mark_again(contested, answer, points, *, by):
    """Change the marks of a contested attempt: more than before in all. ``points``: pairs of response and marks."""
    require(policy.can_answer_contest, by, contested)
    contested = _locked(contested)
    if _is_answered(contested, Contest.Outcome.CHANGED, answer, by):
        return contested
    before = contested.attempt.score
    for response, marks in points:
        if marks != response.marks:
            mark_response(response, marks, answer, seen=response.history.count(), by=by)
    contested.attempt.refresh_from_db(fields=["score"])
    if contested.attempt.score <= before:
        raise NoBetter(_("This is not more than she has. Give more, or let the mark stay."))
    return _answer(contested, Contest.Outcome.CHANGED, answer, by)


def _locked(contested):
    Enrolment.objects.locked(contested.of.enrolment_id)
    return Contest.objects.with_subject().get(pk=contested.pk)


def _is_answered(contested, outcome, answer, by):
    """Whether it was answered just so; refused when it was answered otherwise."""
    if contested.outcome == Contest.Outcome.WAITING:
        return False
    given = (contested.outcome, contested.answer, contested.answered_by_id)
    if given == (outcome, answer, by.pk):
        return True
    raise AlreadyAnswered(_("Somebody has already answered this."))


def _answer(contested, outcome, answer, by):
    contested.outcome, contested.answer = outcome, answer
    contested.answered_by, contested.answered_at = by, timezone.now()
    contested.save(update_fields=["outcome", "answer", "answered_by", "answered_at"])
    tell_the_learner(contested.of, "courses.contest_answered", by=by)
    return contested


def _tell_who_can_answer(raised):
    enrolment, gave = raised.of.enrolment, raised.markers()
    notify(
        enrolment.cohort.trainers.exclude(pk=enrolment.learner_id).exclude(pk__in=gave),
        "courses.mark_contested",
        subject=raised.pk,
        params={"name": str(enrolment.learner), "activity": raised.of.activity.titles},
        path=f"teach/marking/contests/{raised.pk}/",
        by=SYSTEM,
    )
