from django.db import transaction

from lms.core.policy import require

from . import policy
from .kinds import KINDS
from .models import Notice


@transaction.atomic
def notify(people, kind, *, subject, params=None, path="", by):
    """Tell each person something once; telling again of the same subject does nothing.

    ``params`` fill the sentences of the kind (names, titles, dates: never private words); ``path`` is where to look,
    without the language. Call it inside the transaction of the deed: what is undone is not told.
    """
    require(policy.can_notify, by)
    Notice.objects.bulk_create(
        [
            Notice(
                person=person,
                kind=KINDS[kind].name,
                subject=str(subject),
                params=params or {},
                path=path,
            )
            for person in people
        ],
        ignore_conflicts=True,
    )
