"""What programs that know nothing of us say of our badges: two verifiers for Node, judged in one run, and one for Python."""

import datetime as dt
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from openbadgeslib.ob3.ldp import OB3LdpVerifier
from openbadgeslib.ob3.verifier import OB3VerificationError

from certification import badges, canon, statuses
from tests.certification.badge_records import SITE, Key, key, processed, record

HERE = Path(__file__).parent
NOW = dt.datetime.now(dt.UTC).replace(microsecond=0)
YESTERDAY = NOW - dt.timedelta(days=1)
FORGER = "https://forger.example.org"
MARKED = 9

needs_node = pytest.mark.skipif(
    not (shutil.which("node") and (HERE / "node_modules").exists()),
    reason=f"the verifiers for Node are not installed: npm ci --prefix {HERE}",
)


def issued(index=7, **values):
    until = (NOW + dt.timedelta(days=900)).date().isoformat()
    made = record(**{"valid_until": until, "named": True} | values)
    made.issued_at, made.status_index = YESTERDAY, index
    return made


def signed(made, signer=None):
    return json.loads(badges.signed(made, signer or key()))


def secured(document, *, site=SITE, signer=None):
    signer = signer or key()
    method = f"{badges.did(site)}#{signer.key_id}"
    return canon.secured(document, signer.sign, method=method, created=badges.moment(YESTERDAY))


def processed_badge(made):
    """The same badge, signed over what a full JSON-LD processor makes of it."""
    document, signer = badges.badge(made), key()
    method, created = f"{badges.did(SITE)}#{signer.key_id}", badges.moment(YESTERDAY)
    proof = canon.secured(document, signer.sign, method=method, created=created)["proof"][0]
    value = signer.sign(canon.hashed(processed(document), method=method, created=created))
    return document | {"proof": [proof | {"proofValue": canon.multibase(value)}]}


def forger():
    """Who signs with a key of her own under the name of ours."""
    return Key(key().key_id, key("forger").secret)


def status_list(*indexes, block=1, signer=None):
    us = badges.did(SITE)
    document = statuses.document(SITE, us, block, indexes=indexes, since=badges.moment(YESTERDAY))
    return secured(document, signer=signer)


def web():
    """Everything that a verifier may ask for: our key and that of a forger, and the lists."""
    ours, theirs = key(), key("forger")
    return {
        f"{SITE}/.well-known/did.json": badges.did_document(SITE, {ours.key_id: ours.public}),
        f"{FORGER}/.well-known/did.json": badges.did_document(
            FORGER, {theirs.key_id: theirs.public}
        ),
        f"{SITE}/status/1": status_list(MARKED),
        # A forger who holds the address of a list, not our key.
        f"{SITE}/status/2": status_list(block=2, signer=forger()),
    }


def changed(badge, **values):
    return badge | {"credentialSubject": badge["credentialSubject"] | values}


def without_criteria(badge):
    subject = badge["credentialSubject"]
    achievement = {k: v for k, v in subject["achievement"].items() if k != "criteria"}
    return subject | {"achievement": achievement}


def cases():
    good = signed(issued())
    return {
        "good": good,
        "without a name": signed(issued(named=False)),
        "in Arabic": signed(issued(language="ar", title="تنشيط «جيت أهيد»")),
        "without an end": signed(issued(valid_until="")),
        "signed over a full processor's form": processed_badge(issued()),
        "tampered name": changed(good, name="Somebody Else"),
        "tampered end": good | {"validUntil": "2099-12-31T23:59:59Z"},
        "status taken out": {k: v for k, v in good.items() if k != "credentialStatus"},
        "expired": signed(issued(valid_until=(NOW - dt.timedelta(days=2)).date().isoformat())),
        "revoked or suspended": signed(issued(MARKED)),
        "signed by a forger in our name": signed(issued(), forger()),
        "our name, the forger's key": secured(
            badges.badge(issued()), site=FORGER, signer=key("forger")
        ),
        "a forger's list of statuses": signed(issued(statuses.SIZE + MARKED)),
        "without criteria": {**good, "credentialSubject": without_criteria(good)},
        "a key we do not have": signed(issued(), key("badge-2031-01-01-0")),
    }


GOOD = [
    *["good", "without a name", "in Arabic", "without an end"],
    "signed over a full processor's form",
]
FORGED = [
    *["tampered name", "tampered end", "status taken out", "signed by a forger in our name"],
    *["our name, the forger's key", "a key we do not have"],
]


@pytest.fixture(scope="module")
def verdicts():
    asked = json.dumps({"web": web(), "badges": cases()}).encode()
    ran = subprocess.run(
        ["node", HERE / "judge.mjs"], input=asked, capture_output=True, timeout=120, check=True
    )
    return json.loads(ran.stdout)["verdicts"]


def bits(verdict):
    return {one["purpose"]: one["set"] for one in verdict["statuses"]}


@needs_node
@pytest.mark.parametrize("case", GOOD)
def test_good_badges_are_accepted_by_both_verifiers_for_node(verdicts, case):
    bazaar, core = verdicts[case]["bazaar"], verdicts[case]["core"]

    assert (bazaar["verified"], bazaar["errors"]) == (True, [])
    assert bits(bazaar) == {"revocation": False}
    assert core["errors"] == []
    # Its last line is a list of issuers kept by others, on which we are not.
    assert {**core["log"], "registered_issuer": None} == {
        "valid_signature": True,
        "revocation_status": True,
        "expiration": True,
        "registered_issuer": None,
    }


@needs_node
@pytest.mark.parametrize("case", GOOD)
def test_badges_have_the_shape_that_a_wallet_expects(verdicts, case):
    """LearnCard describes the model of 1EdTech, whose own schema is in no package."""
    assert verdicts[case]["shape"] == []


@needs_node
def test_a_badge_without_criteria_has_not_that_shape(verdicts):
    assert verdicts["without criteria"]["shape"] == ["credentialSubject"]


@needs_node
@pytest.mark.parametrize("case", FORGED)
def test_forged_badges_are_refused_by_both_verifiers_for_node(verdicts, case):
    bazaar, core = verdicts[case]["bazaar"], verdicts[case]["core"]

    assert bazaar["verified"] is False
    assert core["log"].get("valid_signature") is not True


@needs_node
def test_an_expired_badge_is_refused_by_both_verifiers_for_node(verdicts):
    assert verdicts["expired"]["bazaar"]["verified"] is False
    assert verdicts["expired"]["core"]["log"]["expiration"] is False


@needs_node
def test_a_list_of_statuses_that_a_forger_signed_is_believed_by_neither(verdicts):
    verdict = verdicts["a forger's list of statuses"]

    assert verdict["bazaar"]["verified"] is False
    assert verdict["core"]["log"]["revocation_status"] is not True


@needs_node
def test_the_list_tells_both_verifiers_for_node_what_was_withdrawn_or_suspended(verdicts):
    bazaar, core = (
        verdicts["revoked or suspended"]["bazaar"],
        verdicts["revoked or suspended"]["core"],
    )

    # Digital Bazaar's calls a revoked badge verified: the signature is good. The status stands beside it.
    assert bazaar["verified"] is True
    assert bits(bazaar) == {"revocation": True}
    assert core["log"]["revocation_status"] is False


def judged(badge):
    """Raises when openbadgeslib refuses the badge or its status. The proof of a list it knows only as a JWT."""
    there = web()
    OB3LdpVerifier.for_issuer_did(badges.did(SITE)).verify(
        badge,
        check_status=True,
        verify_status_list=False,
        download=lambda address: json.dumps(there[address]).encode(),
    )


@pytest.mark.parametrize("case", GOOD)
def test_good_badges_are_accepted_by_openbadgeslib(case):
    judged(cases()[case])


@pytest.mark.parametrize("case", FORGED)
def test_forged_badges_are_refused_by_openbadgeslib(case):
    with pytest.raises(OB3VerificationError):
        judged(cases()[case])


@pytest.mark.parametrize(
    ("case", "why"),
    [
        ("expired", "expired"),
        ("revoked or suspended", "'revocation' is set"),
    ],
)
def test_badges_that_hold_no_more_are_refused_by_openbadgeslib(case, why):
    with pytest.raises(OB3VerificationError, match=why):
        judged(cases()[case])
