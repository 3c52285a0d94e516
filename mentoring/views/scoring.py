"""A member scores, on her own phone or on one that goes round. Nothing of it stays on a device, and nothing is shown."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from lms.core.policy import require
from lms.offline import intake
from mentoring.forms.diagnostics import ScoreForm
from mentoring.models import Diagnostic
from mentoring.policy import diagnostics as policy
from mentoring.reports.diagnostics import axes_in_words


@sensitive_post_parameters()
@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def give_scores(request, diagnostic_id):
    """The scores of who is signed in."""
    shown = _seen(request, diagnostic_id)
    mine = shown.invitations.of(request.user).waiting().select_related("membership__person")
    invitation = mine.first()
    if invitation is None:
        return redirect("mentoring:diagnostic", shown.pk)
    form, taken = _scored(request, invitation)
    if taken:
        messages.success(
            request, _("Thank you. Your scores are in, and nobody can see whose they are.")
        )
        return redirect("mentoring:diagnostic", shown.pk)
    return _ask(request, shown, form)


@login_required
@never_cache
@require_safe
def pass_round(request, diagnostic_id):
    """Who has not scored yet, for a phone that goes round in the room."""
    shown = _seen(request, diagnostic_id)
    require(policy.can_pass_phone_round, request.user, shown)
    if not shown.is_scoring:
        return redirect("mentoring:diagnostic", shown.pk)
    asked = shown.invitations.select_related("membership__person")
    context = {
        "diagnostic": shown,
        "cooperative": shown.cooperative,
        "waiting": asked.waiting().order_by("membership__person__last_name", "pk"),
    }
    return render(request, "mentoring/pass_round.html", context)


@sensitive_post_parameters()
@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def score_in_turn(request, diagnostic_id, membership_id):
    """First “hand the phone to her”; then, in her hands, the questions; then back to the names."""
    shown = _seen(request, diagnostic_id)
    require(policy.can_pass_phone_round, request.user, shown)
    asked = shown.invitations.select_related("membership__person")
    invitation = get_object_or_404(asked, membership=membership_id)
    if invitation.answered or not shown.is_scoring:
        return redirect("mentoring:pass_round", shown.pk)
    person = invitation.membership.person
    if request.method == "GET" and "here" not in request.GET:
        context = {"diagnostic": shown, "cooperative": shown.cooperative, "person": person}
        return render(request, "mentoring/hand_over.html", context)
    form, taken = _scored(request, invitation)
    if taken:
        messages.success(request, _("Thank you. Now hand the phone back."))
        return redirect("mentoring:pass_round", shown.pk)
    return _ask(request, shown, form, person)


def _seen(request, diagnostic_id):
    seen = Diagnostic.objects.visible_to(request.user).for_page()
    return get_object_or_404(seen, pk=diagnostic_id)


def _scored(request, invitation):
    """The form, and whether what it holds was taken."""
    diagnostic = invitation.diagnostic
    form = ScoreForm(axes_in_words(diagnostic.tool.axes), request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return form, False
    payload = {
        "diagnostic": str(diagnostic.pk),
        "membership": invitation.membership_id,
        "levels": form.levels(),
    }
    reply = intake.record_form(request, "mentoring.scores_given", payload)
    if not reply.accepted:
        form.add_error(None, reply.reason)
    return form, reply.accepted


def _ask(request, shown, form, person=None):
    context = {
        "diagnostic": shown,
        "cooperative": shown.cooperative,
        "form": form,
        "person": person,
        "total": len(form.axes),
    }
    return render(request, "mentoring/give_scores.html", context)
