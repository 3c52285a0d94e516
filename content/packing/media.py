"""Pictures and files from a package, each looked at before it is taken into the library."""

from io import BytesIO

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.utils.translation import gettext as _
from PIL import Image as Picture
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from lms.core import formats

from .archive import MEDIUM, Unreadable

# How Pillow calls what the extensions say.
PICTURES = {"gif": "GIF", "jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}
MOST_PIXELS = 50_000_000


def item(medium, content, collection, *, person):
    """A new item of the library. Raises ``Unreadable`` for what is not what its name says."""
    extension = medium["file"].rpartition(".")[2]
    name = f"{MEDIUM.fullmatch(medium['file'])[1][:20]}.{extension}"
    title = str(medium.get("title", ""))[:255] or name
    if medium["kind"] == "document":
        _check_document(content, extension, title)
        document = get_document_model()(title=title, file=ContentFile(content, name=name))
        return _kept(document, collection, person)
    _check_picture(content, extension, title)
    image = get_image_model()(
        title=title,
        description=str(medium.get("description", ""))[:255],
        file=ImageFile(BytesIO(content), name=name),
    )
    focus = medium.get("focus")
    if isinstance(focus, list) and len(focus) == 4 and all(isinstance(n, int) for n in focus):
        places = ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")
        for field, value in zip(places, focus, strict=True):
            setattr(image, field, value)
    return _kept(image, collection, person)


def _kept(row, collection, person):
    row.collection, row.uploaded_by_user = collection, person
    row.file_size = row.file.size
    row.save()
    return row


def _check_document(content, extension, title):
    fits = (
        extension in settings.WAGTAILDOCS_EXTENSIONS
        and len(content) <= settings.WAGTAILDOCS_MAX_UPLOAD_SIZE
        and extension in formats.KNOWN
        and formats.is_what_it_says(BytesIO(content), extension)
    )
    if not fits:
        raise _false(title)


def _check_picture(content, extension, title):
    if (
        extension not in settings.WAGTAILIMAGES_EXTENSIONS
        or len(content) > settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE
    ):
        raise _false(title)
    try:
        with Picture.open(BytesIO(content), formats=[PICTURES[extension]]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise _false(title)
            picture.verify()
    except (OSError, SyntaxError, Picture.DecompressionBombError) as error:
        raise _false(title) from error


def _false(title):
    return Unreadable(
        _("“%(title)s” in this package is not what it says, or too large.") % {"title": title[:80]}
    )
