"""Records and a key for badges without a database, and a full JSON-LD processor that reads contexts from a package alone."""

import datetime as dt
import json
import random
import uuid
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib.resources import files

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from pyld import jsonld

from certification import canon

SITE = "https://academy.example.org"
ISSUED = dt.datetime(2026, 11, 12, 9, 0, 0, 123456, tzinfo=dt.UTC)
CONTEXT_FILES = {
    canon.CREDENTIALS_V2: "credentials-v2.json",
    canon.OPEN_BADGES: "ob-v3p0-context-3.0.3.json",
}
# The context of the examples of W3C, which is one line.
EXAMPLES = {
    "https://www.w3.org/ns/credentials/examples/v2": {
        "@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}
    }
}
# What breaks careless escaping: quotes, backslashes, line ends, Arabic with signs, combining marks, letters beyond 16 bits.
PIECES = [
    *['"', "\\", "\n", "\r", "\t", "\x01", "\x7f", "<>", "{}", "'", "&", "%", "\\n", "\\u0041"],
    *[
        "Amina",
        "N’Goran",
        "É",
        "e\u0301",
        "ḥ",
        "ž",
        "  ",
        "الفاسي",
        "مُكَوِّنَة",
        "لآلئ",
        "ⴰⵣⵓⵍ",
        "𝒳",
        "😀",
        "\u200f",
    ],
]


@dataclass(frozen=True)
class Key:
    """A signing key, as the key ring gives one."""

    key_id: str
    secret: Ed25519PrivateKey

    def sign(self, data):
        return self.secret.sign(data)

    @property
    def public(self):
        return self.secret.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def key(name="badge-2026-11-25-00000001"):
    """Always the same key for the same name."""
    return Key(name, Ed25519PrivateKey.from_private_bytes(sha256(name.encode()).digest()))


@dataclass
class Record:
    """What a badge reads of a credential."""

    payload: dict
    pk: uuid.UUID = uuid.UUID("0198c0de-0000-7000-8000-000000000001")
    token: str = "7K3M9QX2RT4WB"
    status_index: int = 7
    issued_at: dt.datetime = field(default=ISSUED)


def facts(*, named=False, site=SITE, **values):
    return {
        "kind": "trainer",
        "kind_title": "Certificat de formatrice",
        "title": "Animer « GET Ahead »",
        "name_latin": "Amina El Fassi",
        "name_arabic": "أمينة الفاسي",
        "requirements": ["Cours terminé : « Le marché »", "Épreuve réussie à 84 %"],
        "issuer": "Académie des coopératives",
        "language": "fr",
        "number": "CA-GA-26-000123-Q",
        "valid_until": "2029-11-11",
        "badge": {
            "site": site,
            "scheme": "trainer-get-ahead",
            "version": 1,
            "description": "Pour qui anime des formations.",
            "criteria": ["Terminer le cours « Le marché »", "Réussir l’épreuve à 70 %"],
            "named": named,
        },
    } | values


def record(**values):
    return Record(facts(**values))


def random_records(number, seed=2026):
    """Records whose words are made of what breaks escaping; each second one with a name, each third without an end."""
    chance = random.Random(seed)  # noqa: S311 - the same records in each run

    def words(most=6):
        return "".join(chance.choices(PIECES, k=chance.randint(1, most)))

    for turn in range(number):
        made = facts(named=bool(turn % 2))
        for name in ("kind_title", "title", "name_latin", "name_arabic", "issuer"):
            made[name] = words()
        made["requirements"] = [words() for _ in range(chance.randint(1, 5))]
        made["badge"] |= {"description": words(9), "criteria": [words(), words()]}
        made["valid_until"] = "" if turn % 3 == 0 else "2029-11-11"
        yield Record(
            made,
            pk=uuid.UUID(int=chance.getrandbits(128), version=4),
            status_index=chance.randrange(400_000),
        )


@cache
def context(address):
    if address in EXAMPLES:
        return EXAMPLES[address]
    return json.loads(
        files("openbadgeslib.ob3.contexts").joinpath(CONTEXT_FILES[address]).read_bytes()
    )


def from_package(address, options=None):
    """A document loader that never asks the network."""
    return {
        "contextUrl": None,
        "contentType": "application/ld+json",
        "documentUrl": address,
        "document": context(address),
    }


def processed(document):
    """The canonical form as a full processor makes it."""
    options = {
        "algorithm": "URDNA2015",
        "format": "application/n-quads",
        "documentLoader": from_package,
    }
    return jsonld.normalize(document, options)
