"""What the small world has ahead: visits, and calendars that show them."""

from mentoring.actions.feeds import make_feed
from tests.factories.mentoring import member_of, mentor_of
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
