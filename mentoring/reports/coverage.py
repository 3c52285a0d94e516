"""Planned against delivered against confirmed, engagement by engagement, and every total as a sum of these lines.

A session is counted once, whoever was there; its minutes with the cooperative are its own. A mentor's hours are those of
her rows. What is disputed is not delivered; what waits, or was accepted without an answer, is not confirmed. A fixed
number of queries, one GROUP BY for each fact, whatever the number of engagements.
"""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Count, Max, Q, Sum
from django.utils.translation import gettext as _

from lms.people.models import Person
from mentoring.models import CoachingSession, Engagement, MentorAssignment, SessionMentor

SILENCE = dt.timedelta(days=60)
"""Longer without a session than this is silence."""
COVERED = 80
"""Percent of what was planned to date from which a cooperative counts as covered."""
USUAL_MOST = 10
"""How many cooperatives a mentor without a profile accompanies at most."""
DELIVERED = ~Q(status="disputed")
NOTHING = {
    "delivered": 0,
    "confirmed": 0,
    "disputed": 0,
    "unanswered": 0,
    "unaccepted": 0,
    "minutes": 0,
    "last_held_on": None,
}
SUMMED = ("planned", "to_date", "delivered", "confirmed", "disputed", "unanswered", "unaccepted")


class Time(NamedTuple):
    """A mentor's own time in minutes, and her kilometres. Only ``contact`` was with the cooperative."""

    contact: int = 0
    preparation: int = 0
    travel: int = 0
    km: int = 0

    def plus(self, other):
        return Time(*map(sum, zip(self, other, strict=True)))


@dataclass(slots=True)
class Line:
    """What an engagement comes to. ``mentors`` accompany it; ``times`` are pairs of a mentor and her time in it."""

    engagement: Engagement
    planned: int
    to_date: int
    delivered: int
    confirmed: int
    disputed: int
    unanswered: int
    unaccepted: int
    minutes: int
    last_held_on: dt.date | None
    silent_days: int
    mentors: list = field(default_factory=list)
    times: list = field(default_factory=list)

    @property
    def cooperative(self):
        return self.engagement.cooperative

    @property
    def is_silent(self):
        return self.silent_days > SILENCE.days and not self.engagement.is_closed

    @property
    def percent(self):
        """Delivered in percent of what was planned to date; None while nothing was due."""
        return self.delivered * 100 // self.to_date if self.to_date else None


def planned_to_date(planned, starts_on, ends_on, today):
    """How many of the planned sessions should have been held by the end of a day.

    They are spread evenly over the days of the engagement, the first and the last included; a half is rounded up. A
    pause does not stop the clock: the agreement says from when to when.
    """
    days = (ends_on - starts_on).days + 1
    passed = min(max((today - starts_on).days + 1, 0), days)
    return (2 * planned * passed + days) // (2 * days)


def lines(engagements, today):
    """A Line for each engagement, in six queries."""
    facts, times = _facts(engagements), _times(engagements)
    accompanying = defaultdict(list)
    accepted = MentorAssignment.objects.accepted().filter(engagement__in=engagements)
    for engagement, mentor in accepted.values_list("engagement", "mentor"):
        accompanying[engagement].append(mentor)
    known = {mentor for found in [*accompanying.values(), *times.values()] for mentor in found}
    people = Person.objects.select_related("mentor_profile").in_bulk(known)
    # The programmes are few: each is read once, not along with every engagement.
    listed = engagements.select_related("cooperative").prefetch_related("programme")
    return [
        _line(
            one,
            facts.get(one.pk, NOTHING),
            [people[mentor] for mentor in accompanying[one.pk]],
            [(people[mentor], time) for mentor, time in times[one.pk].items()],
            today,
        )
        for one in listed.defer("goals", "ending_words")
    ]


def _line(engagement, facts, mentors, times, today):
    starts_on, ends_on = engagement.starts_on, engagement.ends_on
    return Line(
        engagement=engagement,
        planned=engagement.planned_sessions,
        to_date=planned_to_date(engagement.planned_sessions, starts_on, ends_on, today),
        silent_days=(today - (facts["last_held_on"] or starts_on)).days,
        mentors=mentors,
        times=times,
        **facts,
    )


def _facts(engagements):
    rows = CoachingSession.objects.filter(engagement__in=engagements).order_by()
    counted = rows.values("engagement").annotate(
        delivered=Count("pk", filter=DELIVERED),
        confirmed=Count("pk", filter=Q(confirmed_at__isnull=False)),
        disputed=Count("pk", filter=~DELIVERED),
        unanswered=Count("pk", filter=Q(status="submitted")),
        unaccepted=Count("pk", filter=Q(status__in=["submitted", "confirmed"])),
        minutes=Sum("minutes", filter=DELIVERED, default=0),
        last_held_on=Max("held_on", filter=DELIVERED),
    )
    return {row.pop("engagement"): row for row in counted}


def _times(engagements):
    rows = SessionMentor.objects.filter(session__engagement__in=engagements).order_by()
    added = rows.exclude(session__status="disputed").values_list("session__engagement", "mentor")
    found = defaultdict(dict)
    for engagement, mentor, *minutes in added.annotate(
        Sum("minutes"), Sum("preparation_minutes"), Sum("travel_minutes"), Sum("travel_km")
    ):
        found[engagement][mentor] = Time(*minutes)
    return found


def totals(found):
    """All that some lines come to together; ``cooperatives``, ``silent`` and ``covered`` count cooperatives."""
    cooperatives = _by_cooperative(found)
    due = [sums for sums in cooperatives.values() if sums["to_date"]]
    covered = sum(sums["delivered"] * 100 >= COVERED * sums["to_date"] for sums in due)
    return {
        **_sums(found),
        "cooperatives": len(cooperatives),
        "silent": len({line.cooperative.pk for line in found if line.is_silent}),
        "due": len(due),
        "covered": covered,
        "covered_percent": covered * 100 // len(due) if due else None,
    }


def _sums(found):
    return {name: sum(getattr(line, name) for line in found) for name in (*SUMMED, "minutes")}


def _by_cooperative(found):
    return {pk: _sums(some) for pk, some in _grouped(found, lambda line: line.cooperative.pk)}


def _grouped(found, key):
    groups = defaultdict(list)
    for line in found:
        groups[key(line)].append(line)
    return groups.items()


def by_region(found):
    """Totals for each region, by country and name, with the lengths of its bars in percent of the longest."""
    groups = _grouped(found, lambda line: (line.cooperative.country, line.cooperative.region))
    rows = [{"region": region, **totals(some)} for (_country, region), some in sorted(groups)]
    longest = max((max(row["to_date"], row["delivered"]) for row in rows), default=0) or 1
    for row in rows:
        row["bars"] = {
            name: row[name] * 100 // longest for name in ("to_date", "delivered", "confirmed")
        }
    return rows


def by_mentor(found):
    """For each mentor her time in these lines, and how many cooperatives she accompanies at all, of how many at most."""
    people, times = {}, defaultdict(Time)
    for line in found:
        people.update((mentor.pk, mentor) for mentor in line.mentors)
        for mentor, time in line.times:
            people[mentor.pk] = mentor
            times[mentor.pk] = times[mentor.pk].plus(time)
    load = dict(
        MentorAssignment.objects.accepted()
        .filter(mentor__in=people, engagement__in=Engagement.objects.open())
        .order_by()
        .values_list("mentor")
        .annotate(Count("engagement__cooperative", distinct=True))
    )
    rows = [
        {
            "mentor": mentor,
            "time": times[pk],
            "load": load.get(pk, 0),
            "most": _most_of(mentor),
            "over": load.get(pk, 0) > _most_of(mentor),
        }
        for pk, mentor in people.items()
    ]
    return sorted(rows, key=lambda row: (-row["load"], str(row["mentor"]), row["mentor"].pk))


def _most_of(mentor):
    profile = getattr(mentor, "mentor_profile", None)
    return profile.most_cooperatives if profile else USUAL_MOST


def by_month(found):
    """Sessions delivered and confirmed, and minutes, for each month in which one was held, newest first."""
    sessions = CoachingSession.objects.filter(engagement__in=[line.engagement.pk for line in found])
    days = sessions.delivered().order_by()
    months = defaultdict(Counter)
    # Grouped by day in the database and by month here: SQLite would call Python for the month of each session.
    counted = days.values("held_on").annotate(
        delivered=Count("pk"),
        confirmed=Count("pk", filter=Q(confirmed_at__isnull=False)),
        contact=Sum("minutes"),
    )
    for row in counted:
        months[row.pop("held_on").replace(day=1)].update(row)
    return [{"month": month, **months[month]} for month in sorted(months, reverse=True)]


def headings():
    return [
        _("Cooperative"),
        _("Register number"),
        _("Country"),
        _("Region"),
        _("Programme"),
        _("State"),
        _("Mentors"),
        _("Planned in all"),
        _("Planned to date"),
        _("Delivered"),
        _("Confirmed by the cooperative"),
        _("Disputed"),
        _("Waiting for the cooperative"),
        _("Waiting to be accepted"),
        _("Percent of planned to date"),
        _("Minutes with the cooperative"),
        _("Last session"),
        _("Days without a session"),
    ]


def row(line):
    """A line of the board as a line of a sheet."""
    cooperative, engagement = line.cooperative, line.engagement
    return [
        str(cooperative),
        cooperative.register_number,
        cooperative.get_country_display(),
        cooperative.region,
        engagement.programme.title,
        engagement.get_status_display(),
        ", ".join(map(str, line.mentors)),
        *(getattr(line, name) for name in SUMMED),
        line.percent,
        line.minutes,
        line.last_held_on and line.last_held_on.isoformat(),
        max(line.silent_days, 0),
    ]
