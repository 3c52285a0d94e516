import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.urls import reverse
from freezegun import freeze_time

from lms.core.policy import SYSTEM
from lms.people import actions
from lms.people.models import PinCard
from tests.factories.people import CooperativeFactory, PersonFactory, appointed
from tests.factories.sign_in import signed_in as signed_in_client

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture
def amina():
    person = PersonFactory(username="amina", email="amina@example.org", phone="+212612345678")
    person.set_password("a long enough secret")
    person.save()
    return person


def sign_in(client, login, password="a long enough secret"):
    return client.post(reverse("account_login"), {"login": login, "password": password})


def signed_in(client):
    return client.session.get("_auth_user_id")


@pytest.mark.parametrize(
    "login",
    [
        "amina",
        "amina@example.org",
        "AMINA@example.org",
        "+212612345678",
        "0612345678",
        "06 12 34 56 78",
    ],
)
def test_one_signs_in_with_username_email_or_phone(client, amina, login):
    sign_in(client, login)

    assert signed_in(client) == str(amina.pk)


def test_a_wrong_password_says_so_and_keeps_the_name(client, amina):
    response = sign_in(client, "amina", "wrong")

    assert signed_in(client) is None
    assert 'value="amina"' in response.content.decode()


def test_a_guesser_is_locked_out_whichever_name_of_the_account_she_types(client, amina):
    for login in ["amina", "amina@example.org", "0612345678", "amina", "+212612345678"]:
        sign_in(client, login, "guess")

    sign_in(client, "amina")

    assert signed_in(client) is None


def test_forty_people_behind_one_address_sign_in(client):
    for number in range(40):
        person = PersonFactory(username=f"learner{number}")
        person.set_password("a long enough secret")
        person.save()
        sign_in(client, person.username)
        assert signed_in(client) == str(person.pk)
        client.logout()


def test_one_mistake_of_a_classmate_locks_nobody_else(client, amina):
    other = PersonFactory(username="other")
    for _ in range(6):
        sign_in(client, other.username, "guess")

    sign_in(client, "amina")

    assert signed_in(client) == str(amina.pk)


@pytest.fixture
def card():
    """A member without e-mail, phone or username, and the PIN on her card."""
    person = PersonFactory(username=None)
    cooperative = CooperativeFactory(code="TAMGHART")
    return person, actions.issue_pin(person, cooperative, by=SYSTEM)


def with_card(client, pin, code="tamghart"):
    return client.post(reverse("sign_in_with_card"), {"cooperative_code": code, "pin": pin})


def wrong(pin):
    return pin[:-1] + str((int(pin[-1]) + 1) % 10)


def test_a_member_without_email_or_phone_signs_in_with_her_card(client, card):
    person, pin = card

    response = with_card(client, pin)

    assert signed_in(client) == str(person.pk)
    assert response.url == reverse("home")


def test_a_wrong_pin_is_said_clearly_and_the_code_stays_typed(client, card):
    response = with_card(client, wrong(card[1]))

    page = response.content.decode()
    assert "Look at your card" in page
    assert 'value="tamghart"' in page
    assert signed_in(client) is None


def test_the_right_pin_is_refused_while_the_card_rests(client, card):
    for _ in range(PinCard.FREE_TRIES):
        with_card(client, wrong(card[1]))

    response = with_card(client, card[1])

    assert "Too many wrong tries" in response.content.decode()
    assert signed_in(client) is None


def test_after_the_rest_the_right_pin_opens_again(client, card):
    for _ in range(PinCard.FREE_TRIES):
        with_card(client, wrong(card[1]))
    card_row = PinCard.objects.get()

    with freeze_time(card_row.locked_until, tick=True):
        with_card(client, card[1])

    assert signed_in(client) == str(card[0].pk)


def test_a_new_pin_ends_the_lock_and_the_old_pin(client, card):
    person, old = card
    for _ in range(PinCard.FREE_TRIES):
        with_card(client, wrong(old))
    new = actions.issue_pin(person, person.pin_card.cooperative, by=SYSTEM)

    with_card(client, new)

    assert signed_in(client) == str(person.pk)
    assert new[:2] == old[:2]


def test_two_members_of_a_cooperative_have_different_numbers():
    cooperative = CooperativeFactory()
    pins = [actions.issue_pin(PersonFactory(), cooperative, by=SYSTEM) for _ in range(3)]

    assert [pin[:2] for pin in pins] == ["01", "02", "03"]


def test_the_secret_of_a_pin_is_not_kept(card):
    assert card[1][-4:] not in PinCard.objects.get().secret


def test_a_manager_never_gets_a_card():
    with pytest.raises(actions.NoPinForThisRole):
        actions.issue_pin(appointed("manager"), CooperativeFactory(), by=SYSTEM)


def test_a_card_stops_working_when_its_owner_becomes_a_certifier(client, card):
    person, pin = card
    actions.appoint(person, "certifier", by=SYSTEM)

    with_card(client, pin)

    assert signed_in(client) is None


@pytest.mark.parametrize("role", ["certifier", "manager", "administrator"])
def test_these_roles_get_nowhere_without_a_second_factor(client, role):
    client.force_login(appointed(role))

    response = client.get(reverse("me"))

    assert response.url == reverse("mfa_activate_totp")


@pytest.mark.parametrize("role", ["trainer", "mentor"])
def test_other_roles_need_none(client, role):
    client.force_login(appointed(role))

    assert client.get(reverse("me")).status_code == 200


def with_second_factor(person):
    person.set_password("a long enough secret")
    person.save()
    TOTP.activate(person, SECRET)
    return person


def code_now():
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))


def test_a_certifier_signs_in_with_password_and_code(client):
    certifier = with_second_factor(appointed("certifier", username="certifier"))

    sign_in(client, "certifier")
    assert signed_in(client) is None
    client.post(reverse("mfa_authenticate"), {"code": code_now()})

    assert signed_in(client) == str(certifier.pk)
    assert client.get(reverse("me")).status_code == 200


def test_a_sign_in_older_than_the_second_factor_is_asked_for_it(client):
    person = with_second_factor(PersonFactory())
    client.force_login(person)
    actions.appoint(person, "manager", country="MA", by=SYSTEM)

    response = client.get(reverse("me"))

    assert response.url.startswith(reverse("mfa_reauthenticate"))


def test_who_sets_up_the_second_factor_gets_recovery_codes(client):
    person = appointed("administrator", username="admin")
    person.set_password("a long enough secret")
    person.save()
    sign_in(client, "admin")
    asked = client.get(reverse("mfa_activate_totp")).url
    client.post(asked, {"password": "a long enough secret"})
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))

    response = client.post(reverse("mfa_activate_totp"), {"code": code})

    assert response.url == reverse("mfa_view_recovery_codes")
    assert Authenticator.objects.filter(user=person).count() == 2


def test_the_cms_has_no_sign_in_of_its_own(client):
    assert client.get("/cms/login/").url.startswith(reverse("account_login"))


def test_the_next_page_never_leads_to_another_site(client, card):
    response = client.post(
        reverse("sign_in_with_card"),
        {"cooperative_code": "TAMGHART", "pin": card[1], "next": "https://evil.example/"},
    )

    assert response.url == reverse("home")


@pytest.mark.parametrize(
    ("role", "first"),
    [
        ("trainer", "/fr/teach/"),
        ("mentor", "/fr/mentoring/"),
        ("certifier", "/fr/certification/"),
        ("manager", "/fr/teach/"),
        ("administrator", "/fr/teach/"),
    ],
)
def test_one_comes_to_ones_work_first(role, first):
    assert signed_in_client(appointed(role)).get(reverse("home")).url == first


def test_a_learner_comes_to_her_lessons_in_her_language():
    learner = PersonFactory(language="ar")

    assert signed_in_client(learner).get(reverse("home")).url == "/ar/learn/"
