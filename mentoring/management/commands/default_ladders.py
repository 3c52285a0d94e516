from django.core.management.base import BaseCommand

from lms.core.policy import SYSTEM
from mentoring.actions.gates import seed_ladders


class Command(BaseCommand):
    help = "Write the default stages of the programmes that have none. Those that are there already stay as they are."

    def handle(self, **options):
        for gate in seed_ladders(by=SYSTEM):
            self.stdout.write(str(gate))
