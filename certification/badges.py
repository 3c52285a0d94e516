"""A credential as an Open Badge (1EdTech Open Badges 3.0), and what says who issued it (did:web).

Everything comes from the facts frozen with the credential and its ids, so that the same record gives the same badge. Each
node has an ``id``: see ``canon``. No e-mail, not even as a hash; no name unless the holder wants it there.
"""

import datetime as dt
import json
import uuid

from . import canon, statuses
from .choices import SchemeKind

CONTEXT = [canon.CREDENTIALS_V2, canon.OPEN_BADGES]
DID_CONTEXT = ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"]
# The word of 1EdTech's list that is nearest to a kind of ours; the others are certifications.
ACHIEVEMENT_TYPES = {
    SchemeKind.PARTICIPATION: "Certificate",
    SchemeKind.ACHIEVEMENT: "CertificateOfCompletion",
}


def signed(credential, signer):
    """The badge of a credential with its proof, as the bytes of a JSON file.

    ``signer`` has a ``key_id`` and signs bytes with Ed25519. The proof is dated with the issue, so that the same key gives
    the same bytes on any day.
    """
    site = credential.payload["badge"]["site"]
    return file_of(
        canon.secured(
            badge(credential),
            signer.sign,
            method=f"{did(site)}#{signer.key_id}",
            created=moment(credential.issued_at),
        )
    )


def badge(credential):
    """The badge without its proof: ``payload``, ``pk``, ``token``, ``status_index`` and ``issued_at`` are read."""
    facts = credential.payload
    site = facts["badge"]["site"]
    document = {
        "@context": CONTEXT,
        "id": f"urn:uuid:{credential.pk}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": canon.plain(f"{facts['kind_title']} · {facts['title']}"),
        "issuer": profile(site, facts["issuer"]),
        "validFrom": moment(credential.issued_at),
        "credentialSubject": _holder(credential),
        "evidence": [_evidence(credential)],
        "credentialStatus": statuses.entry(site, credential.status_index),
    }
    if facts["valid_until"]:
        document["validUntil"] = f"{facts['valid_until']}T23:59:59Z"
    return document


def _holder(credential):
    """Whoever holds it, under a name of this badge alone: badges of one person cannot be joined."""
    facts = credential.payload
    holder = {
        "id": f"urn:uuid:{uuid.uuid5(credential.pk, 'holder')}",
        "type": ["AchievementSubject"],
        "achievement": achievement(facts),
    }
    if facts["badge"]["named"]:
        names = filter(None, (facts["name_latin"], facts["name_arabic"]))
        holder["name"] = canon.plain(" · ".join(names))
        holder["licenseNumber"] = facts["number"]
    return holder


def achievement(facts):
    """What was achieved, in the words of the certificate. Its address answers with the same (``views.badges``)."""
    return achievement_in(
        address(facts["badge"]["site"], facts["badge"]["scheme"], facts["badge"]["version"]),
        kind=facts["kind"],
        language=facts["language"],
        version=facts["badge"]["version"],
        title=facts["title"],
        description=facts["badge"]["description"],
        criteria=facts["badge"]["criteria"],
    )


def achievement_in(place, *, kind, language, version, title, description, criteria):
    """A version of a scheme as an Achievement at the address ``place``; ``criteria`` are lines."""
    return {
        "id": place,
        "type": ["Achievement"],
        "achievementType": ACHIEVEMENT_TYPES.get(kind, "Certification"),
        "name": canon.plain(title),
        "description": canon.plain(description),
        "criteria": {"id": f"{place}#criteria", "narrative": canon.plain("\n".join(criteria))},
        "image": {"id": f"{place}/{language}.png", "type": "Image", "caption": canon.plain(title)},
        "inLanguage": language,
        "version": str(version),
    }


def address(site, scheme, version):
    """Where a version of a scheme is explained."""
    return f"{site}/badges/{scheme}/{version}"


def _evidence(credential):
    """What was shown. With a name it leads to the public page, which shows the name; without one it leads nowhere."""
    facts = credential.payload
    page = f"{facts['badge']['site']}/v/{credential.token}"
    return {
        "id": page
        if facts["badge"]["named"]
        else f"urn:uuid:{uuid.uuid5(credential.pk, 'evidence')}",
        "type": ["Evidence"],
        "name": canon.plain(facts["kind_title"]),
        "narrative": canon.plain("\n".join(facts["requirements"])),
    }


def did(site):
    """Who issues, as ``did:web`` writes the host of an address."""
    return f"did:web:{site.partition('://')[2].replace(':', '%3A')}"


def profile(site, name):
    return {"id": did(site), "type": ["Profile"], "name": canon.plain(name), "url": site}


def did_document(site, public_keys):
    """The document behind the issuer's name: ``{key id: 32 bytes}`` of the keys whose badges hold."""
    us = did(site)
    methods = [
        {
            "id": f"{us}#{key_id}",
            "type": "Multikey",
            "controller": us,
            "publicKeyMultibase": canon.multikey(key),
        }
        for key_id, key in public_keys.items()
    ]
    return {
        "@context": DID_CONTEXT,
        "id": us,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
        "service": [
            {
                "id": f"{us}#profile",
                "type": "OpenBadgesProfile",
                "serviceEndpoint": f"{site}/badges/issuer",
            }
        ],
    }


def moment(when):
    """A time as badges write it, in UTC to the second."""
    return when.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def file_of(document):
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
