"""Is this certificate genuine? A stranger's minute."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from certification import numbers, reports
from certification.actions.hits import count_hit
from certification.forms import NumberForm
from certification.models import Credential
from certification.views.strangers import for_strangers


@require_http_methods(["GET", "HEAD", "POST"])
@for_strangers
def ask(request):
    """A place to type the code; with the number alone, the family name is asked for too."""
    typed = request.GET.get("code", "")[:60]
    if numbers.is_token(numbers.plain(typed)):
        return redirect(_page_of(numbers.plain(typed), request))
    form = NumberForm(request.POST or None, initial={"number": typed})
    found = None
    if request.method == "POST" and form.is_valid():
        found = reports.with_number_and_name(**form.cleaned_data)
        count_hit(found, "search", found.state if found else "unknown", by=None)
        if found:
            return redirect(_page_of(found.token, request))
    context = {"form": form, "typed": typed, "searched": request.method == "POST"}
    return render(request, "certification/verify/ask.html", context)


@require_safe
@for_strangers
def code(request, code):
    """What the register says about a token. Unknown ones all get the same answer; a private one shows its status alone."""
    plain = numbers.plain(code)
    credential = Credential.objects.with_token(plain).with_state().first()
    shown = credential if credential and credential.publicity != "private" else None
    count_hit(credential, "page", credential.state if credential else "unknown", by=None)
    context = {
        "credential": shown,
        "private": credential if not shown else None,
        "status": credential.state if credential else "unknown",
        "typed": code[:40],
        "host": request.get_host(),
    }
    if shown:
        context |= reports.for_strangers(shown)
    return render(
        request, "certification/verify/code.html", context, status=200 if credential else 404
    )


def _page_of(token, request):
    address = reverse("verify:code", args=[numbers.spaced(token)])
    lang = request.GET.get("lang")
    return f"{address}?{urlencode({'lang': lang})}" if lang else address
