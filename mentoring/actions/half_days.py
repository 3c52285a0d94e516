"""What an expert writes down for a mission: half-days, and what she delivers."""

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from courses.filing import id_of_content, prepared
from lms.core.errors import RuleError
from lms.core.policy import require
from lms.people.models import Person
from mentoring.models import ExpertMission, MissionFile, MissionHalfDay
from mentoring.policy import missions as policy

MOST_FILES = 20
"""How many files one mission can deliver."""


class MissionNotOpen(RuleError):
    code = "mission_not_open"


class HalfDayAhead(RuleError):
    code = "half_day_ahead"


class OutsideThePeriod(RuleError):
    code = "outside_the_period"


class HalfDayTaken(RuleError):
    code = "half_day_taken"


class BudgetUsedUp(RuleError):
    code = "budget_used_up"


class TooManyFiles(RuleError):
    code = "too_many_files"


@transaction.atomic
def keep_half_day(mission, *, id, worked_on, half, note, by):
    """Write down half a day of work. The same id again returns what is kept; half a day is counted once, in one mission."""
    require(policy.can_work_on, by, mission)
    # All that one expert writes down stands in one line, so that no half-day slips into two missions.
    Person.objects.select_for_update().get(pk=mission.expert_id)
    mission = _open(mission)
    if existing := mission.half_days.filter(pk=id).first():
        return existing
    _refuse_day(mission, worked_on)
    _refuse_taken(mission, worked_on, half)
    if mission.half_days.count() >= mission.half_days_budgeted:
        raise BudgetUsedUp(
            _("All %(number)s half-days of this mission are used. Ask the programme manager."),
            number=mission.half_days_budgeted,
        )
    kept = MissionHalfDay(id=id, mission=mission, worked_on=worked_on, half=half, note=note)
    kept.full_clean()
    kept.save(force_insert=True)
    return kept


@transaction.atomic
def take_half_day_back(half_day, *, by):
    """It was written down by mistake. It is gone, as long as the mission is not handed over."""
    require(policy.can_work_on, by, half_day.mission)
    _open(half_day.mission)
    MissionHalfDay.objects.filter(pk=half_day.pk).delete()


def keep_deliverable(mission, kind, file, *, by):
    """Put on file what the mission delivers. The same file twice is once.

    It is looked through and drawn anew before anybody is locked out.
    """
    require(policy.can_work_on, by, mission)
    key = id_of_content("mission", mission.pk, file)
    return _keep(mission, key, kind, prepared(kind, file), by)


@transaction.atomic
def _keep(mission, key, kind, fit, by):
    mission = _open(mission)
    if known := mission.files.filter(pk=key).first():
        return known
    if mission.files.count() >= MOST_FILES:
        raise TooManyFiles(_("Keep at most %(number)s files."), number=MOST_FILES)
    fit.content.seek(0)
    kept = MissionFile(
        id=key,
        mission=mission,
        kind=kind,
        name=fit.name,
        content_type=fit.content_type,
        size=fit.content.size,
        kept_by=by,
    )
    kept.file.save(f"{key}.{fit.extension}", fit.content, save=False)
    kept.save(force_insert=True)
    return kept


def _open(mission):
    mission = ExpertMission.objects.select_for_update(of=("self",)).get(pk=mission.pk)
    if mission.status != ExpertMission.Status.OPEN:
        raise MissionNotOpen(_("This mission is not under way any more."))
    return mission


def _refuse_day(mission, day):
    if day > timezone.localdate():
        raise HalfDayAhead(
            _("%(day)s is still to come. Write it down once you have worked."),
            day=date_format(day),
        )
    if not mission.starts_on <= day <= mission.ends_on:
        raise OutsideThePeriod(
            _("This mission runs from %(first)s to %(last)s."),
            first=date_format(mission.starts_on),
            last=date_format(mission.ends_on),
        )


def _refuse_taken(mission, day, half):
    counted = MissionHalfDay.objects.filter(
        mission__expert=mission.expert_id, worked_on=day, half=half
    )
    if known := counted.exclude(mission__status="cancelled").select_related("mission").first():
        raise HalfDayTaken(
            _("You have counted this half-day already, in “%(mission)s”."), mission=known.mission
        )
