from django.core.management.base import BaseCommand

from lms.core.policy import SYSTEM
from mentoring.actions.tools import bring_in_default


class Command(BaseCommand):
    help = "Publish the diagnostic tool that comes with the project. If it is there already, it stays as it is."

    def handle(self, **options):
        tool = bring_in_default(by=SYSTEM)
        self.stdout.write(f"{tool.code}: version {tool.version} is {tool.status}")
