"""What a page weighs on a thin network."""

import gzip
import re
from pathlib import Path

from django.contrib.staticfiles import finders


def weight(html):
    """The names of a page's styles, scripts and icons, and the bytes of all of it as they travel."""
    names = set(re.findall(r'/static/([^"#]+)', html.decode()))
    files = [Path(finders.find(name)).read_bytes() for name in names]
    return names, sum(len(gzip.compress(content)) for content in [html, *files])
