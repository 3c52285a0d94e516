"""How the papers of a template look, small: what a stranger holds beside the paper in her hand."""

import hashlib
import json
from io import BytesIO

from django.conf import settings
from django.core.files.base import ContentFile

from lms.core.storage import keep_once, private_storage

from . import pdf, raster, specimens
from .faces import SCRIPT_OF

WIDTH, HEIGHT = 440, 311
LARGEST = 20_000
"""Bytes that a picture may weigh on a telephone that pays for each of them."""


def kept(version, language):
    """The picture of a version of a template in one of its languages, as the bytes of a JPEG. Drawn once, then stored.

    No mark of others is on it: these print only where they are permitted.
    """
    says = [version.layout, version.artwork.name or "", language, settings.DEMO_WATERMARK]
    digest = hashlib.sha256(json.dumps(says, sort_keys=True).encode()).hexdigest()
    name, storage = f"templates/pictures/{digest}.jpg", private_storage()
    if not storage.exists(name):
        keep_once(storage, name, ContentFile(drawn(version.drawn(), language)))
    with storage.open(name) as file:
        return file.read()


def drawn(layout, language):
    """A specimen, with the name in the script of the language and in one other, as most holders have it."""
    own = SCRIPT_OF[language]
    scripts = {own, "arabic" if own == "latin" else "latin"}.intersection(layout.scripts)
    facts = specimens.facts(language, sorted(scripts), sample=settings.DEMO_WATERMARK)
    picture = raster.first_page(pdf.render(facts, layout), scale=WIDTH / pdf.WIDTH)
    picture = picture.convert("RGB").resize((WIDTH, HEIGHT))
    for quality in range(70, 0, -10):
        file = BytesIO()
        picture.save(file, "JPEG", quality=quality, optimize=True)
        if file.tell() <= LARGEST:
            break
    return file.getvalue()
