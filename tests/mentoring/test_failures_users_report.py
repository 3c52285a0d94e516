"""What field tools have failed at, one test for each row of the list in the design, named by the rule it gave.

What only a browser shows of the same rules stands in tests/browser/test_failures_users_report.py.
"""

import datetime as dt
import json
import uuid

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from lms.offline import intake
from lms.offline.kinds import KINDS
from lms.offline.models import Event
from lms.people.choices import Role
from lms.people.merging import merge_cooperatives
from lms.people.models import Cooperative
from mentoring.actions import sessions
from mentoring.choices import Mode, Topic
from mentoring.models import Amendment, CoachingSession, SessionDraft
from tests.factories.mentoring import (
    EngagementFactory,
    amended,
    logged_session,
    mentor_of,
    told_session,
)
from tests.factories.people import CooperativeFactory, MembershipFactory, appointed

from .screens import page, send_session, typed_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def engagement():
    return EngagementFactory(cooperative__country="MA", cooperative__name="Tamghart")


@pytest.fixture
def member(engagement):
    return MembershipFactory(cooperative=engagement.cooperative)


def tell(engagement, payload, id=None, kind="mentoring.session_logged"):
    told = intake.Told(id or uuid.uuid4(), kind, timezone.now(), payload)
    return intake.record(told, by=mentor_of(engagement))


def test_client_uuid_the_server_stores_once_and_answers_success_again(engagement, member):
    event_id, payload = uuid.uuid4(), told_session(engagement, [member])

    replies = [tell(engagement, payload, event_id) for _ in range(10)]

    assert [reply.outcome for reply in replies] == ["stored", *["duplicate"] * 9]
    assert {reply.result["id"] for reply in replies} == {str(event_id)}
    assert CoachingSession.objects.count() == 1


def test_no_record_without_a_uuid(enter, engagement, member):
    client = enter(mentor_of(engagement))

    for wrong in ("", "1", "not-a-uuid"):
        answer = send_session(client, engagement, typed_session([member], event_id=wrong))
        assert answer.status_code == 400

    assert not CoachingSession.objects.exists()
    with pytest.raises(TypeError, match="id"):
        sessions.log_session(engagement, held_on=timezone.localdate(), by=mentor_of(engagement))


def test_a_record_is_frozen_once_sending_starts_and_later_edits_are_a_new_revision(
    engagement, member
):
    event_id, payload = uuid.uuid4(), told_session(engagement, [member])
    tell(engagement, payload, event_id)

    edited = tell(engagement, {**payload, "minutes": 45}, event_id)
    session = CoachingSession.objects.get()
    assert (edited.outcome, session.minutes, session.version) == ("conflict", 90, 1)
    assert Event.objects.get(outcome="conflict").payload["minutes"] == 45

    amended(session, minutes=45)
    assert (CoachingSession.objects.get().version, Amendment.objects.get().before["minutes"]) == (
        2,
        90,
    )


def test_a_device_forgets_only_what_the_server_has_received(enter, engagement, member):
    client = enter(mentor_of(engagement))
    address = reverse("mentoring:log_session", args=[engagement.pk])
    forget = f'data-sent="log-{engagement.pk}"'

    refused = send_session(client, engagement, typed_session([member], shared_summary=""))
    assert forget not in refused.content.decode()
    assert forget not in client.get(address).content.decode()
    send_session(client, engagement, typed_session([member]))

    assert forget in client.get(address).content.decode()


def test_drafts_are_saved_to_the_server_as_soon_as_online(enter, engagement):
    client = enter(mentor_of(engagement))
    form = page(client, "mentoring:log_session", engagement.pk)
    address = reverse("mentoring:save_draft", args=[engagement.pk])
    assert f'data-draft="{address}"' in form

    client.post(address, {"saved_at": timezone.now().isoformat(), "place": "Tiznit"})

    assert SessionDraft.objects.get().fields == {"place": ["Tiznit"]}


def test_a_draft_is_resumed_or_discarded_explicitly_with_its_date_and_cooperative_name(
    enter, engagement
):
    mentor = mentor_of(engagement)
    typed_at = dt.datetime(2026, 4, 12, 9, 5, tzinfo=dt.UTC)
    SessionDraft.objects.create(
        engagement=engagement, author=mentor, fields={"place": ["Tiznit"]}, saved_at=typed_at
    )
    other = EngagementFactory(mentors=[mentor])

    shown = page(enter(mentor), "mentoring:log_session", engagement.pk)
    assert "Tamghart, last typed on April 12, 2026, 10:05" in shown
    assert "Go on with it" in shown
    assert "Throw it away" in shown
    assert "Tiznit" not in shown
    assert "last typed on" not in page(enter(mentor), "mentoring:log_session", other.pk)


def test_each_update_names_its_base_version_and_text_is_never_overwritten_by_the_last_writer(
    engagement,
):
    session = logged_session(engagement, guests_women=1)
    update = {
        **told_session(engagement, []),
        "session": str(session.pk),
        "reason": "Better words",
        "base_version": 1,
    }

    first = tell(
        engagement, {**update, "shared_summary": "First"}, kind="mentoring.session_amended"
    )
    second = tell(
        engagement, {**update, "shared_summary": "Second"}, kind="mentoring.session_amended"
    )

    assert (first.outcome, second.code) == ("stored", "changed_meanwhile")
    assert str(mentor_of(engagement)) in second.reason
    assert CoachingSession.objects.get().shared_summary == "First"
    assert Event.objects.undecided().get().payload["shared_summary"] == "Second"


def test_sessions_are_only_appended_and_the_losing_copy_is_kept_and_counted_for_the_manager(
    engagement, member
):
    event_id = uuid.uuid4()
    for summary in ("From one tablet", "From another tablet"):
        tell(engagement, told_session(engagement, [member], shared_summary=summary), event_id)
    manager = appointed(Role.MANAGER, "MA")

    undecided = Event.objects.visible_to(manager).undecided()

    assert CoachingSession.objects.get().shared_summary == "From one tablet"
    assert undecided.get().payload["shared_summary"] == "From another tablet"


def test_duplicates_are_hinted_at_by_name_and_commune_in_either_script_and_merging_keeps_history():
    known = CooperativeFactory(
        name="Coopérative Tamghart", name_arabic="تعاونية تمغارت", country="MA", commune="Tiznit"
    )
    alike = Cooperative.objects.alike

    assert alike("COOPERATIVE  tamghart", "MA", "tiznit") == [known]
    assert alike("Autre nom", "MA", "", "تعاونيّة تمغارت") == [known]
    assert alike("Coopérative Tamghart", "MA", "Agadir") == []
    assert alike("Coopérative Tamghart", "SN", "Tiznit") == []

    duplicate = CooperativeFactory(name="Tamghart", country="MA")
    member = MembershipFactory(cooperative=duplicate)
    merge_cooperatives(duplicate, known, by=appointed(Role.MANAGER, "MA"))
    homes = member.history.order_by("history_id").values_list("cooperative", flat=True)
    assert list(homes) == [duplicate.pk, known.pk]


CODES = {
    Mode: {"visit", "phone", "video", "messages", "group"},
    Topic: {
        *("governance", "members", "accounts", "production", "market"),
        *("people_and_safety", "finance", "digital"),
    },
}


@pytest.mark.parametrize("choices", CODES)
def test_codes_are_immutable_and_retired_never_renamed(choices):
    """A phone that was away for months sends what it knew: each code that was ever given out is still taken."""
    assert CODES[choices] <= set(choices.values)


def test_a_refused_record_is_kept_whole_with_its_reason(engagement, member):
    payload = told_session(engagement, [member], topics=["a topic nobody knows"])

    reply = tell(engagement, payload)

    kept = Event.objects.undecided().get()
    assert (reply.code, kept.payload) == ("payload", json.loads(json.dumps(payload)))


def test_text_goes_first_and_photos_after_it_each_by_itself(enter, engagement, member):
    """A photo that is too big or breaks off takes nothing with it: the session is there already."""
    assert "photo" not in KINDS["mentoring.session_logged"].form.base_fields
    session = logged_session(engagement, guests_women=1)
    client = enter(mentor_of(engagement))
    address = reverse("mentoring:keep_photo", args=[session.pk])

    shown = client.get(address).content.decode()
    refused = client.post(address, {"use": "record", "consent": "on", "file": ""})

    assert 'data-scale="1600"' in shown
    assert "This field is required." in refused.content.decode()
    assert CoachingSession.objects.get() == session


def test_an_error_says_in_plain_words_what_to_do_in_every_language(enter, engagement, member):
    client = enter(mentor_of(engagement))
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    typed = typed_session([member], held_on=tomorrow.isoformat())
    address = reverse("mentoring:log_session", args=[engagement.pk])
    words = {"fr": "est pas encore venu", "ar": "لم يأت بعد", "en": "is still to come"}

    for language, said in words.items():
        answer = client.post(address.replace("/en/", f"/{language}/"), typed)
        assert said in answer.content.decode(), language
        typed = {**typed, "event_id": str(uuid.uuid4())}
    assert set(words) <= dict(settings.LANGUAGES).keys()
