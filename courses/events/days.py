"""What is done on a training day, and in a group."""

from django.utils.translation import gettext as _

from courses import policy
from courses.actions import attendance, groups
from courses.forms.days import AttendanceTakenForm
from courses.forms.groups import GroupLessonHeldForm
from courses.models import Cohort, TrainingDay
from lms.core.errors import RuleError
from lms.offline.kinds import kind


class NoSuchDay(RuleError):
    code = "no_such_day"


class NotYourGroup(RuleError):
    code = "not_your_group"


@kind("courses.attendance_taken", AttendanceTakenForm)
def attendance_taken(data, *, by, event):
    day = TrainingDay.objects.visible_to(by).select_related("cohort").filter(pk=data["day"]).first()
    if day is None:
        raise NoSuchDay(_("This training day is not there, or not yours."))
    taken = attendance.take_attendance(
        day,
        data["half"],
        data["marks"],
        walked_in=data["walked_in"],
        at=event.device_at,
        by=by,
    )
    return {"kept": taken.kept, "overtaken": taken.overtaken}


@kind("courses.group_lesson_held", GroupLessonHeldForm)
def group_lesson_held(data, *, by, event):
    """The lesson takes the event's id, so that a phone which tells it again tells the same."""
    cohort = Cohort.objects.filter(pk=data["cohort"]).select_related("edition").first()
    if cohort is None or not policy.can_lead_group(by, cohort):
        raise NotYourGroup(_("You may not hold lessons for this group. Ask your trainer."))
    held = groups.hold_lesson(
        cohort,
        data["activity"],
        data["present"],
        minutes=data["minutes"],
        lesson_id=event.id,
        at=event.device_at,
        by=by,
    )
    return {"lesson": str(held.pk), "present": len(data["present"])}
