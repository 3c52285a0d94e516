import datetime as dt

import factory
from django.utils import timezone

from mentoring.models import PlannedVisit

from .mentoring import EngagementFactory, mentor_of


class PlannedVisitFactory(factory.django.DjangoModelFactory):
    """A visit tomorrow at ten, planned by the mentor."""

    class Meta:
        model = PlannedVisit

    engagement = factory.SubFactory(EngagementFactory)
    day = factory.LazyFunction(lambda: timezone.localdate() + dt.timedelta(days=1))
    starts_at = dt.time(10)
    planned_by = factory.LazyAttribute(lambda visit: mentor_of(visit.engagement))
