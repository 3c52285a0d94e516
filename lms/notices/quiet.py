"""The hours in which nobody is disturbed, in the time of the person's own country."""

from datetime import datetime, time, timedelta

from lms.core.zones import zone_of

BEGIN, END = time(20), time(8)


def not_before(moment, country):
    """The first moment from ``moment`` on (aware) when a person of the country may be disturbed."""
    local = moment.astimezone(zone_of(country))
    if END <= local.time() < BEGIN:
        return moment
    day = local.date() + timedelta(days=1 if local.time() >= BEGIN else 0)
    return datetime.combine(day, END, tzinfo=local.tzinfo)
