"""The page of one credential and the register, as certifiers, holders and others see them."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from certification.actions import holding, measures
from certification.models import Credential
from lms.people.choices import Role
from tests.factories.certification import (
    certifier,
    credential,
    judges,
    replaced,
    revoked,
    scheme,
    suspended,
)
from tests.factories.people import PersonFactory, appointed
from tests.factories.sign_in import signed_in

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"certification:{name}", args=args)


def seen(person, address, **data):
    return signed_in(person).get(address, data)


def words(response):
    return response.content.decode()


def test_two_certifiers_withdraw_on_the_page_of_the_certificate():
    issued = credential()
    first, second = map(signed_in, judges(issued))
    page = url("credential", issued.pk)
    assert "Withdraw it for good" in words(first.get(page))
    form = url("propose", issued.pk, "revoked")
    assert "Withdraw this certificate?" in words(first.get(form))
    assert "This field is required" in words(first.post(form, {"reason_code": ""}))

    first.post(form, {"reason_code": "error", "note": "Issued twice."})
    assert "I agree: do it" not in words(first.get(page))
    assert "I agree: do it" in words(second.get(page))
    second.post(url("second", issued.measures.get().pk))

    assert "Withdrawn on" in words(second.get(page))
    assert "Issued twice." in words(second.get(page))
    shown = words(seen(issued.person, page))
    assert "Withdrawn on" in shown
    assert "It was issued in error" in shown
    assert "Issued twice." not in shown
    assert judges(issued)[0].last_name not in shown


def test_a_suspension_asks_for_its_last_day():
    issued = credential()
    first = signed_in(judges(issued)[0])
    form = url("propose", issued.pk, "suspended")

    assert "This field is required" in words(first.post(form, {"reason_code": "examined"}))
    past = {"reason_code": "examined", "until": "2020-01-01"}
    assert "Say until when, not earlier than today." in words(first.post(form, past))
    day = timezone.localdate() + dt.timedelta(days=9)
    first.post(form, {"reason_code": "examined", "until": day.isoformat()})

    assert issued.measures.get().until == day


def test_a_correction_is_written_on_its_form_and_leads_to_the_new_certificate():
    issued = credential(language="fr")
    first = signed_in(judges(issued)[0])
    form = url("replace", issued.pk)
    in_french = words(first.get(form.replace("/en/", "/fr/")))
    assert 'value="Amina El Fassi"' in in_french
    # A calendar of a browser shows nothing for a day that is written as the French do.
    assert f'value="{issued.payload["issued_on"]}"' in in_french
    data = {
        "name_latin": "Amina El Fasi",
        "name_arabic": issued.payload["name_arabic"],
        "issued_on": "2026-06-01",
        "reason_code": "correction",
    }
    same = {
        **data,
        "name_latin": "Amina El Fassi",
        "issued_on": issued.payload["issued_on"],
    }
    assert "Nothing is different" in words(first.post(form, same))
    assert "The certificate cannot print" in words(
        first.post(form, {**data, "name_latin": "Amina ☃"})
    )

    look = words(first.post(form, data))
    assert not Credential.objects.filter(replaces=issued).exists()
    for told in ("Amina El Fassi</bdi></del>", "Amina El Fasi</bdi></ins>", "1er juin 2026"):
        assert told in look
    assert 'name="name_latin" value="Amina El Fasi"' in look
    assert 'value="Amina El Fasi"' in words(first.post(form, {**data, "again": "yes"}))

    response = first.post(form, {**data, "sure": "yes"})

    newer = Credential.objects.get(replaces=issued)
    assert response.url == url("credential", newer.pk)
    assert newer.payload["issued_on_text"] == "1er juin 2026"
    assert issued.serial in words(first.get(response.url))
    assert "Replaced on" in words(first.get(url("credential", issued.pk)))


def test_the_holder_chooses_who_sees_it():
    issued = credential()
    holder = signed_in(issued.person)
    page = url("credential", issued.pk)
    assert "Who sees it" in words(holder.get(page))

    holder.post(url("publicity", issued.pk), {"publicity": "register"})
    holder.post(url("publicity", issued.pk), {"publicity": "everybody"})

    assert Credential.objects.get().publicity == "register"
    assert "Shown in the public register" in words(holder.get(page))


def test_a_request_is_asked_and_answered_on_the_pages():
    issued = credential()
    holder, judge = signed_in(issued.person), signed_in(judges(issued)[0])
    page = url("credential", issued.pk)

    holder.post(url("ask", issued.pk, "correction"), {"text": "Two s, please."})
    assert "Two s, please." in words(judge.get(page))
    judge.post(url("answer", issued.requests.get().pk), {"text": "It is done."})

    assert "It is done." in words(holder.get(page))
    assert "Two s, please." not in words(seen(appointed(Role.MANAGER), page))
    assert holder.get(url("ask", issued.pk, "nonsense")).status_code == 404
    refused = words(holder.post(url("ask", issued.pk, "appeal"), {"text": "No!"}))
    assert "There is nothing to appeal against." in refused


def test_others_do_not_open_it_and_a_manager_only_reads():
    issued = credential()
    proposal = measures.propose(issued, "revoked", "error", by=judges(issued)[0])
    asked = holding.ask(issued, "correction", "My name.", by=issued.person)
    addresses = [
        url("credential", issued.pk),
        url("propose", issued.pk, "revoked"),
        url("replace", issued.pk),
        url("ask", issued.pk, "correction"),
        url("answer", asked.pk),
    ]
    for stranger in (PersonFactory(), certifier(), appointed(Role.MANAGER, country="SN")):
        assert {seen(stranger, address).status_code for address in addresses} == {404}
        visitor = signed_in(stranger)
        for deed in (url("second", proposal.pk), url("drop", proposal.pk)):
            assert visitor.post(deed).status_code == 404

    manager = signed_in(appointed(Role.MANAGER))
    assert [manager.get(a).status_code for a in addresses] == [200, 403, 403, 404, 403]
    assert manager.post(url("second", proposal.pk)).status_code == 403


def test_an_unknown_measure_is_not_a_page():
    issued = credential()

    assert seen(judges(issued)[0], url("propose", issued.pk, "issued")).status_code == 404


def test_the_register_filters_by_status_country_and_words():
    made = scheme()
    valid, gone = credential(made), revoked(credential(made))
    judge = signed_in(made.certifiers.first())

    def found(**asked):
        shown = words(judge.get(url("register"), asked))
        return {one for one in (valid, gone) if one.serial in shown}

    assert found() == {valid, gone}
    assert found(status="revoked") == {gone}
    assert found(status="valid") == {valid}
    assert found(country="SN") == set()
    assert found(q=valid.serial.lower()) == {valid}
    assert found(q="fassi amina") == {valid, gone}
    assert found(q="Benali") == set()
    assert found(status="nonsense") == {valid, gone}


def test_the_register_counts_each_status():
    made = scheme()
    for one in (credential(made), credential(made)):
        assert one.status == "valid"
    revoked(credential(made))
    suspended(credential(made))
    replaced(credential(made))

    shown = words(seen(made.certifiers.first(), url("register")))

    for number, label in [(3, "valid"), (1, "withdrawn"), (1, "suspended"), (1, "replaced")]:
        assert f"<b>{number}</b> {label}" in shown


@pytest.mark.parametrize("events", [1, 3])
def test_the_page_costs_the_same_for_any_history(events, django_assert_num_queries):
    issued = credential()
    for number in range(events):
        choice = ["register", "link"][number % 2]
        holding.choose_publicity(issued, choice, by=issued.person)
    judge = signed_in(judges(issued)[0])
    judge.get(url("credential", issued.pk))

    with django_assert_num_queries(9):
        judge.get(url("credential", issued.pk))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_public_register_costs_the_same_for_any_number(client, rows, django_assert_num_queries):
    made = scheme()
    for _ in range(rows):
        issued = credential(made)
        holding.choose_publicity(issued, "register", by=issued.person)

    with django_assert_num_queries(4):
        shown = words(client.get(reverse("verify:register")))
    response = client.get(reverse("verify:register_file"))
    table = b"".join(response.streaming_content).decode()

    assert shown.count("Amina El Fassi") == rows
    assert table.count(issued.scheme.number_prefix) == rows
    assert response["Cache-Control"] == "no-store"


def test_nobody_stands_in_the_public_register_unasked(client):
    issued = credential()

    shown = words(client.get(reverse("verify:register")))
    table = b"".join(client.get(reverse("verify:register_file")).streaming_content).decode()

    assert "Nobody found" in shown
    for private in ("Amina", issued.serial, issued.spaced_token):
        assert private not in shown + table
