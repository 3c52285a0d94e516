"""Which badges do not hold, as lists of bits (W3C Bitstring Status List 1.0).

Every credential has one index for good, counted through all lists without a gap: block ``index // SIZE``, bit ``index % SIZE``.

Open Badges 3.0 gives a badge one entry at most (``credentialStatus`` is 0..1), so one list says it all, as a revocation:
what every reader knows. A suspension is marked there as long as it lasts; the page of the certificate tells the two apart.
"""

import gzip
from base64 import urlsafe_b64encode

from . import canon
from .choices import CredentialStatus

# The least that the recommendation allows: smaller lists would tell whose status is asked for.
SIZE = 131_072
# The counter from which indexes are taken.
SERIES = "status"
# How long a reader may keep a list, in milliseconds.
KEPT = 60_000

PURPOSE = "revocation"
# What is marked. What has expired says so itself.
MARKED = {CredentialStatus.REVOKED, CredentialStatus.REPLACED, CredentialStatus.SUSPENDED}


def block_of(index):
    """The number of the list, from 1, that holds an index."""
    return index // SIZE + 1


def address(site, block):
    return f"{site}/status/{block}"


def entry(site, index):
    """Where a badge says that its status is found."""
    place = address(site, block_of(index))
    return {
        "id": f"{place}#{index % SIZE}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": PURPOSE,
        "statusListIndex": str(index % SIZE),
        "statusListCredential": place,
    }


def document(site, issuer, block, *, indexes, since):
    """The list credential without its proof: ``indexes`` are those that are set, ``since`` is a time as badges write it."""
    place = address(site, block)
    return {
        "@context": [canon.CREDENTIALS_V2],
        "id": place,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": since,
        "credentialSubject": {
            "id": f"{place}#list",
            "type": "BitstringStatusList",
            "statusPurpose": PURPOSE,
            "ttl": KEPT,
            "encodedList": encoded(indexes),
        },
    }


def encoded(indexes):
    """The bits of one block, the first on the left of the first byte, compressed and in Multibase's base64url."""
    bits = bytearray(SIZE // 8)
    for index in indexes:
        place = index % SIZE
        bits[place >> 3] |= 0x80 >> (place & 7)
    return "u" + urlsafe_b64encode(gzip.compress(bytes(bits), mtime=0)).rstrip(b"=").decode()
