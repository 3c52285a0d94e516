"""Our JSON-LD documents as canonical N-Quads (RDFC-1.0), and the proof over them (eddsa-rdfc-2022, W3C VC-DI-EDDSA).

The terms below mean what the contexts that the documents name say of them. Each node has an ``id``, so there are no blank
nodes to order, and the canonical form is the sorted lines of the nodes; the tests compare it with a full processor.
"""

import re
from hashlib import sha256

import base58

CREDENTIALS_V2 = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
SUITE = "eddsa-rdfc-2022"

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
XSD = "http://www.w3.org/2001/XMLSchema#"
# So it stands in the context of Open Badges, wrongly, and so it has to be signed.
SECURE_XSD = "https://www.w3.org/2001/XMLSchema#"
CREDENTIALS = "https://www.w3.org/2018/credentials#"
STATUS = "https://www.w3.org/ns/credentials/status#"
SECURITY = "https://w3id.org/security#"
BADGES = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#"
SCHEMA = "https://schema.org/"

TYPES = {
    "Achievement": BADGES,
    "AchievementSubject": BADGES,
    "BitstringStatusList": STATUS,
    "BitstringStatusListCredential": STATUS,
    "BitstringStatusListEntry": STATUS,
    "Evidence": BADGES,
    "Image": BADGES,
    "OpenBadgeCredential": BADGES,
    "Profile": BADGES,
    "VerifiableCredential": CREDENTIALS,
}
# What leads to another node.
LINKS = {
    "achievement": BADGES + "achievement",
    "credentialStatus": CREDENTIALS + "credentialStatus",
    "credentialSubject": CREDENTIALS + "credentialSubject",
    "criteria": BADGES + "Criteria",
    "evidence": CREDENTIALS + "evidence",
    "image": BADGES + "image",
    "issuer": CREDENTIALS + "issuer",
    "statusListCredential": STATUS + "statusListCredential",
}
# What is said of a node itself: the property and the type of its value, plain text where there is none.
WORDS = {
    "achievementType": (BADGES + "achievementType", ""),
    "caption": (SCHEMA + "caption", ""),
    "description": (SCHEMA + "description", ""),
    "encodedList": (STATUS + "encodedList", SECURITY + "multibase"),
    "inLanguage": (SCHEMA + "inLanguage", ""),
    "licenseNumber": (BADGES + "licenseNumber", ""),
    "name": (SCHEMA + "name", ""),
    "narrative": (BADGES + "narrative", ""),
    "statusListIndex": (STATUS + "statusListIndex", ""),
    "statusPurpose": (STATUS + "statusPurpose", ""),
    "ttl": (STATUS + "ttl", XSD + "integer"),
    "url": (SCHEMA + "url", SECURE_XSD + "anyURI"),
    "validFrom": (CREDENTIALS + "validFrom", XSD + "dateTime"),
    "validUntil": (CREDENTIALS + "validUntil", XSD + "dateTime"),
    "version": (BADGES + "version", ""),
}
# A proof is the one node without an id, and it always says the same five things.
PROOF = f"""\
_:c14n0 <http://purl.org/dc/terms/created> "{{created}}"^^<{XSD}dateTime> .
_:c14n0 <{RDF_TYPE}> <{SECURITY}DataIntegrityProof> .
_:c14n0 <{SECURITY}cryptosuite> "{SUITE}"^^<{SECURITY}cryptosuiteString> .
_:c14n0 <{SECURITY}proofPurpose> <{SECURITY}assertionMethod> .
_:c14n0 <{SECURITY}verificationMethod> <{{method}}> .
"""
ESCAPES = str.maketrans({"\\": r"\\", '"': r"\"", "\n": r"\n", "\r": r"\r"})
CONTROLS = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f]+")
# How a Multikey says that what follows is an Ed25519 public key.
ED25519 = b"\xed\x01"


def plain(text):
    """``text`` without the control characters that processors write differently; line ends stay."""
    return CONTROLS.sub(" ", text)


def canonical(document):
    """The canonical N-Quads of one of our documents. Raises KeyError for a term that is not among the above."""
    return "".join(sorted(set(_lines(document))))


def _lines(node):
    here = f"<{node['id']}>"
    for term, value in node.items():
        if term in ("@context", "id"):
            continue
        for one in value if isinstance(value, list) else [value]:
            yield from _said(here, term, one)


def _said(here, term, value):
    if term == "type":
        yield f"{here} <{RDF_TYPE}> <{TYPES[value]}{value}> .\n"
    elif term in LINKS:
        target = value["id"] if isinstance(value, dict) else value
        yield f"{here} <{LINKS[term]}> <{target}> .\n"
        if isinstance(value, dict):
            yield from _lines(value)
    else:
        meaning, kind = WORDS[term]
        typed = f"^^<{kind}>" if kind else ""
        yield f'{here} <{meaning}> "{str(value).translate(ESCAPES)}"{typed} .\n'


def secured(document, sign, *, method, created):
    """The document with its proof. ``sign`` takes bytes and gives an Ed25519 signature.

    ``method`` is the address of the public key, ``created`` a time as ``2026-11-25T09:00:00Z``.
    """
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "created": created,
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    }
    signature = sign(hashed(canonical(document), method=method, created=created))
    return {**document, "proof": [{**proof, "proofValue": multibase(signature)}]}


def hashed(lines, *, method, created):
    """What is signed (VC-DI-EDDSA, 3.2.4): the hash of the proof's own statements, then that of the document's."""
    proof = PROOF.format(method=method, created=created)
    return sha256(proof.encode()).digest() + sha256(lines.encode()).digest()


def multibase(data):
    """Bytes as Multibase writes them in base 58 (Bitcoin's alphabet)."""
    return "z" + base58.b58encode(data).decode()


def multikey(public_key):
    """The 32 bytes of an Ed25519 public key as a Multikey."""
    return multibase(ED25519 + public_key)
