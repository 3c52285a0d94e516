import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from lms.core.errors import RuleError, RuleErrorMiddleware
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("language", "direction"), [("fr", "ltr"), ("ar", "rtl"), ("en", "ltr")])
def test_a_missing_page_speaks_the_readers_language(client, language, direction):
    client.force_login(PersonFactory())

    response = client.get(f"/{language}/learn/nothing-here/")

    assert response.status_code == 404
    assert f'lang="{language}" dir="{direction}"' in response.content.decode()


def test_a_form_that_was_open_too_long_says_how_to_go_on():
    client = Client(enforce_csrf_checks=True)

    response = client.post(reverse("sign_in_with_card"), {"cooperative_code": "X", "pin": "1"})

    assert response.status_code == 403
    assert "load the page again" in response.content.decode()


def test_a_body_beyond_all_measure_is_refused_in_words(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000

    response = client.post(reverse("sign_in_with_card"), {"cooperative_code": "X" * 2000})

    assert response.status_code == 400
    assert "too large" in response.content.decode()


def refused(referer):
    request = RequestFactory().post("/en/learn/", headers={"referer": referer})
    request.session, request._messages = {}, []
    request._messages = type("Messages", (list,), {"add": lambda self, *a: self.append(a)})()
    response = RuleErrorMiddleware(None).process_exception(request, RuleError("Not today."))
    return response, request._messages


def test_a_refused_rule_becomes_a_message_on_the_page_one_came_from():
    response, said = refused("http://testserver/en/learn/course/")

    assert response.url == "http://testserver/en/learn/course/"
    assert said[0][1] == "Not today."


def test_a_refused_rule_never_redirects_to_another_site():
    assert refused("https://evil.example/")[0].url == "/"


def test_every_page_says_what_may_be_loaded(client):
    policy = client.get(reverse("account_login")).headers["Content-Security-Policy"]

    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "unsafe-inline" in client.get("/cms/login/").headers["Content-Security-Policy"]
