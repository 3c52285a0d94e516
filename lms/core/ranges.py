"""Files given out in pieces, as phones ask for them when they play a recording."""

import re

from django.http import FileResponse, HttpResponse

ONE_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


class Piece:
    """A part of an open file that reads like a file of its own."""

    def __init__(self, file, start, length):
        self.file, self.left = file, length
        file.seek(start)

    def read(self, size=-1):
        wanted = self.left if size < 0 else min(size, self.left)
        content = self.file.read(wanted)
        self.left -= len(content)
        return content

    def close(self):
        self.file.close()


def file_response(request, file, *, size, **options):
    """A FileResponse of the whole file, or of the one range that was asked for (RFC 9110, section 14)."""
    asked = ONE_RANGE.fullmatch(request.headers.get("Range", ""))
    if asked is None or asked.groups() == ("", ""):
        response = FileResponse(file, **options)
    elif (limits := _limits(*asked.groups(), size)) is None:
        file.close()
        response = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    else:
        start, end = limits
        response = FileResponse(Piece(file, start, end - start + 1), status=206, **options)
        response.headers["Content-Range"] = f"bytes {start}-{end}/{size}"
        response.headers["Content-Length"] = str(end - start + 1)
    response.headers["Accept-Ranges"] = "bytes"
    return response


def private_file(request, file, *, size, name, content_type, opens=False):
    """What somebody handed in, from strangers' hands: it ``opens`` in the browser only where we drew it ourselves."""
    response = file_response(
        request,
        file.open("rb"),
        size=size,
        as_attachment=not opens,
        filename=name,
        content_type=content_type,
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _limits(first, last, size):
    """First and last byte; None where the file has no such bytes."""
    if not first:
        start, end = max(size - int(last), 0), size - 1
    else:
        start, end = int(first), min(int(last or size), size - 1)
    return (start, end) if start <= end else None
