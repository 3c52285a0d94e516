"""The public page: a stranger's minute."""

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse
from django.utils import timezone
from freezegun import freeze_time

from certification import numbers
from certification.actions import credentials
from certification.views.verify import PER_MINUTE
from tests.factories.certification import credential, granted_file, scheme
from tests.factories.people import CooperativeFactory, MembershipFactory
from tests.factories.sign_in import signed_in

pytestmark = pytest.mark.django_db


def page(client, code, **options):
    return client.get(reverse("verify:code", args=[code]), **options)


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


def test_number_and_token_are_found_however_they_are_typed(client):
    issued = credential()
    token, serial = issued.spaced_token, issued.serial
    typed = [
        token,
        token.lower(),
        token.replace("-", " "),
        token.replace("0", "O").replace("1", "l"),
        serial,
        serial.lower().replace("-", ""),
        serial.replace("0", "o"),
    ]
    for code in typed:
        response = client.get(reverse("verify:ask"), {"code": code}, follow=True)
        assert "This certificate is genuine" in words(response), code


def test_an_unknown_code_gets_a_neutral_answer_and_404(client):
    credential()

    response = page(client, numbers.new_token())

    assert response.status_code == 404
    assert "We do not know this certificate" in words(response)
    assert "Number or code of the certificate" in words(response)


@pytest.mark.parametrize("code", ["x", "%00", "../../etc", "a" * 900, "<script>", "☃", "' OR 1=1"])
def test_nonsense_is_unknown_and_harmless(client, code):
    response = client.get(reverse("verify:ask"), {"code": code}, follow=True)

    assert response.status_code in (200, 404)
    assert "<script>" not in words(response)


def test_random_tokens_find_nothing_and_all_get_the_same_answer(client, settings):
    credential()
    answers = set()
    for _ in range(50):
        token = numbers.new_token()
        response = page(client, token)
        answers.add((response.status_code, words(response).replace(token, "")))

    assert len(answers) == 1


def test_an_expired_certificate_says_until_when_it_was_valid(client):
    with freeze_time("2020-06-05 12:00"):
        issued = credential(scheme(validity_months=12))

    shown = words(page(client, issued.token, query_params={"lang": "en"}))

    assert "It was issued here and was valid until June 4, 2021." in shown


def test_a_withdrawn_certificate_says_when_and_not_why(client):
    issued = credential()
    credentials.revoke(issued, "Fraud", by=issued.candidacy.scheme.certifiers.first())

    shown = words(page(client, issued.token))

    assert "This certificate no longer counts" in shown
    assert str(timezone.localdate().year) in shown
    assert "Fraud" not in shown


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
    issued = credential()

    response = client.get(reverse("verify:ask"), {"code": issued.serial, "lang": "ar"}, follow=True)

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


def test_the_short_address_of_the_paper_and_its_code_lead_here(client):
    issued = credential()
    for start in ("/v/", "/V/"):
        for end in ("", "/"):
            response = client.get(f"{start}{issued.token}{end}", {"lang": "fr"})
            assert response.url == f"/verify/{issued.token}/?lang=fr"
    path = issued.payload["verify_url"].partition("//")[2].partition("/")[2]
    assert client.get(f"/{path}", follow=True).status_code == 200


def test_the_page_weighs_less_than_50_kb_with_its_stylesheet(client):
    response = page(client, credential().token)

    with open(finders.find("lms/site.css"), "rb") as styles:
        assert len(response.content) + len(styles.read()) < 50_000


def test_the_page_takes_two_queries(client, django_assert_num_queries):
    issued = credential()

    with django_assert_num_queries(2):
        page(client, issued.token)


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
