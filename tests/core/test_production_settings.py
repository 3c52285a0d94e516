"""Production starts only with every value there and safe, and names the one that is not."""

import os
import subprocess
import sys

import pytest

GOOD = {
    "LMS_SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ",
    "LMS_HOSTS": "academy.example.org",
    "LMS_ADDRESS": "https://academy.example.org",
    "LMS_DATABASE_URL": "postgres://lms:secret@db/lms",
    "LMS_REDIS_URL": "redis://cache:6379/0",
    "LMS_MEDIA_ENDPOINT": "https://media.example.org",
    "LMS_MEDIA_BUCKET": "lms",
    "LMS_PRIVATE_BUCKET": "lms-private",
    "LMS_MEDIA_KEY": "key",
    "LMS_MEDIA_SECRET": "secret",
    "LMS_EMAIL_URL": "smtp+tls://user:secret@mail.example.org:587",
    "LMS_EMAIL_FROM": "academy@example.org",
}


def start(**changes):
    """Import the production settings in a process of its own with these environment values."""
    values = {**GOOD, **changes}
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("LMS_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-c", "import lms.settings.production"],
        env={**clean, **{k: v for k, v in values.items() if v is not None}},
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_starts_with_every_value_there_and_safe():
    assert start().returncode == 0, start().stderr


def test_an_sms_gateway_needs_its_key():
    refused = start(LMS_SMS_URL="https://sms.example.org/send")

    assert "LMS_SMS_KEY is not set" in refused.stderr


@pytest.mark.parametrize("name", GOOD)
def test_a_missing_value_stops_the_start_and_is_named(name):
    stopped = start(**{name: None})

    assert stopped.returncode != 0
    assert name in stopped.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("name", "unsafe"),
    [
        ("LMS_SECRET_KEY", "short"),
        ("LMS_SECRET_KEY", "a" * 60),
        ("LMS_HOSTS", "*"),
        ("LMS_ADDRESS", "http://academy.example.org"),
        ("LMS_DATABASE_URL", "sqlite:///lms.sqlite3"),
        ("LMS_REDIS_URL", "memory://"),
        ("LMS_EMAIL_URL", "console://"),
    ],
)
def test_an_unsafe_value_stops_the_start_and_is_named(name, unsafe):
    stopped = start(**{name: unsafe})

    assert stopped.returncode != 0
    assert name in stopped.stderr.splitlines()[-1]
