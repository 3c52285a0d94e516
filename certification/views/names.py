"""A certifier writes down how a candidate without a phone said that her name is written."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from certification import policy
from certification.actions import candidacies as actions
from certification.choices import NameChannel
from certification.forms.credentials import HeardNameForm
from certification.models import Candidacy
from lms.core.forms import refusals_on
from lms.core.policy import require


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def heard(request, pk):
    """Confirm a name that was told by phone or on a signed paper; the file keeps who wrote it down, and how."""
    file = get_object_or_404(Candidacy.objects.visible_to(request.user).for_file(), pk=pk)
    require(policy.can_check_name, request.user, file, NameChannel.PHONE)
    now = {**file.names, "language": file.language, "name_in_badge": file.name_in_badge}
    paper = actions.paper_of(file, by=request.user)
    languages = actions.languages_of(file, by=request.user)
    form = HeardNameForm(request.POST or None, initial=now, paper=paper, languages=languages)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.confirm_name(file, **form.cleaned_data, by=request.user)
            messages.success(
                request, _("The name is confirmed."), extra_tags=f"name-heard-{file.pk}"
            )
            return redirect("certification:file", file.pk)
    return render(request, "certification/name_heard.html", {"file": file, "form": form})
