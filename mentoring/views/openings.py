from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lms.core.forms import refusals_on
from lms.core.policy import require
from mentoring.actions import openings as doing
from mentoring.forms.openings import OpeningForm
from mentoring.models import NoteOpening, PrivateNote
from mentoring.policy import openings as policy

PAGE = 25


@login_required
@require_safe
def openings(request):
    """All openings there ever were, never with the words of a note."""
    require(policy.can_list, request.user)
    listed = NoteOpening.objects.visible_to(request.user).for_page()
    context = {"page": Paginator(listed, PAGE).get_page(request.GET.get("page"))}
    return render(request, "mentoring/openings.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def ask_to_open(request, note_id):
    known = PrivateNote.objects.known_to(request.user).without_words()
    note = get_object_or_404(known, pk=note_id)
    require(policy.can_open, request.user, note)
    form = OpeningForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            asked = doing.ask_to_open(note, form.cleaned_data["reason"], by=request.user)
            messages.success(
                request, _("A second person is asked. The note stays closed until then.")
            )
            return redirect("mentoring:opening", asked.pk)
    return render(request, "mentoring/ask_to_open.html", {"note": note, "form": form})


@login_required
@never_cache
@require_safe
def opening(request, opening_id):
    return _page(request, _seen(request, opening_id))


@login_required
@require_POST
def agree_to_open(request, opening_id):
    doing.agree_to_open(_seen(request, opening_id), by=request.user)
    messages.success(
        request, _("The note is open to the two of you for one day. Its author is told.")
    )
    return redirect("mentoring:opening", opening_id)


@login_required
@require_POST
def refuse_to_open(request, opening_id):
    doing.refuse_to_open(_seen(request, opening_id), by=request.user)
    messages.success(request, _("The note stays closed."))
    return redirect("mentoring:opening", opening_id)


@login_required
@never_cache
@sensitive_variables()
@require_POST
def read_note(request, opening_id):
    """A deed, not a look: that she has read it is written down first. The answer is the only page with the words."""
    words = doing.read_note(_seen(request, opening_id), by=request.user)
    return _page(request, _seen(request, opening_id), words=words)


def _seen(request, opening_id):
    return get_object_or_404(NoteOpening.objects.visible_to(request.user).for_page(), pk=opening_id)


@sensitive_variables()
def _page(request, shown, *, words=""):
    context = {
        "opening": shown,
        "words": words,
        "can_decide": shown.is_waiting and policy.can_decide(request.user, shown),
        "can_read": shown.is_open and policy.can_read(request.user, shown),
    }
    return render(request, "mentoring/opening.html", context)
