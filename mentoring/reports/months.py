"""What a month comes to when it is closed: all that its report will ever say, in every language, as plain values."""

import datetime as dt
import hashlib
import json
from collections import Counter

from django.conf import settings
from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.core.errors import RuleError
from mentoring.models import Amendment, ClosedMonth, CoachingSession

from .month_words import words_of


class MonthAltered(RuleError):
    code = "month_altered"


def last_day(month):
    """Of the month in which a day is."""
    return (month.replace(day=1) + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)


def is_over(month):
    return last_day(month) < timezone.localdate()


def next_to_close(country):
    """The first day of the month whose turn it is, over or not; None where nothing was ever accepted."""
    if closed := ClosedMonth.objects.filter(country=country).for_list().first():
        return last_day(closed.month) + dt.timedelta(days=1)
    first = _sessions(country).settled().aggregate(day=Min("held_on"))["day"]
    return first and first.replace(day=1)


def to_close(country, month):
    """The sessions that closing takes: accepted, held up to the month's last day, in no month yet."""
    accepted = _sessions(country).filter(status="accepted", held_on__lte=last_day(month))
    return accepted.order_by("held_on", "pk")


def left_out(country, month):
    """The sessions held up to the month's last day that it would leave out, oldest first."""
    return (
        _sessions(country)
        .unsettled()
        .filter(held_on__lte=last_day(month))
        .order_by("held_on", "pk")
    )


def amendments_to_report(country):
    """Made in months that are closed; no report tells of them yet."""
    found = Amendment.objects.not_reported().filter(
        session__engagement__cooperative__country=country
    )
    return found.order_by("made_at", "pk")


def preview(country, month):
    """What closing a month would take and leave out, in numbers."""
    states = Counter(left_out(country, month).values_list("status", flat=True))
    taken = to_close(country, month)
    return {
        "taken": taken.count(),
        "late": taken.filter(held_on__lt=month).count(),
        "unconfirmed_taken": taken.filter(confirmed_at=None).count(),
        "amendments": amendments_to_report(country).count(),
        "unconfirmed": states["submitted"],
        "disputed": states["disputed"],
        "unaccepted": states["confirmed"],
        "is_over": is_over(month),
    }


def _sessions(country):
    return CoachingSession.objects.filter(engagement__cooperative__country=country)


def facts_of(country, month, sessions, amendments, *, closed_by):
    """All that the report is made of. ``sessions`` and ``amendments`` come from ``for_report``."""
    listed = [_session(session, month) for session in sessions]
    return {
        "country": country,
        "month": f"{month:%Y-%m}",
        "closed_on": timezone.localdate().isoformat(),
        "closed_by": _name(closed_by),
        "sessions": listed,
        "amendments": [_amendment(amendment) for amendment in amendments],
        "totals": _totals(listed),
        "words": {code: words_of(code) for code, _label in settings.LANGUAGES},
    }


def canonical(facts):
    """The one way to write facts down as bytes, whatever order a database gives them back in."""
    text = json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode()


def digest_of(facts):
    return hashlib.sha256(canonical(facts)).hexdigest()


def _session(session, month):
    engagement = session.engagement
    return {
        "id": str(session.pk),
        "version": session.version,
        "held_on": session.held_on.isoformat(),
        "late": session.held_on < month,
        "cooperative": _cooperative(engagement.cooperative),
        "programme": engagement.programme.code,
        "mode": session.mode,
        "minutes": session.minutes,
        "mentors": [_time(time) for time in session.mentors.all()],
        "heads": session.heads,
        "ages": dict(session.age_bands),
        "topics": session.topics,
        "confirmed_on": _day(session.confirmed_at),
        "accepted_on": _day(session.accepted_at),
        "accepted_because": session.accepted_because,
    }


def _time(time):
    return {
        **_name(time.mentor),
        "id": time.mentor_id,
        "minutes": time.minutes,
        "preparation": time.preparation_minutes,
        "travel": time.travel_minutes,
        "km": time.travel_km,
    }


def _amendment(amendment):
    """What differs between both versions. Of those who took part only how many: the report names no member."""
    before, after = (_counted(version) for version in (amendment.before, amendment.after))
    session = amendment.session
    return {
        "session": str(session.pk),
        "version": amendment.version,
        "reported_in": f"{session.closed_month.month:%Y-%m}",
        "held_on": before["held_on"],
        "cooperative": _cooperative(session.engagement.cooperative),
        "programme": session.engagement.programme.code,
        "made_on": _day(amendment.made_at),
        "made_by": _name(amendment.made_by),
        "reason": amendment.reason,
        "before": {name: before[name] for name in before if before[name] != after[name]},
        "after": {name: after[name] for name in after if before[name] != after[name]},
    }


def _counted(version):
    return {**version, "attendees": len(version["attendees"])}


def _cooperative(cooperative):
    return {
        "code": cooperative.code,
        "name": cooperative.name,
        "name_arabic": cooperative.name_arabic,
        "register_number": cooperative.register_number,
        "region": cooperative.region,
        "commune": cooperative.commune,
    }


def _name(person):
    return {"name": person.name_latin, "name_arabic": person.name_arabic}


def _day(moment):
    return moment and timezone.localdate(moment).isoformat()


def _totals(sessions):
    times = [time for session in sessions for time in session["mentors"]]
    return {
        "sessions": len(sessions),
        "confirmed": sum(bool(session["confirmed_on"]) for session in sessions),
        "late": sum(session["late"] for session in sessions),
        "contact": sum(session["minutes"] for session in sessions),
        "mentor_minutes": sum(time["minutes"] for time in times),
        "preparation": sum(time["preparation"] for time in times),
        "travel": sum(time["travel"] for time in times),
        "km": sum(time["km"] for time in times),
    }


def refuse_altered(closed):
    """Raises MonthAltered where the facts of a closed month are not those of which the digest was taken."""
    if digest_of(closed.facts) != closed.digest:
        raise MonthAltered(
            _("The facts of this month were altered after it was closed. Tell an administrator.")
        )


def born(facts):
    """The moment that its file gives as its birth: the beginning of the day on which the month was closed."""
    return dt.datetime.fromisoformat(facts["closed_on"])
