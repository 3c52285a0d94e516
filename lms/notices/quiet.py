"""The hours in which nobody is disturbed, in the time of the person's own country."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONES = {
    "MA": "Africa/Casablanca",
    "CV": "Atlantic/Cape_Verde",
    "CI": "Africa/Abidjan",
    "GN": "Africa/Conakry",
    "IN": "Asia/Kolkata",
    "MW": "Africa/Blantyre",
    "SN": "Africa/Dakar",
    "ZW": "Africa/Harare",
}
BEGIN, END = time(20), time(8)


def not_before(moment, country):
    """The first moment from ``moment`` on (aware) when a person of the country may be disturbed."""
    local = moment.astimezone(ZoneInfo(ZONES[country]))
    if END <= local.time() < BEGIN:
        return moment
    day = local.date() + timedelta(days=1 if local.time() >= BEGIN else 0)
    return datetime.combine(day, END, tzinfo=local.tzinfo)
