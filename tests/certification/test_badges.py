import json
import re
import uuid

import pytest

from certification import badges, statuses
from tests.certification.badge_records import SITE, key, record


def texts(value):
    """All words of a document, however deep."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return " ".join(texts(one) for one in value)
    return str(value)


def test_a_badge_says_what_was_achieved_from_when_and_until_when():
    badge = badges.badge(record())

    assert badge["id"] == "urn:uuid:0198c0de-0000-7000-8000-000000000001"
    assert badge["name"] == "Certificat de formatrice · Animer « GET Ahead »"
    assert (badge["validFrom"], badge["validUntil"]) == (
        "2026-11-12T09:00:00Z",
        "2029-11-11T23:59:59Z",
    )
    assert badge["issuer"]["id"] == "did:web:academy.example.org"
    achievement = badge["credentialSubject"]["achievement"]
    assert achievement["id"] == f"{SITE}/badges/trainer-get-ahead/1"
    assert achievement["inLanguage"] == "fr"
    assert achievement["criteria"]["narrative"] == (
        "Terminer le cours « Le marché »\nRéussir l’épreuve à 70 %"
    )
    assert badge["evidence"][0]["narrative"] == (
        "Cours terminé : « Le marché »\nÉpreuve réussie à 84 %"
    )


def test_a_badge_without_an_end_says_no_end():
    assert "validUntil" not in badges.badge(record(valid_until=""))


def test_without_the_holders_wish_nothing_in_a_badge_leads_to_her_name():
    badge = badges.badge(record())

    said = texts(badge)
    for telling in ("Amina", "أمينة", "7K3M9QX2RT4WB", "CA-GA-26-000123-Q", "/v/"):
        assert telling not in said


def test_with_her_wish_it_says_her_name_and_leads_to_the_public_page():
    badge = badges.badge(record(named=True))

    assert badge["credentialSubject"]["name"] == "Amina El Fassi · أمينة الفاسي"
    assert badge["credentialSubject"]["licenseNumber"] == "CA-GA-26-000123-Q"
    assert badge["evidence"][0]["id"] == f"{SITE}/v/7K3M9QX2RT4WB"


def test_two_badges_of_one_person_do_not_share_a_holder():
    first, second = record(), record()
    second.pk = uuid.uuid4()

    assert (
        badges.badge(first)["credentialSubject"]["id"]
        != (badges.badge(second)["credentialSubject"]["id"])
    )


def test_the_same_record_and_key_give_the_same_bytes():
    assert badges.signed(record(), key()) == badges.signed(record(), key())


def test_the_proof_is_dated_with_the_issue_and_names_the_key():
    [proof] = json.loads(badges.signed(record(), key()))["proof"]

    assert proof["created"] == "2026-11-12T09:00:00Z"
    assert proof["verificationMethod"] == "did:web:academy.example.org#badge-2026-11-25-00000001"
    assert proof["cryptosuite"] == "eddsa-rdfc-2022"


def test_a_badge_has_the_shape_of_open_badges_3():
    """The data model of 1EdTech, appendix B.1: what is one, what is a list, and an Image with nothing of our own."""
    badge = json.loads(badges.signed(record(), key()))
    achievement = badge["credentialSubject"]["achievement"]

    assert badge["@context"][:1] == ["https://www.w3.org/ns/credentials/v2"]
    assert isinstance(badge["credentialStatus"], dict)
    assert all(isinstance(badge[several], list) for several in ("type", "evidence", "proof"))
    assert all(isinstance(node["type"], list) for node in (badge["issuer"], achievement))
    assert achievement["image"].keys() == {"id", "type", "caption"}
    assert re.fullmatch(r"[a-z]{2,4}", achievement["inLanguage"])
    assert {"id", "type", "criteria", "description", "name"} <= achievement.keys()


def test_an_issuer_with_a_port_is_written_as_did_web_wants_it():
    assert badges.did("http://127.0.0.1:8000") == "did:web:127.0.0.1%3A8000"


def test_the_document_of_the_issuer_holds_every_key_whose_badges_hold():
    old, new = key("badge-2025-11-25-0"), key("badge-2026-11-25-0")

    document = badges.did_document(SITE, {old.key_id: old.public, new.key_id: new.public})

    us = "did:web:academy.example.org"
    assert document["id"] == us
    assert document["assertionMethod"] == [
        f"{us}#badge-2025-11-25-0",
        f"{us}#badge-2026-11-25-0",
    ]
    assert {method["controller"] for method in document["verificationMethod"]} == {us}


@pytest.mark.parametrize(
    ("index", "block", "bit"), [(0, 1, "0"), (131_071, 1, "131071"), (131_072, 2, "0")]
)
def test_an_index_is_a_bit_of_a_list(index, block, bit):
    entry = statuses.entry(SITE, index)

    assert entry["statusListCredential"] == f"{SITE}/status/{block}"
    assert entry["statusListIndex"] == bit
