"""Who may open what: every role, and nobody, against every address of ours, on one small world.

"open" is any answer that is the page itself or a step on its way; refused is a sign-in, a 403 or a 404. A new address that
is not in the table fails the first test.
"""

import uuid

import pytest
from django.core import mail
from django.urls import reverse

from tests.architecture.addresses import ours

from .accompanied import SECRETS
from .table import (
    ADMINISTRATOR,
    DEEDS,
    EVERYBODY,
    LEAD_ON,
    MANAGER,
    MEMBER,
    MENTOR,
    OPEN_TO_SIGN_IN,
    OWN_ACCOUNT,
    TABLE,
    TRAINER,
)
from .world import World

pytestmark = pytest.mark.django_db


def test_every_address_is_in_the_table():
    # The screens of trainers who write hang in Wagtail's own tree.
    writing = {name for name in TABLE if name.startswith(("content:", "banks:"))}
    assert set(ours()) | writing == set(TABLE) | OPEN_TO_SIGN_IN | OWN_ACCOUNT


@pytest.mark.parametrize("name", sorted(OWN_ACCOUNT))
def test_ones_account_is_closed_to_nobody(name, client):
    response = client.get(reverse(name))

    assert response.status_code == 302
    assert not client.session.keys()


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """One learner with her records and the staff around her; undone when the module has ended."""
    from django.db import transaction  # noqa: PLC0415 - the database is blocked until here

    with django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


READERS = {
    ("note", MENTOR, "mentoring:session"),
    ("note", MENTOR, "mentoring:keep_note"),
    # Opened in an emergency, by the two.
    ("note", MANAGER, "mentoring:read_note"),
    ("note", ADMINISTRATOR, "mentoring:read_note"),
    # Who wrote it, and who is named for it.
    ("concern", MEMBER, "mentoring:concern"),
    ("concern", TRAINER, "mentoring:concern"),
    ("concern", TRAINER, "mentoring:settle_concern"),
}
"""Which private words whom they may meet, and where."""


def secrets_in(text):
    return {name for name, word in SECRETS.items() if word in text}


def opens(name, method, response):
    """Whether an answer let the visitor in: the page itself, or for a deed anything but a refusal."""
    redirected = response.status_code in (301, 302)
    if redirected and "/sign-in/" in response.url:
        return name == "cms_sign_in"
    if redirected and response.url.endswith(response.request["PATH_INFO"]):
        # Not found: looked for once more under the visitor's language.
        return False
    if method == "get" and name not in LEAD_ON:
        return response.status_code == 200
    return response.status_code not in (403, 404)


@pytest.mark.parametrize("role", sorted(EVERYBODY))
def test_a_role_opens_what_the_table_says_and_nothing_else(role, world, caplog):
    caplog.set_level("INFO")
    visitor, opened = world.visitor(role), set()
    for name, (method, _allowed) in TABLE.items():
        address = reverse(name, args=world.arguments.get(name, []))
        data = (
            {"event_id": str(uuid.uuid4()), **DEEDS.get(name, {}), **world.sent}
            if method == "post"
            else {}
        )
        response = getattr(visitor, method)(address, data)
        if opens(name, method, response):
            opened.add(name)
        assert secrets_in(response.getvalue().decode(errors="replace")) <= {
            secret for secret, reader, page in READERS if (reader, page) == (role, name)
        }, name

    meant = {name for name, (_method, allowed) in TABLE.items() if role in allowed}
    assert sorted(opened - meant) == []
    assert sorted(meant - opened) == []
    assert not secrets_in(" ".join(f"{one.getMessage()} {one.args}" for one in caplog.records))
    assert not secrets_in(" ".join(f"{one.subject} {one.body}" for one in mail.outbox))
