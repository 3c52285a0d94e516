"""A badge inside its picture (Open Badges 3.0, 5.3): one file that people see and programs read."""

from io import BytesIO

from PIL import Image
from PIL.PngImagePlugin import PngInfo

KEYWORD = "openbadgecredential"
NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"


def baked_png(picture, badge):
    """The PNG with the badge (JSON bytes) in a chunk of text that is not compressed."""
    chunk = PngInfo()
    chunk.add_itxt(KEYWORD, badge.decode())
    file = BytesIO()
    with Image.open(BytesIO(picture)) as image:
        image.save(file, "PNG", pnginfo=chunk)
    return file.getvalue()


def baked_svg(picture, badge):
    """The SVG with the badge (JSON bytes) right after its first tag."""
    # In JSON the same character may be written so; as it is, it would end the section.
    text = badge.decode().replace("]]>", "]]\\u003e")
    head, _, rest = picture.partition(">")
    opened = head.replace("<svg ", f'<svg xmlns:openbadges="{NAMESPACE}" ', 1)
    held = f"<openbadges:credential><![CDATA[{text}]]></openbadges:credential>"
    return f"{opened}>{held}{rest}".encode()
