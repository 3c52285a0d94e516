"""The public page: a stranger's minute."""

import datetime as dt

import pytest
from django.contrib.staticfiles import finders
from django.db import OperationalError
from django.urls import reverse
from django.utils import timezone
from freezegun import freeze_time

from certification import numbers
from certification.actions import credentials, holding
from certification.models import Credential, VerificationHit
from certification.views.strangers import PER_MINUTE
from tests.factories.certification import (
    credential,
    granted_file,
    judges,
    replaced,
    revoked,
    scheme,
    suspended,
)
from tests.factories.people import CooperativeFactory, MembershipFactory
from tests.factories.sign_in import signed_in

pytestmark = pytest.mark.django_db

LANGUAGES = ["fr", "ar", "en"]


def page(client, code, **options):
    return client.get(reverse("verify:code", args=[code]), **options)


def private(issued=None):
    issued = issued or credential()
    return holding.choose_publicity(issued, "private", by=issued.person)


def words(response):
    return response.content.decode()


def test_a_valid_certificate_is_called_genuine_with_all_that_is_printed(client):
    issued = credential(scheme(validity_months=36), language="fr")

    response = page(client, issued.token)

    assert response.status_code == 200
    shown = words(response)
    assert "This certificate is genuine" in shown
    paper = issued.payload
    for field in ("name_latin", "name_arabic", "kind_title", "title", "programme", "issuer"):
        assert paper[field] in shown
    for line in paper["requirements"] + [one["name"] for one in paper["signatories"]]:
        assert line in shown
    assert issued.serial in shown


def test_a_code_is_found_however_it_is_typed(client):
    issued = credential()
    token = issued.spaced_token
    typed = [
        token,
        token.lower(),
        token.replace("-", " "),
        token.replace("0", "O").replace("1", "l"),
    ]
    for code in typed:
        response = client.get(reverse("verify:ask"), {"code": code}, follow=True)
        assert "This certificate is genuine" in words(response), code


def look_up(client, number, family_name):
    data = {"number": number, "family_name": family_name}
    return words(client.post(reverse("verify:ask"), data, follow=True))


@pytest.mark.parametrize(
    "family_name", ["El Fassi", "el-fassi", "FASSI", "الفاسي", "الفَاسِي", "Amina El Fassi"]
)
def test_a_number_with_the_family_name_is_found(client, family_name):
    issued = credential()

    assert "This certificate is genuine" in look_up(client, issued.serial, family_name)
    assert "This certificate is genuine" in look_up(
        client, issued.serial.lower().replace("-", " ").replace("0", "o"), family_name
    )


@pytest.mark.parametrize("family_name", ["Amina", "El", "assi", "Fass", "-", "Benali", "%", "_"])
def test_a_number_with_another_name_finds_nothing(client, family_name):
    issued = credential()

    shown = look_up(client, issued.serial, family_name)

    assert "No certificate has this number and this name" in shown
    assert "Amina" not in shown.replace(f'value="{family_name}"', "")


def test_a_number_alone_finds_nothing_because_numbers_can_be_counted_up(client):
    issued = credential()

    for shown in (
        words(client.get(reverse("verify:ask"), {"code": issued.serial}, follow=True)),
        words(page(client, issued.serial)),
        look_up(client, issued.serial, ""),
    ):
        assert "This certificate is genuine" not in shown
        assert "Amina" not in shown


def test_a_private_certificate_is_not_found_by_number_and_name(client):
    issued = private()

    shown = look_up(client, issued.serial, "El Fassi")

    assert "No certificate has this number and this name" in shown


def test_an_unknown_code_gets_a_neutral_answer_and_404(client):
    credential()

    response = page(client, numbers.new_token())

    assert response.status_code == 404
    assert "We do not know this certificate" in words(response)
    assert "Code under the square picture" in words(response)


@pytest.mark.parametrize("code", ["x", "%00", "../../etc", "a" * 900, "<script>", "☃", "' OR 1=1"])
def test_nonsense_is_unknown_and_harmless(client, code):
    response = client.get(reverse("verify:ask"), {"code": code}, follow=True)

    assert response.status_code in (200, 404)
    assert "<script>" not in words(response)


def test_ten_thousand_random_tokens_find_nothing():
    private()
    credential()
    tokens = [numbers.new_token() for _ in range(10_000)]

    assert len(set(tokens)) == 10_000
    assert not Credential.objects.filter(token__in=tokens).exists()


def test_unknown_tokens_all_get_the_same_answer(client):
    credential()
    answers = set()
    # One minute, however slow the machine is.
    with freeze_time(timezone.now()):
        for _ in range(PER_MINUTE):
            token = numbers.new_token()
            response = page(client, token)
            answers.add((response.status_code, words(response).replace(token, "")))
        one_more = page(client, numbers.new_token())

    assert len(answers) == 1
    assert one_more.status_code == 429


@pytest.mark.parametrize("language", LANGUAGES)
def test_unknown_and_private_differ_by_less_than_a_twentieth_in_size(client, language):
    sizes = [
        len(page(client, code, query_params={"lang": language}).content)
        for code in (numbers.new_token(), private().token, private(revoked()).token)
    ]

    assert max(sizes) <= 1.05 * min(sizes)


def test_unknown_and_private_take_the_same_queries(client, django_assert_num_queries):
    hidden = private()
    for code in (hidden.token, numbers.new_token()):
        page(client, code)
    for code in (hidden.token, numbers.new_token()):
        with django_assert_num_queries(4):
            page(client, code)


def test_a_private_certificate_shows_its_status_and_nothing_else(client):
    issued = private()

    shown = words(page(client, issued.token))

    assert "A certificate with this code is valid" in shown
    assert "This certificate is genuine" not in shown
    paper = issued.payload
    hidden = [paper["name_latin"], paper["name_arabic"], paper["title"], paper["number"]]
    assert [text for text in hidden if text in shown] == []


def test_going_private_does_not_hide_a_withdrawal(client):
    assert "This certificate no longer counts" in words(page(client, private(revoked()).token))


def test_an_expired_certificate_says_until_when_it_was_valid(client):
    with freeze_time("2020-06-05 12:00"):
        issued = credential(scheme(validity_months=12))

    shown = words(page(client, issued.token, query_params={"lang": "en"}))

    assert "It was issued here and was valid until June 4, 2021." in shown


def test_a_withdrawal_shows_on_the_next_request(client):
    issued = credential()
    assert "This certificate is genuine" in words(page(client, issued.token))

    revoked(issued)

    assert "This certificate no longer counts" in words(page(client, issued.token))


def test_a_withdrawn_certificate_says_when_and_of_which_class_and_not_more(client):
    issued = revoked(note="She sent somebody else to the exam.")

    shown = words(page(client, issued.token))

    assert "This certificate no longer counts" in shown
    assert str(timezone.localdate().year) in shown
    assert "it was obtained by deception" in shown
    assert "somebody else" not in shown
    for judge in judges(issued):
        assert judge.last_name not in shown


def test_an_open_appeal_takes_the_reason_off_the_page_and_leaves_the_status(client):
    issued = revoked()
    appeal = holding.ask(issued, "appeal", "It was me.", by=issued.person)

    shown = words(page(client, issued.token))
    holding.answer(appeal, "We looked again.", by=judges(issued)[0])
    answered = words(page(client, issued.token))

    assert "This certificate no longer counts" in shown
    assert "deception" not in shown
    assert "deception" in answered
    assert "It was me" not in shown + answered


def test_a_suspended_certificate_says_until_when(client):
    issued = suspended(until=timezone.localdate() + dt.timedelta(days=1))

    assert "This certificate does not count at the moment" in words(page(client, issued.token))
    with freeze_time(timezone.now() + dt.timedelta(days=2)):
        assert "This certificate is genuine" in words(page(client, issued.token))


def test_a_replaced_certificate_leads_to_the_newer_one_only_if_its_holder_wants(client):
    old = credential()
    newer = replaced(old)

    closed = words(page(client, old.token))
    holding.lead_to_newer(old, True, by=old.person)
    opened = words(page(client, old.token))

    assert "A newer certificate exists" in closed
    assert newer.spaced_token not in closed
    assert "Amina El Fasi" not in closed.replace("Amina El Fassi", "")
    assert newer.spaced_token in opened
    assert "Replaces certificate" in words(page(client, newer.token)) or (
        newer.payload["replaces_text"] in words(page(client, newer.token))
    )


def test_nothing_private_is_shown(client):
    file = granted_file()
    person = file.person
    person.email, person.phone, person.birth_year = "amina@example.org", "+212612345678", 1987
    person.save()
    cooperative = CooperativeFactory(name="Secret Argan")
    MembershipFactory(person=person, cooperative=cooperative)
    issued = credentials.issue(file, by=file.scheme.certifiers.first())

    shown = words(page(client, issued.token))

    assert issued.serial in shown
    for private in (person.email, person.phone, "1987", "Secret Argan", person.username):
        assert private not in shown


def test_a_sample_says_that_it_certifies_nothing(client, settings):
    settings.DEMO_WATERMARK = "SPECIMEN"

    assert "It certifies nothing." in words(page(client, credential().token))


@pytest.mark.parametrize(
    ("options", "language", "direction"),
    [
        ({"query_params": {"lang": "ar"}}, "ar", "rtl"),
        ({"query_params": {"lang": "fr"}}, "fr", "ltr"),
        ({"headers": {"accept-language": "ar-MA,ar;q=0.9,fr;q=0.5"}}, "ar", "rtl"),
        ({"query_params": {"lang": "en"}, "headers": {"accept-language": "ar"}}, "en", "ltr"),
        ({"query_params": {"lang": "xx"}, "headers": {"accept-language": "fr"}}, "fr", "ltr"),
    ],
)
def test_the_page_speaks_the_language_asked_for(client, options, language, direction):
    issued = credential()

    for code in (issued.token, numbers.new_token()):
        response = client.get(reverse("verify:code", args=[code]), **options)
        assert f'<html lang="{language}" dir="{direction}">' in words(response)
        assert response["Content-Language"] == language


def test_the_language_stays_while_one_types_and_checks(client):
    credential()

    response = page(client, numbers.new_token(), query_params={"lang": "ar"})

    assert 'dir="rtl"' in words(response)
    assert '<input type="hidden" name="lang" value="ar">' in words(response)
    assert "?lang=fr" in words(response)


def test_the_page_is_not_kept_not_indexed_and_tells_nobody(client):
    for code in (credential().token, "unknown"):
        response = page(client, code)
        assert response["Cache-Control"] == "no-store"
        assert "noindex" in response["X-Robots-Tag"]
        assert response["Referrer-Policy"] == "no-referrer"
        assert "<script" not in words(response)
        assert not response.cookies


def test_a_signed_in_person_sees_the_page_of_strangers(client):
    issued = credential()
    anonymous = words(page(client, issued.token))
    signed_in(issued.candidacy.person, client)

    assert words(page(client, issued.token)) == anonymous


def test_the_short_address_of_the_paper_and_its_code_are_the_page_itself(client):
    issued = credential()
    for start in ("/v/", "/V/"):
        for end in ("", "/"):
            assert client.get(f"{start}{issued.token}{end}").status_code == 200
    path = issued.payload["verify_url"].partition("//")[2].partition("/")[2]
    assert "This certificate is genuine" in words(client.get(f"/{path}"))


def test_the_language_goes_along_from_the_code_to_the_page(client):
    issued = credential()

    response = client.get(reverse("verify:ask"), {"code": issued.token, "lang": "ar"}, follow=True)

    assert 'dir="rtl"' in words(response)


def test_the_page_weighs_less_than_50_kb_with_its_stylesheet(client):
    response = page(client, credential().token)

    with open(finders.find("lms/site.css"), "rb") as styles:
        assert len(response.content) + len(styles.read()) < 50_000


def test_the_page_takes_a_fixed_number_of_queries(client, django_assert_num_queries):
    issued = credential()
    page(client, issued.token)

    # The credential, its events, a newer one, an appeal; the count of the day, in a transaction of its own.
    with django_assert_num_queries(7):
        page(client, issued.token)


def test_checks_are_counted_by_day_and_answer_without_an_address(client):
    issued = credential()
    for _ in range(3):
        page(client, issued.token)
    page(client, numbers.new_token())

    counted = VerificationHit.objects.values_list("credential", "kind", "outcome", "count")

    assert sorted(counted, key=str) == sorted(
        [(issued.pk, "page", "valid", 3), (None, "page", "unknown", 1)], key=str
    )
    assert {field.name for field in VerificationHit._meta.get_fields()} == {
        *("id", "credential", "day", "kind", "outcome", "count")
    }


def test_when_the_register_is_away_the_page_says_so_and_not_invalid(client, monkeypatch):
    issued = credential()

    def away(*args):
        raise OperationalError

    monkeypatch.setattr("certification.querysets.credentials.CredentialQuerySet.with_token", away)
    response = page(client, issued.token)

    assert response.status_code == 503
    assert response["Retry-After"] == "30"
    assert response["Cache-Control"] == "no-store"
    assert "We cannot check now" in words(response)
    assert "This says nothing about the certificate" in words(response)


def test_a_check_that_cannot_be_counted_is_answered(client, monkeypatch):
    issued = credential()

    def read_only(**facts):
        raise OperationalError

    monkeypatch.setattr(VerificationHit, "more", read_only)

    assert "This certificate is genuine" in words(page(client, issued.token))


def test_a_network_that_asks_too_often_waits_whatever_it_asks_for(client):
    issued = credential()
    with freeze_time("2026-06-05 12:00:20"):
        for _ in range(PER_MINUTE):
            page(client, numbers.new_token())
        refused = page(client, issued.token)
        other = page(client, issued.token, REMOTE_ADDR="192.0.2.7")
    with freeze_time("2026-06-05 12:01:00"):
        later = page(client, issued.token)

    assert refused.status_code == 429
    assert refused["Retry-After"] == "40"
    assert "Try again in 40 seconds." in words(refused)
    assert (other.status_code, later.status_code) == (200, 200)


def test_a_version_6_customer_counts_as_one_network(client):
    issued = credential()
    with freeze_time("2026-06-05 12:00:20"):
        for host in range(PER_MINUTE):
            page(client, "unknown", REMOTE_ADDR=f"2001:db8:1:2::{host:x}")
        neighbour = page(client, issued.token, REMOTE_ADDR="2001:db8:1:2:ffff::1")
        other = page(client, issued.token, REMOTE_ADDR="2001:db8:1:3::1")

    assert (neighbour.status_code, other.status_code) == (429, 200)
