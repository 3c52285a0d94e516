import smtplib
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from lms.core import jobs
from lms.core.policy import require
from lms.people.models import Person

from . import policy, sentences, sms, writing
from .kinds import KINDS
from .models import Channel, Delivery, Notice, Unwanted
from .quiet import not_before

PAUSE = timedelta(minutes=10)
LEFT_BEHIND = timedelta(hours=1)


@transaction.atomic
def notify(people, kind, *, subject, params=None, path="", by):
    """Tell each person something once; telling again of the same subject does nothing.

    ``params`` fill the places of the kind by their types (names, titles, days: never private words); ``path`` is where to look, without the language. Call it inside the transaction of the deed: what is undone is not told.
    """
    require(policy.can_notify, by)
    params = sentences.kept(params or {}, KINDS[kind].places)
    people = {person.pk: person for person in people}
    known = Notice.objects.filter(person__in=people, kind=kind, subject=str(subject))
    new = people.keys() - set(known.values_list("person", flat=True))
    told = [
        Notice(
            person=people[pk],
            kind=KINDS[kind].name,
            subject=str(subject),
            params=params,
            path=path,
        )
        for pk in sorted(new)
    ]
    # Two at once may both see it new: the constraint lets the second one's deliveries go with its notice.
    Notice.objects.bulk_create(told, ignore_conflicts=True)
    kept = Notice.objects.filter(pk__in=[notice.pk for notice in told])
    new = set(kept.values_list("person", flat=True))
    Person.objects.filter(pk__in=new).update(has_news=True)
    _promise_deliveries([notice for notice in told if notice.person_id in new], KINDS[kind])


def _promise_deliveries(told, kind):
    unwanted = set(
        Unwanted.objects.filter(
            person__in=[notice.person_id for notice in told], kind=kind.name
        ).values_list("person", "channel")
    )
    waiting = [
        Delivery(
            notice=notice,
            channel=channel,
            not_before=not_before(timezone.now(), notice.person.country),
        )
        for notice in told
        for channel in _ways_to(notice.person, kind)
        if (notice.person_id, channel) not in unwanted
    ]
    Delivery.objects.bulk_create(waiting)
    if waiting:
        jobs.promise("notices.deliver", subject="notices.deliver")


def _ways_to(person, kind):
    """The channels by which a kind of notice reaches a person."""
    if person.email:
        yield Channel.EMAIL
    if person.phone and kind.by_sms and settings.SMS_GATEWAY:
        yield Channel.SMS


def deliver_one(*, by):
    """Send the delivery that waits longest. Whether there was one.

    It is claimed before it is sent and marked after: a worker that dies in between leaves it in the log as half
    sent, and nobody gets it twice.
    """
    require(policy.can_deliver, by)
    if (delivery := _claim()) is None:
        return False
    try:
        _send(delivery)
    except (smtplib.SMTPException, sms.NotSent, OSError) as error:
        _put_back(delivery, error)
    else:
        _close(delivery, Delivery.Status.SENT, sent_at=timezone.now(), error="")
    return True


@transaction.atomic
def give_up_left_behind(*, by):
    """What a worker left half sent is closed, so that the log says it."""
    require(policy.can_deliver, by)
    before = timezone.now() - LEFT_BEHIND
    left = Delivery.objects.filter(status=Delivery.Status.SENDING, not_before__lt=before)
    return left.update(status=Delivery.Status.FAILED, error="LeftBehind")


@transaction.atomic
def _claim():
    due = Delivery.objects.due().select_related("notice__person").order_by("not_before", "pk")
    delivery = due.select_for_update(of=("self",), skip_locked=True).first()
    if delivery:
        delivery.tries += 1
        _close(delivery, Delivery.Status.SENDING, tries=delivery.tries, not_before=timezone.now())
    return delivery


def _send(delivery):
    notice = delivery.notice
    if delivery.channel == Channel.EMAIL:
        writing.email(notice).send()
    else:
        sms.send(notice.person.phone, writing.sms(notice))


def _put_back(delivery, error):
    """Later, when nobody is disturbed; after so many tries never."""
    given_up = delivery.tries >= Delivery.MOST_TRIES
    later = timezone.now() + PAUSE * delivery.tries
    _close(
        delivery,
        Delivery.Status.FAILED if given_up else Delivery.Status.WAITING,
        not_before=not_before(later, delivery.notice.person.country),
        error=type(error).__name__,
    )


def _close(delivery, status, **facts):
    delivery.status = status
    for name, value in facts.items():
        setattr(delivery, name, value)
    delivery.save(update_fields=["status", *facts])


@transaction.atomic
def read_all(person, *, until, by):
    """She has looked at what she was told until a moment. What came after it stays news."""
    require(policy.can_choose, by, person)
    Person.objects.select_for_update().get(pk=person.pk)
    Notice.objects.filter(person=person, told_at__lte=until).unread().update(read_at=timezone.now())
    news = Notice.objects.filter(person=person).unread().exists()
    Person.objects.filter(pk=person.pk).update(has_news=news)


@transaction.atomic
def choose(person, unwanted, *, by):
    """Say which ``(kind, channel)`` are not wanted; all others are."""
    require(policy.can_choose, by, person)
    Person.objects.select_for_update().get(pk=person.pk)
    person.unwanted_notices.all().delete()
    Unwanted.objects.bulk_create(
        Unwanted(person=person, kind=kind, channel=channel) for kind, channel in sorted(unwanted)
    )


@transaction.atomic
def stop(person, kind, channel, *, by):
    """No more of one kind by one channel; saying it twice is once. The link in an e-mail does this."""
    require(policy.can_choose, by, person)
    Unwanted.objects.get_or_create(person=person, kind=kind, channel=channel)
