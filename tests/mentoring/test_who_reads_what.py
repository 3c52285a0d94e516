"""Who reads which part of a session: each role against each part, on one session that holds them all."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from lms.people.choices import Role
from mentoring.actions import amendments, confirmations, notes
from mentoring.models import SessionDraft
from tests.factories.mentoring import (
    AssignmentFactory,
    CoachingSessionFactory,
    EngagementFactory,
    SessionPhotoFactory,
    amended,
    logged_session,
    member_of,
    mentor_of,
)
from tests.factories.people import (
    MembershipFactory,
    OfficeHoldingFactory,
    PersonFactory,
    appointed,
)

pytestmark = pytest.mark.django_db

NOTE, OTHER_NOTE, DRAFT = "zqxnotezqx", "zqxothernotezqx", "zqxdraftzqx"
PARTS = {
    "summary": "zqxsummaryzqx",
    "earlier version": "zqxbeforezqx",
    "reason of a change": "zqxreasonzqx",
    "who took part": "Zqxattendee",
    "words of a dispute": "zqxdisputezqx",
    "photo": "zqxphotozqx",
    "time besides": "7773 km",
    "own note": NOTE,
    "note of the other mentor": OTHER_NOTE,
    "that a note exists": "has kept a private note",
    "draft": DRAFT,
}
RECORD = {
    *("summary", "earlier version", "reason of a change"),
    *("who took part", "words of a dispute", "photo"),
}
READ = {
    "mentor": RECORD | {"time besides", "own note"},
    "other mentor of the visit": RECORD | {"time besides", "note of the other mentor"},
    "mentor of the engagement who was not there": RECORD,
    "released mentor of the visit": RECORD | {"time besides"},
    "mentor who is only asked": set(),
    "mentor elsewhere": set(),
    "member": RECORD,
    "officer": RECORD,
    "former member": set(),
    "member of another cooperative": set(),
    "manager": RECORD | {"time besides", "that a note exists"},
    "manager elsewhere": set(),
    "administrator": RECORD | {"time besides", "that a note exists"},
    "trainer": set(),
    "certifier": set(),
    "expert": set(),
    "stranger": set(),
}


@pytest.fixture
def session():
    """Held by two mentors, disputed, changed, with a photo, two notes and a draft of the next one."""
    engagement = EngagementFactory(cooperative__country="MA")
    mentor = mentor_of(engagement)
    other, released = (AssignmentFactory(engagement=engagement).mentor for _ in range(2))
    session = logged_session(
        engagement,
        attendees=[
            MembershipFactory(cooperative=engagement.cooperative, person__first_name="Zqxattendee")
        ],
        shared_summary=PARTS["earlier version"],
        with_mentors=[other, released],
        time={"travel_km": 7773},
    )
    confirmations.dispute_session(
        session, PARTS["words of a dispute"], by=member_of(engagement.cooperative)
    )
    session.refresh_from_db()
    reason = PARTS["reason of a change"]
    session = amended(session, shared_summary=PARTS["summary"], reason=reason)
    SessionPhotoFactory(session=session, description=PARTS["photo"])
    notes.keep_private_note(session, NOTE, by=mentor)
    notes.keep_private_note(session, OTHER_NOTE, by=other)
    engagement.assignments.filter(mentor=released).update(status="ended")
    SessionDraft.objects.create(
        engagement=engagement, author=mentor, fields={"place": [DRAFT]}, saved_at=timezone.now()
    )
    return session


def readers(session):
    engagement = session.engagement
    cooperative, assignments = engagement.cooperative, engagement.assignments.order_by("pk")
    asked = {"engagement": engagement, "status": "asked", "has_conflict": None}
    return {
        "mentor": assignments[0].mentor,
        "other mentor of the visit": assignments[1].mentor,
        "released mentor of the visit": assignments[2].mentor,
        "mentor of the engagement who was not there": AssignmentFactory(
            engagement=engagement
        ).mentor,
        "mentor who is only asked": AssignmentFactory(**asked).mentor,
        "mentor elsewhere": mentor_of(EngagementFactory()),
        "member": member_of(cooperative),
        "officer": OfficeHoldingFactory(membership__cooperative=cooperative).membership.person,
        "former member": MembershipFactory(cooperative=cooperative, ends_on="2021-01-01").person,
        "member of another cooperative": MembershipFactory().person,
        "manager": appointed(Role.MANAGER, "MA"),
        "manager elsewhere": appointed(Role.MANAGER, "SN"),
        "administrator": appointed(Role.ADMINISTRATOR),
        "trainer": appointed(Role.TRAINER),
        "certifier": appointed(Role.CERTIFIER),
        "expert": appointed(Role.EXPERT),
        "stranger": PersonFactory(),
    }


def parts_in(page):
    return {name for name, words in PARTS.items() if words in page}


def test_each_role_reads_on_the_page_of_a_session_what_the_table_says_and_nothing_else(
    enter, session
):
    address = reverse("mentoring:session", args=[session.pk])

    read = {
        name: parts_in(enter(person).get(address).content.decode())
        for name, person in readers(session).items()
    }

    assert read == READ


def test_each_role_is_given_the_photo_only_with_the_session(enter, session):
    address = reverse("mentoring:photo", args=[session.photos.get().pk])

    given = {
        name
        for name, person in readers(session).items()
        if enter(person).get(address).status_code == 200
    }

    assert given == {name for name, parts in READ.items() if "photo" in parts}


def test_where_officers_alone_read_the_table_closes_for_other_members(enter, session):
    session.engagement.readers = "officers"
    session.engagement.save()
    address = reverse("mentoring:session", args=[session.pk])

    read = {
        name: parts_in(enter(person).get(address).content.decode())
        for name, person in readers(session).items()
    }

    assert read == {**READ, "member": set()}


def test_the_history_of_a_session_holds_no_note_and_no_draft(session):
    rows = [*session.history.all(), *(time.history.first() for time in session.mentors.all())]

    kept = " ".join(str(vars(row)) for row in rows)

    assert PARTS["earlier version"] in kept
    assert not {NOTE, OTHER_NOTE, DRAFT} & {
        word for word in (NOTE, OTHER_NOTE, DRAFT) if word in kept
    }


def test_a_mentor_who_was_not_there_changes_nothing(enter, session):
    absent = AssignmentFactory(engagement=session.engagement).mentor
    other = CoachingSessionFactory()

    for name in ("amend_session", "state_time", "keep_photo"):
        for person, code in ((absent, 403), (other.logged_by, 404)):
            address = reverse(f"mentoring:{name}", args=[session.pk])
            assert enter(person).get(address).status_code == code
    with pytest.raises(amendments.ChangedMeanwhile):
        amendments.amend_session(
            session,
            id=uuid.uuid4(),
            changes={"minutes": 5},
            reason="x",
            base_version=1,
            by=session.logged_by,
        )
