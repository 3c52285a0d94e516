from django.core.management.base import BaseCommand

from certification.actions.schemes import seed
from lms.core.policy import SYSTEM


class Command(BaseCommand):
    help = "Write the default schemes of certificates as drafts. Those that are there already stay as they are."

    def handle(self, **options):
        for scheme in seed(by=SYSTEM):
            self.stdout.write(f"{scheme.code}: version {scheme.draft.number} is a draft")
