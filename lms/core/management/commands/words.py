import polib
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

SOURCE = "en"


class Command(BaseCommand):
    help = "Gather the sentences of the code into the catalogues, compile them, and say what is missing."

    def handle(self, **options):
        call_command(
            "makemessages",
            locale=[code for code, _name in settings.LANGUAGES],
            no_obsolete=True,
            no_location=True,
            no_wrap=True,
            ignore_patterns=["var/*", "tests/*", ".venv/*"],
        )
        folder = settings.BASE_DIR / "lms/locale"
        for code, _name in settings.LANGUAGES:
            path = folder / code / "LC_MESSAGES/django.po"
            catalogue = polib.pofile(path, wrapwidth=0)
            # Otherwise every run changes every file.
            catalogue.metadata.pop("POT-Creation-Date", None)
            if code == SOURCE:
                say_the_same(catalogue)
            catalogue.save()
            catalogue.save_as_mofile(path.with_suffix(".mo"))
            missing = len(catalogue.untranslated_entries()) + len(catalogue.fuzzy_entries())
            self.stdout.write(f"{code}: {len(catalogue)} sentences, {missing} to translate")


def say_the_same(catalogue):
    """English is what the code is written in."""
    for entry in catalogue:
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
        if entry.msgid_plural:
            entry.msgstr_plural = {0: entry.msgid, 1: entry.msgid_plural}
        else:
            entry.msgstr = entry.msgid
