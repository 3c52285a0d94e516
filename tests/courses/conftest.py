from functools import partial

import pytest

from tests.factories.sign_in import signed_in


@pytest.fixture
def sign_in(client):
    """Sign somebody in as the site asks for."""
    return partial(signed_in, client=client)
