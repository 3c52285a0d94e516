"""What a holder does with her own credential: say who sees it, ask for a correction, appeal."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from certification import policy
from certification.choices import CredentialStatus, EventKind, Reason
from certification.models import Credential, CredentialEvent, HolderRequest
from lms.core.errors import RuleError
from lms.core.policy import SYSTEM, require
from lms.notices.actions import notify


class NothingToAskFor(RuleError):
    code = "nothing_to_ask_for"


class WordsMissing(RuleError):
    code = "words_missing"


class NotForThisKind(RuleError):
    code = "not_for_this_kind"


@transaction.atomic
def choose_publicity(credential, publicity, *, by):
    """The holder says what strangers see. Her consent is an event of the log; the same choice again changes nothing."""
    require(policy.holds, by, credential)
    credential = Credential.objects.select_for_update().get(pk=credential.pk)
    if credential.publicity == publicity:
        return credential
    return _choose(credential, publicity, by, publicity=publicity)


@transaction.atomic
def lead_to_newer(credential, leads, *, by):
    """Whether the page of a replaced certificate leads to the newer one: an old name is private."""
    require(policy.holds, by, credential)
    credential = Credential.objects.select_for_update().get(pk=credential.pk)
    if credential.leads_to_newer == leads:
        return credential
    if credential.status != CredentialStatus.REPLACED:
        raise NotForThisKind(_("No other certificate replaces this one."))
    code = Reason.NEWER_SHOWN if leads else Reason.NEWER_HIDDEN
    return _choose(credential, code, by, leads_to_newer=leads)


def _choose(credential, reason_code, by, **chosen):
    CredentialEvent.append(credential, EventKind.PUBLICITY, reason_code=reason_code, by=by)
    # The row itself is written once; only what its holder shows of it moves.
    Credential.objects.filter(pk=credential.pk).update(**chosen)
    credential.refresh_from_db()
    return credential


@transaction.atomic
def ask(credential, kind, text, *, by):
    """Ask the certifiers for a correction, or appeal against a withdrawal. While one is open, that one is returned.

    An open appeal takes the reason off the public page; the status stays.
    """
    require(policy.holds, by, credential)
    credential = Credential.objects.select_for_update().get(pk=credential.pk)
    if known := credential.requests.filter(kind=kind).open().first():
        return known
    if not text.strip():
        raise WordsMissing(_("Say what is wrong."))
    _refuse_to_ask(credential, kind)
    request = HolderRequest.objects.create(credential=credential, kind=kind, text=text.strip())
    notify(
        [p for p in credential.scheme.certifiers.all() if p.pk != by.pk],
        "certification.asked",
        subject=str(request.pk),
        params={"name": str(credential.person), "number": credential.serial},
        path=f"certification/credentials/{credential.pk}/",
        by=SYSTEM,
    )
    return request


def _refuse_to_ask(credential, kind):
    status = credential.status
    if kind == HolderRequest.Kind.CORRECTION:
        if status in (CredentialStatus.REVOKED, CredentialStatus.REPLACED):
            raise NothingToAskFor(_("This certificate cannot be corrected any more."))
    elif status != CredentialStatus.REVOKED:
        raise NothingToAskFor(_("There is nothing to appeal against."))
    elif credential.revocation.until < timezone.localdate():
        raise NothingToAskFor(_("The time to appeal has ended."))


@transaction.atomic
def answer(request, text, *, by):
    """A certifier answers; the holder is told and reads the words on her own page. The first answer stays."""
    require(policy.can_take_measures, by, request.credential)
    request = HolderRequest.objects.select_for_update().get(pk=request.pk)
    if request.answered_at:
        return request
    if not text.strip():
        raise WordsMissing(_("Write an answer that the holder can understand."))
    request.answer, request.answered_by, request.answered_at = text.strip(), by, timezone.now()
    request.save(update_fields=["answer", "answered_by", "answered_at"])
    credential = request.credential
    notify(
        [credential.person],
        "certification.answered",
        subject=str(request.pk),
        params={"certificate": credential.candidacy.version.titles},
        path=f"certification/credentials/{credential.pk}/",
        by=SYSTEM,
    )
    return request
