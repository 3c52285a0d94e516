import json

from django.db import transaction
from wagtail.models import Page

from content import policy
from content.models import ActivityPage, CoursePage
from content.questions.ids import with_new_ids
from lms.core.policy import require

NAME_OTHERS = ("opens_after", "pre_test", "requires")
"""The fields that name other pages by their translation keys."""


@transaction.atomic
def make_independent(copied, original, *, by):
    """Copied activities get question ids of their own, so that answers to both are never confused.

    What names a page of the original by its key names the copy of that page.
    """
    require(policy.can_edit, by, copied)
    pages = _in_order(copied).specific()
    keys = _new_keys(original, pages)
    for page in pages:
        if isinstance(page, ActivityPage | CoursePage):
            _rewrite(page, keys)


def _in_order(root):
    return Page.objects.descendant_of(root, inclusive=True).order_by("path")


def _new_keys(original, copies):
    """``{key of the original: key of its copy}``. Nothing lies under a page that was copied alone."""
    keys = _in_order(original).values_list("translation_key", flat=True)
    pairs = zip(keys, copies, strict=False)
    return {str(key): str(copy.translation_key) for key, copy in pairs}


def _rewrite(page, keys):
    """The page and its latest draft."""
    streams = page.stream_names() if isinstance(page, ActivityPage) else []
    named = [name for name in NAME_OTHERS if hasattr(page, name)]
    live = {name: json.dumps(with_new_ids(list(getattr(page, name).raw_data))) for name in streams}
    live |= {name: _renamed(getattr(page, name), keys) for name in named}
    type(page).objects.filter(pk=page.pk).update(**live)
    if revision := page.latest_revision:
        draft = revision.content
        for name in streams:
            own = json.dumps(with_new_ids(json.loads(draft[name])))
            draft[name] = own if page.has_unpublished_changes else live[name]
        draft |= {name: _renamed(draft.get(name), keys) for name in named}
        revision.save(update_fields=["content"])


def _renamed(value, keys):
    """A key or a list of keys, with those of the original replaced."""
    if isinstance(value, list):
        return [keys.get(key, key) for key in value]
    return keys.get(str(value), value)
