"""Writing the rules of a certificate: a draft from the last version, in force, retired."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from certification import defaults, policy
from certification.models import CertificationScheme, Requirement, SchemeVersion
from certification.requirements.kinds import KINDS
from lms.core.errors import RuleError
from lms.core.moves import move
from lms.core.policy import require

NOT_COPIED = {"id", "number", "status", "in_force_from", "retired_at", "is_our_default"}


class NothingAsked(RuleError):
    code = "nothing_asked"


class NotComplete(RuleError):
    code = "not_complete"


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
    _refuse_incomplete(version)
    now = timezone.now()
    for before in SchemeVersion.objects.in_force().filter(scheme=version.scheme):
        move(before, SchemeVersion.Status.RETIRED, retired_at=now)
    move(version, SchemeVersion.Status.IN_FORCE, in_force_from=now)
    return version


def _refuse_incomplete(version):
    """A default leaves open what only the place knows: which course, and who signs."""
    for requirement in version.requirements.all():
        kind = KINDS[requirement.kind]
        if (kind.asks_course and not requirement.course_key) or (
            kind.asks_activity and not requirement.activity_key
        ):
            raise NotComplete(
                _("Requirement %(position)s does not say yet which course it asks for."),
                position=requirement.position,
            )
    if not version.signatories:
        raise NotComplete(_("Write who signs the certificate first."))


@transaction.atomic
def retire(version, *, by):
    """No file is opened under this version any more. Files under way go on."""
    require(policy.can_write_schemes, by)
    version = SchemeVersion.objects.select_for_update().get(pk=version.pk)
    if version.status != SchemeVersion.Status.RETIRED:
        move(version, SchemeVersion.Status.RETIRED, retired_at=timezone.now())
    return version


@transaction.atomic
def seed(*, by):
    """The default schemes with a draft each, as far as they are not there. Returns those that were written."""
    require(policy.can_write_schemes, by)
    known = set(CertificationScheme.objects.values_list("code", flat=True))
    return [_write_default(dict(one)) for one in defaults.SCHEMES if one["code"] not in known]


def _write_default(one):
    own = {name: one.pop(name) for name in ("code", "kind", "number_prefix")}
    asked, renewed_by = one.pop("requirements"), one.pop("renewed_by", None)
    scheme = CertificationScheme.objects.create(**own)
    draft = SchemeVersion.objects.create(
        scheme=scheme,
        issuers=defaults.ISSUERS,
        is_our_default=True,
        renewed_by=CertificationScheme.objects.filter(code=renewed_by).first(),
        **one,
    )
    for position, (kind, params, *group) in enumerate(asked, 1):
        Requirement.objects.create(
            version=draft, position=position, kind=kind, params=params, group="".join(group)
        )
    return scheme
