from django.core.management import BaseCommand, CommandError

from certification import auditing


class Command(BaseCommand):
    help = "Reads the whole log of certificates and says whether anything was changed, left out or put in."

    def handle(self, **options):
        faults = list(auditing.faults())
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise CommandError("The log is not as it was written.")
        self.stdout.write(
            "Every event, every closed day and everything printed is as it was written."
        )
