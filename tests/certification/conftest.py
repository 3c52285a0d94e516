import pytest

from lms.people.middleware import SecondFactorMiddleware


@pytest.fixture(autouse=True)
def _second_factor_passed(monkeypatch):
    """Signed-in certifiers have shown their second factor; it has tests of its own."""
    monkeypatch.setattr(SecondFactorMiddleware, "process_view", lambda *args: None)
