"""What is translated side by side, and the words that are known already."""

from django.db import transaction
from wagtail_localize.operations import translate_object

from content import policy
from lms.core.policy import person_or_none, require


@transaction.atomic
def open_above(page, locales, *, by):
    """The pages above this one are drafts in these languages too, to be translated side by side like it."""
    require(policy.can_translate, by, page)
    for above in page.get_ancestors().filter(depth__gt=2).specific():
        missing = [locale for locale in locales if not above.has_translation(locale)]
        if missing:
            translate_object(above, missing, user=person_or_none(by))
