"""What everybody may read: who asked to stand in the register, and the log that shows that nothing was back-dated."""

import datetime as dt

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from certification import pictures
from certification.forms.credentials import PublicFilter
from certification.models import (
    CertificationScheme,
    Credential,
    CredentialEvent,
    LogCheckpoint,
    TemplateVersion,
)
from certification.reports import credentials as reports
from certification.reports import roots
from certification.views.strangers import for_strangers
from lms.core import sheets

PER_PAGE = 25


@require_safe
def picture(request, pk, language):
    """How the papers of an approved template look. It never changes, so whoever saw it once has it."""
    # With the site's own addresses, LocaleMiddleware would send an unknown one to /fr/ and lose the answer.
    request.urlconf = "certification.urls.verify"
    versions = TemplateVersion.objects.exclude(status=TemplateVersion.Status.DRAFT)
    version = get_object_or_404(versions, pk=pk)
    if language not in version.languages:
        raise Http404
    response = HttpResponse(pictures.kept(version, language), content_type="image/jpeg")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@require_safe
@for_strangers
def register(request):
    """Those who chose to be found, as long as their certificates hold."""
    form, found = _found(request)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "query": request.GET.urlencode()}
    return render(request, "certification/verify/register.html", context)


@require_safe
@for_strangers
def register_file(request):
    """The same as a table."""
    _form, found = _found(request)
    headings = [_("Name"), _("Name in Arabic"), _("Certificate"), _("Country"), _("Number")]
    headings += [_("Issued"), _("Valid until"), _("Address")]
    rows = (reports.line_of_register(one) for one in found.iterator(chunk_size=500))
    return sheets.comma_separated("register", headings, rows)


@require_safe
@for_strangers
def log(request):
    """The closed days with their signed roots. Hashes only: nobody's name."""
    page = Paginator(LogCheckpoint.objects.all(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "certification/verify/log.html", {"page": page})


@require_safe
@for_strangers
def log_day(request, day):
    """A closed day as text: what was signed, the signature, the hash of each event in its order, those of the files."""
    try:
        closed = get_object_or_404(LogCheckpoint, day=dt.date.fromisoformat(day))
    except ValueError:
        raise Http404 from None
    events = CredentialEvent.objects.filter(position__range=(closed.first, closed.last))
    hashes = events.order_by("position").values_list("position", "hash").iterator()
    files = closed.files.values_list("sha256", flat=True).iterator()

    def lines():
        yield f"{closed.statement}\nkey {closed.key_id}\nsignature {closed.signature}\n\n"
        for position, leaf in hashes:
            yield f"{position} {leaf}\n"
        for sha256 in files:
            yield f"file {sha256}\n"

    return StreamingHttpResponse(lines(), content_type="text/plain; charset=utf-8")


@require_safe
@for_strangers
def root(request):
    """The certificate under which all our signatures stand, with its fingerprint, for programs of others."""
    return render(request, "certification/verify/root.html", {"roots": roots.roots()})


def _found(request):
    schemes = CertificationScheme.objects.with_versions()
    form = PublicFilter(request.GET, schemes=schemes)
    asked = form.cleaned_data if form.is_valid() else {}
    found = reports.in_register(Credential.objects.in_public_register(), asked)
    return form, found.select_related("candidacy__person", "candidacy__version__scheme")
