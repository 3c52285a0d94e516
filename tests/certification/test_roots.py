"""The root certificate that strangers' programs need."""

import re

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.urls import reverse

from certification import authority
from certification.actions import keys
from lms.core.policy import SYSTEM
from tests.certification.signing import new_root, new_signer

pytestmark = pytest.mark.django_db


def taken(root, *purposes):
    for purpose in purposes:
        keys.take(new_signer(purpose, root).certificates, by=SYSTEM)
    return root.certificate


def test_everybody_finds_the_root_certificate_and_its_fingerprint(client):
    certificate = taken(new_root(), "pdf", "log")

    asked = client.get(reverse("verify:ask")).content.decode()
    page = client.get(reverse("verify:root")).content.decode()
    files = [client.get(address) for address in re.findall(r'href="(/root/[^"]+)"', page)]

    assert reverse("verify:root") in asked
    assert page.count(authority.fingerprint(certificate)) == 1
    assert "SPECIMEN" not in page
    assert [x509.load_der_x509_certificate(files[0].content)] == [certificate]
    assert files[1].content == certificate.public_bytes(Encoding.PEM)
    assert [file["Content-Type"] for file in files] == [
        "application/pkix-cert",
        "application/x-pem-file",
    ]
    assert all("immutable" in file["Cache-Control"] for file in files)


def test_a_trial_site_says_that_it_certifies_nothing(client):
    taken(new_root(specimen=True), "pdf")

    assert "SPECIMEN" in client.get(reverse("verify:root")).content.decode()


def test_each_root_stays_public_and_no_other_file_is_there(client):
    first, second = taken(new_root("One"), "pdf"), taken(new_root("Two"), "pdf")

    page = client.get(reverse("verify:root")).content.decode()

    for root in (first, second):
        assert authority.fingerprint(root) in page
    assert client.get(f"/root/{'0' * 64}.pem").status_code == 404
    assert client.get("/root/%2e%2e/settings.pem").status_code in (302, 404)


def test_before_the_first_key_the_page_says_so(client):
    assert "No certificate is signed yet" in client.get(reverse("verify:root")).content.decode()
