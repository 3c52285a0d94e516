"""What is shown of a list of files: how far it is, and what each line still needs."""

from certification import conflicts
from certification.choices import Outcome
from certification.models import Candidacy
from lms.core.models import Job

from .credentials import why_not_issued

NAMED = 50
"""How many of the papers that could not be made are named at once."""


def progress(batch):
    """How far a list is: ``counted``, the lines that ``stopped`` with their reasons, whether papers are ``under_way``."""
    counted = batch.lines.counted()
    stopped = _stopped(batch) if counted["granted"] > counted["made"] else []
    return {
        "counted": counted,
        "stopped": stopped[:NAMED],
        "under_way": counted["granted"] > counted["made"] + len(stopped),
    }


def _stopped(batch):
    """The granted files whose work was given up, each with the reason in words."""
    lines = {line.candidacy.issuing_subject: line for line in batch.lines.without_paper()}
    # The last work on a file counts: whoever put right what was wrong has promised it anew.
    last = {job.subject: job for job in Job.objects.filter(subject__in=lines).order_by("pk")}
    given_up = {subject: job for subject, job in last.items() if job.status == Job.Status.FAILED}
    for subject, job in given_up.items():
        lines[subject].why = why_not_issued(job.error)
    return [lines[subject] for subject in given_up]


def mark(lines, user, *, judges):
    """Say of each line how many requirements were met when it was handed in, and whether she may grant it."""
    stays_out = conflicts.found(user, [line.candidacy for line in lines])
    for line in lines:
        handed_in = [one for one in line.candidacy.evidence.all() if not one.is_draft]
        last = {one.requirement_id: one for one in handed_in}
        line.asked = len(last)
        line.met = sum(bool(one.snapshot["evidence"]) for one in last.values())
        line.conflict = stays_out.get(line.candidacy_id)
        line.may_be_granted = judges and not line.conflict and _waits_for(line.candidacy, user)


def _waits_for(file, user):
    if file.status == Candidacy.Status.UNDER_REVIEW:
        return True
    proposed = file.proposed
    granted = bool(proposed) and proposed.outcome == Outcome.GRANT
    return granted and user.pk not in proposed.agreed
