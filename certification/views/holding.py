"""What a holder does with her own certificate."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from certification.actions import holding
from certification.forms.credentials import AskForm, PublicityForm
from certification.models import Credential, HolderRequest
from lms.core.forms import refusals_on


@require_POST
@login_required
def publicity(request, pk):
    credential = _own(request, pk)
    form = PublicityForm(request.POST)
    if form.is_valid():
        holding.choose_publicity(credential, form.cleaned_data["publicity"], by=request.user)
        messages.success(request, _("Your choice is kept, and counts from now on."))
    return redirect("certification:credential", credential.pk)


@require_POST
@login_required
def newer(request, pk):
    """Whether the old page leads to the certificate that replaces it."""
    credential = _own(request, pk)
    holding.lead_to_newer(credential, request.POST.get("leads") == "yes", by=request.user)
    messages.success(request, _("Your choice is kept, and counts from now on."))
    return redirect("certification:credential", credential.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def ask(request, pk, kind):
    """Ask for a correction, or appeal."""
    credential = _own(request, pk)
    if kind not in HolderRequest.Kind:
        raise Http404
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            holding.ask(credential, kind, form.cleaned_data["text"], by=request.user)
            said = _("The certifiers have your words. You will be told.")
            messages.success(request, said, extra_tags=f"ask-{kind}-{credential.pk}")
            return redirect("certification:credential", credential.pk)
    context = {"credential": credential, "form": form, "kind": kind}
    return render(request, "certification/ask.html", context)


def _own(request, pk):
    mine = Credential.objects.filter(candidacy__person=request.user).for_lists()
    return get_object_or_404(mine, pk=pk)
