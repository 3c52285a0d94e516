"""When people are asked again after a course: so many months later, and for how long."""

import calendar
import datetime as dt

OPEN_FOR = dt.timedelta(days=30)


def months_after(day, months):
    """The same day of the month so many months later, or the last day of that month where it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def opening_of(closed_on, months):
    """The first and the last day on which a wave is open."""
    first = months_after(closed_on, months)
    return first, first + OPEN_FOR
