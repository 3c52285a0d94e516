"""Our own certificate authority: an offline root, and the keys that work under it (RFC 5280).

Keys and certificates as objects of ``cryptography``; where they are kept is the business of ``keyring``.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import cached_property

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from .choices import KeyPurpose

ROOT_YEARS = 20
KEY_YEARS = 3
# Time stamps are there to outlive the keys of what they stamp.
CLOCK_YEARS = 12
LIST_LIFE = timedelta(days=366)
SPECIMEN = "SPECIMEN"
ROOT = "root"


@dataclass(frozen=True)
class Signer:
    """A key at work, with its certificate and those above it, the root last."""

    key: ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey
    certificates: tuple

    @property
    def certificate(self):
        return self.certificates[0]

    @cached_property
    def key_id(self):
        return key_id(self.certificate)

    @cached_property
    def specimen(self):
        """Whether what it signs certifies nothing."""
        return is_specimen(self.certificate)

    @cached_property
    def chain(self):
        """The certificates in DER."""
        return tuple(each.public_bytes(Encoding.DER) for each in self.certificates)

    def sign(self, data):
        """The signature over ``data``, the same each time: Ed25519 (64 bytes), or ECDSA with SHA-256 in DER."""
        if isinstance(self.key, ed25519.Ed25519PrivateKey):
            return self.key.sign(data)
        return self.key.sign(data, ec.ECDSA(hashes.SHA256(), deterministic_signing=True))


def certificates_in(pem):
    """The certificates of a text, in its order."""
    return tuple(x509.load_pem_x509_certificates(pem.encode()))


def fingerprint(certificate):
    """The SHA-256 of a certificate, as people compare it: pairs of capitals with colons between."""
    return certificate.fingerprint(hashes.SHA256()).hex(":").upper()


def key_id(certificate):
    """For example pdf-2026-11-25-3f9a1c07: purpose, first day, and the beginning of the SHA-256."""
    day = certificate.not_valid_before_utc.date().isoformat()
    return f"{purpose_of(certificate)}-{day}-{certificate.fingerprint(hashes.SHA256()).hex()[:8]}"


def make_root(organisation, *, on, specimen=False):
    """The key (P-384) and the certificate of a new authority that lasts 20 years from the day ``on``."""
    key = ec.generate_private_key(ec.SECP384R1())
    name = subject(organisation, ROOT, on, specimen)
    builder = certificate_for(key.public_key(), name, issuer=name, on=on, years=ROOT_YEARS)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(usage(key_cert_sign=True, crl_sign=True), critical=True)
    return key, builder.sign(key, hashes.SHA384())


def make_key(purpose, root_key, root, *, on):
    """A key for ``purpose`` and its certificate under ``root``, for 3 years from the day ``on``, a clock's for 12."""
    key = NEW_KEYS[purpose]()
    organisation = root.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)[0].value
    name = subject(organisation, purpose, on, is_specimen(root))
    years = CLOCK_YEARS if purpose == KeyPurpose.TIME else KEY_YEARS
    builder = certificate_for(key.public_key(), name, issuer=root.subject, on=on, years=years)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), True)
    # Long-term validators ask for content commitment, which is what non-repudiation is called now.
    signs = usage(digital_signature=True, content_commitment=True)
    builder = builder.add_extension(signs, critical=True)
    issued_by = x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key())
    builder = builder.add_extension(issued_by, critical=False)
    if purpose == KeyPurpose.TIME:
        stamps = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(stamps, critical=True)
    return key, builder.sign(root_key, hashes.SHA384())


def make_revocations(root_key, root, revoked, *, at):
    """The list of certificates under ``root`` that hold no more, as of the moment ``at``, good for a year.

    ``revoked`` is ``{certificate: since when}``.
    """
    builder = x509.CertificateRevocationListBuilder(root.subject, at, at + LIST_LIFE)
    issued_by = x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key())
    builder = builder.add_extension(issued_by, critical=False)
    builder = builder.add_extension(x509.CRLNumber(int(at.timestamp())), critical=False)
    for certificate, since in revoked.items():
        entry = x509.RevokedCertificateBuilder(certificate.serial_number, since)
        reason = x509.CRLReason(x509.ReasonFlags.key_compromise)
        builder = builder.add_revoked_certificate(entry.add_extension(reason, False).build())
    return builder.sign(root_key, hashes.SHA384())


def new_p256():
    return ec.generate_private_key(ec.SECP256R1())


NEW_KEYS = {
    KeyPurpose.PDF: new_p256,
    KeyPurpose.BADGE: ed25519.Ed25519PrivateKey.generate,
    KeyPurpose.LOG: ed25519.Ed25519PrivateKey.generate,
    KeyPurpose.TIME: new_p256,
}


def subject(organisation, purpose, on, specimen):
    """For example CN=Coop Academy pdf 2026-11-25, OU=pdf, O=Coop Academy."""
    common = f"{organisation} {purpose} {on.isoformat()}"
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, str(purpose)),
            x509.NameAttribute(NameOID.COMMON_NAME, f"{SPECIMEN} {common}" if specimen else common),
        ]
    )


def is_specimen(certificate):
    """Whether what is signed under it certifies nothing."""
    common = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value
    return common.startswith(SPECIMEN)


def purpose_of(certificate):
    """``root`` or one of ``KeyPurpose``."""
    unit = certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATIONAL_UNIT_NAME)[0].value
    return unit if unit == ROOT else KeyPurpose(unit)


def certificate_for(public_key, name, *, issuer, on, years):
    """From the first moment of the day ``on`` in UTC to the same day ``years`` later."""
    begin = datetime.combine(on, time.min, UTC)
    leap_day = (on.month, on.day) == (2, 29)
    end = begin.replace(year=begin.year + years, day=28 if leap_day else on.day)
    builder = x509.CertificateBuilder(issuer, name, public_key, x509.random_serial_number())
    builder = builder.not_valid_before(begin).not_valid_after(end)
    identifier = x509.SubjectKeyIdentifier.from_public_key(public_key)
    return builder.add_extension(identifier, critical=False)


def usage(**allowed):
    names = "digital_signature content_commitment key_encipherment data_encipherment key_agreement"
    names = [*names.split(), "key_cert_sign", "crl_sign", "encipher_only", "decipher_only"]
    return x509.KeyUsage(**{name: allowed.get(name, False) for name in names})
