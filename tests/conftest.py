import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import translation


@pytest.fixture(autouse=True)
def _fresh_cache_and_language():
    """Sign-in limits and the reader's language never leak from one test into the next."""
    cache.clear()
    with translation.override("en"):
        yield


@pytest.fixture
def client():
    """A visitor whose browser speaks English, so that pages without a language in their address do too."""
    return Client(headers={"accept-language": "en"})
