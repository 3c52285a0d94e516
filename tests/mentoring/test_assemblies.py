"""Assemblies: what was decided, who was elected, the minutes on file, and the next one."""

import datetime as dt
import io
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from lms.core.errors import RuleError
from lms.core.policy import SYSTEM
from lms.notices.models import Notice
from lms.people.actions import LaterElection
from lms.people.choices import Office, Role
from lms.people.models import OfficeHolding
from mentoring import tasks
from mentoring.actions import assemblies
from mentoring.models import Assembly, Minutes
from tests.factories.mentoring import EngagementFactory, mentor_of, recorded_assembly
from tests.factories.people import CooperativeFactory, MembershipFactory, PersonFactory, appointed

from .screens import event_fields, page

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 3, 12)


@pytest.fixture
def engagement():
    return EngagementFactory(cooperative__country="MA", cooperative__name="Tamghart")


@pytest.fixture
def members(engagement):
    return MembershipFactory.create_batch(
        3, cooperative=engagement.cooperative, starts_on=dt.date(2025, 1, 1)
    )


def officers(cooperative, day=None):
    held = OfficeHolding.objects.current(day).filter(membership__cooperative=cooperative)
    return {(holding.office, holding.membership) for holding in held}


def typed(members, **changes):
    return {
        "kind": "ordinary",
        "held_on": DAY.isoformat(),
        "place": "Azrou",
        "attendees": [member.pk for member in members],
        "represented": "",
        "decisions": "Buy a second oven.",
        "chair": members[0].pk,
        "board": [],
        "next_on": "",
        **event_fields(),
        **changes,
    }


def photo():
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(file, "JPEG")
    return SimpleUploadedFile("page 1.jpg", file.getvalue(), "image/jpeg")


def test_who_is_elected_holds_the_office_from_the_day_of_the_assembly(engagement, members):
    old, new, other = members
    OfficeHolding.objects.create(membership=old, office=Office.CHAIR, starts_on=dt.date(2025, 1, 1))

    recorded_assembly(engagement, DAY, elected={Office.CHAIR: [new], Office.BOARD: [old, other]})

    assert officers(engagement.cooperative) == {
        (Office.CHAIR, new),
        (Office.BOARD, old),
        (Office.BOARD, other),
    }
    assert officers(engagement.cooperative, DAY - dt.timedelta(days=1)) == {(Office.CHAIR, old)}
    assert (Office.CHAIR, old) not in officers(engagement.cooperative, DAY)


def test_a_second_vote_on_the_same_day_counts(engagement, members):
    recorded_assembly(engagement, DAY, elected={Office.CHAIR: members[:1]})
    recorded_assembly(engagement, DAY, elected={Office.CHAIR: members[1:2]})

    assert officers(engagement.cooperative) == {(Office.CHAIR, members[1])}


def test_who_is_elected_again_goes_on_in_one_holding(engagement, members):
    recorded_assembly(engagement, DAY, elected={Office.CHAIR: members[:1]})
    recorded_assembly(engagement, DAY + dt.timedelta(days=90), elected={Office.CHAIR: members[:1]})

    [holding] = OfficeHolding.objects.all()
    assert (holding.starts_on, holding.ends_on) == (DAY, None)


def test_an_assembly_written_down_late_does_not_undo_a_later_election(engagement, members):
    recorded_assembly(engagement, DAY, elected={Office.CHAIR: members[:1]})

    with pytest.raises(LaterElection, match=str(members[0].person)):
        recorded_assembly(
            engagement, DAY - dt.timedelta(days=30), elected={Office.CHAIR: members[1:2]}
        )

    assert Assembly.objects.count() == 1
    assert officers(engagement.cooperative) == {(Office.CHAIR, members[0])}


def test_without_a_vote_the_offices_stay(engagement, members):
    recorded_assembly(engagement, DAY, elected={Office.CHAIR: members[:1]})
    recorded_assembly(engagement, DAY + dt.timedelta(days=5))

    assert officers(engagement.cooperative) == {(Office.CHAIR, members[0])}


def test_the_same_assembly_told_twice_is_one(engagement, members):
    key = uuid.uuid4()
    first, second = (
        recorded_assembly(engagement, DAY, id=key, elected={Office.CHAIR: members[:1]})
        for _ in range(2)
    )

    assert first == second
    assert (Assembly.objects.count(), OfficeHolding.objects.count()) == (1, 1)
    assert first.elections.count() == 1


@pytest.mark.parametrize("days", [1, 400])
def test_an_assembly_still_to_come_is_refused(engagement, members, days):
    with pytest.raises(assemblies.AssemblyInTheFuture):
        recorded_assembly(engagement, timezone.localdate() + dt.timedelta(days=days))


def test_only_members_were_there_and_only_members_are_elected(engagement, members):
    stranger = MembershipFactory()

    with pytest.raises(assemblies.NotAMember, match="Tamghart"):
        recorded_assembly(engagement, DAY, attendees=[*members, stranger])
    with pytest.raises(assemblies.NotAMember):
        recorded_assembly(engagement, DAY, elected={Office.CHAIR: [stranger]})
    assert not Assembly.objects.exists()


def test_a_mentor_an_officer_and_a_manager_write_assemblies_down_and_nobody_else(
    engagement, members
):
    officer, member = members[0].person, members[1].person
    OfficeHolding.objects.create(membership=members[0], office=Office.SECRETARY)
    for person in (officer, mentor_of(engagement), appointed(Role.MANAGER, "MA")):
        recorded_assembly(engagement, DAY, by=person)

    for person in (member, appointed(Role.MENTOR), appointed(Role.MANAGER, "SN"), PersonFactory()):
        with pytest.raises(PermissionDenied):
            recorded_assembly(engagement, DAY, by=person)


def test_the_mentor_of_a_closed_engagement_writes_nothing_down_any_more(engagement, members):
    engagement.status, engagement.ending = "closed", "reached"
    engagement.closed_on = dt.date(2026, 5, 1)
    engagement.save()

    with pytest.raises(PermissionDenied):
        recorded_assembly(engagement, DAY, by=mentor_of(engagement))


def test_a_mentor_writes_an_assembly_down_and_puts_its_minutes_on_file(enter, engagement, members):
    client = enter(mentor_of(engagement))
    address = reverse("mentoring:record_assembly", args=[engagement.cooperative.pk])

    answers = [client.post(address, typed(members)) for _ in range(1)]
    assembly = Assembly.objects.get()
    kept = client.post(
        reverse("mentoring:keep_minutes", args=[assembly.pk]), {"file": photo()}, follow=True
    ).content.decode()

    assert answers[0].url == reverse("mentoring:assembly", args=[assembly.pk])
    assert "page 1.jpg" in kept
    file = client.get(reverse("mentoring:minutes", args=[Minutes.objects.get().pk]))
    assert file["Content-Type"] == "image/jpeg"
    assert "Minutes on file" in page(client, "mentoring:assemblies", engagement.cooperative.pk)


def test_sending_the_form_twice_stores_it_once(enter, engagement, members):
    client, sent = enter(mentor_of(engagement)), typed(members)
    address = reverse("mentoring:record_assembly", args=[engagement.cooperative.pk])

    first, second = client.post(address, sent), client.post(address, sent)

    assert first.url == second.url
    assert Assembly.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"attendees": []}, "This field is required."),
        ({"decisions": " "}, "This field is required."),
        ({"next_on": DAY.isoformat()}, "The next assembly comes after this one."),
        ({"held_on": "2999-01-01"}, "is still to come"),
        ({"chair": "999999999999999999999"}, "Select a valid choice."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(enter, engagement, members, changes, said):
    address = reverse("mentoring:record_assembly", args=[engagement.cooperative.pk])

    shown = enter(mentor_of(engagement)).post(address, typed(members, **changes)).content.decode()

    assert said in shown
    assert "Azrou" in shown
    assert not Assembly.objects.exists()


def test_a_file_that_is_not_what_its_name_says_is_refused_in_words(enter, engagement, members):
    assembly = recorded_assembly(engagement, DAY)
    address = reverse("mentoring:keep_minutes", args=[assembly.pk])
    fake = SimpleUploadedFile("minutes.pdf", b"<script>alert(1)</script>", "application/pdf")

    shown = enter(mentor_of(engagement)).post(address, {"file": fake}).content.decode()

    assert "damaged, or not what its name says" in shown
    assert not Minutes.objects.exists()


def test_the_same_page_put_on_file_twice_is_once(engagement, members):
    assembly = recorded_assembly(engagement, DAY)
    for _ in range(2):
        assemblies.keep_minutes(assembly, "photo", photo(), by=mentor_of(engagement))

    assert Minutes.objects.count() == 1


def test_minutes_are_read_by_the_cooperative_and_those_around_it_alone(client, engagement, members):
    assembly = recorded_assembly(engagement, DAY)
    kept = assemblies.keep_minutes(assembly, "photo", photo(), by=mentor_of(engagement))
    address = reverse("mentoring:minutes", args=[kept.pk])

    client.force_login(members[2].person)
    assert client.get(address).status_code == 200
    for person in (PersonFactory(), appointed(Role.MENTOR), MembershipFactory().person):
        client.force_login(person)
        assert client.get(address).status_code == 404


def test_two_weeks_before_the_next_assembly_mentor_and_officers_are_told_once(engagement, members):
    today = timezone.localdate()
    recorded_assembly(
        engagement,
        today - dt.timedelta(days=30),
        elected={Office.CHAIR: members[:1]},
        next_on=today + dt.timedelta(days=14),
    )

    for _ in range(2):
        tasks.remind(None)

    told = Notice.objects.filter(kind="mentoring.assembly_ahead")
    assert {notice.person for notice in told} == {mentor_of(engagement), members[0].person}
    assert told.count() == 2


@pytest.mark.parametrize("days", [-1, 15])
def test_of_an_assembly_far_off_or_past_nobody_is_told(engagement, members, days):
    today = timezone.localdate()
    held = today - dt.timedelta(days=30)
    recorded_assembly(engagement, held, next_on=today + dt.timedelta(days=days))

    tasks.remind(None)

    assert not Notice.objects.exists()


def test_an_assembly_held_since_takes_the_reminder_away(engagement, members):
    today = timezone.localdate()
    recorded_assembly(
        engagement, today - dt.timedelta(days=30), next_on=today + dt.timedelta(days=7)
    )
    recorded_assembly(engagement, today - dt.timedelta(days=1))

    tasks.remind(None)

    assert not Notice.objects.exists()


@pytest.mark.parametrize("held", [1, 4])
def test_the_list_costs_the_same_for_any_number(
    enter, engagement, members, held, django_assert_num_queries
):
    for number in range(held):
        recorded_assembly(
            engagement,
            DAY + dt.timedelta(days=number),
            elected={Office.CHAIR: [members[number % 3]]},
        )
    client = enter(mentor_of(engagement))
    page(client, "mentoring:assemblies", engagement.cooperative.pk)

    with django_assert_num_queries(9):
        page(client, "mentoring:assemblies", engagement.cooperative.pk)


def test_a_cooperative_that_is_not_hers_does_not_exist_for_a_member(enter, engagement):
    client = enter(MembershipFactory(cooperative=CooperativeFactory()).person)
    address = reverse("mentoring:assemblies", args=[engagement.cooperative.pk])

    assert client.get(address).status_code == 404


def test_the_system_alone_passes_no_office_on_to_a_stranger(engagement, members):
    with pytest.raises(RuleError):
        recorded_assembly(engagement, DAY, elected={Office.CHAIR: [MembershipFactory()]}, by=SYSTEM)
