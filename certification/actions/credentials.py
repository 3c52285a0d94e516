import hashlib

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from certification import (
    evidence,
    layouts,
    numbers,
    pdf,
    policy,
    printing,
    standard,
    statuses,
    validity,
)
from certification.choices import EventKind, Outcome
from certification.models import (
    Candidacy,
    CertificateDocument,
    Credential,
    CredentialEvent,
    SerialCounter,
)
from lms.core import jobs
from lms.core.errors import RuleError
from lms.core.policy import person_or_none, require


class NotGranted(RuleError):
    code = "not_granted"


class RecordsChanged(RuleError):
    code = "records_changed"


class ReasonMissing(RuleError):
    code = "reason_missing"


def prove(candidacy, *, by):
    """Draw the certificate once with an empty number, so that what cannot be printed takes no number.

    Raises what ``pdf.render`` raises, and RecordsChanged.
    """
    require(policy.can_issue_again, by, candidacy)
    _refuse_if_records_changed(candidacy)
    now = timezone.now()
    serial = numbers.serial(
        settings.CERTIFICATE_ISSUER_CODE, candidacy.scheme.number_prefix, now.year, 0
    )
    facts = _facts(candidacy, serial, "0" * numbers.TOKEN_LENGTH, now)
    pdf.render(facts, layouts.read(standard.layout()))


@transaction.atomic
def issue(candidacy, *, by):
    """Number a granted file and freeze what its certificate says. Issuing twice gives the first one again."""
    require(policy.can_issue_again, by, candidacy)
    candidacy = Candidacy.objects.select_for_update().get(pk=candidacy.pk)
    if known := Credential.objects.filter(candidacy=candidacy).first():
        return known
    if candidacy.status != Candidacy.Status.GRANTED:
        raise NotGranted(_("Two certifiers have to approve first."))
    _refuse_if_records_changed(candidacy)
    now = timezone.now()
    today = timezone.localdate(now)
    serial = _next_serial(candidacy.scheme, today)
    token = numbers.new_token()
    payload = _facts(candidacy, serial, token, now)
    credential = Credential.objects.create(
        candidacy=candidacy,
        serial=serial,
        serial_plain=numbers.plain(serial),
        token=token,
        status_index=SerialCounter.objects.take(statuses.SERIES) - 1,
        payload=payload,
        digest=evidence.digest_of(payload),
        issued_at=now,
        valid_until=validity.last_day(today, candidacy.version.validity_months),
    )
    CredentialEvent.objects.create(
        credential=credential, kind=EventKind.ISSUED, by=person_or_none(by)
    )
    return credential


def _refuse_if_records_changed(candidacy):
    digest = evidence.digest_of(evidence.snapshot(candidacy.findings()))
    approvals = candidacy.decisions.filter(outcome=Outcome.APPROVE)
    if any(approval.digest != digest for approval in approvals):
        raise RecordsChanged(_("The records have changed since the decision. Nothing was issued."))


def _next_serial(scheme, day):
    issuer = settings.CERTIFICATE_ISSUER_CODE
    series = numbers.series(issuer, scheme.number_prefix, day.year)
    sequence = SerialCounter.objects.take(series)
    return numbers.serial(issuer, scheme.number_prefix, day.year, sequence)


def _facts(candidacy, serial, token, at):
    until = validity.last_day(timezone.localdate(at), candidacy.version.validity_months)
    return printing.facts(candidacy, serial=serial, token=token, issued_at=at, valid_until=until)


def keep_document(credential, content, *, by):
    """Store the PDF under its digest, then say so. The first one stays."""
    require(policy.can_issue_again, by, credential.candidacy)
    sha256 = hashlib.sha256(content).hexdigest()
    name = f"certificates/{sha256}.pdf"
    # The same facts give the same file, so one that is there already is this one.
    if not default_storage.exists(name):
        name = default_storage.save(name, ContentFile(content))
    values = {"file": name, "sha256": sha256, "size": len(content)}
    return CertificateDocument.objects.get_or_create(credential=credential, defaults=values)[0]


@transaction.atomic
def issue_again(candidacy, *, by):
    """Promise the work once more, after what stopped it was put right."""
    require(policy.can_issue_again, by, candidacy)
    if candidacy.status != Candidacy.Status.GRANTED:
        raise NotGranted(_("Two certifiers have to approve first."))
    return jobs.promise(
        "certification.issue", subject=candidacy.issuing_subject, candidacy_id=str(candidacy.pk)
    )


@transaction.atomic
def revoke(credential, reason, *, by):
    """Withdraw a credential for good; the public page says so at once. The first reason stays."""
    require(policy.can_revoke, by, credential)
    credential = Credential.objects.select_for_update().get(pk=credential.pk)
    known = credential.events.filter(kind=EventKind.REVOKED).first()
    if known:
        return known
    if not reason.strip():
        raise ReasonMissing(_("Say why the certificate is withdrawn."))
    jobs.promise("certification.sign_lists", block=statuses.block_of(credential.status_index))
    return CredentialEvent.objects.create(
        credential=credential, kind=EventKind.REVOKED, reason=reason.strip(), by=by
    )
