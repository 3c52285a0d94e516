import os
from datetime import UTC, datetime

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_date

from certification import authority, keyfiles
from certification.actions import keys as actions
from certification.choices import KeyPurpose
from certification.models import SigningKey
from lms.core.errors import RuleError
from lms.core.policy import SYSTEM


class Command(BaseCommand):
    help = "Make, take into use, retire and show the keys that sign certificates. See 'Keys' in README.md."

    def add_arguments(self, parser):
        steps = parser.add_subparsers(dest="step", required=True, parser_class=CommandParser)
        root = steps.add_parser("root", help="offline: make the root key in an empty folder")
        root.add_argument("folder")
        make = steps.add_parser("make", help="offline: make a key under the root")
        make.add_argument("purpose", choices=KeyPurpose.values)
        make.add_argument("--root", required=True, help="the folder of the root key")
        make.add_argument("--to", required=True, help="the folder that the worker will read")
        crl = steps.add_parser("crl", help="offline: list what holds no more, once a year at least")
        crl.add_argument("--root", required=True, help="the folder of the root key")
        crl.add_argument("--to", required=True, help="the folder that the worker will read")
        crl.add_argument("--known", nargs=2, action="append", default=[], metavar=("KEY_ID", "DAY"))
        steps.add_parser("take", help="write down the public halves of the keys in LMS_KEYS")
        activate = steps.add_parser(
            "activate", help="sign with this key, and retire the one before"
        )
        activate.add_argument("key_id")
        retire = steps.add_parser("retire", help="sign with this key no more")
        retire.add_argument("key_id")
        known = steps.add_parser("compromised", help="others may know this key: believe it no more")
        known.add_argument("key_id")
        known.add_argument("--since", required=True, help="the first day that is in doubt, in UTC")
        steps.add_parser("show", help="list the keys")

    def handle(self, *, step, **options):
        try:
            getattr(self, step)(**options)
        except (RuleError, keyfiles.KeyUnusable, FileExistsError) as refusal:
            raise CommandError(str(refusal)) from refusal

    def root(self, *, folder, **options):
        if keyfiles.chains(folder, authority.ROOT):
            raise CommandError(f"{folder} holds a root key already.")
        key, certificate = authority.make_root(settings.SITE_NAME, on=today())
        name = keyfiles.write(folder, key, [certificate], secret_from("LMS_ROOT_PASSPHRASE"))
        self.stdout.write(f"{name}\nSHA-256 {authority.fingerprint(certificate)}")

    def make(self, *, purpose, root, to, **options):
        root_key, certificate = opened_root(root)
        key, own = authority.make_key(KeyPurpose(purpose), root_key, certificate, on=today())
        made = keyfiles.write(to, key, [own, certificate], secret_from("LMS_KEYS_PASSPHRASE"))
        self.stdout.write(made)

    def crl(self, *, root, to, known, **options):
        root_key, certificate = opened_root(root)
        chains = {authority.key_id(chain[0]): chain for chain in keyfiles.chains(to)}
        if unknown := [key_id for key_id, _day in known if key_id not in chains]:
            raise CommandError(f"There is no {unknown[0]}.crt in {to}.")
        revoked = {chains[key_id][0]: moment_of(day) for key_id, day in known}
        made = authority.make_revocations(root_key, certificate, revoked, at=timezone.now())
        self.stdout.write(keyfiles.write_revocations(to, certificate, made))

    def take(self, **options):
        if not settings.KEYS_DIR:
            raise CommandError("LMS_KEYS is not set.")
        for chain in keyfiles.chains(settings.KEYS_DIR):
            if authority.purpose_of(chain[0]) != authority.ROOT:
                self.say(actions.take(chain, by=SYSTEM))

    def activate(self, *, key_id, **options):
        self.say(actions.activate(named(key_id), by=SYSTEM))

    def retire(self, *, key_id, **options):
        self.say(actions.retire(named(key_id), by=SYSTEM))

    def compromised(self, *, key_id, since, **options):
        self.say(actions.mark_compromised(named(key_id), moment_of(since), by=SYSTEM))

    def show(self, **options):
        for key in SigningKey.objects.all():
            self.say(key)
            self.stdout.write(f"    root SHA-256 {authority.fingerprint(key.root)}")

    def say(self, key):
        until = f"{key.not_after:%Y-%m-%d}"
        since = f" since {key.compromised_from:%Y-%m-%d}" if key.compromised_from else ""
        self.stdout.write(f"{key.key_id}  {key.algorithm}  until {until}  {key.status}{since}")


def opened_root(folder):
    """The only root key of a folder, and its certificate."""
    chains = keyfiles.chains(folder, authority.ROOT)
    if len(chains) != 1:
        raise CommandError(f"{folder} holds {len(chains)} root keys instead of one.")
    [certificate] = chains[0]
    secret = secret_from("LMS_ROOT_PASSPHRASE")
    return keyfiles.read_key(folder, authority.key_id(certificate), secret), certificate


def moment_of(text):
    """The beginning of a day in UTC."""
    if (day := parse_date(text)) is None:
        raise CommandError(f"{text} is not a day such as 2027-03-31.")
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def today():
    """In UTC, so that a certificate never begins in the future."""
    return timezone.now().astimezone(UTC).date()


def secret_from(name):
    if not (found := os.environ.get(name, "")):
        raise CommandError(f"{name} is not set.")
    return found


def named(key_id):
    if (key := SigningKey.objects.filter(key_id=key_id).first()) is None:
        raise CommandError(f"There is no key {key_id}.")
    return key
