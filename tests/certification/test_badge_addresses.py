"""What programs read: the badge, the lists of what holds no more, the keys. From the decision to the next question."""

import datetime as dt
import gzip
import json
from base64 import urlsafe_b64decode
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from freezegun import freeze_time
from openbadgeslib.ob3.ldp import OB3LdpVerifier
from openbadgeslib.ob3.verifier import OB3VerificationError
from pypdf import PdfReader

from certification import authority, badges, evidence, keyfiles, keyring, numbers, statuses, tasks
from certification.actions import badges as actions
from certification.actions import credentials, holding, keys
from certification.choices import EventKind, Publicity, Reason
from certification.models import Badge, Credential, SigningKey, StatusList
from lms.core import jobs
from lms.core.models import Job
from lms.core.policy import SYSTEM
from lms.core.storage import private_storage
from tests.factories.certification import (
    RequirementFactory,
    SchemeVersionFactory,
    credential,
    granted_file,
    issuing_job,
    measured,
    replaced,
    revoked,
    scheme,
    suspended,
)
from tests.factories.people import appointed

pytestmark = pytest.mark.django_db

SITE = "https://academy.example.org"


@pytest.fixture(autouse=True)
def _site(settings, tmp_path):
    settings.SITE_ADDRESS = SITE
    settings.KEYS_DIR = tmp_path / "keys"


def do_promised(name):
    for promised in Job.objects.filter(name=name, status="waiting"):
        jobs.run(promised.pk)


def asked(client, address):
    """Any address of ours as a verifier asks for it."""
    return client.get(address.removeprefix(SITE))


def judged(client, badge):
    """Raises when an independent verifier refuses the badge after asking our own addresses."""
    OB3LdpVerifier.for_issuer_did("did:web:academy.example.org").verify(
        badge,
        check_status=True,
        verify_status_list=False,
        download=lambda address: asked(client, address).content,
    )


def bits(client, block=1):
    answer = asked(client, statuses.address(SITE, block))
    encoded = json.loads(answer.content)["credentialSubject"]["encodedList"][1:]
    raw = gzip.decompress(urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)))
    assert len(raw) * 8 == 131_072
    return {at for at in range(8 * 64) if raw[at >> 3] & (0x80 >> (at & 7))}


def test_an_issued_certificate_has_a_badge_that_a_stranger_can_check_at_our_addresses(client):
    issued = credential()

    answer = client.get(f"/v/{issued.token}.json")

    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/ld+json"
    assert answer["Cache-Control"] == "no-store"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer.content == badges.signed(issued, keyring.signer("badge"))
    judged(client, answer.content)


def test_the_sealed_pdf_carries_the_same_badge():
    issued = credential()

    with private_storage().open(issued.document.file.name) as file:
        attached = PdfReader(file).attachments

    [(name, [content])] = attached.items()
    assert name.endswith(".json")
    assert content.decode() == issued.badge.content


def test_after_a_withdrawal_the_next_question_says_so_everywhere(client):
    issued, other = credential(), credential()
    badge = client.get(f"/v/{issued.token}.json").content
    assert "This certificate is genuine" in client.get(f"/v/{issued.token}/").content.decode()

    revoked(issued)

    assert "no longer counts" in client.get(f"/v/{issued.token}/").content.decode()
    answer = client.get(f"/v/{issued.token}.json")
    assert (answer.status_code, json.loads(answer.content)) == (410, {"status": "revoked"})
    do_promised("certification.sign_list")
    assert bits(client) == {issued.status_index}
    with pytest.raises(OB3VerificationError, match="'revocation' is set"):
        judged(client, badge)
    judged(client, client.get(f"/v/{other.token}.json").content)


def test_a_suspended_badge_is_marked_until_it_is_valid_again(client):
    issued = suspended()
    do_promised("certification.sign_list")

    answer = client.get(f"/v/{issued.token}.json")
    assert (answer.status_code, json.loads(answer.content)) == (409, {"status": "suspended"})
    assert bits(client) == {issued.status_index}
    with pytest.raises(OB3VerificationError, match="'revocation' is set"):
        judged(client, issued.badge.content)

    measured(issued, EventKind.REINSTATED, Reason.CLEARED)
    do_promised("certification.sign_list")

    assert bits(client) == set()
    judged(client, client.get(f"/v/{issued.token}.json").content)


def test_a_suspension_that_ends_with_its_day_leaves_the_list_by_the_clock(client):
    with freeze_time("2026-06-05 12:00"):
        suspended(until=dt.date(2026, 6, 20))
        do_promised("certification.sign_list")
        assert bits(client) == {0}

    with freeze_time("2026-06-21 12:00"):
        tasks.sign_all_lists(None)

    assert bits(client) == set()


def test_a_replaced_badge_is_revoked_and_the_new_one_holds(client):
    old = credential()
    new = replaced(old, name_latin="Amina El Fassi Benali")
    do_promised("certification.sign_list")

    assert client.get(f"/v/{old.token}.json").status_code == 410
    assert bits(client) == {old.status_index}
    judged(client, client.get(f"/v/{new.token}.json").content)


def test_a_badge_that_its_holder_shows_to_nobody_is_as_unknown(client):
    issued = credential()
    holding.choose_publicity(issued, Publicity.PRIVATE, by=issued.candidacy.person)

    answer = client.get(f"/v/{issued.token}.json")

    assert (answer.status_code, answer.content) == (404, b'{"status": "unknown"}')


def test_an_unknown_badge_and_one_that_is_not_signed_yet_get_the_same_answer(client):
    issued = credentials.issue(granted_file(), by=SYSTEM)

    answers = [
        client.get(f"/v/{token}.json") for token in (issued.token, numbers.new_token(), "x" * 400)
    ]

    assert {(a.status_code, a.content) for a in answers} == {(404, b'{"status": "unknown"}')}


def test_a_badge_is_signed_once_whatever_key_signs_later(client):
    issued = credential()
    first = Badge.objects.get()
    new_key = another_key()

    jobs.run(issuing_job(issued.candidacy).pk)
    again = actions.keep_badge(issued, keyring.signer("badge"), by=SYSTEM)

    assert (again, again.content) == (first, first.content)
    assert first.key_id != new_key.key_id
    judged(client, first.content)


def another_key():
    """A second badge key, now in use; the first is retired."""
    # In UTC, as the times of certificates are.
    today = timezone.now().date()
    root_key, root = authority.make_root("Coop Academy", on=today, specimen=True)
    secret, certificate = authority.make_key("badge", root_key, root, on=today)
    keyfiles.write(settings.KEYS_DIR, secret, [certificate, root], "")
    return keys.activate(keys.take([certificate, root], by=SYSTEM), by=SYSTEM)


def test_lists_are_signed_again_with_a_new_key_and_both_keys_are_published(client):
    credential()
    new_key = another_key()

    tasks.sign_all_lists(None)

    [proof] = json.loads(StatusList.objects.get().document)["proof"]
    assert proof["verificationMethod"].endswith(f"#{new_key.key_id}")
    issuer = json.loads(client.get("/.well-known/did.json").content)
    assert {method.partition("#")[2] for method in issuer["assertionMethod"]} == set(
        SigningKey.objects.filter(purpose="badge").values_list("key_id", flat=True)
    )


def test_a_key_that_others_know_is_published_no_more(client):
    issued = credential()
    badge = client.get(f"/v/{issued.token}.json").content
    key = SigningKey.objects.get(purpose="badge")

    keys.mark_compromised(key, key.not_before, by=SYSTEM)

    with pytest.raises(OB3VerificationError):
        judged(client, badge)


def test_signing_lists_in_which_nothing_changed_changes_nothing():
    credential()
    before = list(StatusList.objects.values_list("document", "signed_at"))

    tasks.sign_all_lists(None)

    assert list(StatusList.objects.values_list("document", "signed_at")) == before


def test_a_list_costs_the_same_for_any_number_of_credentials(client, django_assert_num_queries):
    for _ in range(3):
        revoked(credential())
    do_promised("certification.sign_list")

    with django_assert_num_queries(1):
        assert bits(client) == {0, 1, 2}


@pytest.mark.parametrize("address", ["/status/1", "/status/9"])
def test_a_list_that_does_not_exist_is_not_found_and_not_sent_elsewhere(client, address):
    assert client.get(address).status_code == 404


def test_the_issuer_is_found_at_the_address_that_its_document_names(client):
    issuer = json.loads(client.get("/.well-known/did.json").content)

    profile = json.loads(asked(client, issuer["service"][0]["serviceEndpoint"]).content)

    assert profile["id"] == issuer["id"] == "did:web:academy.example.org"


def test_nobody_but_the_worker_signs():
    issued = credentials.issue(granted_file(), by=SYSTEM)
    signer = keyring.signer("badge")

    for person in (appointed("administrator"), issued.candidacy.scheme.certifiers.first()):
        with pytest.raises(PermissionDenied):
            actions.keep_badge(issued, signer, by=person)
        with pytest.raises(PermissionDenied):
            actions.sign_list(1, signer, by=person)
    assert not Badge.objects.exists()
    assert Credential.objects.get() == issued


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_the_address_of_an_achievement_says_what_the_badge_says_of_it(client, language):
    issued = credential(language=language)
    said = json.loads(issued.badge.content)["credentialSubject"]["achievement"]

    answer = client.get(
        said["id"].removeprefix(SITE), {"lang": language}, headers={"accept": "application/json"}
    )

    assert json.loads(answer.content) == {"@context": badges.CONTEXT, **said}


def test_criteria_are_those_of_everybody_and_name_what_may_be_chosen():
    asked_for = SchemeVersionFactory()
    RequirementFactory(version=asked_for, position=1, course_key=uuid4())
    choice = {"version": asked_for, "group": "A", "group_needs": 1}
    for position, side in ((3, "given"), (4, "received")):
        params = {"side": side, "sessions": 2, "hours": None}
        RequirementFactory(position=position, kind="coaching", params=params, **choice)

    words = evidence.asked_of_anybody(asked_for.requirements.all())

    assert len(words) == 2
    assert words[0].startswith("Complete the course")
    assert words[1].startswith("1 of these: ")
    assert words[1].count(" · ") == 1


def test_people_find_a_page_at_the_address_of_an_achievement(client):
    made = scheme(min_percent=70)

    answer = client.get(f"/badges/{made.code}/1", {"lang": "en"}, headers={"accept": "text/html"})

    shown = answer.content.decode()
    assert "Running a cooperative" in shown
    assert "with at least 70%" in shown
    assert 'id="criteria"' in shown


def test_the_picture_that_a_badge_names_is_there(client):
    said = json.loads(credential(language="ar").badge.content)["credentialSubject"]["achievement"]

    png = asked(client, said["image"]["id"])
    svg = asked(client, said["image"]["id"].replace(".png", ".svg"))

    assert png.content.startswith(b"\x89PNG")
    assert (png["Content-Type"], svg["Content-Type"]) == ("image/png", "image/svg+xml")


@pytest.mark.parametrize("address", ["/badges/nothing/1", "/badges/nothing/1/fr.png"])
def test_an_achievement_that_does_not_exist_is_not_found(client, address):
    assert client.get(address).status_code == 404
