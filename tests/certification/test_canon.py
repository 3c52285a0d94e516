import base58
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from certification import badges, canon, statuses
from tests.certification.badge_records import SITE, key, processed, random_records, record

# The test vector of W3C's VC-DI-EDDSA (appendix on eddsa-rdfc-2022).
ALUMNI = {
    "@context": [
        "https://www.w3.org/ns/credentials/v2",
        "https://www.w3.org/ns/credentials/examples/v2",
    ],
    "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
    "type": ["VerifiableCredential", "AlumniCredential"],
    "name": "Alumni Credential",
    "description": "A minimum viable example of an Alumni Credential.",
    "issuer": "https://vc.example/issuers/5678",
    "validFrom": "2023-01-01T00:00:00Z",
    "credentialSubject": {"id": "did:example:abcdefgh", "alumniOf": "The School of Examples"},
}
VECTOR_KEY = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"
VECTOR_PUBLIC = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
VECTOR_PROOF = (
    "z2YwC8z3ap7yx1nZYCg4L3j3ApHsF8kgPdSb5xoS1VR7vPG3F561B52hYnQF9iseabecm3ijx4K1FBTQsCZahKZme"
)


def test_200_badges_of_awkward_words_are_the_same_as_a_full_processor_makes_them():
    for made in random_records(200):
        document = badges.badge(made)

        assert canon.canonical(document) == processed(document)


def test_a_status_list_is_the_same_as_a_full_processor_makes_it():
    document = statuses.document(
        SITE,
        badges.did(SITE),
        3,
        indexes=[262_144, 262_151],
        since="2026-11-25T09:00:00Z",
    )

    assert canon.canonical(document) == processed(document)


def test_the_statements_of_a_proof_are_the_same_as_a_full_processor_makes_them():
    signed = canon.secured(
        badges.badge(record()), key().sign, method="did:web:x#k", created="2026-11-25T09:00:00Z"
    )
    [proof] = signed["proof"]
    value = proof.pop("proofValue")

    assert canon.PROOF.format(method="did:web:x#k", created="2026-11-25T09:00:00Z") == processed(
        {"@context": signed["@context"], **proof}
    )
    assert len(base58.b58decode(value[1:])) == 64


def test_the_test_vector_of_w3c_comes_out_byte_for_byte():
    secret = Ed25519PrivateKey.from_private_bytes(base58.b58decode(VECTOR_KEY[1:])[2:])
    method = f"did:key:{VECTOR_PUBLIC}#{VECTOR_PUBLIC}"

    hashed = canon.hashed(processed(ALUMNI), method=method, created="2023-02-24T23:36:38Z")

    assert canon.multibase(secret.sign(hashed)) == VECTOR_PROOF
    assert canon.multikey(secret.public_key().public_bytes_raw()) == VECTOR_PUBLIC


def test_what_the_canonical_form_does_not_know_cannot_be_signed():
    with pytest.raises(KeyError):
        canon.canonical(badges.badge(record()) | {"salary": "12"})
    with pytest.raises(KeyError):
        canon.canonical(badges.badge(record()) | {"type": ["VerifiableCredential", "Diploma"]})
