from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.sign_in import signed_in


@pytest.fixture
def enter(client):
    """Sign a person in as the site asks for."""
    return partial(signed_in, client=client)


@pytest.fixture
def captured():
    """Counts queries: ``with captured() as queries: …; len(queries)``."""
    return lambda: CaptureQueriesContext(connection)
