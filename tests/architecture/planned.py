"""What the small world has ahead: visits, calendars that show them, and what experts are asked for."""

from lms.people.choices import Role
from mentoring.actions import missions
from mentoring.actions.feeds import make_feed
from tests.factories.mentoring import member_of, mentor_of
from tests.factories.missions import MissionFactory, handed_over, worked
from tests.factories.people import appointed
from tests.factories.visits import PlannedVisitFactory


def planned(engagement):
    """The arguments of the addresses about what is planned with a cooperative."""
    visit = PlannedVisitFactory(engagement=engagement)
    feed, _ = make_feed(by=mentor_of(engagement))
    cooperative = engagement.cooperative
    _, secret = make_feed(cooperative, by=member_of(cooperative))
    return {
        "mentoring:plan_visit": [engagement.pk],
        "mentoring:change_visit": [visit.pk],
        "mentoring:cancel_visit": [visit.pk],
        "mentoring:withdraw_feed": [feed.pk],
        "mentoring:calendar": [secret],
    }


def given_to_an_expert(cooperative, expert):
    """The arguments of the addresses about missions: one under way, one handed over, one accepted."""
    about = {"cooperative": cooperative, "expert": expert}
    open_, waiting = MissionFactory(**about), MissionFactory(**about, status="delivered")
    half_day = worked(open_)
    accepted = handed_over(cooperative=cooperative)
    missions.accept_for_programme(accepted, by=appointed(Role.MANAGER, "MA"))
    missions.accept_for_cooperative(accepted, by=member_of(cooperative))
    accepted.__class__.objects.filter(pk=accepted.pk).update(expert=expert)
    of_open = ("mission", "keep_half_day", "keep_deliverable", "hand_over", "cancel_mission")
    return {
        **{f"mentoring:{name}": [open_.pk] for name in of_open},
        **{f"mentoring:{name}": [waiting.pk] for name in ("accept_mission", "return_mission")},
        "mentoring:take_half_day_back": [half_day.pk],
        "mentoring:mission_file": [accepted.files.get().pk],
        "mentoring:service": [accepted.pk],
    }
