"""A notice as an e-mail and as an SMS, in the language of whoever gets it."""

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

SALT = "lms.notices.unwanted"
# Two SMS in Arabic letters: longer ones cost more and are read less.
LONGEST_SMS = 134


def address(notice):
    """Where the notice leads, in the person's language."""
    return f"{settings.SITE_ADDRESS}/{notice.person.language}/{notice.path.lstrip('/')}"


def stop_address(notice):
    """Where one says, without signing in, that e-mails of this kind are not wanted."""
    with translation.override(notice.person.language):
        token = signing.dumps([notice.person_id, notice.kind], salt=SALT)
        return f"{settings.SITE_ADDRESS}{reverse('notices:stop', args=[token])}"


def unsigned(token):
    """``(person id, kind)`` of a token made here. Raises BadSignature for any other."""
    person, kind = signing.loads(token, salt=SALT)
    return person, kind


def email(notice):
    stop = stop_address(notice)
    with translation.override(notice.person.language):
        context = {
            "notice": notice,
            "address": address(notice),
            "stop": stop,
            "site": settings.SITE_NAME,
        }
        return EmailMessage(
            subject=notice.title,
            body=render_to_string("notices/email.txt", context),
            to=[notice.person.email],
            headers={"List-Unsubscribe": f"<{stop}>"},
        )


def sms(notice):
    """Its title and where to look; the title is cut rather than the address."""
    with translation.override(notice.person.language):
        link = address(notice) if notice.path else ""
        room = LONGEST_SMS - len(link) - 1
        title = notice.title if len(notice.title) <= room else f"{notice.title[: room - 1]}…"
        return f"{title} {link}".strip()
