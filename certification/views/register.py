"""The register of what was issued, and its papers."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from certification import policy
from certification.forms.credentials import RegisterFilter
from certification.models import CertificateDocument, CertificationScheme, Credential
from certification.reports import credentials as reports
from lms.core.policy import require

PER_PAGE = 25


@require_safe
@login_required
def register(request):
    """What was issued, as far as one looks after it, with how many of each status."""
    require(policy.works_at_desk, request.user)
    schemes = CertificationScheme.objects.visible_to(request.user).with_versions()
    form = RegisterFilter(request.GET, schemes=schemes)
    asked = form.cleaned_data if form.is_valid() else {}
    all_visible = Credential.objects.visible_to(request.user).with_state()
    found = reports.in_register(all_visible, asked)
    page = Paginator(found.for_lists(), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "asked": any(asked.values()),
        "figures": reports.figures(reports.in_register(all_visible, {**asked, "status": ""})),
    }
    return render(request, "certification/register.html", context)


@never_cache
@require_safe
@login_required
def pdf(request, pk):
    """The paper, for its holder and those who look after it."""
    visible = Credential.objects.visible_to(request.user)
    document = get_object_or_404(
        CertificateDocument.objects.select_related("credential"),
        status=CertificateDocument.Status.DONE,
        credential__in=visible.values("pk"),
        credential=pk,
    )
    return FileResponse(
        document.file.open("rb"),
        as_attachment=True,
        filename=f"{document.credential.serial}.pdf",
        content_type="application/pdf",
    )
