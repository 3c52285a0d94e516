"""Is this certificate genuine? A stranger's minute."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from certification import genuine, numbers
from certification.actions.hits import count_hit
from certification.choices import CredentialStatus
from certification.forms.credentials import FileForm, NumberForm
from certification.models import Credential
from certification.reports import credentials as reports
from certification.views.strangers import for_strangers

FORM_AROUND_FILE = 16 * 1024
"""Bytes that a browser sends around a file."""


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
    found = Credential.objects.with_token(plain).with_state()
    credential = found.select_related("candidacy__version__scheme").first()
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


@require_http_methods(["GET", "HEAD", "POST"])
@for_strangers
def file(request):
    """Is this the file? It is judged in memory and never stored, whatever it is."""
    if request.method == "POST" and _is_too_large(request):
        # Not even read: a larger one would be kept on disk while it arrives.
        return _judged(request, FileForm(), genuine.Verdict(genuine.Finding.TOO_LARGE))
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if form.is_valid():
        verdict = genuine.judge(form.cleaned_data["file"].read())
        return _judged(request, FileForm(), verdict)
    return render(request, "certification/verify/file.html", {"form": form})


def _is_too_large(request):
    return int(request.META.get("CONTENT_LENGTH") or 0) > genuine.LARGEST + FORM_AROUND_FILE


def _judged(request, form, verdict):
    credential = verdict.credential if verdict.is_good else None
    count_hit(credential, "file", verdict.finding, by=None)
    context = {"form": form, "verdict": verdict}
    if credential:
        status = CredentialStatus(credential.status)
        context |= {"status": status.value, "status_words": status.label}
    return render(request, "certification/verify/file.html", context)


def _page_of(token, request):
    address = reverse("verify:code", args=[numbers.spaced(token)])
    lang = request.GET.get("lang")
    return f"{address}?{urlencode({'lang': lang})}" if lang else address
