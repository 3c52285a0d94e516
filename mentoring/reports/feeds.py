"""What stands in a calendar feed: visits, the next assembly, actions and the days they are due."""

from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Max, OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from courses.querysets.counting import count_of
from mentoring import calendars
from mentoring.models import ActionItem, PlannedVisit

BEHIND = timedelta(days=90)
"""How far back a calendar shows visits."""


def calendar_of(feed):
    """The bytes of a feed, in its owner's language. So many queries for any number of entries."""
    with translation.override(feed.language):
        if feed.cooperative is None:
            return calendars.written(_("My visits"), _visits_of_mentor(feed))
        return calendars.written(str(feed.cooperative), _of_cooperative(feed))


def _visits_of_mentor(feed):
    return _visits(feed, PlannedVisit.objects.of_mentor(feed.owner))


def _of_cooperative(feed):
    visits = PlannedVisit.objects.filter(engagement__cooperative=feed.cooperative)
    return [*_visits(feed, visits), *_assemblies(feed), *_actions(feed)]


def _visits(feed, visits):
    shown = visits.to_come(timezone.localdate() - BEHIND).for_list()
    return [
        _entry(
            feed,
            visit,
            day=visit.day,
            starts_at=visit.starts_at,
            minutes=visit.minutes,
            title=_("%(mode)s: %(cooperative)s")
            % {
                "mode": visit.get_mode_display(),
                "cooperative": visit.engagement.cooperative,
            },
            place=visit.place or visit.engagement.cooperative.commune,
            country=visit.engagement.cooperative.country,
            page=reverse("mentoring:engagement", args=[visit.engagement_id]),
        )
        for visit in _with_changes(shown)
    ]


def _assemblies(feed):
    """The day that the last assembly named for the next one."""
    last = _with_changes(feed.cooperative.assemblies.all())[:1]
    return [
        _entry(
            feed,
            assembly,
            day=assembly.next_on,
            title=_("Assembly: %(cooperative)s") % {"cooperative": feed.cooperative},
            country=feed.cooperative.country,
            page=reverse("mentoring:assemblies", args=[feed.cooperative_id]),
        )
        for assembly in last
        if assembly.next_on
    ]


def _actions(feed):
    due = ActionItem.objects.open().filter(cooperative=feed.cooperative)
    return [
        _entry(
            feed,
            action,
            day=action.due_on,
            title=_("Due: %(action)s") % {"action": action.text},
            country=feed.cooperative.country,
            page=reverse("mentoring:plan", args=[feed.cooperative_id]),
        )
        for action in _with_changes(due)
    ]


def _with_changes(rows):
    """Adds how often each row was written and when last, as its history says."""
    history = rows.model.history.model.objects.filter(id=OuterRef("pk"))
    last = history.order_by().values("id").annotate(last=Max("history_date")).values("last")
    return rows.annotate(changes=count_of(history), changed_at=Subquery(last))


def _entry(feed, row, *, page, **facts):
    host = urlsplit(settings.SITE_ADDRESS).netloc
    return calendars.Entry(
        uid=f"{row._meta.model_name}-{row.pk}@{host}",
        changed_at=row.changed_at or feed.made_at,
        sequence=max(row.changes - 1, 0),
        address=f"{settings.SITE_ADDRESS}{page}",
        **facts,
    )
