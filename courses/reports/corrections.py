"""What mending an answer key would change, and what was mended before."""

from typing import NamedTuple

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from courses import scoring
from courses.models import Attempt, Mark, Response
from lms.core.models import Job


class Effect(NamedTuple):
    """Of how many attempts the result of how many people changes; how many of these pass now, or no longer."""

    attempts: int
    people: int
    better: int
    passing: int
    failing: int


def effect_of(activity, question_id, key):
    """The ``Effect`` of another key for one question. What a person marked stays as it is."""
    changed, better, passing, failing = set(), set(), set(), set()
    attempts = 0
    for row in _responses(activity, question_id).iterator():
        attempts += 1
        marks = scoring.marks_for(key, row["answer"])
        if row["marks"] is None or _is_a_persons(row) or marks == row["marks"]:
            continue
        learner = row["attempt__enrolment"]
        changed.add(learner)
        if marks > row["marks"]:
            better.add(learner)
        score = row["attempt__score"] - row["marks"] + marks
        passes = scoring.passes(score, row["attempt__max_score"], activity.pass_mark)
        if row["attempt__status"] == Attempt.Status.MARKED and passes != row["attempt__passed"]:
            (passing if passes else failing).add(learner)
    return Effect(attempts, len(changed), len(better), len(passing), len(failing))


def _is_a_persons(row):
    return row["latest"] is not None and row["correction"] is None


def _responses(activity, question_id):
    """The answers to the question in all attempts that were handed in, with what their marks come to."""
    latest = Mark.objects.filter(response=OuterRef("pk")).order_by("-given_at", "-pk")
    return (
        Response.objects.filter(attempt__activity=activity, question_id=question_id)
        .exclude(attempt__status=Attempt.Status.OPEN)
        .annotate(
            latest=Subquery(latest.values("pk")[:1]),
            correction=Subquery(latest.values("correction")[:1]),
        )
        .values(
            *("answer", "marks", "latest", "correction", "attempt__enrolment", "attempt__score"),
            *("attempt__max_score", "attempt__passed", "attempt__status"),
        )
    )


def corrections_of(activity, question_id, question):
    """Earlier corrections of a question, the latest first, in words, each with how far its work has come.

    Without ``work`` it was done so long ago that its row is cleared.
    """
    corrections = list(
        activity.key_corrections.filter(question_id=question_id)
        .select_related("corrected_by")
        .order_by("-corrected_at", "-pk")
    )
    jobs = Job.objects.filter(subject__in=[one.subject for one in corrections])
    work = {job.subject: job for job in jobs}
    for one in corrections:
        one.was, one.became = in_words(question, one.before), in_words(question, one.after)
        one.work = work.get(one.subject)
    return corrections


def in_words(question, key):
    """What the key takes for right, line by line."""
    texts = {part["id"]: part["text"] for part in _parts(question)}
    kind = key["kind"]
    if kind == "number":
        if key["tolerance"] == "0":
            return [f"{key['value']} {question['unit']}".strip()]
        return [f"{key['value']} ± {key['tolerance']} {question['unit']}".strip()]
    if kind == "short":
        return list(key["accepted"])
    if kind == "matching":
        return [f"{texts[one]} → {texts[other]}" for one, other in key["pairs"].items()]
    if kind == "ordering":
        return [f"{place}. {texts[one]}" for place, one in enumerate(key["order"], 1)]
    if kind == "gaps":
        return [_gap_in_words(gap, texts) for gap in key["gaps"].values()]
    return [texts[one] for one in key["correct"]] or [_("Nothing")]


def _parts(question):
    return [*question["options"], *question.get("targets", ())]


def _gap_in_words(gap, texts):
    return texts[gap["correct"]] if "correct" in gap else " / ".join(gap["accepted"])
