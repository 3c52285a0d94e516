import logging

from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from certification.models import VerificationHit

logger = logging.getLogger(__name__)


def count_hit(credential, kind, outcome, *, by):
    """Count that somebody checked a certificate (None: an unknown one). ``by`` is nobody: strangers are not known.

    The answer does not depend on it: where nothing can be written, such as on a copy that is only read, it goes uncounted.
    """
    facts = {
        "credential": credential,
        "kind": kind,
        "outcome": outcome,
        "day": timezone.localdate(),
    }
    try:
        _count(facts)
    except DatabaseError as error:
        logger.warning("A check was not counted: %s", type(error).__name__)


@transaction.atomic
def _count(facts):
    if VerificationHit.more(**facts):
        return
    try:
        with transaction.atomic():
            VerificationHit.objects.create(**facts)
    except IntegrityError:
        # Somebody else counted the first of the day at the same moment.
        VerificationHit.more(**facts)
