import pytest
from allauth.account.internal.flows.login import record_authentication
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext


@pytest.fixture
def enter(client):
    """Sign a person in as the site asks for: with a second factor, where her role needs one."""

    def sign_in(person):
        client.force_login(person)
        if person.needs_second_factor:
            request = RequestFactory().get("/")
            request.session = client.session
            record_authentication(request, person, method="mfa")
            request.session.save()
        return client

    return sign_in


@pytest.fixture
def captured():
    """Counts queries: ``with captured() as queries: …; len(queries)``."""
    return lambda: CaptureQueriesContext(connection)
