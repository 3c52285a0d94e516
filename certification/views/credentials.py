"""One credential, for those who look after it: what is printed, what happened, and what certifiers do to it."""

import datetime as dt

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certification import policy, printing, standing
from certification.actions import holding, measures, replacing
from certification.choices import EventKind
from certification.forms.credentials import AnswerForm, MeasureForm, PublicityForm, ReplaceForm
from certification.models import Credential, HolderRequest, Measure
from certification.reports import credentials as reports
from lms.core.forms import refusals_on
from lms.core.policy import require

# What each proposal is called on its page, and what it does.
PROPOSALS = {
    EventKind.SUSPENDED: {
        "title": gettext_lazy("Suspend this certificate?"),
        "says": gettext_lazy(
            "As soon as a second certifier agrees, whoever checks the certificate sees that it does not count until the day you set. The holder is told."
        ),
        "button": gettext_lazy("Propose the suspension"),
    },
    EventKind.REINSTATED: {
        "title": gettext_lazy("Make this certificate valid again?"),
        "says": gettext_lazy(
            "As soon as a second certifier agrees, it counts again. The holder is told."
        ),
        "button": gettext_lazy("Propose that it counts again"),
    },
    EventKind.REVOKED: {
        "title": gettext_lazy("Withdraw this certificate?"),
        "says": gettext_lazy(
            "As soon as a second certifier agrees, it is withdrawn for good. This cannot be undone, and its number is never used again. The holder is told and can appeal for 30 days."
        ),
        "button": gettext_lazy("Propose the withdrawal"),
    },
}


@require_safe
@login_required
def credential(request, pk):
    """The page of one credential. Notes are for certifiers; choices and questions for the holder."""
    credential = _visible(request, pk)
    user = request.user
    context = {
        "credential": credential,
        "paper": credential.payload,
        "is_mine": policy.holds(user, credential),
        "judges": policy.can_take_measures(user, credential),
        "standing": standing.of(credential, timezone.localdate()),
        "events": reports.history(credential),
        "measure": credential.measures.waiting().select_related("proposed_by").first(),
        "possible": [
            kind for kind, starts in measures.STARTS.items() if credential.status in starts
        ],
        "replaceable": credential.status in replacing.LIVE,
        "requests": credential.requests.select_related("answered_by"),
        "publicity": PublicityForm(initial={"publicity": credential.publicity}),
    }
    return render(request, "certification/credential.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def propose(request, pk, kind):
    """Propose a measure, after showing whose certificate it is."""
    credential = _visible(request, pk)
    require(policy.can_take_measures, request.user, credential)
    if kind not in PROPOSALS:
        raise Http404
    form = MeasureForm(request.POST or None, kind=kind)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            measures.propose(credential, kind, **form.cleaned_data, by=request.user)
            said = _("Your proposal is kept. It happens when another certifier agrees.")
            messages.success(request, said, extra_tags=f"propose-{kind}-{credential.pk}")
            return redirect("certification:credential", credential.pk)
    context = {"credential": credential, "form": form, "kind": kind, **PROPOSALS[kind]}
    return render(request, "certification/propose.html", context)


@require_POST
@login_required
def second(request, pk):
    measure = get_object_or_404(Measure.objects.visible_to(request.user), pk=pk)
    measures.second(measure, by=request.user)
    messages.success(request, _("It is done. The public page says so from now on."))
    return redirect("certification:credential", measure.credential_id)


@require_POST
@login_required
def drop(request, pk):
    measure = get_object_or_404(Measure.objects.visible_to(request.user), pk=pk)
    measures.drop(measure, by=request.user)
    messages.success(request, _("The proposal is closed. Nothing has happened to the certificate."))
    return redirect("certification:credential", measure.credential_id)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def replace(request, pk):
    """Put right what is printed: a new certificate with a new number, after a look at what changes."""
    credential = _visible(request, pk)
    require(policy.can_take_measures, request.user, credential)
    paper = credential.payload
    recorded = printing.recorded_names(credential)
    day = dt.date.fromisoformat(paper["issued_on"])
    form = ReplaceForm(
        request.POST or None,
        initial={**recorded, "issued_on": day},
        paper=credential.template,
        language=paper["language"],
    )
    context = {"credential": credential, "form": form}
    if "again" in request.POST or not form.is_valid():
        return render(request, "certification/replace.html", context)
    filled_in = form.cleaned_data
    corrections = printing.corrections(paper, filled_in["names"], filled_in["issued_on"])
    if not corrections:
        form.add_error(None, _("Nothing is different. Correct what is wrong first."))
        return render(request, "certification/replace.html", context)
    if "sure" not in request.POST:
        context["changes"] = reports.changes(paper, corrections)
        return render(request, "certification/replace_sure.html", context)
    with refusals_on(form):
        newer = replacing.replace(
            credential,
            corrections,
            names=filled_in["names"],
            reason_code=filled_in["reason_code"],
            note=filled_in["note"],
            by=request.user,
        )
        said = _("The new certificate is being made.")
        messages.success(request, said, extra_tags=f"replace-{credential.pk}")
        return redirect("certification:credential", newer.pk)
    return render(request, "certification/replace.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def answer(request, pk):
    """Answer what a holder asks."""
    asked = get_object_or_404(
        HolderRequest.objects.visible_to(request.user).select_related(
            "credential__candidacy__person", "credential__candidacy__version__scheme"
        ),
        pk=pk,
    )
    require(policy.can_take_measures, request.user, asked.credential)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        holding.answer(asked, form.cleaned_data["text"], by=request.user)
        messages.success(request, _("Your answer is sent."), extra_tags=f"answer-{asked.pk}")
        return redirect("certification:credential", asked.credential_id)
    return render(request, "certification/answer.html", {"asked": asked, "form": form})


def _visible(request, pk):
    return get_object_or_404(Credential.objects.visible_to(request.user).for_lists(), pk=pk)
