from django.db import transaction
from django.utils.translation import gettext as _

from courses import policy, scoring
from courses.choices import MARKED_BY_A_PERSON
from courses.models import Attempt, CheckAnswer, EditionActivity, Enrolment, KeyCorrection, Mark
from lms.core.errors import ReasonMissing, RuleError
from lms.core.jobs import promise
from lms.core.policy import SYSTEM, person_or_none, require
from lms.notices.actions import notify

from .marking import settle

# The rest of a key may change; what a question is and is worth stays as it was printed.
PRINTED = ("kind", "marks")


class NothingToCorrect(RuleError):
    code = "nothing_to_correct"


class KeyDoesNotFit(RuleError):
    code = "key_does_not_fit"


@transaction.atomic
def correct_key(activity, question_id, new_key, reason, *, by):
    """Mend the answer key of a printed question, and promise that all answers to it are marked again.

    The same correction again returns the first.
    """
    require(policy.can_release, by, activity.edition.programme)
    activity = EditionActivity.objects.select_for_update(of=("self",), no_key=True).get(
        pk=activity.pk
    )
    question_id = str(question_id)
    before = activity.answer_key.get(question_id)
    latest = activity.key_corrections.filter(question_id=question_id).last()
    if latest and latest.after == new_key == before:
        return latest
    _refuse(activity, question_id, before, new_key, reason)
    activity.answer_key[question_id] = new_key
    activity.save(update_fields=["answer_key"])
    correction = KeyCorrection.objects.create(
        activity=activity,
        question_id=question_id,
        before=before,
        after=new_key,
        reason=reason,
        corrected_by=person_or_none(by),
    )
    promise("courses.mark_again", subject=correction.subject, correction_id=correction.pk)
    return correction


@transaction.atomic
def mark_again(attempt, correction, *, by):
    """Mark one answer with the key as it is now, and tell the learner if her result changed. Again changes nothing.

    What a person gave stays. Whether it wrote anything.
    """
    require(policy.can_release, by, correction.activity.edition.programme)
    enrolment = Enrolment.objects.locked(attempt.enrolment_id)
    attempt = Attempt.objects.select_related("activity").get(pk=attempt.pk)
    attempt.enrolment = enrolment
    response = attempt.responses.filter(question_id=correction.question_id).first()
    if response is None or _is_a_persons(response):
        return False
    marks = scoring.marks_for(
        attempt.activity.answer_key[str(response.question_id)], response.answer
    )
    if marks == response.marks:
        return False
    Mark.objects.create(response=response, marks=marks, correction=correction)
    response.marks = marks
    response.save(update_fields=["marks"])
    settle(attempt, by=SYSTEM)
    if attempt.status == Attempt.Status.MARKED and enrolment.status != Enrolment.Status.WITHDRAWN:
        _tell(attempt, correction)
    return True


@transaction.atomic
def check_again(correction, *, by):
    """Say of all answers to a quick check anew whether they are right."""
    require(policy.can_release, by, correction.activity.edition.programme)
    activity = EditionActivity.objects.get(pk=correction.activity_id)
    key = activity.answer_key[str(correction.question_id)]
    answers = CheckAnswer.objects.select_for_update().filter(
        enrolment__cohort__edition=activity.edition_id,
        activity_key=activity.key,
        question_id=correction.question_id,
    )
    wrong = [
        one for one in answers.order_by("pk") if one.right != scoring.is_right(key, one.answer)
    ]
    for answer in wrong:
        answer.right = not answer.right
    CheckAnswer.objects.bulk_update(wrong, ["right"], batch_size=500)


def _refuse(activity, question_id, before, new_key, reason):
    if before is None:
        raise KeyDoesNotFit(_("This question is not in %(activity)s."), activity=activity)
    if before["kind"] in MARKED_BY_A_PERSON:
        raise NothingToCorrect(_("A person marks this question: it has no answer key."))
    if before == new_key:
        raise NothingToCorrect(_("This is the answer key as it is now."))
    if not reason.strip():
        raise ReasonMissing(_("Say why the answer key changes: those concerned may ask."))
    question = next(one for one in activity.questions() if one["id"] == question_id)
    same = all(before[name] == new_key.get(name) for name in PRINTED)
    if not same or before.keys() != new_key.keys() or not _can_be_met(question, new_key):
        raise KeyDoesNotFit(_("No answer to this question could be right with that."))


def _can_be_met(question, key):
    """Whether the answer that the key wants can be given, and earns everything."""
    answer = scoring.right_answer(key)
    return scoring.fits(question, answer) and scoring.is_right(key, answer)


def _is_a_persons(response):
    latest = response.history.last()
    return response.marks is None or (latest is not None and latest.correction_id is None)


def _tell(attempt, correction):
    notify(
        [attempt.enrolment.learner],
        "courses.result_changed",
        subject=f"{correction.subject}:{attempt.pk}",
        params={"activity": attempt.activity.titles},
        path=f"learn/results/{attempt.pk}/",
        by=SYSTEM,
    )
