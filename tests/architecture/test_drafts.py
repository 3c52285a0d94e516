"""What is typed is kept on a phone until a page says that it has arrived: each such form has such a page."""

import re
from pathlib import Path

from django.conf import settings

NAME = r'([a-z-]+?)(?:-\{|")'
KEPT = re.compile(rf'data-keep="{NAME}')
ARRIVED = re.compile(
    rf'(?:data-sent="|extra_tags=f?"|\bsent = f?"|"extra_tags": f?"|SENT\] = f?"){NAME}'
)


def names(pattern, ending):
    """What a pattern names in our files of one kind, without those of the tests."""
    sources = [
        path.read_text()
        for app in ("lms", "courses", "mentoring", "certification", "content")
        for path in sorted((Path(settings.BASE_DIR) / app).rglob(f"*.{ending}"))
    ]
    return {name for source in sources for name in pattern.findall(source)}


def test_what_is_kept_on_a_phone_is_forgotten_once_it_has_arrived():
    assert names(KEPT, "html") - names(ARRIVED, "html") - names(ARRIVED, "py") == set()
