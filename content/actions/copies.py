import json

from django.db import transaction
from wagtail.models import Page

from content import policy
from content.models import ActivityPage, CoursePage
from content.packing.fields import relinked
from content.questions.ids import with_new_ids
from lms.core.policy import require

NAME_OTHERS = ("opens_after", "pre_test", "requires")
"""The fields that name other pages by their translation keys."""


@transaction.atomic
def make_independent(copied, original, *, by):
    """Copied activities get question ids of their own, so that answers to both are never confused.

    What names a page of the original, by its key or in a link, names the copy of that page.
    """
    require(policy.can_edit, by, copied)
    pages = _in_order(copied).specific()
    copies = _copies_of(original, pages)
    for page in pages:
        if isinstance(page, ActivityPage | CoursePage):
            _rewrite(page, copies)


def _in_order(root):
    return Page.objects.descendant_of(root, inclusive=True).order_by("path")


def _copies_of(original, copies):
    """What the original is named by, key or id as text, and the same of its copy."""
    named = _in_order(original).values_list("translation_key", "pk")
    # Nothing lies under a page that was copied alone.
    pairs = list(zip(named, copies, strict=False))
    keys = {str(key): str(copy.translation_key) for (key, _id), copy in pairs}
    return keys | {str(identifier): str(copy.pk) for (_key, identifier), copy in pairs}


def _rewrite(page, copies):
    """The page and its latest draft."""
    streams = page.stream_names() if isinstance(page, ActivityPage) else []
    named = [name for name in NAME_OTHERS if hasattr(page, name)]
    live = {name: _own(list(getattr(page, name).raw_data), copies) for name in streams}
    live |= {name: _renamed(getattr(page, name), copies) for name in named}
    type(page).objects.filter(pk=page.pk).update(**live)
    if revision := page.latest_revision:
        draft = revision.content
        for name in streams:
            own = _own(json.loads(draft[name]), copies)
            draft[name] = own if page.has_unpublished_changes else live[name]
        draft |= {name: _renamed(draft.get(name), copies) for name in named}
        revision.save(update_fields=["content"])


def _own(raw, copies):
    """Raw blocks as they are stored, with ids of their own and links to the copies."""
    return json.dumps(with_new_ids(_relinked(raw, copies)))


def _relinked(raw, copies):
    if isinstance(raw, list):
        return [_relinked(one, copies) for one in raw]
    if isinstance(raw, dict):
        return {name: _relinked(value, copies) for name, value in raw.items()}
    if isinstance(raw, str) and 'linktype="page"' in raw:
        return relinked(raw, lambda identifier: copies.get(identifier, identifier))
    return raw


def _renamed(value, copies):
    """A key or a list of keys, with those of the original replaced."""
    if isinstance(value, list):
        return [copies.get(key, key) for key in value]
    return copies.get(str(value), value)
