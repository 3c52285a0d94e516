"""The register of what was issued, its papers, and their withdrawal."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from certification import policy
from certification.actions import credentials as actions
from certification.forms import RevokeForm, SchemeFilter
from certification.models import CertificateDocument, CertificationScheme, Credential
from lms.core.policy import require

PER_PAGE = 25


@require_safe
@login_required
def register(request):
    require(policy.works_at_desk, request.user)
    schemes = CertificationScheme.objects.visible_to(request.user).with_versions()
    form = SchemeFilter(request.GET, schemes=schemes)
    credentials = Credential.objects.visible_to(request.user).for_lists()
    if form.chosen:
        credentials = credentials.filter(candidacy__version__scheme=form.chosen)
    page = Paginator(credentials, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "certification/register.html", {"form": form, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def revoke(request, pk):
    """Withdraw a certificate, after showing whose it is."""
    credential = get_object_or_404(Credential.objects.visible_to(request.user).for_lists(), pk=pk)
    require(policy.can_revoke, request.user, credential)
    form = RevokeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.revoke(credential, form.cleaned_data["reason"], by=request.user)
        messages.success(
            request, _("The certificate is withdrawn. The public page says so from now on.")
        )
        return redirect("certification:file", credential.candidacy_id)
    return render(request, "certification/revoke.html", {"credential": credential, "form": form})


@never_cache
@require_safe
@login_required
def pdf(request, pk):
    """The paper, for its holder and those who look after it."""
    visible = Credential.objects.visible_to(request.user)
    document = get_object_or_404(
        CertificateDocument.objects.select_related("credential"),
        credential__in=visible.values("pk"),
        credential=pk,
    )
    return FileResponse(
        document.file.open("rb"),
        as_attachment=True,
        filename=f"{document.credential.serial}.pdf",
        content_type="application/pdf",
    )
