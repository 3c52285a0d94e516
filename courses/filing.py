"""What people may hand in as a file, and how it is kept: photos drawn anew, documents and recordings as they came."""

import hashlib
import io
import warnings
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError
from pillow_heif import register_heif_opener

from courses.choices import UploadKind
from lms.core import formats
from lms.core.errors import RuleError

register_heif_opener()

MEGABYTE = 1024 * 1024
LARGEST = {UploadKind.PHOTO: 15, UploadKind.DOCUMENT: 10, UploadKind.VOICE: 15}
"""Megabytes of one file."""
LONGEST_SIDE = 1600
PHOTO_FORMATS = ["JPEG", "PNG", "WEBP", "HEIF"]
MOST_PIXELS = {"JPEG": 80_000_000, "MPO": 80_000_000}
"""A JPEG is read smaller than it is; of the others every pixel has to be held in memory."""
MOST_PIXELS_ELSE = 25_000_000
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
# Extension → content type, by kind. What is not here is not taken.
TYPES = {
    UploadKind.PHOTO: {
        "jpg": "image/jpeg",
        "jpeg": "image/jpeg",
        "png": "image/png",
        "webp": "image/webp",
        "heic": "image/heic",
        "heif": "image/heif",
    },
    UploadKind.DOCUMENT: {
        "pdf": "application/pdf",
        "docx": WORD,
        "xlsx": SHEET,
        "pptx": SLIDES,
        "odt": "application/vnd.oasis.opendocument.text",
        "ods": "application/vnd.oasis.opendocument.spreadsheet",
    },
    UploadKind.VOICE: {
        "mp3": "audio/mpeg",
        "m4a": "audio/mp4",
        "ogg": "audio/ogg",
        "opus": "audio/ogg",
        "webm": "audio/webm",
        "wav": "audio/wav",
    },
}


class FileRefused(RuleError):
    code = "file_refused"


@dataclass(frozen=True)
class Prepared:
    """A file fit to be kept. ``name``: as the device called it, to be shown."""

    content: io.BufferedIOBase
    name: str
    extension: str
    content_type: str


def accepted_by(kind):
    """What a file chooser offers for this kind."""
    return ",".join(
        [f".{extension}" for extension in TYPES[kind]] + sorted(set(TYPES[kind].values()))
    )


def kind_of(file):
    """Photo or document, by the ending; what has none of ours is refused as a document, with the endings that are taken."""
    photo = formats.extension_of(file.name or "") in TYPES[UploadKind.PHOTO]
    return UploadKind.PHOTO if photo else UploadKind.DOCUMENT


def id_of_content(enrolment_id, owner_id, file):
    """The id of a file that came without one."""
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    return uuid5(NAMESPACE_URL, f"{enrolment_id}:{owner_id}:{digest}")


def prepared(kind, file):
    """The file as it is kept. FileRefused, in words for the person, where it is not what may be handed in."""
    name = shown_name(file.name)
    extension = formats.extension_of(name)
    if extension not in TYPES[kind]:
        raise FileRefused(
            _("“%(name)s” cannot be taken. Choose a file of one of these kinds: %(kinds)s."),
            name=name,
            kinds=", ".join(TYPES[kind]),
        )
    if not file.size:
        raise FileRefused(_("“%(name)s” is empty. Choose it again."), name=name)
    if file.size > LARGEST[kind] * MEGABYTE:
        raise FileRefused(
            _("“%(name)s” is too big: %(size)s MB. At most %(largest)s MB can be sent."),
            name=name,
            size=-(-file.size // MEGABYTE),
            largest=LARGEST[kind],
        )
    if kind == UploadKind.PHOTO:
        return Prepared(_drawn_anew(file, name), name, "jpg", "image/jpeg")
    if not formats.is_what_it_says(file, extension):
        raise FileRefused(
            _("“%(name)s” cannot be read: it is damaged, or not what its name says."), name=name
        )
    return Prepared(file, name, extension, TYPES[kind][extension])


def shown_name(name):
    """The name without folders and without signs that nobody sees, at most 200 letters; its ending stays."""
    base = (name or "").replace("\\", "/").rpartition("/")[2]
    stem, dot, ending = "".join(filter(str.isprintable, base)).strip().rpartition(".")
    return f"{stem[:180]}{dot}{ending[:19]}"


def _drawn_anew(file, name):
    """A JPEG of at most 1600 pixels a side, upright, and without what the camera wrote into it, such as the place."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _jpeg(file, name)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels(name) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise FileRefused(
            _("“%(name)s” is not a photo that can be read. Take it again, or choose another."),
            name=name,
        ) from error


def _jpeg(file, name):
    file.seek(0)
    with Image.open(file, formats=PHOTO_FORMATS) as image:
        if image.width * image.height > MOST_PIXELS.get(image.format, MOST_PIXELS_ELSE):
            raise _too_many_pixels(name)
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(image).convert("RGBA")
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    on_white = Image.new("RGB", upright.size, "white")
    on_white.paste(upright, mask=upright.getchannel("A"))
    content = io.BytesIO()
    on_white.save(content, "JPEG", quality=82, optimize=True)
    return ContentFile(content.getvalue())


def _too_many_pixels(name):
    return FileRefused(
        _("“%(name)s” has too many pixels. Take the photo with a smaller setting."), name=name
    )
