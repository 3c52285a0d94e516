import subprocess

from django.core.management.base import BaseCommand, CommandError

STEPS = [
    "ruff format --check .",
    "ruff check .",
    "lint-imports",
    "python manage.py makemigrations --check --dry-run",
    # This very process runs on the development settings, and its children would too.
    "pytest --ds=lms.settings.test -n auto --dist loadgroup -m not(browser)",
]


class Command(BaseCommand):
    help = "Run every quick check that stands between a change and the main branch."

    def handle(self, **options):
        for step in STEPS:
            self.stdout.write(self.style.MIGRATE_HEADING(step))
            if subprocess.run(step.split(), check=False).returncode:  # noqa: S603 - our own list
                raise CommandError(f"{step!r} failed.")
