"""Which badges are revoked or suspended, as lists of bits (W3C Bitstring Status List 1.0).

Every credential has one index for good, counted through all lists without a gap: block ``index // SIZE``, bit ``index % SIZE``.
"""

import gzip
from base64 import urlsafe_b64encode

from . import canon
from .choices import CredentialStatus, StatusPurpose

# The least that the recommendation allows: smaller lists would tell whose status is asked for.
SIZE = 131_072
# The counter from which indexes are taken.
SERIES = "status"
# How long a reader may keep a list, in milliseconds.
KEPT = 60_000

# In which list a credential is marked that has come to this. What has expired says so itself.
MARKED = {
    CredentialStatus.REVOKED: StatusPurpose.REVOCATION,
    CredentialStatus.REPLACED: StatusPurpose.REVOCATION,
    CredentialStatus.SUSPENDED: StatusPurpose.SUSPENSION,
}


def block_of(index):
    """The number of the list, from 1, that holds an index."""
    return index // SIZE + 1


def address(site, block, purpose):
    return f"{site}/status/{block}/{purpose}"


def entries(site, index):
    """Where a badge says that its status is found: one entry for each purpose."""
    lists = ((address(site, block_of(index), purpose), purpose) for purpose in StatusPurpose.values)
    return [
        {
            "id": f"{place}#{index % SIZE}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": purpose,
            "statusListIndex": str(index % SIZE),
            "statusListCredential": place,
        }
        for place, purpose in lists
    ]


def document(site, issuer, block, purpose, *, indexes, since):
    """The list credential without its proof: ``indexes`` are those that are set, ``since`` is a time as badges write it."""
    place = address(site, block, purpose)
    return {
        "@context": [canon.CREDENTIALS_V2],
        "id": place,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": since,
        "credentialSubject": {
            "id": f"{place}#list",
            "type": "BitstringStatusList",
            "statusPurpose": purpose,
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
