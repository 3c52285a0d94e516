"""What stands behind the words of a certificate: a border of ours, an uploaded picture; and the marks of partners."""

from functools import lru_cache
from io import BytesIO

from PIL import Image

from . import objects, ornament

BORDERS = {"lattice": ornament.lattice_border, "lines": ornament.lines_border}
NAME = "artwork"
# An A4 page at 200 dots an inch: more is not seen on paper and weighs on every telephone.
PIXELS = (2339, 1654)


def draw(canvas, layout, width, height):
    """Draw the artwork of ``layout`` over the whole page."""
    if layout.artwork in BORDERS:
        put(canvas, NAME, border(layout.artwork, width, height))
    elif layout.artwork == "file":
        place(canvas, NAME, layout.file, (0, 0, width, height))


def draw_picture(canvas, code, picture, box):
    """Draw the mark ``code`` in the middle of ``box`` as large as it holds."""
    across, down = size_of(picture)
    share = min(box.width / across, box.height / down)
    width, height = across * share, down * share
    left, bottom = box.middle - width / 2, box.top - (box.height + height) / 2
    place(canvas, f"mark-{code}", picture, (left, bottom, width, height))


def place(canvas, name, picture, place):
    """Draw a picture into a place of the page: left, bottom, width, height."""
    left, bottom, width, height = place
    canvas._code.append(f"q {width:.3f} 0 0 {height:.3f} {left:.3f} {bottom:.3f} cm")
    put(canvas, name, image(picture))
    canvas._code.append("Q")


def put(canvas, name, content):
    """Draw an object that the document needs only once."""
    if not canvas._doc.hasForm(name):
        canvas._doc.addForm(name, objects.Written(content))
    canvas.doForm(name)


@lru_cache
def border(name, width, height):
    """The form of a border of ours. It is the same on every page, so it is made once."""
    drawn = ornament.operators(BORDERS[name], width, height)
    return objects.stream(
        drawn.encode("ascii"),
        b"/Type/XObject/Subtype/Form/BBox[0 0 %.2f %.2f]" % (width, height),
    )


@lru_cache(maxsize=16)
def size_of(picture):
    with Image.open(BytesIO(picture)) as opened:
        return opened.size


@lru_cache(maxsize=16)
def image(picture):
    """The bytes of an image object: ``picture`` is a JPEG, as it was made when it was uploaded."""
    width, height = size_of(picture)
    entries = (
        b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceRGB/BitsPerComponent 8"
        b"/Filter/DCTDecode" % (width, height)
    )
    return objects.stream(picture, entries, compressed=False)


def as_jpeg(picture):
    """A PNG or JPEG as a new JPEG on white, no finer than paper shows: whatever else the file carried is gone.

    Raises OSError or DecompressionBombError when it is no picture.
    """
    with Image.open(BytesIO(picture), formats=["PNG", "JPEG"]) as opened:
        opened.thumbnail(PIXELS)
        seen = opened.convert("RGBA")
    paper = Image.new("RGB", seen.size, "white")
    paper.paste(seen, mask=seen)
    file = BytesIO()
    paper.save(file, "JPEG", quality=88, optimize=True)
    return file.getvalue()
