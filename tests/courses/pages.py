"""A page as tests read it."""

import re


def read(response):
    """Its source, on one line."""
    return " ".join(response.content.decode().split())


def words(response):
    """What a reader of it reads."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())
