from django.db import transaction
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from courses import policy, scoring
from courses.models import Attempt, Enrolment, Mark, Response
from lms.core.errors import RuleError
from lms.core.moves import move
from lms.core.policy import SYSTEM, person_or_none, require
from lms.notices.actions import notify

from .grades import keep_grade
from .learning import complete


class MarksOutOfRange(RuleError):
    code = "marks_out_of_range"


class MarkedMeanwhile(RuleError):
    code = "marked_meanwhile"


class StillUnderWay(RuleError):
    code = "still_under_way"


@transaction.atomic
def settle(attempt, *, by):
    """Reckon an attempt from the marks of its responses, with all that follows for her grade and her course.

    Again changes nothing. The caller holds the lock on the enrolment. What is completed stays completed.
    """
    require(policy.takes_part, by, attempt.enrolment)
    marks = list(attempt.responses.values_list("marks", flat=True))
    waits = None in marks
    attempt.score = sum(earned for earned in marks if earned is not None)
    attempt.passed = not waits and scoring.passes(
        attempt.score, attempt.max_score, attempt.activity.pass_mark
    )
    status = Attempt.Status.WAITING if waits else Attempt.Status.MARKED
    if attempt.status == status:
        attempt.save(update_fields=["score", "passed", "handed_in_at"])
    else:
        facts = {name: getattr(attempt, name) for name in ("score", "passed", "handed_in_at")}
        move(attempt, status, **facts)
    grade = keep_grade(attempt.enrolment, attempt.activity, by=by)
    if not waits and grade.computed >= attempt.activity.pass_mark:
        # As of the day she did it; whoever marks has said that it is enough.
        complete(attempt.enrolment, attempt.activity, at=attempt.handed_in_at, by=SYSTEM)
    return attempt


@transaction.atomic
def mark_response(response, marks, comment="", voice=None, *, seen, by):
    """Give marks to an answer. The latest marks count, and all that were given are kept.

    ``seen`` is how many marks of this answer the person had before her: whoever did not see what somebody else has
    given meanwhile is told, and writes over nothing. The learner is told when nothing is left to mark.
    """
    require(policy.can_mark, by, response.attempt)
    enrolment = Enrolment.objects.locked(response.attempt.enrolment_id)
    response = Response.objects.select_related("attempt__activity").get(pk=response.pk)
    attempt = response.attempt
    attempt.enrolment = enrolment
    given = list(response.history.select_related("given_by"))
    said = {"marks": marks, "comment": comment, "voice": voice, "given_by": person_or_none(by)}
    if len(given) > seen and all(getattr(given[-1], name) == said[name] for name in said):
        return given[-1]
    if attempt.is_open:
        raise StillUnderWay(_("This try is not handed in yet."))
    if len(given) > seen:
        raise _marked_meanwhile(given[-1], response)
    if not 0 <= marks <= response.out_of:
        raise MarksOutOfRange(
            _("Give from 0 to %(most)s points."), most=number_format(response.out_of.normalize())
        )
    mark = Mark.objects.create(response=response, **said)
    response.marks = marks
    response.save(update_fields=["marks"])
    settle(attempt, by=SYSTEM)
    if attempt.status == Attempt.Status.MARKED:
        _tell(attempt, mark)
    return mark


def _marked_meanwhile(mark, response):
    return MarkedMeanwhile(
        _("%(person)s has just given %(marks)s of %(most)s points. Look at that first."),
        person=mark.given_by or _("The corrected answer key"),
        marks=number_format(mark.marks.normalize()),
        most=number_format(response.out_of.normalize()),
    )


def _tell(attempt, mark):
    notify(
        [attempt.enrolment.learner],
        "courses.work_marked",
        subject=f"mark:{mark.pk}",
        params={"activity": attempt.activity.titles, "name": str(mark.given_by)},
        path=f"learn/results/{attempt.pk}/",
        by=SYSTEM,
    )
