"""Is this certificate genuine? For strangers: no account, no script, the same page for everybody."""

import ipaddress
import time
from functools import wraps

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from certification import numbers
from certification.models import Credential

PER_MINUTE = 60
HEADERS = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
}


def for_strangers(view):
    """In the language of ``?lang=`` or of the browser, never kept, never indexed, limited for each network."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        request.user = AnonymousUser()
        # With the site's own addresses, LocaleMiddleware would send an unknown code to /fr/verify/ and lose the answer.
        request.urlconf = "certification.urls.verify"
        wanted = request.GET.get("lang")
        language = wanted if wanted in dict(settings.LANGUAGES) else translation.get_language()
        with translation.override(language):
            response = _too_many(request) or view(request, *args, **kwargs)
            response.headers["Content-Language"] = language
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    return wrapped


@require_safe
@for_strangers
def ask(request):
    """A place to type the number or the code."""
    if code := numbers.plain(request.GET.get("code", "")):
        address = reverse("verify:code", args=[code[:40]])
        lang = request.GET.get("lang")
        return redirect(f"{address}?{urlencode({'lang': lang})}" if lang else address)
    return render(request, "certification/verify/ask.html")


@require_safe
@for_strangers
def code(request, code):
    """What the register says about a number or a token. Unknown ones all get the same answer."""
    plain = numbers.plain(code)
    credential = Credential.objects.with_code(plain).prefetch_related("events").first()
    context = {"credential": credential, "typed": code[:40], "host": request.get_host()}
    return render(
        request, "certification/verify/code.html", context, status=200 if credential else 404
    )


def _too_many(request):
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
