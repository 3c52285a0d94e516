import secrets

from django.db import transaction
from django.utils import timezone

from lms.core.policy import require
from lms.people.models import Person
from mentoring.models import CalendarFeed
from mentoring.policy import feeds as policy
from mentoring.querysets.feeds import digest_of

BYTES_OF_SECRET = 24
"""192 bits: nobody guesses the address."""


@transaction.atomic
def make_feed(cooperative=None, *, by):
    """A new calendar and its secret, which is told this once. The one before it is withdrawn."""
    require(policy.can_make_feed, by, cooperative)
    Person.objects.select_for_update().get(pk=by.pk)
    known = by.calendar_feeds.standing().filter(cooperative=cooperative)
    known.update(withdrawn_at=timezone.now())
    secret = secrets.token_urlsafe(BYTES_OF_SECRET)
    feed = CalendarFeed.objects.create(
        digest=digest_of(secret), owner=by, cooperative=cooperative, language=by.language
    )
    return feed, secret


@transaction.atomic
def withdraw_feed(feed, *, by):
    """Whoever has its address gets nothing any more. Twice changes nothing."""
    require(policy.can_withdraw_feed, by, feed)
    feed = CalendarFeed.objects.select_for_update(of=("self",)).get(pk=feed.pk)
    if feed.withdrawn_at is None:
        feed.withdrawn_at = timezone.now()
        feed.save(update_fields=["withdrawn_at"])
    return feed
