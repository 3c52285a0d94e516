"""Pages for strangers: no account, no script, no cookie, the same for everybody, and honest when they cannot answer."""

import ipaddress
import time
from functools import wraps

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import DatabaseError
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt

PER_MINUTE = 60
WAIT_WHEN_AWAY = 30
HEADERS = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
}


def for_strangers(view):
    """In the language of ``?lang=`` or of the browser, never kept, never indexed, limited for each network.

    Without a sign-in there is nothing that a forged form could misuse, so no cookie guards the forms.
    """

    @csrf_exempt
    @wraps(view)
    def wrapped(request, *args, **kwargs):
        request.user = AnonymousUser()
        # With the site's own addresses, LocaleMiddleware would send an unknown code to /fr/v/ and lose the answer.
        request.urlconf = "certification.urls.verify"
        wanted = request.GET.get("lang")
        language = wanted if wanted in dict(settings.LANGUAGES) else translation.get_language()
        with translation.override(language):
            response = _answer(view, request, *args, **kwargs)
            response.headers["Content-Language"] = language
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    return wrapped


def _answer(view, request, *args, **kwargs):
    """The page; or that we cannot check now: a register that is away says nothing about a certificate."""
    try:
        return too_many(request) or view(request, *args, **kwargs)
    except DatabaseError:
        response = render(request, "certification/verify/away.html", status=503)
        response.headers["Retry-After"] = str(WAIT_WHEN_AWAY)
        return response


def too_many(request):
    """The answer to a network that asked too often this minute, whatever it asked for; None to all others."""
    now = int(time.time())
    counter = f"verify:{_network(request)}:{now // 60}"
    cache.add(counter, 0, timeout=120)
    if cache.incr(counter) <= PER_MINUTE:
        return None
    wait = 60 - now % 60
    response = render(request, "certification/verify/too_many.html", {"wait": wait}, status=429)
    response.headers["Retry-After"] = str(wait)
    return response


def _network(request):
    """The address, or the part of it that belongs to one customer: all of version 4, 64 bits of version 6."""
    address = ipaddress.ip_address(get_adapter(request).get_client_ip(request))
    return ipaddress.ip_network((address, 64 if address.version == 6 else 32), strict=False)
