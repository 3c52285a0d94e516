"""The clock on the wall in each country of the programme."""

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


def zone_of(country):
    return ZoneInfo(ZONES[country])


def day_in(country, moment):
    """The day on the calendar of a country at a moment (aware)."""
    return moment.astimezone(zone_of(country)).date()
