"""Gateways for SMS. ``settings.SMS_GATEWAY`` names one: a function ``send(number, text)`` that raises ``NotSent``."""

import sys

import requests
from django.conf import settings
from django.utils.module_loading import import_string

SECONDS = 15
outbox = []
"""What ``keep`` was given."""


class NotSent(Exception):
    """The gateway did not take the message."""


def send(number, text):
    import_string(settings.SMS_GATEWAY)(number, text)


def console(number, text):
    """For development: print it where the server runs."""
    sys.stdout.write(f"SMS to {number}\n{text}\n\n")


def keep(number, text):
    """For tests: keep it in ``outbox``."""
    outbox.append((number, text))


def http(number, text):
    """Post ``{"to", "text", "from"}`` to ``settings.SMS_URL`` with its key, as most national gateways take it."""
    try:
        answer = requests.post(
            settings.SMS_URL,
            json={"to": number, "text": text, "from": settings.SMS_FROM},
            headers={"Authorization": f"Bearer {settings.SMS_KEY}"},
            timeout=SECONDS,
        )
        answer.raise_for_status()
    except requests.RequestException as error:
        raise NotSent(type(error).__name__) from error
