"""Whatever is logged, confirmed, disputed, amended, accepted and closed: the totals are the same however they are sliced."""

import datetime as dt
import uuid
from collections import Counter
from contextlib import suppress

from django.utils import timezone
from freezegun import freeze_time
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from lms.core.errors import RuleError
from lms.people.choices import Role
from mentoring.actions.acceptance import accept_session, accept_sessions
from mentoring.actions.amendments import amend_session, state_time
from mentoring.actions.confirmations import confirm_session, dispute_session
from mentoring.actions.months import close_month
from mentoring.actions.sessions import log_session
from mentoring.models import ClosedMonth, CoachingSession, Engagement, SessionMentor
from mentoring.reports import coverage, figures
from mentoring.reports import months as report
from tests.factories.mentoring import EngagementFactory
from tests.factories.people import MembershipFactory, appointed

REGIONS = ("Nord", "Nord", "Souss")
ANY = st.integers(0, 11)
MINUTES = st.sampled_from([1, 60, 90, 480, 720])
DAY = st.builds(dt.date, st.just(2026), st.integers(1, 3), st.integers(1, 28))
LOG = st.tuples(
    st.just("log"), st.integers(0, 2), st.sets(st.integers(0, 2), min_size=1), DAY, MINUTES
)
DEEDS = st.lists(
    st.one_of(
        LOG,
        LOG,
        st.tuples(st.just("confirm"), ANY),
        st.tuples(st.just("dispute"), ANY),
        st.tuples(st.just("amend"), ANY, DAY, MINUTES),
        st.tuples(st.just("state"), ANY, MINUTES, st.integers(0, 90)),
        st.tuples(st.just("accept"), ANY, st.sampled_from(["", "I called."])),
        st.just(("accept_all",)),
        st.just(("close",)),
    ),
    max_size=24,
)

MARCH = dt.date(2026, 3, 10)
# Joint and single visits, accepted with and without an answer, closed, amended after that, and reported again.
EVERYTHING = [
    ("log", 0, {0, 1}, dt.date(2026, 1, 5), 90),
    ("log", 1, {2}, MARCH, 60),
    ("log", 2, {0, 2}, MARCH, 480),
    ("state", 2, 60, 15),
    ("confirm", 0),
    ("confirm", 1),
    ("dispute", 2),
    ("accept", 0, ""),
    ("accept_all",),
    ("close",),
    ("amend", 0, dt.date(2026, 2, 2), 60),
    ("close",),
    ("amend", 0, MARCH, 1),
    ("amend", 2, MARCH, 90),
    ("accept", 2, "I called."),
    ("close",),
    ("confirm", 0),
    ("amend", 1, MARCH, 720),
    ("log", 1, {1}, MARCH, 60),
    ("dispute", 3),
]


class World:
    """Three cooperatives of two regions, three mentors who accompany each of them, and who manages the country."""

    def __init__(self):
        self.mentors = [appointed(Role.MENTOR) for _ in range(3)]
        self.manager = appointed(Role.MANAGER, "MA")
        self.engagements = [
            EngagementFactory(
                cooperative__country="MA", cooperative__region=region, mentors=self.mentors
            )
            for region in REGIONS
        ]
        self.members = [
            MembershipFactory(cooperative=engagement.cooperative) for engagement in self.engagements
        ]
        self.logged, self.digests, self.next = [], {}, dt.date(2026, 1, 1)

    def do(self, deed, *details):
        with suppress(RuleError):
            getattr(self, deed)(*details)

    def session(self, place):
        """One of those logged, or None."""
        if not self.logged:
            return None
        key = self.logged[place % len(self.logged)]
        return CoachingSession.objects.select_related("engagement__cooperative").get(pk=key)

    def member_of(self, session):
        place = [engagement.pk for engagement in self.engagements].index(session.engagement_id)
        return self.members[place].person

    def log(self, cooperative, who, held_on, minutes):
        first, *others = (self.mentors[place] for place in sorted(who))
        session = log_session(
            self.engagements[cooperative],
            id=uuid.uuid4(),
            held_on=held_on,
            mode="visit",
            minutes=minutes,
            topics=["accounts"],
            shared_summary="We wrote the cash book together.",
            no_actions=True,
            attendees=[self.members[cooperative]],
            with_mentors=others,
            time={"preparation_minutes": 30, "travel_minutes": 45, "travel_km": 12},
            by=first,
        )
        self.logged.append(session.pk)

    def confirm(self, place):
        if session := self.session(place):
            confirm_session(session, by=self.member_of(session))

    def dispute(self, place):
        if session := self.session(place):
            dispute_session(session, "It was shorter.", by=self.member_of(session))

    def amend(self, place, held_on, minutes):
        if session := self.session(place):
            amend_session(
                session,
                id=uuid.uuid4(),
                changes={"held_on": held_on, "minutes": minutes},
                reason="It was shorter.",
                base_version=session.version,
                by=self.manager if session.status == "locked" else session.logged_by,
            )

    def state(self, place, minutes, preparation):
        if (session := self.session(place)) and not session.is_settled:
            state_time(
                session,
                minutes=minutes,
                preparation_minutes=preparation,
                travel_minutes=0,
                travel_km=0,
                by=session.logged_by,
            )

    def accept(self, place, because):
        if session := self.session(place):
            accept_session(session, because=because, by=self.manager)

    def accept_all(self):
        accept_sessions(CoachingSession.objects.all(), by=self.manager)

    def close(self):
        closed = close_month("MA", self.next, by=self.manager)
        self.digests[closed.pk] = closed.digest
        self.next = report.last_day(self.next) + dt.timedelta(days=1)


def added(rows, name):
    return sum(row[name] for row in rows)


def check_slices(world):
    """By cooperative, region, month and mentor: each time the whole, which is what the rows themselves come to."""
    lines = coverage.lines(Engagement.objects.all(), timezone.localdate())
    whole, sessions = coverage.totals(lines), list(CoachingSession.objects.all())
    held = [session for session in sessions if session.status != "disputed"]

    assert len(sessions) == len(world.logged)
    assert (whole["delivered"], whole["disputed"]) == (len(held), len(sessions) - len(held))
    assert whole["confirmed"] == sum(session.confirmed_at is not None for session in sessions)
    assert whole["minutes"] == sum(session.minutes for session in held)
    regions, months = coverage.by_region(lines), coverage.by_month(lines)
    for name in (*coverage.SUMMED, "minutes", "cooperatives"):
        assert sum(coverage.totals([line])[name] for line in lines) == whole[name]
        assert added(regions, name) == whole[name]
    for name, same in (("delivered",) * 2, ("confirmed",) * 2, ("contact", "minutes")):
        assert added(months, name) == whole[same]
    told = figures.totals(Engagement.objects.all())
    assert {name: whole[name] for name in told} == told
    check_hours(lines)


def check_hours(lines):
    """A mentor's hours are those of her own rows; preparation and travel stay apart."""
    wanted = Counter()
    for time in SessionMentor.objects.exclude(session__status="disputed"):
        wanted[time.mentor_id, "contact"] += time.minutes
        wanted[time.mentor_id, "preparation"] += time.preparation_minutes
        wanted[time.mentor_id, "travel"] += time.travel_minutes
    found = Counter()
    for row in coverage.by_mentor(lines):
        for name in ("contact", "preparation", "travel"):
            found[row["mentor"].pk, name] += getattr(row["time"], name)
    assert +found == +wanted


def check_confirmed():
    """Each session that counts as confirmed has the word of a member about the version that counts."""
    for session in CoachingSession.objects.confirmed():
        assert session.confirmations.filter(version=session.version, outcome="confirmed").exists()
        assert session.status != "disputed"


def check_reports(world):
    """Each locked session is in one report, counted once; reports say what they said, and amendments lead to today."""
    closed = list(ClosedMonth.objects.order_by("month"))
    told = {one["id"]: one for month in closed for one in month.facts["sessions"]}
    locked = {
        str(session.pk): session for session in CoachingSession.objects.filter(status="locked")
    }

    assert sum(len(month.facts["sessions"]) for month in closed) == len(told)
    assert told.keys() == locked.keys()
    for month in closed:
        sessions, totals = month.facts["sessions"], month.facts["totals"]
        assert report.digest_of(month.facts) == month.digest == world.digests[month.pk]
        assert totals["sessions"] == len(sessions)
        assert totals["contact"] == added(sessions, "minutes")
        assert totals["confirmed"] == sum(bool(one["confirmed_on"]) for one in sessions)
        times = [time for one in sessions for time in one["mentors"]]
        by_mentor = Counter()
        for time in times:
            by_mentor[time["id"]] += time["minutes"]
        assert totals["mentor_minutes"] == by_mentor.total()
        assert totals["preparation"] == added(times, "preparation")
    for key, session in locked.items():
        check_amended(told[key], session, closed)


def check_amended(told, session, closed):
    """What was reported, changed by the amendments after it, is what stands today; none is told twice."""
    later = [
        amendment
        for month in closed
        for amendment in month.facts["amendments"]
        if amendment["session"] == told["id"]
    ]
    waiting = session.amendments.not_reported()
    assert len(later) + waiting.count() == session.amendments.filter(after_lock=True).count()
    minutes = told["minutes"]
    for amendment in later:
        assert amendment["before"].get("minutes", minutes) == minutes
        minutes = amendment["after"].get("minutes", minutes)
    for amendment in waiting:
        minutes = amendment.after["minutes"]
    assert minutes == session.minutes


@freeze_time("2026-04-02 12:00:00")
class AnyMix(TestCase):
    @settings(max_examples=30, deadline=None)
    @given(deeds=DEEDS)
    @example(deeds=EVERYTHING)
    def test_the_totals_are_the_same_however_they_are_sliced(self, deeds):
        world = World()
        for deed in deeds:
            world.do(*deed)

        check_slices(world)
        check_confirmed()
        check_reports(world)

    def test_the_example_reaches_every_state(self):
        world = World()
        for deed in EVERYTHING[:-10]:
            world.do(*deed)
        assert set(CoachingSession.objects.values_list("status", flat=True)) == {
            *("locked", "accepted", "disputed"),
        }
        for deed in EVERYTHING[-10:]:
            world.do(*deed)

        statuses = Counter(CoachingSession.objects.values_list("status", flat=True))
        assert statuses == {"locked": 3, "disputed": 1}
        assert [
            len(month.facts["amendments"]) for month in ClosedMonth.objects.order_by("month")
        ] == [0, 1, 1]
