from datetime import timedelta

from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from .models import Job


@never_cache
def livez(request):
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
def readyz(request):
    """The process can work: database, cache, and no promised work left lying. 503 when something is away."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    cache.set("readyz", "ok", 10)
    late = Job.objects.overdue().filter(run_after__lt=timezone.now() - timedelta(minutes=10))
    checks = {"cache": cache.get("readyz") == "ok", "queue": not late.exists()}
    return JsonResponse(checks, status=200 if all(checks.values()) else 503)
