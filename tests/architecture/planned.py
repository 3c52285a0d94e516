"""What the small world has ahead: visits."""

from tests.factories.visits import PlannedVisitFactory


def planned(engagement):
    """The arguments of the addresses about what is planned with a cooperative."""
    visit = PlannedVisitFactory(engagement=engagement)
    return {
        "mentoring:plan_visit": [engagement.pk],
        "mentoring:change_visit": [visit.pk],
        "mentoring:cancel_visit": [visit.pk],
    }
