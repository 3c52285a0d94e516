"""Writing how certificates look: a draft from the last version, its layout, a second person who approves."""

import hashlib

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from certification import layouts, pdf, policy, shaping, specimens, standard
from certification.models import CertificateTemplate, TemplateVersion
from lms.core import jobs
from lms.core.errors import RuleError
from lms.core.moves import move
from lms.core.policy import person_or_none, require
from lms.core.storage import keep_once, private_storage

HOUSE = "house"


class LayoutFaulty(RuleError):
    code = "layout_faulty"


class SecondPersonNeeded(RuleError):
    code = "second_person_needed"


class MarkNotPermitted(RuleError):
    code = "mark_not_permitted"


class NotADraft(RuleError):
    code = "not_a_draft"


@transaction.atomic
def house_version(*, by):
    """The version that comes with the software, as it is today; stored when it is first asked for."""
    require(policy.can_write_templates, by)
    template, _made = CertificateTemplate.objects.get_or_create(
        code=HOUSE, defaults={"name": "Certificate of this house"}
    )
    layout = standard.layout()
    known = template.versions.approved().filter(made_by=None).order_by("-number").first()
    if known and known.layout == layout:
        return known
    last = template.versions.order_by("-number").first()
    return TemplateVersion.objects.create(
        template=template,
        number=last.number + 1 if last else 1,
        layout=layout,
        status=TemplateVersion.Status.APPROVED,
        approved_at=timezone.now(),
    )


@transaction.atomic
def draft_next(template, *, by):
    """A draft copied from the newest version, or from that of this house. A draft that is there already is returned."""
    require(policy.can_write_templates, by)
    template = CertificateTemplate.objects.select_for_update().get(pk=template.pk)
    if known := template.versions.filter(status=TemplateVersion.Status.DRAFT).first():
        return known
    last = template.versions.order_by("-number").first()
    return TemplateVersion.objects.create(
        template=template,
        number=last.number + 1 if last else 1,
        layout=last.layout if last else standard.layout(),
        artwork=last.artwork.name if last else "",
        made_by=person_or_none(by),
    )


@transaction.atomic
def write(version, layout, artwork=None, *, by):
    """Change a draft. Who changed it last cannot approve it. ``artwork`` are the bytes of a JPEG, None to keep it."""
    require(policy.can_write_templates, by)
    version = TemplateVersion.objects.select_for_update().get(pk=version.pk)
    if not version.is_draft:
        raise NotADraft(_("This version is approved and never changes. Make a new one."))
    if found := layouts.faults(layout):
        raise LayoutFaulty(" ".join(found))
    if artwork is not None:
        name = f"templates/{hashlib.sha256(artwork).hexdigest()}.jpg"
        keep_once(private_storage(), name, ContentFile(artwork))
        version.artwork = name
    version.layout, version.made_by = layout, person_or_none(by)
    version.save()
    return version


@transaction.atomic
def approve(version, *, by):
    """A second person lets certificates be drawn in it. Every language is drawn once before."""
    require(policy.can_write_templates, by)
    version = TemplateVersion.objects.select_for_update().get(pk=version.pk)
    if version.status == TemplateVersion.Status.APPROVED:
        return version
    if not policy.can_approve_template(by, version):
        raise SecondPersonNeeded(_("Somebody else than its maker approves a template."))
    _refuse_unless_permitted(version)
    _refuse_unless_printable(version)
    now = timezone.now()
    move(version, TemplateVersion.Status.APPROVED, approved_by=by, approved_at=now)
    jobs.promise("certification.picture", version_id=version.pk)
    return version


def _refuse_unless_permitted(version):
    """Nothing is approved with the mark of somebody who allows it nowhere today."""
    known = {str(mark.pk): mark for mark in version.marks()}
    for number in layouts.marks_of(version.layout):
        mark = known.get(number)
        if mark is None or not mark.permissions.on(timezone.localdate()).exists():
            raise MarkNotPermitted(
                _("No permission holds today for the mark %(mark)s."), mark=mark or number
            )


def _refuse_unless_printable(version):
    """Raise LayoutFaulty, with the reason, unless a specimen in each of its languages can be drawn."""
    if version.layout["artwork"] == "file" and not version.artwork:
        raise LayoutFaulty(_("Upload the picture behind the certificate."))
    for language in version.languages:
        try:
            pdf.render(
                specimens.facts(language, version.scripts, marks=layouts.marks_of(version.layout)),
                version.drawn(),
            )
        except (shaping.TextDoesNotFit, shaping.GlyphMissing) as refusal:
            raise LayoutFaulty(
                _("In the language %(language)s “%(field)s” has not room enough."),
                language=language,
                field=layouts.named(refusal.field),
            ) from refusal


@transaction.atomic
def retire(version, *, by):
    """No new version of a scheme may choose it. Certificates that were drawn in it stay as they are."""
    require(policy.can_write_templates, by)
    version = TemplateVersion.objects.select_for_update().get(pk=version.pk)
    if version.status != TemplateVersion.Status.RETIRED:
        move(version, TemplateVersion.Status.RETIRED)
    return version
