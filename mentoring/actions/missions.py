from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.core.errors import ReasonMissing, RuleError
from lms.core.moves import move
from lms.core.policy import SYSTEM, person_or_none, require
from lms.notices.actions import notify
from lms.people.choices import Role
from lms.people.models import Cooperative
from mentoring.models import ExpertMission
from mentoring.policy import missions as policy
from mentoring.policy.engagements import is_member
from mentoring.querysets.reach import members_of, officers_of

Status = ExpertMission.Status


class NotAnExpert(RuleError):
    code = "not_an_expert"


class ExpertIsMember(RuleError):
    code = "expert_is_member"


class NothingDelivered(RuleError):
    code = "nothing_delivered"


class NotHandedOver(RuleError):
    code = "not_handed_over"


class OnePersonForBoth(RuleError):
    code = "one_person_for_both"


@transaction.atomic
def open_mission(cooperative, programme, expert, *, title, by, **terms):
    """Give an expert a defined piece of work for a cooperative. The same again returns what is open.

    ``terms`` are terms, half_days_budgeted, starts_on and ends_on.
    """
    require(policy.can_open_mission, by, cooperative)
    Cooperative.objects.select_for_update().get(pk=cooperative.pk)
    about = {"cooperative": cooperative, "programme": programme, "expert": expert, "title": title}
    if known := ExpertMission.objects.filter(status=Status.OPEN, **about, **terms).first():
        return known
    if Role.EXPERT not in expert.roles:
        raise NotAnExpert(_("%(person)s is not an expert."), person=expert)
    if is_member(expert, cooperative.pk):
        raise ExpertIsMember(
            _("%(person)s is a member of %(cooperative)s. Choose another expert."),
            person=expert,
            cooperative=cooperative,
        )
    mission = ExpertMission(**about, **terms, opened_by=person_or_none(by))
    # Nobody has opened it where the system did.
    mission.full_clean(exclude=["opened_by"])
    mission.save()
    _tell([expert], "mentoring.mission_opened", mission, str(mission.pk))
    return mission


@transaction.atomic
def hand_over(mission, *, by):
    """The expert says that the work is done: at least half a day, and at least one file. Twice is once."""
    require(policy.can_work_on, by, mission)
    mission = _locked(mission)
    if mission.status == Status.DELIVERED:
        return mission
    if not mission.half_days.exists() or not mission.files.exists():
        raise NothingDelivered(
            _("Write down your half-days and put what you deliver on file before you hand it over.")
        )
    move(mission, Status.DELIVERED, delivered_at=timezone.now(), returned_because="")
    cooperative = mission.cooperative
    people = officers_of(cooperative)
    people = people if people.exists() else members_of(cooperative)
    handed = mission.delivered_at.isoformat(timespec="seconds")
    asked = people.exclude(pk=mission.expert_id)
    _tell(asked, "mentoring.mission_delivered", mission, f"{mission.pk}:{handed}")
    return mission


@transaction.atomic
def accept_for_cooperative(mission, *, by):
    """The cooperative says that it has received the work. Once the programme has said so too, it is accepted."""
    require(policy.can_accept_for_cooperative, by, mission)
    mission = _locked(mission)
    if mission.cooperative_accepted_by_id:
        return mission
    _refuse_unless_delivered(mission)
    _refuse_same(mission.manager_accepted_by_id, by)
    mission.cooperative_accepted_by, mission.cooperative_accepted_at = by, timezone.now()
    return _settle(mission)


@transaction.atomic
def accept_for_programme(mission, *, by):
    """The programme says that the work is what was asked for. Once the cooperative has said so too, it is accepted."""
    require(policy.can_accept_for_programme, by, mission)
    mission = _locked(mission)
    if mission.manager_accepted_by_id:
        return mission
    _refuse_unless_delivered(mission)
    _refuse_same(mission.cooperative_accepted_by_id, by)
    mission.manager_accepted_by, mission.manager_accepted_at = by, timezone.now()
    return _settle(mission)


@transaction.atomic
def return_mission(mission, reason, *, by):
    """Give the work back to the expert, and say why. What the other side had accepted is asked for again."""
    require(policy.can_return, by, mission)
    mission = _locked(mission)
    if mission.status == Status.OPEN and mission.returned_because == reason:
        return mission
    _refuse_unless_delivered(mission)
    if not reason.strip():
        raise ReasonMissing(_("Say what is missing, so that the expert can put it right."))
    returned = {
        "returned_because": reason,
        **dict.fromkeys(("cooperative_accepted_by", "cooperative_accepted_at")),
        **dict.fromkeys(("manager_accepted_by", "manager_accepted_at")),
    }
    handed = mission.delivered_at.isoformat(timespec="seconds")
    move(mission, Status.OPEN, **returned, delivered_at=None)
    _tell([mission.expert], "mentoring.mission_returned", mission, f"{mission.pk}:{handed}")
    return mission


@transaction.atomic
def cancel_mission(mission, *, by):
    """The work is not wanted any more. What was written down stays. Twice is once."""
    require(policy.can_cancel_mission, by, mission)
    mission = _locked(mission)
    if mission.status != Status.CANCELLED:
        move(mission, Status.CANCELLED)
    return mission


def _settle(mission):
    mission.save()
    if mission.cooperative_accepted_by_id and mission.manager_accepted_by_id:
        move(mission, Status.ACCEPTED)
    return mission


def _locked(mission):
    return ExpertMission.objects.select_for_update(of=("self",)).get(pk=mission.pk)


def _refuse_unless_delivered(mission):
    if mission.status != Status.DELIVERED:
        raise NotHandedOver(_("The expert has not handed this mission over."))


def _refuse_same(other_id, by):
    """Two sides are two people."""
    if by is not SYSTEM and other_id == by.pk:
        raise OnePersonForBoth(
            _("You have accepted for the other side already: ask somebody else.")
        )


def _tell(people, kind, mission, subject):
    notify(
        people,
        kind,
        subject=subject,
        params={"cooperative": str(mission.cooperative)},
        path=f"mentoring/missions/{mission.pk}/",
        by=SYSTEM,
    )
