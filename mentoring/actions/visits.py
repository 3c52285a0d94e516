from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lms.core.errors import RuleError
from lms.core.policy import require
from lms.core.zones import day_in
from mentoring.models import Engagement, PlannedVisit
from mentoring.policy import visits as policy


class NotUnderWay(RuleError):
    code = "not_under_way"


class VisitInThePast(RuleError):
    code = "visit_in_the_past"


class DayTaken(RuleError):
    code = "day_taken"


class VisitCancelled(RuleError):
    code = "visit_cancelled"


@transaction.atomic
def plan_visit(engagement, *, id, day, by, **facts):
    """Say when mentor and cooperative meet next. The same id again returns what is planned.

    ``facts`` are starts_at, minutes, mode and place. Raises RuleError for a day that is past or taken, and where the
    engagement is not under way.
    """
    require(policy.can_plan_visits, by, engagement)
    engagement = _locked(engagement)
    if existing := engagement.visits.filter(pk=id).first():
        return existing
    _refuse_day(engagement, day)
    visit = PlannedVisit(id=id, engagement=engagement, day=day, planned_by=by, **facts)
    visit.full_clean()
    visit.save(force_insert=True)
    return visit


@transaction.atomic
def move_visit(visit, *, day, by, **facts):
    """Name another day, hour or place. It stays the same visit; the same again changes nothing."""
    require(policy.can_change_visit, by, visit)
    engagement = _locked(visit.engagement)
    visit = PlannedVisit.objects.get(pk=visit.pk)
    said = {"day": day, **facts}
    if all(getattr(visit, name) == value for name, value in said.items()):
        return visit
    if visit.cancelled_at:
        raise VisitCancelled(_("This visit is cancelled. Plan another one."))
    _refuse_day(engagement, day, but=visit)
    for name, value in said.items():
        setattr(visit, name, value)
    visit.full_clean()
    visit.save()
    return visit


@transaction.atomic
def cancel_visit(visit, *, by):
    """They do not meet then. Twice changes nothing."""
    require(policy.can_change_visit, by, visit)
    _locked(visit.engagement)
    visit = PlannedVisit.objects.get(pk=visit.pk)
    if visit.cancelled_at is None:
        visit.cancelled_at = timezone.now()
        visit.save()
    return visit


def _locked(engagement):
    return Engagement.objects.select_for_update(of=("self",)).get(pk=engagement.pk)


def _refuse_day(engagement, day, *, but=None):
    if not engagement.is_active:
        raise NotUnderWay(_("This engagement is not under way. No visit can be planned now."))
    if day < day_in(engagement.cooperative.country, timezone.now()):
        raise VisitInThePast(
            _("%(day)s is past. Log the session, or name another day."), day=date_format(day)
        )
    if engagement.visits.standing().filter(day=day).exclude(pk=but and but.pk).exists():
        raise DayTaken(_("A visit is already planned for that day."))
