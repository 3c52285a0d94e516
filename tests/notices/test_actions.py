import datetime as dt

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from freezegun import freeze_time

from lms.core import jobs
from lms.core.models import Job
from lms.core.policy import SYSTEM
from lms.notices import actions, sms
from lms.notices.kinds import KINDS, NAME, Kind
from lms.notices.models import Channel, Delivery, Notice
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db

DAY = "2026-06-01T10:00:00Z"
NIGHT = "2026-06-01T22:00:00Z"


@pytest.fixture(autouse=True)
def _kinds(monkeypatch):
    sms.outbox.clear()
    title, text = _("%(lesson)s"), _("%(name)s marked %(lesson)s.")
    places = {"lesson": NAME, "name": NAME}
    for name, by_sms in (("test.marked", False), ("test.urgent", True)):
        monkeypatch.setitem(KINDS, name, Kind(name, _("marked work"), title, text, places, by_sms))


def tell(person, kind="test.marked", subject="1", **params):
    params = {"lesson": "Prices", "name": "Fatima", **params}
    actions.notify([person], kind, subject=subject, params=params, path="learn/", by=SYSTEM)


def reachable(**values):
    return PersonFactory(**{"email": "amina@example.org", "phone": "+212612345678", **values})


def deliver():
    for job in Job.objects.overdue():
        jobs.run(job.pk)


def test_only_the_system_tells():
    with pytest.raises(PermissionDenied):
        actions.notify([], "test.marked", subject="1", by=PersonFactory())


def test_telling_the_same_of_the_same_subject_again_tells_nothing():
    person = reachable()

    tell(person)
    tell(person, lesson="Other")
    tell(person, subject="2")

    assert [n.title for n in person.notices.order_by("subject")] == ["Prices", "Prices"]
    assert Delivery.objects.count() == 2


def test_who_is_told_has_news_until_she_has_read_it():
    person = reachable()
    tell(person)
    person.refresh_from_db()
    assert person.has_news

    actions.read_all(person, until=Notice.objects.get().told_at, by=person)

    person.refresh_from_db()
    assert not person.has_news
    assert not person.notices.unread().exists()


def test_what_came_after_she_looked_stays_news():
    person = reachable()
    tell(person)
    looked_at = Notice.objects.get().told_at
    tell(person, subject="later")

    actions.read_all(person, until=looked_at, by=person)

    person.refresh_from_db()
    assert person.has_news
    assert person.notices.unread().get().subject == "later"


def test_nobody_reads_for_another():
    with pytest.raises(PermissionDenied):
        actions.read_all(reachable(), until=dt.datetime.now(dt.UTC), by=PersonFactory())


@freeze_time(DAY)
def test_an_email_is_in_her_language_and_leads_to_the_page():
    tell(reachable(language="en"))

    deliver()

    message = mail.outbox[0]
    assert message.to == ["amina@example.org"]
    assert message.subject == "Prices"
    assert "Fatima marked Prices." in message.body
    assert "/en/learn/" in message.body
    assert "/stop/" in message.extra_headers["List-Unsubscribe"]
    assert Delivery.objects.get().status == "sent"


@freeze_time(DAY)
def test_an_sms_is_sent_for_what_cannot_wait_and_for_nothing_else():
    person = reachable(email=None)
    tell(person)
    tell(person, kind="test.urgent", lesson="L" * 200)

    deliver()

    [(number, text)] = sms.outbox
    assert number == "+212612345678"
    assert len(text) <= 134
    assert text.endswith("/fr/learn/")


def test_without_a_gateway_nobody_waits_for_an_sms(settings):
    settings.SMS_GATEWAY = ""

    tell(reachable(email=None), kind="test.urgent")

    assert not Delivery.objects.exists()


def test_at_night_nothing_is_sent_and_in_the_morning_it_is():
    with freeze_time(NIGHT):
        tell(reachable())
        deliver()
        assert mail.outbox == []

    with freeze_time("2026-06-02T07:01:00Z"):
        jobs.promise("notices.deliver", subject="notices.deliver")
        deliver()
    assert len(mail.outbox) == 1


@freeze_time(DAY)
def test_what_is_not_wanted_by_email_is_still_in_the_app():
    person = reachable()
    actions.choose(person, {("test.marked", Channel.EMAIL)}, by=person)

    tell(person)
    deliver()

    assert mail.outbox == []
    assert person.notices.count() == 1


@freeze_time(DAY)
def test_sending_twice_sends_once():
    tell(reachable())

    deliver()
    jobs.promise("notices.deliver", subject="notices.deliver")
    deliver()

    assert len(mail.outbox) == 1


@freeze_time(DAY)
def test_a_worker_that_died_while_sending_leaves_it_in_the_log_and_nobody_gets_it_twice(
    monkeypatch,
):
    def die(delivery):
        raise KeyboardInterrupt

    tell(reachable())
    monkeypatch.setattr(actions, "_send", die)
    with pytest.raises(KeyboardInterrupt):
        actions.deliver_one(by=SYSTEM)
    monkeypatch.undo()

    assert not actions.deliver_one(by=SYSTEM)
    with freeze_time("2026-06-01T12:00:00Z"):
        actions.give_up_left_behind(by=SYSTEM)
    assert (Delivery.objects.get().status, Delivery.objects.get().error) == ("failed", "LeftBehind")
    assert mail.outbox == []


def test_a_gateway_that_refuses_is_asked_again_later_and_at_last_given_up(monkeypatch):
    def refuse(number, text):
        raise sms.NotSent("HTTPError")

    monkeypatch.setattr(sms, "keep", refuse)
    with freeze_time(DAY) as clock:
        tell(reachable(email=None), kind="test.urgent")
        for _try in range(Delivery.MOST_TRIES):
            assert actions.deliver_one(by=SYSTEM)
            assert not actions.deliver_one(by=SYSTEM)
            clock.tick(dt.timedelta(hours=1))

    delivery = Delivery.objects.get()
    assert (delivery.status, delivery.tries, delivery.error) == ("failed", 5, "NotSent")
