"""Is this the file? What anybody hands in is judged as bytes: until our signature holds, nothing in it is read.

Files come from strangers. They are never stored and never opened by a PDF reader; the work grows with their length alone.
"""

import asyncio
import hashlib
import re
from dataclasses import dataclass
from io import BytesIO

from asn1crypto import cms, x509
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import numbers, sealing
from .choices import KeyPurpose
from .models import AuditorsCopy, CertificateDocument, Credential, LoggedFile, SigningKey

# Twenty times a certificate.
LARGEST = 2 * 1024 * 1024
# In the digits of a message, ten times those of ours.
LONGEST_PLACE = 32 * 1024

RANGE = re.compile(rb"/ByteRange\s*\[\s*0\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]")
PLACE = re.compile(rb"<((?:[0-9A-Fa-f]{2})+)>")


class Finding(models.TextChoices):
    """What we can say of a file. The first three are good, all others are not."""

    AUTHENTIC = "authentic", _("This is the file that was issued, to the last byte.")
    LOGGED = "logged", _("This is the file that was issued, before others could know the key.")
    ANOTHER_COPY = "another_copy", _("This file is ours and unchanged. It is another copy.")
    TOO_LARGE = "too_large", _("This file is larger than any certificate of ours.")
    NOT_PDF = "not_pdf", _("This is not a PDF.")
    UNSIGNED = "unsigned", _("This file does not carry our signature as we wrote it.")
    STRANGER = "stranger", _("This file was signed by somebody else.")
    CHANGED = "changed", _("This file was changed after it was signed.")
    UNKNOWN = "unknown", _("The number in this file is not in our register.")
    KEY_KNOWN = "key_known", _("Others may know the key that signed this file. Ask for a new copy.")


GOOD = {Finding.AUTHENTIC, Finding.LOGGED, Finding.ANOTHER_COPY}


@dataclass(frozen=True)
class Verdict:
    """The finding, and the credential that the file belongs to where that is certain."""

    finding: Finding
    credential: Credential | None = None

    @property
    def is_good(self):
        """Whether what the file says is what we wrote. Whether it still holds is the credential's status."""
        return self.finding in GOOD


@dataclass(frozen=True)
class Signature:
    """The first signature of a file, and the bytes it speaks for."""

    message: bytes
    signed: bytes
    covers_all: bool


def judge(content):
    """The ``Verdict`` on the bytes of a file; raises nothing, whatever they are."""
    if len(content) > LARGEST:
        return Verdict(Finding.TOO_LARGE)
    signature = signature_in(content)
    key = signature and _key_of(signature)
    if document := _document(hashlib.sha256(content).hexdigest()):
        return Verdict(_judge_known(document.sha256, key), document.credential)
    if not content.startswith(b"%PDF-"):
        return Verdict(Finding.NOT_PDF)
    if signature is None:
        return Verdict(Finding.UNSIGNED)
    if key is None:
        return Verdict(Finding.STRANGER)
    if not _holds(signature, key):
        return Verdict(Finding.CHANGED)
    if key.compromised_from:
        # Whoever has the key writes any date into the file.
        return Verdict(Finding.KEY_KNOWN)
    return _judge_number(number_in(content))


def _judge_known(sha256, key):
    """Of a file of our register: where others may know its key, the public log alone says that it was there before.

    Our own date does not: who has the key and the register writes any date.
    """
    if key is None or not key.compromised_from:
        return Finding.AUTHENTIC
    logged = LoggedFile.objects.select_related("checkpoint").filter(
        sha256=sha256, checkpoint__signed_at__lt=key.compromised_from
    )
    day = next((one.checkpoint for one in logged), None)
    believed = day is not None and day.is_signed and day.holds_its_files
    return Finding.LOGGED if believed else Finding.KEY_KNOWN


def _document(sha256):
    """What was given out with this digest: the certificate, or the copy for an auditor."""
    for model in (CertificateDocument, AuditorsCopy):
        found = model.objects.select_related("credential").filter(sha256=sha256).first()
        if found:
            return found
    return None


def _judge_number(number):
    credential = Credential.objects.with_code(numbers.plain(number)).first()
    return Verdict(Finding.ANOTHER_COPY if credential else Finding.UNKNOWN, credential)


def signature_in(content):
    """The first ``Signature`` of a file in the form that we write; None where there is none."""
    if (found := RANGE.search(content)) is None:
        return None
    start, end, rest = (int(number) for number in found.groups())
    if not start < end <= start + LONGEST_PLACE or end + rest > len(content):
        return None
    # Nothing but a message and zeros may stand where the signature does not reach.
    if (place := PLACE.fullmatch(content, start, end)) is None:
        return None
    message, padding = sealing.split_place(bytes.fromhex(place[1].decode()))
    if any(padding):
        return None
    signed = content[:start] + content[end : end + rest]
    return Signature(message, signed, covers_all=end + rest == len(content))


def _key_of(signature):
    """The key of ours whose certificate comes with the signature; None for a stranger's."""
    for key in SigningKey.objects.filter(purpose=KeyPurpose.PDF):
        if key.chain_in_der[0] in signature.message:
            return key
    return None


def _holds(signature, key):
    """Whether the signature is of the key, over the whole file, and the key stands under its root.

    A stranger's message is compared with the only one that we would have written, before it is decoded.
    """
    digest = hashlib.sha256(signature.signed).digest()
    written_here = sealing.is_written_here(signature.message, digest, key.chain_in_der)
    return signature.covers_all and written_here and _is_valid(signature, key)


def _is_valid(signature, key):
    from pyhanko.sign.validation import async_validate_detached_cms  # noqa: PLC0415 - slow import
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415 - slow import

    # What a key signed in its time holds after its time.
    moment = min(max(timezone.now(), key.not_before), key.not_after)
    roots = [x509.Certificate.load(key.chain_in_der[-1])]
    context = ValidationContext(trust_roots=roots, allow_fetching=False, moment=moment)
    message = cms.ContentInfo.load(signature.message)["content"]
    return asyncio.run(async_validate_detached_cms(signature.signed, message, context)).bottom_line


def number_in(content):
    """The number of the certificate that a file of ours names as its subject."""
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415 - slow import

    return str(PdfFileReader(BytesIO(content)).trailer["/Info"]["/Subject"])
