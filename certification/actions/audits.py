import hashlib

from django.db import transaction

from certification import policy
from certification.models import AuditorsCopy
from lms.core.policy import require


@transaction.atomic
def keep_copy(credential, content, *, by):
    """Write down that this file was given to an auditor, so that it is known again."""
    require(policy.can_issue_again, by, credential.candidacy)
    sha256 = hashlib.sha256(content).hexdigest()
    values = {"credential": credential}
    return AuditorsCopy.objects.get_or_create(sha256=sha256, defaults=values)[0]
