"""What Django's ``check`` says about the keys of this process."""

from pathlib import Path

from django.conf import settings
from django.core.checks import Error, register

from . import authority, keyfiles


@register()
def specimens_say_so(app_configs, **options):
    """What a specimen key signs must say across the page that it certifies nothing."""
    if settings.SPECIMEN_KEYS and not settings.DEMO_WATERMARK:
        message = "SPECIMEN_KEYS without DEMO_WATERMARK: certificates would look real."
        return [Error(message, id="certification.E001")]
    return []


@register()
def real_keys_only(app_configs, **options):
    """Outside development the folder of the keys holds no specimen, and is closed to others."""
    if not settings.KEYS_DIR or settings.SPECIMEN_KEYS:
        return []
    folder = Path(settings.KEYS_DIR)
    if not folder.is_dir():
        return [Error(f"LMS_KEYS: there is no folder {folder}.", id="certification.E002")]
    return [*_specimens(folder), *_root_keys(folder), *_open_files(folder)]


def _specimens(folder):
    return [
        Error(f"{authority.key_id(chain[0])} is a specimen key.", id="certification.E003")
        for chain in keyfiles.chains(folder)
        if authority.is_specimen(chain[0])
    ]


def _root_keys(folder):
    for path in sorted(folder.glob(f"{authority.ROOT}*.key")):
        yield Error(f"{path.name} belongs to no machine on a network.", id="certification.E005")


def _open_files(folder):
    for path in sorted(folder.glob("*.key")):
        try:
            keyfiles.refuse_open(path)
        except keyfiles.KeyUnusable as error:
            yield Error(str(error), id="certification.E004")
