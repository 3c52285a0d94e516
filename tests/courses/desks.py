"""What tests of a trainer's pages have in common."""

import re

from django.urls import reverse


def address(name, cohort, *args):
    return reverse(f"teach:{name}", args=[cohort.pk, *args])


def words(response):
    """What a reader of the page reads."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())
