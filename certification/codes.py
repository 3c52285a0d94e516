"""QR codes as the operators of a PDF."""

import re

import zxingcpp

DARK = re.compile(rb"\x00+")


def drawn(address, left, bottom, side):
    """The dark modules of the code of ``address`` as rectangles, those that touch in a row as one."""
    code = zxingcpp.create_barcode(address, zxingcpp.BarcodeFormat.QRCode, ec_level="Q")
    rows = memoryview(code.to_image(add_quiet_zones=False)).tolist()
    module = side / len(rows)
    rectangles = [
        f"{dark.start()} {y} {dark.end() - dark.start()} 1 re"
        for y, row in enumerate(reversed(rows))
        for dark in DARK.finditer(bytes(row))
    ]
    return f"q {module:.5f} 0 0 {module:.5f} {left:.3f} {bottom:.3f} cm {' '.join(rectangles)} f Q"
