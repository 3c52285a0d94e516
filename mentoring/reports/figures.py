from django.db.models import Count, Q, Sum

from mentoring.models import CoachingSession


def totals(engagements):
    """Planned, delivered, confirmed and disputed sessions of some engagements together.

    Counted as for each one: what is disputed is not delivered, what waits is delivered and not confirmed.
    """
    sessions = CoachingSession.objects.filter(engagement__in=engagements).aggregate(
        delivered=Count("pk", filter=~Q(status="disputed")),
        confirmed=Count("pk", filter=Q(confirmed_at__isnull=False)),
        disputed=Count("pk", filter=Q(status="disputed")),
    )
    planned = engagements.aggregate(planned=Sum("planned_sessions"))["planned"]
    return {"planned": planned or 0, **sessions}
