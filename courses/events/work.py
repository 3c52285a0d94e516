"""What comes through the one door about assignments and marks."""

from django.utils.translation import gettext as _

from courses.actions import contests, submissions
from courses.forms.work import MarkContestedForm, WorkHandedInForm
from courses.models import Attempt, Submission
from lms.offline.kinds import kind

from .learning import NotEnrolled, her_place


@kind("courses.work_handed_in", WorkHandedInForm)
def work_handed_in(data, *, by, event):
    submission = submissions.hand_in_work(
        her_place(data["enrolment"], by),
        data["activity"],
        text=data["text"],
        uploads=data["uploads"],
        language=data["language"],
        submission_id=event.id,
        at=event.device_at,
        by=by,
    )
    return {"submission": str(submission.pk)}


@kind("courses.mark_contested", MarkContestedForm)
def mark_contested(data, *, by, event):
    model = Attempt if data["attempt"] else Submission
    marked = model.objects.of(by).filter(pk=data["attempt"] or data["submission"]).first()
    if marked is None:
        raise NotEnrolled(_("You are not in this course, or no longer. Ask your trainer."))
    raised = contests.contest(
        marked, data["reason"], contest_id=event.id, at=event.device_at, by=by
    )
    return {"contest": str(raised.pk)}
