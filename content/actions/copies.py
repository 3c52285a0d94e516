import json

from django.db import transaction
from wagtail.models import Page

from content import policy
from content.models import ActivityPage
from content.questions.ids import with_new_ids
from lms.core.policy import require


@transaction.atomic
def give_new_ids(copied, *, by):
    """Copied lessons and quizzes get question ids of their own, so that answers to both are never confused."""
    require(policy.can_edit, by, copied)
    for page in Page.objects.descendant_of(copied, inclusive=True).specific():
        if isinstance(page, ActivityPage):
            _give_new_ids(page)


def _give_new_ids(page):
    live = {
        name: json.dumps(with_new_ids(list(getattr(page, name).raw_data)))
        for name in page.stream_names()
    }
    type(page).objects.filter(pk=page.pk).update(**live)
    if revision := page.latest_revision:
        for name, given in live.items():
            draft = with_new_ids(json.loads(revision.content[name]))
            revision.content[name] = json.dumps(draft) if page.has_unpublished_changes else given
        revision.save(update_fields=["content"])
