"""What is done on a training day, and in a group."""

from django.utils.translation import gettext as _

from courses.actions import attendance
from courses.forms.days import AttendanceTakenForm
from courses.models import TrainingDay
from lms.core.errors import RuleError
from lms.offline.kinds import kind


class NoSuchDay(RuleError):
    code = "no_such_day"


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
