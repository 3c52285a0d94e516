"""The log of credentials as a chain: each event holds the hash of the one before, and a day is one root.

What is hashed and how is published at /log/: who keeps yesterday's root can tell whether anything before it was
changed, left out or put in. These functions may therefore never change their results.
"""

import hashlib
import json

BEGINNING = "0" * 64


def hash_of(facts):
    """SHA-256 of an event's facts (JSON values, the hash before it among them), in hex."""
    text = json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def root(hashes):
    """The Merkle root of hashes in hex, in their order, as RFC 6962 (2.1) has it. Raises ValueError for none."""
    if not hashes:
        raise ValueError("A tree needs a leaf.")
    return _root([_leaf(bytes.fromhex(one)) for one in hashes]).hex()


def _leaf(data):
    return hashlib.sha256(b"\x00" + data).digest()


def _root(level):
    # A node without a neighbour goes up as it is, which is what RFC 6962's recursion comes to.
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        odd = level[-1:] if len(level) % 2 else []
        level = [hashlib.sha256(b"\x01" + left + right).digest() for left, right in pairs] + odd
    return level[0]
