from django.core.management.base import BaseCommand

from content.actions import groups
from courses.models import Programme
from lms.core.policy import SYSTEM


class Command(BaseCommand):
    help = "Give and take the rights that follow from appointments and programmes. Run daily."

    def handle(self, **options):
        groups.set_up_administrators(by=SYSTEM)
        for programme in Programme.objects.filter(desk__isnull=False):
            groups.set_up_desk(programme, by=SYSTEM)
