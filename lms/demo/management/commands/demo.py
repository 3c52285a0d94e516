import shutil
import sys

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from lms.demo import load, processes
from lms.demo.accounts import (
    ACCOUNTS,
    CARD_CODE,
    PASSWORD,
    SECOND_FACTOR_KEY,
    second_factor_code,
)

HOST, PORT = "127.0.0.1", 8000


def commands(port):
    """What runs, by name: the arguments of a Python each, and what it alone finds in its environment."""
    celery = ["-m", "celery", "-A", "lms"]
    with_keys, without_keys = {"LMS_KEYS": str(settings.KEYS_DIR)}, {"LMS_KEYS": ""}
    web = ["manage.py", "runserver", f"{HOST}:{port}", "--noreload"]
    return {
        "web": (web, without_keys),
        "worker": ([*celery, "worker", "--pool=solo", "--loglevel=WARNING"], with_keys),
        "beat": ([*celery, "beat", "--loglevel=WARNING", "--pidfile="], without_keys),
    }


class Command(BaseCommand):
    help = (
        "Load the demonstration and start it: web server, worker and beat. Ctrl-C stops all of it."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--reset", action="store_true", help="start afresh, forgetting what was done"
        )
        parser.add_argument(
            "--code", action="store_true", help="print the six digits of the second factor and stop"
        )
        parser.add_argument("--port", type=int, default=PORT, help="another port than 8000")

    def handle(self, *, reset, code, port, **options):
        if code:
            self.stdout.write(second_factor_code())
            return
        if not settings.DEBUG or connection.vendor != "sqlite":
            raise CommandError("The demo runs with the development settings only.")
        try:
            processes.check_free(HOST, port)
        except processes.PortTaken as taken:
            raise CommandError(
                f"Another program already answers on {taken}. "
                "Stop it (perhaps an earlier demo in another window), or choose another: --port 8001."
            ) from taken
        # What is issued while loading names the address at which it is read.
        settings.SITE_ADDRESS = f"http://{HOST}:{port}"
        self.prepare(reset)
        self.run(port)

    def prepare(self, reset):
        if reset:
            forget()
        self.stdout.write("Preparing the database ...")
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        load.everything(say=self.stdout.write)

    def run(self, port):
        logs = settings.VAR_DIR / "log"
        started = processes.start(commands(port), logs, LMS_ADDRESS=settings.SITE_ADDRESS)
        try:
            if not processes.wait_until_answers(HOST, port, started["web"]):
                raise CommandError(f"The web server did not start. See {logs / 'web.log'}.")
            self.stdout.write(welcome(port))
            if ended := processes.wait_for_end(started):
                raise CommandError(f"The {ended} has stopped by itself. See {logs / ended}.log.")
            self.stdout.write("Stopping ...")
        finally:
            processes.stop(started)


def forget():
    """Remove the demo's database, files and queue."""
    connection.close()
    database = settings.DATABASES["default"]["NAME"]
    for path in database.parent.glob(f"{database.name}*"):
        path.unlink()
    for folder in (settings.MEDIA_ROOT, settings.QUEUE_DIR):
        shutil.rmtree(folder, ignore_errors=True)
    settings.QUEUE_DIR.mkdir(parents=True)


def welcome(port):
    names = "\n".join(f"  {name:<12}{what}" for name, what in ACCOUNTS.items())
    return f"""
The demonstration is ready:  http://{HOST}:{port}/

Sign in with one of these usernames; the password is always  {PASSWORD}
{names}

Or with the card of a cooperative: code  {CARD_CODE}  and PIN  {load.card_pin()}

Certifiers, manager and administrator are asked for a second factor. Either add this key to an
authenticator app:  {SECOND_FACTOR_KEY}
or print the six digits of this moment:  {sys.executable} manage.py demo --code

All content is sample content. Logs are in {settings.VAR_DIR / "log"}.
Press Ctrl-C to stop. What you do is kept; start with --reset to begin afresh.
"""
