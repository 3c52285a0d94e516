from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from courses.choices import UploadKind
from courses.filing import kind_of
from lms.core.forms import refusals_on
from lms.core.policy import require
from lms.core.ranges import private_file
from lms.offline import intake
from mentoring.actions import gates as doing
from mentoring.forms.gates import ReturnForm, ShownForm
from mentoring.models import GateEvidence, StageGate, StagePassage
from mentoring.policy import gates as policy
from mentoring.querysets.reach import cooperatives_known_to
from mentoring.reports import ladders as report


@login_required
@require_safe
def ladder(request, cooperative_id):
    """The stages of its programme: what is passed, what is shown for the next, what is missing."""
    return _page(request, _cooperative(request, cooperative_id))


@login_required
@require_POST
def give_evidence(request, cooperative_id, gate_id, code):
    """The words go through the one door. The file comes before them: where it is refused, nothing is given twice."""
    cooperative = _cooperative(request, cooperative_id)
    require(policy.can_give_evidence, request.user, cooperative)
    gate = get_object_or_404(StageGate, pk=gate_id)
    form = ShownForm(request.POST, request.FILES, prefix=code)
    if form.is_valid():
        words, file = form.cleaned_data["words"], form.cleaned_data["file"]
        if file:
            with refusals_on(form, "file"):
                doing.give_file(gate, cooperative, code, kind_of(file), file, by=request.user)
        if words and form.is_valid():
            about = {"gate": gate.pk, "cooperative": cooperative.pk}
            payload = {**about, "code": code, "words": words}
            reply = intake.record_form(request, "mentoring.gate_evidence_given", payload)
            if not reply.accepted:
                form.add_error("words", reply.reason)
        if form.is_valid():
            messages.success(request, _("Saved. Look what is still missing."))
            return redirect("mentoring:ladder", cooperative.pk)
    return _page(request, cooperative, shown={code: form})


@login_required
@require_POST
def ask_passage(request, cooperative_id, gate_id):
    cooperative = _cooperative(request, cooperative_id)
    gate = get_object_or_404(StageGate, pk=gate_id)
    payload = {"gate": gate.pk, "cooperative": cooperative.pk}
    reply = intake.record_form(request, "mentoring.passage_asked", payload)
    if reply.accepted:
        messages.success(request, _("The programme is asked. You are told when it has decided."))
    else:
        messages.error(request, reply.reason)
    return redirect("mentoring:ladder", cooperative.pk)


@login_required
@require_POST
def approve_passage(request, passage_id):
    passage = doing.approve_passage(_passage(request, passage_id), by=request.user)
    messages.success(
        request, _("%(cooperative)s has passed this stage.") % {"cooperative": passage.cooperative}
    )
    return redirect("mentoring:ladder", passage.cooperative_id)


@login_required
@require_POST
def return_passage(request, passage_id):
    passage = _passage(request, passage_id)
    require(policy.can_decide_passage, request.user, passage)
    form = ReturnForm(request.POST)
    if form.is_valid():
        with refusals_on(form, "reason"):
            doing.return_passage(passage, form.cleaned_data["reason"], by=request.user)
        if form.is_valid():
            messages.success(request, _("It is sent back. The mentor and the officers are told."))
            return redirect("mentoring:ladder", passage.cooperative_id)
    return _page(request, passage.cooperative, back=form)


@login_required
@require_safe
@cache_control(private=True, max_age=3600)
def evidence_file(request, evidence_id):
    """What was given by hand. Only photos, which we drew ourselves, open in the browser."""
    seen = GateEvidence.objects.visible_to(request.user).exclude(file="")
    kept = get_object_or_404(seen, pk=evidence_id)
    return private_file(
        request,
        kept.file,
        size=kept.size,
        name=kept.file_name,
        content_type=kept.content_type,
        opens=kept.kind == UploadKind.PHOTO,
    )


def _cooperative(request, cooperative_id):
    return get_object_or_404(cooperatives_known_to(request.user), pk=cooperative_id)


def _passage(request, passage_id):
    seen = StagePassage.objects.visible_to(request.user)
    return get_object_or_404(seen.select_related("cooperative", "gate"), pk=passage_id)


def _page(request, cooperative, *, shown=None, back=None):
    user = request.user
    programme = report.programme_of(cooperative)
    rungs = report.standing(cooperative, programme) if programme else []
    current = next((rung for rung in rungs if rung.state == report.CURRENT), None)
    forms = shown or {}
    waits = current.passage if current and current.is_waiting else None
    context = {
        "cooperative": cooperative,
        "programme": programme,
        "rungs": rungs,
        "current": current,
        "passed": sum(rung.state == report.PASSED for rung in rungs),
        "pieces": [
            (piece, forms.get(piece.code) or ShownForm(prefix=piece.code))
            for piece in (current.pieces if current else [])
        ],
        "can_give": policy.can_give_evidence(user, cooperative),
        "can_ask": policy.can_ask_passage(user, cooperative),
        "can_decide": bool(waits) and policy.can_decide_passage(user, waits),
        "return_form": back or ReturnForm(),
    }
    return render(request, "mentoring/ladder.html", context)
