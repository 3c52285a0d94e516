"""Somebody may be in danger: told to one named person, read by nobody else, never lost."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from lms.core.errors import ReasonMissing
from lms.core.moves import MoveRefused
from lms.core.policy import SYSTEM
from lms.notices.models import Notice
from lms.offline.models import Event
from lms.people.choices import Role
from mentoring.actions import safeguarding
from mentoring.models import SafeguardingConcern, SafeguardingContact
from tests.factories.mentoring import AssignmentFactory, EngagementFactory, member_of, mentor_of
from tests.factories.people import (
    CooperativeFactory,
    OfficeHoldingFactory,
    PersonFactory,
    appointed,
)

from .screens import HOME, event_fields, page

pytestmark = pytest.mark.django_db

WORDS = "She has bruises"


@pytest.fixture
def engagement():
    return EngagementFactory(cooperative__country="MA", cooperative__name="Tamghart")


@pytest.fixture
def named():
    person = appointed(Role.TRAINER, first_name="Nadia", last_name="Belhaj")
    safeguarding.name_contact("MA", person, by=SYSTEM)
    return person


def raised(cooperative, by, **facts):
    facts = {"id": uuid.uuid4(), "text": WORDS, "in_danger_now": False, **facts}
    return safeguarding.raise_concern(cooperative, **facts, by=by)


def address_of(cooperative):
    return reverse("mentoring:raise_concern", args=[cooperative.pk])


def typed(**changes):
    return {"concern-text": WORDS, **event_fields(), **changes}


def test_who_has_to_do_with_the_cooperative_raises_it_and_nobody_else(engagement, named):
    cooperative = engagement.cooperative
    officer = OfficeHoldingFactory(membership__cooperative=cooperative).membership.person
    for by in [mentor_of(engagement), member_of(cooperative), officer]:
        assert raised(cooperative, by).sent_to == named

    asked = AssignmentFactory(engagement=engagement, status="asked", has_conflict=None).mentor
    others = [asked, PersonFactory(), appointed(Role.MANAGER, "SN"), mentor_of(EngagementFactory())]
    for by in others:
        with pytest.raises(PermissionDenied):
            raised(cooperative, by)


def test_the_same_concern_sent_twice_is_one(enter, engagement, named):
    client, sent = enter(mentor_of(engagement)), typed()

    for _ in range(2):
        client.post(address_of(engagement.cooperative), sent)

    assert SafeguardingConcern.objects.get().text == WORDS
    assert Notice.objects.filter(kind="mentoring.concern_came").count() == 1


def test_before_she_writes_she_reads_who_will_read_it_and_what_to_do_now(enter, engagement, named):
    shown = page(enter(mentor_of(engagement)), "mentoring:raise_concern", engagement.cooperative_id)

    assert "Only Nadia Belhaj, who is named for it, reads this" in shown
    assert "call the emergency services first" in shown
    field = shown[shown.index('<textarea name="concern-text"') :].partition(">")[0]
    assert "data-never-keep" in field


def test_where_nobody_is_named_it_goes_to_the_administrator_and_the_form_says_so(enter, engagement):
    administrator = appointed(Role.ADMINISTRATOR, first_name="Driss", last_name="El Mokri")
    named_elsewhere = appointed(Role.TRAINER)
    safeguarding.name_contact("SN", named_elsewhere, by=SYSTEM)
    client = enter(mentor_of(engagement))

    shown = page(client, "mentoring:raise_concern", engagement.cooperative_id)
    client.post(address_of(engagement.cooperative), typed())

    assert "Nobody is named for your country yet" in shown
    assert "Driss El Mokri" in shown
    assert SafeguardingConcern.objects.get().sent_to == administrator


def test_a_named_person_who_is_locked_out_is_none(engagement, named):
    administrator = appointed(Role.ADMINISTRATOR)
    named.is_active = False
    named.save()

    assert raised(engagement.cooperative, mentor_of(engagement)).sent_to == administrator


def test_with_nobody_to_turn_to_it_is_kept_for_its_author_alone(enter, engagement):
    mentor = mentor_of(engagement)
    shown = enter(mentor).post(address_of(engagement.cooperative), typed()).content.decode()

    assert "Nobody is named yet to read this." in shown
    kept = Event.objects.get()
    assert (kept.outcome, kept.private, kept.payload["text"]) == ("rejected", True, WORDS)
    for person in [appointed(Role.ADMINISTRATOR), appointed(Role.MANAGER, "MA")]:
        assert kept not in Event.objects.visible_to(person)


@pytest.mark.parametrize("wrong", [{"concern-text": ""}, {"concern-text": "x" * 4001}])
def test_what_is_no_concern_is_said_and_what_was_typed_stays(enter, engagement, named, wrong):
    answer = enter(mentor_of(engagement)).post(address_of(engagement.cooperative), typed(**wrong))

    assert "What you wrote is kept." in answer.content.decode()
    assert wrong["concern-text"] in answer.content.decode()
    assert not SafeguardingConcern.objects.exists()


def test_the_named_person_is_told_that_one_came_and_nothing_of_it(engagement, named):
    concern = raised(engagement.cooperative, mentor_of(engagement))

    [notice] = Notice.objects.all()
    assert (notice.person, notice.title, notice.params) == (named, "A concern came in", {})
    assert notice.path == f"mentoring/concerns/{concern.pk}/"


def test_she_takes_it_up_and_settles_it_and_the_writer_sees_that_and_not_what_was_done(
    enter, engagement, named
):
    writer = mentor_of(engagement)
    concern = raised(engagement.cooperative, writer)
    client, of_writer = enter(named), enter
    assert reverse("mentoring:concerns") in page(client, HOME)
    client.post(reverse("mentoring:take_up_concern", args=[concern.pk]))
    assert "Taken up" in page(of_writer(writer), "mentoring:concern", concern.pk)

    settle = reverse("mentoring:settle_concern", args=[concern.pk])
    client = enter(named)
    assert (
        "Write what was done."
        in client.post(settle, {"settle-what_was_done": " "}).content.decode()
        or not SafeguardingConcern.objects.get().settled_at
    )
    client.post(settle, {"settle-what_was_done": "She lives with her aunt."})

    concern.refresh_from_db()
    assert (concern.status, concern.what_was_done) == ("settled", "She lives with her aunt.")
    assert "aunt" in page(client, "mentoring:concern", concern.pk)
    shown = page(enter(writer), "mentoring:concern", concern.pk)
    assert WORDS in shown
    assert "Settled" in shown
    assert "aunt" not in shown
    assert "aunt" not in page(enter(writer), "mentoring:concerns")


def test_only_the_named_person_acts_and_in_the_order_of_things(engagement, named):
    writer = mentor_of(engagement)
    concern = raised(engagement.cooperative, writer)
    others = [writer, appointed(Role.ADMINISTRATOR), appointed(Role.MANAGER, "MA"), PersonFactory()]
    for by in others:
        with pytest.raises(PermissionDenied):
            safeguarding.take_up_concern(concern, by=by)
        with pytest.raises(PermissionDenied):
            safeguarding.settle_concern(concern, "Done.", by=by)

    with pytest.raises(MoveRefused):
        safeguarding.settle_concern(concern, "Done.", by=named)
    taken = safeguarding.take_up_concern(concern, by=named)
    assert safeguarding.take_up_concern(concern, by=named).taken_up_at == taken.taken_up_at
    with pytest.raises(ReasonMissing):
        safeguarding.settle_concern(concern, " ", by=named)
    safeguarding.settle_concern(concern, "Done.", by=named)
    assert safeguarding.settle_concern(concern, "Other.", by=named).what_was_done == "Done."


def test_one_person_a_country_is_named_by_an_administrator_and_what_went_before_stays(
    enter, engagement, named
):
    before = raised(engagement.cooperative, mentor_of(engagement))
    newer = appointed(Role.MANAGER, "MA")
    for by in [newer, named, appointed(Role.MANAGER, "MA"), PersonFactory()]:
        with pytest.raises(PermissionDenied):
            safeguarding.name_contact("MA", newer, by=by)

    client = enter(appointed(Role.ADMINISTRATOR))
    address = reverse("mentoring:contacts")
    for wrong in [{"country": "XX"}, {"person": PersonFactory().pk}, {"person": ""}]:
        answer = client.post(address, {"country": "MA", "person": newer.pk, **wrong})
        assert "What you wrote is kept" in answer.content.decode()
    client.post(address, {"country": "MA", "person": newer.pk})

    assert SafeguardingContact.objects.get(country="MA").person == newer
    before.refresh_from_db()
    assert before.sent_to == named
    assert raised(engagement.cooperative, mentor_of(engagement)).sent_to == newer
    assert not SafeguardingConcern.objects.visible_to(newer).filter(pk=before.pk).exists()


def test_who_is_in_danger_now_comes_first_and_the_list_costs_the_same(
    enter, engagement, named, captured
):
    writer, counts = mentor_of(engagement), set()
    client = enter(named)
    page(client, "mentoring:concerns")
    for more in [1, 3]:
        for _ in range(more):
            raised(engagement.cooperative, writer)
        with captured() as queries:
            shown = page(client, "mentoring:concerns")
        counts.add(len(queries))
    urgent = raised(engagement.cooperative, writer, in_danger_now=True)
    raised(engagement.cooperative, writer)

    assert len(counts) == 1
    assert WORDS not in shown
    assert SafeguardingConcern.objects.for_list().first() == urgent


def test_the_way_to_the_form_is_on_the_page_of_the_engagement(enter, engagement, named):
    shown = page(enter(mentor_of(engagement)), "mentoring:engagement", engagement.pk)

    assert address_of(engagement.cooperative) in shown
    other = CooperativeFactory()
    assert enter(mentor_of(engagement)).get(address_of(other)).status_code == 404
