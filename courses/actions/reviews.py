from decimal import Decimal

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from courses import policy, rubrics, verdicts
from courses.models import Enrolment, Review, Submission
from courses.verdicts import Verdict
from lms.core.errors import ReasonMissing, RuleError
from lms.core.moves import move
from lms.core.policy import SYSTEM, require
from lms.notices.actions import notify

from .grades import keep_grade
from .learning import complete

OUTCOMES = {
    Review.Outcome.ACCEPT: Submission.Status.ACCEPTED,
    Review.Outcome.REDO: Submission.Status.REDO,
}


class LevelsMissing(RuleError):
    code = "levels_missing"


class BelowPassMark(RuleError):
    code = "below_pass_mark"


class AlreadyReviewed(RuleError):
    code = "already_reviewed"


class JustMarked(RuleError):
    """Somebody else marked it first. What one has to say may still be added as a second opinion."""

    code = "just_marked"


class NoBetter(RuleError):
    """Who contests a mark risks nothing: the answer changes it for the better or leaves it."""

    code = "no_better"


class StillDiffer(RuleError):
    code = "still_differ"


@transaction.atomic
def review(submission, *, outcome, levels=None, comment="", voice=None, second_opinion=False, by):
    """Keep what a marker says of a submission, and settle it when enough have spoken. Each marker's words stay.

    Saying the same again returns the first. Who comes second where one is enough is told so; with ``second_opinion``
    hers is kept beside the first and changes nothing.
    """
    require(policy.can_mark, by, submission)
    submission = _locked(submission)
    said = _read(submission, outcome, levels, comment, voice)
    reviews = list(submission.reviews.select_related("marker"))
    mine = [one for one in reviews if one.marker_id == by.pk]
    if known := next((one for one in mine if _same(one, said)), None):
        return known
    settles = _place_among(submission, reviews, mine, outcome, second_opinion)
    kept = Review.objects.create(submission=submission, marker=by, settles=settles, **said)
    opinions = [one.opinion for one in [*reviews, kept]]
    verdict = verdicts.verdict(opinions, markers=submission.activity.markers_needed)
    if verdict and submission.status == Submission.Status.WAITING:
        _settle(submission, verdict)
        tell_the_learner(submission, "courses.work_marked", by=by)
    return kept


@transaction.atomic
def improve(submission, *, levels=None, comment="", by):
    """Accept a contested submission with more than it had: a review that settles it, by another than its markers."""
    require(policy.can_mark, by, submission)
    submission = _locked(submission)
    said = _read(submission, Review.Outcome.ACCEPT, levels, comment, None)
    if submission.status == Submission.Status.ACCEPTED and said["percent"] <= submission.percent:
        raise NoBetter(
            _("This is not more than the %(percent)s%% she has. Give more, or let the mark stay."),
            percent=f"{submission.percent:.0f}",
        )
    kept = Review.objects.create(submission=submission, marker=by, settles=True, **said)
    _settle(submission, Verdict(kept.outcome, kept.percent))
    return kept


def _locked(submission):
    """The submission as it stands now; all records of one learner in one course take turns at her enrolment."""
    enrolment = Enrolment.objects.locked(submission.enrolment_id)
    submission = Submission.objects.select_related("activity").get(pk=submission.pk)
    submission.enrolment = enrolment
    return submission


def _read(submission, outcome, levels, comment, voice):
    """The values of a review, with its percentage; refused where a level or a reason is missing."""
    rubric, levels = submission.activity.rubric, levels or {}
    if not rubrics.fits(rubric, levels):
        raise LevelsMissing(_("Choose a level for each criterion."))
    accepted = outcome == Review.Outcome.ACCEPT
    percent = rubrics.percent(rubric, levels)
    if percent is None:
        # Without points to give, accepted work is worth all and other work nothing.
        percent = Decimal(100 if accepted else 0)
    if accepted and percent < submission.activity.pass_mark:
        raise BelowPassMark(
            _(
                "With these levels it is %(percent)s%%, and %(pass_mark)s%% are needed. Choose other levels, or ask to do it again."
            ),
            percent=f"{percent:.0f}",
            pass_mark=submission.activity.pass_mark,
        )
    if not accepted and not comment.strip() and voice is None:
        raise ReasonMissing(_("Say what is to be done again, in writing or with your voice."))
    return {
        "outcome": outcome,
        "levels": levels,
        "percent": percent,
        "comment": comment,
        "voice": voice,
    }


def _settle(submission, verdict):
    """Write down what became of a submission, with all that follows for her course and her grade."""
    status = OUTCOMES[verdict.outcome]
    if status == submission.status:
        submission.percent = verdict.percent
        submission.save(update_fields=["percent"])
    else:
        move(submission, status, percent=verdict.percent)
    if status == Submission.Status.ACCEPTED:
        # As of the day she did it; that she may is not asked again, because others decided.
        at = submission.handed_in_at
        complete(submission.enrolment, submission.activity, at=at, by=SYSTEM)
    keep_grade(submission.enrolment, submission.activity, by=SYSTEM)


@transaction.atomic
def tell_the_learner(marked, kind, *, by):
    """Tell her whose attempt or submission it is that somebody has looked at it."""
    notify(
        [marked.enrolment.learner],
        kind,
        subject=marked.pk,
        params={"activity": marked.activity.titles, "name": str(by)},
        path=f"learn/courses/{marked.enrolment_id}/marks/",
        by=SYSTEM,
    )


def _place_among(submission, reviews, mine, outcome, second_opinion):
    """Whether this review settles a difference; refused where it has no place."""
    if submission.status != Submission.Status.WAITING:
        if mine:
            raise _already_reviewed(mine[0])
        if not second_opinion:
            raise JustMarked(
                _(
                    "%(marker)s has just marked this. What you wrote is still here: you can add it as a second opinion."
                ),
                marker=reviews[0].marker,
            )
        return False
    opinions = [one.opinion for one in reviews]
    if not verdicts.differ(opinions, markers=submission.activity.markers_needed):
        if mine:
            raise _already_reviewed(mine[0])
        return False
    if mine and mine[0].outcome == outcome:
        raise StillDiffer(
            _(
                "You and the other marker still differ. Come round to the other, or ask a third person."
            )
        )
    return True


def _already_reviewed(mine):
    day = date_format(mine.reviewed_at, "DATE_FORMAT")
    return AlreadyReviewed(
        _("You marked this on %(day)s. What a marker has said is not changed."), day=day
    )


def _same(review, said):
    return all(getattr(review, name) == value for name, value in said.items())
