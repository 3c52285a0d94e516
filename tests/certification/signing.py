"""Authorities and keys made for a test, and validators that trust them."""

from dataclasses import dataclass
from datetime import date

from asn1crypto import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko_certvalidator import ValidationContext

from certification import authority

DAY = date(2026, 1, 1)


@dataclass(frozen=True)
class Root:
    key: object
    certificate: object

    @property
    def pem(self):
        return self.certificate.public_bytes(Encoding.PEM)

    @property
    def der(self):
        return self.certificate.public_bytes(Encoding.DER)


def new_root(name="Coop Academy", **options):
    return Root(*authority.make_root(name, on=DAY, **options))


def new_signer(purpose, root, on=DAY):
    key, certificate = authority.make_key(purpose, root.key, root.certificate, on=on)
    return authority.Signer(key, (certificate, root.certificate))


def trusting(root):
    """What pyHanko needs to know: our root and nothing else, never asking the network."""
    return ValidationContext(trust_roots=[x509.Certificate.load(root.der)], allow_fetching=False)
