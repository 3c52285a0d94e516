"""Writing the rules of a certificate: a draft from the last version, in force, retired."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from certification import policy
from certification.models import CertificationScheme, SchemeVersion
from lms.core.errors import RuleError
from lms.core.moves import move
from lms.core.policy import require

NOT_COPIED = {"id", "number", "status", "in_force_from", "retired_at"}


class NothingAsked(RuleError):
    code = "nothing_asked"


@transaction.atomic
def draft_next(scheme, *, by):
    """A draft copied from the newest version with all it asks for. A draft that is there already is returned."""
    require(policy.can_write_schemes, by)
    scheme = CertificationScheme.objects.select_for_update().get(pk=scheme.pk)
    if scheme.draft:
        return scheme.draft
    last = scheme.versions.latest("number")
    asked = list(last.requirements.all())
    draft = SchemeVersion.objects.create(number=last.number + 1, **_copied(last))
    for requirement in asked:
        requirement.pk, requirement.version, requirement._state.adding = None, draft, True
        requirement.save()
    return draft


def _copied(version):
    fields = (f for f in SchemeVersion._meta.concrete_fields if f.name not in NOT_COPIED)
    return {field.name: getattr(version, field.name) for field in fields}


@transaction.atomic
def put_in_force(version, *, by):
    """From now on files are opened under this version; the one before it retires. Files under way keep theirs."""
    require(policy.can_write_schemes, by)
    CertificationScheme.objects.select_for_update().get(pk=version.scheme_id)
    version = SchemeVersion.objects.select_related("scheme").get(pk=version.pk)
    if version.status == SchemeVersion.Status.IN_FORCE:
        return version
    if not version.requirements.exists():
        raise NothingAsked(_("This version asks for nothing yet. Add what it asks for first."))
    now = timezone.now()
    for before in SchemeVersion.objects.in_force().filter(scheme=version.scheme):
        move(before, SchemeVersion.Status.RETIRED, retired_at=now)
    move(version, SchemeVersion.Status.IN_FORCE, in_force_from=now)
    return version


@transaction.atomic
def retire(version, *, by):
    """No file is opened under this version any more. Files under way go on."""
    require(policy.can_write_schemes, by)
    version = SchemeVersion.objects.select_for_update().get(pk=version.pk)
    if version.status != SchemeVersion.Status.RETIRED:
        move(version, SchemeVersion.Status.RETIRED, retired_at=timezone.now())
    return version
