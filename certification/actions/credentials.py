import hashlib

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from certification import evidence, numbers, pdf, policy, printing, statuses, validity
from certification.actions.candidacies import paper_of
from certification.choices import EventKind
from certification.models import (
    Candidacy,
    CertificateDocument,
    Credential,
    CredentialEvent,
    SerialCounter,
)
from lms.core import jobs
from lms.core.errors import RuleError
from lms.core.moves import move
from lms.core.policy import SYSTEM, person_or_none, require
from lms.core.storage import keep_once, private_storage
from lms.notices.actions import notify


class NotGranted(RuleError):
    code = "not_granted"


class RecordsChanged(RuleError):
    code = "records_changed"


def prove(candidacy, *, by):
    """Draw the certificate once with an empty number, so that what cannot be printed takes no number.

    Raises what ``pdf.render`` raises, and RecordsChanged.
    """
    require(policy.can_issue_again, by, candidacy)
    _refuse_if_records_changed(candidacy)
    now = timezone.now()
    serial = numbers.serial(
        settings.CERTIFICATE_ISSUER_CODE,
        candidacy.scheme.number_prefix,
        timezone.localdate(now).year,
        0,
    )
    template = paper_of(candidacy, by=by)
    facts = _facts(candidacy, template, serial, "0" * numbers.TOKEN_LENGTH, now)
    pdf.render(facts, template.drawn())


@transaction.atomic
def issue(candidacy, *, by):
    """Number a granted file and freeze what its certificate says. Issuing twice gives the first one again."""
    require(policy.can_issue_again, by, candidacy)
    candidacy = Candidacy.objects.select_for_update().get(pk=candidacy.pk)
    if known := candidacy.credential:
        return known
    if candidacy.status != Candidacy.Status.GRANTED:
        raise NotGranted(_("Two certifiers have to approve first."))
    _refuse_if_records_changed(candidacy)
    now = timezone.now()
    today = timezone.localdate(now)
    places = take_places(candidacy.scheme, today, by=by)
    template = paper_of(candidacy, by=by)
    payload = _facts(candidacy, template, places["serial"], places["token"], now)
    credential = Credential.objects.create(
        **places,
        candidacy=candidacy,
        renews=_renewed_by(candidacy),
        payload=payload,
        digest=evidence.digest_of(payload),
        template=template,
        issued_at=now,
        valid_from=today,
        valid_until=validity.last_day(today, candidacy.version.validity_months),
    )
    author = person_or_none(by)
    CredentialEvent.append(credential, EventKind.ISSUED, by=author)
    if credential.renews:
        CredentialEvent.append(credential.renews, EventKind.RENEWED, by=author)
    CertificateDocument.objects.create(credential=credential)
    return credential


def _renewed_by(candidacy):
    """What a new credential renews: the person's last, held or run out, of its scheme or of one renewed through it."""
    hers = Credential.objects.standing().filter(candidacy__person=candidacy.person)
    scheme = candidacy.scheme
    return hers.filter(
        Q(candidacy__version__scheme=scheme) | Q(candidacy__version__renewed_by=scheme)
    ).first()


def _refuse_if_records_changed(candidacy):
    digest = evidence.digest_of(evidence.snapshot(candidacy.findings()))
    if candidacy.carried.digest != digest:
        raise RecordsChanged(_("The records have changed since the decision. Nothing was issued."))


def take_places(scheme, day, *, by):
    """The next number of a series, a fresh token, the next place in the lists of statuses: fields of a credential.

    Inside the transaction that issues with them.
    """
    require(policy.can_number, by, scheme)
    issuer = settings.CERTIFICATE_ISSUER_CODE
    series = numbers.series(issuer, scheme.number_prefix, day.year)
    sequence = SerialCounter.objects.take(series)
    serial = numbers.serial(issuer, scheme.number_prefix, day.year, sequence)
    return {
        "serial": serial,
        "serial_plain": numbers.plain(serial),
        "token": numbers.new_token(),
        "status_index": SerialCounter.objects.take(statuses.SERIES) - 1,
    }


def sign_list_of(credential, *, by):
    """Promise the list of statuses anew in which a credential stands, after something happened to it."""
    require(policy.can_take_measures, by, credential)
    jobs.promise("certification.sign_list", block=statuses.block_of(credential.status_index))


def _facts(candidacy, template, serial, token, at):
    day = timezone.localdate(at)
    until = validity.last_day(day, candidacy.version.validity_months)
    said = printing.facts(candidacy, serial=serial, token=token, issued_at=at, valid_until=until)
    return said | {"marks": template.permitted_marks(candidacy, day)}


def keep_document(credential, content, *, by):
    """Store the PDF of a credential under its digest, then say so. The first one stays."""
    require(policy.can_issue_again, by, credential.candidacy)
    sha256 = hashlib.sha256(content).hexdigest()
    name = f"certificates/{sha256}.pdf"
    keep_once(private_storage(), name, ContentFile(content))
    return _mark_made(credential, file=name, sha256=sha256, size=len(content))


@transaction.atomic
def _mark_made(credential, **facts):
    document = CertificateDocument.objects.select_for_update().get(credential=credential)
    if not document.is_done:
        move(document, CertificateDocument.Status.DONE, made_at=timezone.now(), **facts)
        if not credential.replaces_id:
            _tell_holder(credential)
    return document


def _tell_holder(credential):
    """Only when the paper is there to be opened."""
    notify(
        [credential.person],
        "certification.ready",
        subject=str(credential.pk),
        params={"certificate": credential.candidacy.version.titles, "number": credential.serial},
        path=f"certification/files/{credential.candidacy_id}/",
        by=SYSTEM,
    )


@transaction.atomic
def issue_again(candidacy, *, by):
    """Promise the work once more, after what stopped it was put right."""
    require(policy.can_issue_again, by, candidacy)
    if candidacy.status != Candidacy.Status.GRANTED:
        raise NotGranted(_("Two certifiers have to approve first."))
    return jobs.promise(
        "certification.issue", subject=candidacy.issuing_subject, candidacy_id=str(candidacy.pk)
    )
