"""What is written in a file between its candidate and its certifiers, and the time that it has."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from certification import policy
from certification.actions import deadlines, reviews
from certification.forms.files import FileMessageForm, PauseForm
from certification.models import Candidacy
from lms.core.policy import require


@require_POST
@login_required
def write(request, pk):
    file = _visible(request, pk)
    form = FileMessageForm(request.POST)
    if "event_id" in form.errors:
        raise BadRequest
    text = request.POST.get("text", "") if form.errors else form.cleaned_data["text"]
    reviews.write(file, text[:2000], message_id=form.cleaned_data["event_id"], by=request.user)
    messages.success(request, _("Your message is sent."), extra_tags=f"file-message-{file.pk}")
    return redirect("certification:file", file.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def pause(request, pk):
    """Let the deadline of a file stand still."""
    file = _visible(request, pk)
    require(policy.can_pause, request.user, file)
    form = PauseForm(request.POST or None)
    if form.is_valid():
        deadlines.pause(file, **form.cleaned_data, by=request.user)
        messages.success(request, _("The deadline stands still."))
        return redirect("certification:file", file.pk)
    return render(request, "certification/pause.html", {"file": file, "form": form})


@require_POST
@login_required
def resume(request, pk):
    file = _visible(request, pk)
    deadlines.resume(file, by=request.user)
    messages.success(request, _("The deadline runs again."))
    return redirect("certification:file", file.pk)


def _visible(request, pk):
    return get_object_or_404(Candidacy.objects.visible_to(request.user), pk=pk)
