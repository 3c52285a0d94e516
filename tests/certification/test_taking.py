import json
import re
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from openbadgeslib.ob3.verifier import OB3Verifier

from certification.actions import credentials
from lms.core import jobs
from lms.core.policy import SYSTEM
from lms.people.choices import Role
from tests.factories.certification import credential, granted_file, issuing_job, open_file, revoked
from tests.factories.people import appointed
from tests.factories.sign_in import signed_in

pytestmark = pytest.mark.django_db


def taken(issued, way, person=None):
    client = signed_in(person or issued.candidacy.person)
    return client.get(reverse("certification:badge", args=[issued.pk, way]))


def page(issued):
    client = signed_in(issued.candidacy.person)
    return client.get(reverse("certification:files", args=[issued.pk])).content.decode()


def test_a_holder_takes_her_badge_in_each_form_with_the_same_proof_inside():
    issued = credential()
    badge = issued.badge.content

    png, svg, plain = (taken(issued, way) for way in ("png", "svg", "json"))

    assert OB3Verifier.extract_token_from_png(png.content) == badge
    root = ElementTree.fromstring(svg.content)  # noqa: S314 - ours
    assert json.loads(root[0].text) == json.loads(badge)
    assert plain.content.decode() == badge
    assert [answer["Content-Type"] for answer in (png, svg, plain)] == [
        "image/png",
        "image/svg+xml",
        "application/ld+json",
    ]
    assert png["Content-Disposition"] == f'attachment; filename="{issued.serial}.png"'


def test_an_unknown_form_is_not_found():
    assert taken(credential(), "gif").status_code == 404


def test_somebody_elses_badge_does_not_exist():
    issued = credential()

    for way in ("png", "svg", "json"):
        assert taken(issued, way, appointed(Role.TRAINER)).status_code == 404


@pytest.mark.parametrize("named", [True, False])
def test_the_page_says_whether_her_name_is_in_the_badge(named):
    file = granted_file()
    file.name_in_badge = named
    file.save()
    jobs.run(issuing_job(file).pk)
    file.refresh_from_db()

    shown = page(file.credential)

    assert ("Your name is in the badge." in shown) is named
    assert ("Your name is not in the badge" in shown) is not named
    assert ("Amina" in file.credential.badge.content) is named


def test_while_files_are_being_made_the_page_says_so():
    issued = credentials.issue(granted_file(), by=SYSTEM)

    assert page(issued).count("It is being made.") == 2


def test_the_files_of_a_withdrawn_certificate_come_with_a_warning():
    issued = credential()
    assert "does not count today" not in page(issued)

    revoked(issued)

    assert "does not count today" in page(issued)


@pytest.mark.parametrize("wish", [{"name_in_badge": "True"}, {"name_in_badge": "False"}, {}])
def test_a_candidate_says_at_the_name_check_whether_her_badge_has_her_name(wish):
    file = open_file()
    answers = {"name_latin": "Amina El Fassi", "name_arabic": "", "language": "fr"}

    signed_in(file.person).post(reverse("certification:name", args=[file.pk]), answers | wish)

    file.refresh_from_db()
    assert file.name_in_badge is (wish.get("name_in_badge") == "True")
    assert file.name_confirmed_at
    shown = signed_in(file.person).get(reverse("certification:name", args=[file.pk])).content
    chosen = re.findall(rb'name="name_in_badge" value="(\w+)"[^>]*checked', shown)
    assert chosen == [str(file.name_in_badge).encode()]
