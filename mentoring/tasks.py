from django.utils import timezone

from lms.core.jobs import job
from lms.core.policy import SYSTEM

from .actions import assemblies
from .models import Assembly


@job("mentoring.remind")
def remind(promised):
    """By the clock: of assemblies that come near. Who was told is not told again."""
    ahead = Assembly.objects.coming(timezone.localdate() + assemblies.REMINDED)
    for assembly in ahead.select_related("cooperative").iterator(chunk_size=100):
        assemblies.remind(assembly, by=SYSTEM)
