"""What tests of a trainer's pages have in common."""

from django.urls import reverse


def address(name, cohort, *args):
    return reverse(f"teach:{name}", args=[cohort.pk, *args])
