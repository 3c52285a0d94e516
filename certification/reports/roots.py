"""The root certificates under which our keys stand or stood: what a program needs to judge a signature by itself."""

from cryptography.hazmat.primitives.serialization import Encoding

from certification import authority
from certification.models import SigningKey

FORMS = {
    "pem": (Encoding.PEM, "application/x-pem-file"),
    "cer": (Encoding.DER, "application/pkix-cert"),
}
"""Endings of the files: how they are written, and their type."""


def roots():
    """Each root with its fingerprint, the newest first."""
    found = {authority.fingerprint(key.root): key.root for key in SigningKey.objects.all()}
    newest = sorted(found.items(), key=lambda one: one[1].not_valid_before_utc, reverse=True)
    return [
        {
            "name": root.subject.rfc4514_string(),
            "fingerprint": fingerprint,
            "digest": digest_of(fingerprint),
            "begins": root.not_valid_before_utc,
            "ends": root.not_valid_after_utc,
            "specimen": authority.is_specimen(root),
            "certificate": root,
        }
        for fingerprint, root in newest
    ]


def digest_of(fingerprint):
    """A fingerprint as it stands in an address."""
    return fingerprint.replace(":", "").lower()


def file_of(digest, form):
    """``(content, type)`` of the root with this digest; None where there is none."""
    known = next((root for root in roots() if root["digest"] == digest), None)
    if known is None:
        return None
    encoding, content_type = FORMS[form]
    return known["certificate"].public_bytes(encoding), content_type
