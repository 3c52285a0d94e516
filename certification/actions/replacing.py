"""Correction of what is printed: a new credential in place of the old one, which stays as it was."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from certification import evidence, numbers, pdf, policy, printing, spelling
from certification.actions.candidacies import paper_of
from certification.actions.credentials import sign_list_of, take_places
from certification.choices import CredentialStatus, EventKind, NameChannel, Reason
from certification.layouts import NAMES, named
from certification.models import CertificateDocument, Credential, CredentialEvent, NameCheck
from certification.shaping import TextDoesNotFit
from lms.core import jobs
from lms.core.errors import RuleError
from lms.core.policy import SYSTEM, require
from lms.notices.actions import notify

REASONS = [Reason.CORRECTION, Reason.NAME_CHANGE, Reason.DESIGN]
LIVE = {
    CredentialStatus.VALID,
    CredentialStatus.NOT_YET_VALID,
    CredentialStatus.SUSPENDED,
    CredentialStatus.EXPIRED,
}


class NothingToReplace(RuleError):
    code = "nothing_to_replace"


class NothingCorrected(RuleError):
    code = "nothing_corrected"


@transaction.atomic
def replace(credential, corrections, *, names=None, reason_code=Reason.CORRECTION, note="", by):
    """Issue a credential with the corrections in place of this one; it keeps the end of its validity.

    ``corrections`` are fields of the payload, ``names`` those of the holder as typed. The old one says "replaced" from now on. Replacing again gives the one
    that replaced it. A suspension goes on with the new one. What cannot be printed is refused and takes no number.
    """
    require(policy.can_take_measures, by, credential)
    credential = Credential.objects.select_for_update().get(pk=credential.pk)
    if known := Credential.objects.filter(replaces=credential).first():
        return known
    _refuse(credential, corrections, reason_code)
    now = timezone.now()
    template = _template_of(credential, reason_code, by)
    _refuse_to_print(credential, corrections, template.drawn(), now)
    places = take_places(credential.scheme, timezone.localdate(now), by=by)
    newer = _written(credential, corrections, places, template, now)
    _keep_names(newer, corrections, names, by)
    CredentialEvent.append(
        credential, EventKind.REPLACED, reason_code=reason_code, note=note.strip(), by=by
    )
    CredentialEvent.append(newer, EventKind.ISSUED, reason_code=reason_code, by=by)
    _carry_over(credential, newer)
    credential.measures.waiting().update(status="dropped", closed_by=by, closed_at=timezone.now())
    CertificateDocument.objects.create(credential=newer)
    for one in (credential, newer):
        sign_list_of(one, by=by)
    jobs.promise(
        "certification.render", subject=f"credential:{newer.pk}", credential_id=str(newer.pk)
    )
    _tell_holder(credential, newer)
    return newer


def _refuse(credential, corrections, reason_code):
    if credential.status not in LIVE or reason_code not in REASONS:
        raise NothingToReplace(_("This certificate cannot be replaced."))
    same = all(credential.payload.get(field) == value for field, value in corrections.items())
    if same and reason_code != Reason.DESIGN:
        raise NothingCorrected(_("Nothing is different. Correct what is wrong first."))


def _refuse_to_print(credential, corrections, layout, now):
    empty = {"serial": credential.serial, "token": "0" * numbers.TOKEN_LENGTH}
    draft = printing.corrected(credential, corrections, issued_at=now, **empty)
    spelling.refuse({field: draft.get(field, "") for field in NAMES}, layout, draft["language"])
    try:
        pdf.render(draft, layout)
    except TextDoesNotFit as refusal:
        raise NothingToReplace(
            _("On the corrected certificate “%(field)s” has not room enough."),
            field=named(refusal.field),
        ) from refusal


def _keep_names(newer, corrections, typed, by):
    """The spelling from now on, with the signs that are not printed."""
    if corrections.keys() & set(NAMES):
        names = typed or {field: newer.payload.get(field, "") for field in NAMES}
        channel = NameChannel.FIXED
        NameCheck.objects.create(
            candidacy=newer.candidacy, **names, channel=channel, confirmed_by=by
        )


def _template_of(credential, reason_code, by):
    """The paper keeps its look, unless a new look is what was asked for."""
    if reason_code == Reason.DESIGN:
        return paper_of(credential.candidacy, by=by)
    return credential.template


def _written(credential, corrections, places, template, now):
    payload = printing.corrected(
        credential, corrections, serial=places["serial"], token=places["token"], issued_at=now
    )
    return Credential.objects.create(
        **places,
        candidacy=credential.candidacy,
        replaces=credential,
        payload=payload,
        digest=evidence.digest_of(payload),
        template=template,
        issued_at=now,
        valid_from=credential.valid_from,
        valid_until=credential.valid_until,
        publicity=credential.publicity,
    )


def _carry_over(credential, newer):
    """Whoever is suspended does not become valid by a correction."""
    if event := credential.suspension:
        CredentialEvent.append(
            newer,
            EventKind.SUSPENDED,
            reason_code=event.reason_code,
            note=event.note,
            until=event.until,
            by=event.by,
            seconded_by=event.seconded_by,
        )


def _tell_holder(credential, newer):
    notify(
        [credential.person],
        "certification.replaced",
        subject=str(newer.pk),
        params={
            "certificate": credential.candidacy.version.titles,
            "number": newer.serial,
            "old": credential.serial,
        },
        path="certification/mine/",
        by=SYSTEM,
    )
