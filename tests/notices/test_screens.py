import pytest
from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lms.core.policy import SYSTEM
from lms.notices import actions, writing
from lms.notices.kinds import KINDS, Kind
from lms.notices.models import Channel, Delivery
from lms.people.choices import Role
from tests.factories.people import PersonFactory, appointed
from tests.factories.sign_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kind(monkeypatch):
    said = Kind(
        "test.said", _("messages"), _("%(title)s"), _("Somebody wrote."), {"title": str}, True
    )
    monkeypatch.setitem(KINDS, "test.said", said)


def told(person, title="A day", subject="1"):
    actions.notify(
        [person], "test.said", subject=subject, params={"title": title}, path="learn/", by=SYSTEM
    )
    return person.notices.get(subject=subject)


@pytest.mark.parametrize("rows", [1, 3])
def test_news_cost_the_same_for_any_number(rows, django_assert_num_queries):
    person = PersonFactory()
    for number in range(rows):
        told(person, subject=str(number))
    visitor = signed_in(person)

    with django_assert_num_queries(5):
        response = visitor.get(reverse("notices:home"))

    assert response.content.decode().count("Somebody wrote.") == rows


def test_i_read_what_i_was_told_and_nothing_of_others():
    mine, other = PersonFactory(), PersonFactory()
    told(mine, "Mine")
    told(other, "Theirs")

    page = signed_in(mine).get(reverse("notices:home")).content.decode()

    assert "Mine" in page
    assert "Theirs" not in page


def test_every_page_says_that_there_is_news_until_it_is_read():
    person = PersonFactory()
    told(person)
    visitor = signed_in(person)
    assert "There is something new for you." in visitor.get(reverse("me")).content.decode()

    visitor.post(reverse("notices:home"))

    assert "There is something new for you." not in visitor.get(reverse("me")).content.decode()


def test_a_notice_tells_its_names_as_text_and_never_as_markup():
    person = PersonFactory()
    told(person, "<script>alert(1)</script>")

    page = signed_in(person).get(reverse("notices:home")).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_i_choose_what_is_sent_to_me():
    person = PersonFactory(email="a@example.org", phone="+212612345678")
    visitor = signed_in(person)
    every = {
        name: [Channel.EMAIL, *([Channel.SMS] if kind.by_sms else [])]
        for name, kind in KINDS.items()
    }

    visitor.post(reverse("notices:choices"), {**every, "test.said": [Channel.SMS]})
    told(person)

    assert [delivery.channel for delivery in Delivery.objects.all()] == [Channel.SMS]
    page = visitor.get(reverse("notices:choices")).content.decode()
    assert page.count("checked") == sum(map(len, every.values())) - 1


def test_the_link_in_an_email_stops_that_kind_without_signing_in(client):
    person = PersonFactory(email="a@example.org", language="en")
    address = writing.stop_address(told(person)).removeprefix("http://127.0.0.1:8000")

    assert "Send me no more of these" in client.get(address).content.decode()
    assert not person.unwanted_notices.exists()
    client.post(address)
    client.post(address)

    assert person.unwanted_notices.get().kind == "test.said"


@pytest.mark.parametrize(
    "token",
    ["x", signing.dumps([1, "test.said"]), signing.dumps([1, "gone"], salt=writing.SALT)],
    ids=["unsigned", "signed for something else", "unknown kind"],
)
def test_a_link_that_is_not_ours_stops_nothing(token, client):
    assert client.post(reverse("notices:stop", args=[token])).status_code == 404


def test_the_log_shows_a_manager_her_country_and_never_what_was_said():
    told(PersonFactory(email="a@example.org", last_name="Alaoui"), "Private title")
    told(PersonFactory(email="b@example.org", last_name="Diop", country="SN"))

    page = signed_in(appointed(Role.MANAGER, "MA")).get(reverse("notices:log")).content.decode()

    assert "Alaoui" in page
    assert "Diop" not in page
    assert "Private title" not in page
    assert "Somebody wrote." not in page
    assert "a@example.org" not in page


def test_the_log_can_be_narrowed_and_takes_nonsense():
    told(PersonFactory(email="a@example.org", last_name="Alaoui"))
    visitor = signed_in(appointed(Role.ADMINISTRATOR))

    sent = visitor.get(reverse("notices:log"), {"status": "sent"}).content.decode()
    odd = visitor.get(reverse("notices:log"), {"status": "odd", "channel": "x"}).content.decode()

    assert "Alaoui" not in sent
    assert "Alaoui" in odd
