"""Who may do what with expert missions. Reading is ``visible_to`` on the querysets."""

from lms.people.policy import manages
from mentoring.querysets.reach import officers_of

from .engagements import is_member
from .sessions import is_officer


def can_open_missions(by):
    """Somewhere at all: the manager of a country, an administrator."""
    return by.is_administrator or bool(by.managed_countries)


def can_open_mission(by, cooperative):
    return manages(by, cooperative.country)


def can_cancel_mission(by, mission):
    return manages(by, mission.cooperative.country)


def can_work_on(by, mission):
    """Only its expert: nobody writes down days for another."""
    return by.pk == mission.expert_id


def can_accept_for_cooperative(by, mission):
    """Who holds an office in it; any member where nobody does. Never the expert."""
    if by.pk == mission.expert_id:
        return False
    if officers_of(mission.cooperative).exists():
        return is_officer(by, mission.cooperative_id)
    return is_member(by, mission.cooperative_id)


def can_accept_for_programme(by, mission):
    return manages(by, mission.cooperative.country) and by.pk != mission.expert_id


def can_return(by, mission):
    return can_accept_for_cooperative(by, mission) or can_accept_for_programme(by, mission)
