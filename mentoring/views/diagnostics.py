from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lms.core.policy import require
from lms.offline import intake
from mentoring.forms.diagnostics import AxisForm, OpenDiagnostic
from mentoring.models import Diagnostic, DiagnosticTool
from mentoring.policy import diagnostics as policy
from mentoring.policy.plans import can_set_objective
from mentoring.querysets.reach import cooperatives_known_to
from mentoring.reports import diagnostics as reports

PAGE = 25


@login_required
@require_safe
def diagnostics(request, cooperative_id):
    """The diagnostics of a cooperative, the newest first."""
    cooperative = get_object_or_404(cooperatives_known_to(request.user), pk=cooperative_id)
    listed = cooperative.diagnostics.with_heads().select_related("tool")
    page = Paginator(listed, PAGE).get_page(request.GET.get("page"))
    can_open = policy.can_open_diagnostic(request.user, cooperative)
    context = {
        "cooperative": cooperative,
        "page": page,
        "can_open": can_open and not any(not one.is_done for one in page),
    }
    return render(request, "mentoring/diagnostics.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def open_diagnostic(request, cooperative_id):
    cooperative = get_object_or_404(cooperatives_known_to(request.user), pk=cooperative_id)
    require(policy.can_open_diagnostic, request.user, cooperative)
    form = OpenDiagnostic(request.POST or None, cooperative=cooperative)
    if request.method == "POST" and form.is_valid():
        reply = intake.record_form(request, "mentoring.diagnostic_opened", form.payload())
        if reply.accepted:
            messages.success(
                request, _("The diagnostic is open, and all members are asked for their scores.")
            )
            return redirect("mentoring:diagnostic", reply.result["id"])
        form.add_error(None, reply.reason)
    context = {
        "cooperative": cooperative,
        "form": form,
        "has_tool": DiagnosticTool.objects.published().exists(),
    }
    return render(request, "mentoring/open_diagnostic.html", context)


@login_required
@require_safe
def diagnostic(request, diagnostic_id):
    """Where it stands: who has scored, what is agreed, and in the end the result."""
    shown = _seen(request, diagnostic_id)
    mine = shown.invitations.of(request.user)
    context = {
        **_place(request, shown),
        "mine": mine.waiting().first(),
        "given": mine.filter(answered=True).exists(),
    }
    if not shown.is_scoring:
        axes = reports.agreed_axes(shown)
        context["axes"] = axes
        context["scored"] = reports.scored(axes, reports.spreads_of(shown))
    if shown.is_done:
        context["result"] = reports.result_of(shown)
        context["can_plan"] = can_set_objective(request.user, shown.cooperative)
    return render(request, "mentoring/diagnostic.html", context)


@login_required
@require_POST
def close_scoring(request, diagnostic_id):
    return _done(request, diagnostic_id, "mentoring.scoring_closed")


@login_required
@require_POST
def finish_diagnostic(request, diagnostic_id):
    return _done(request, diagnostic_id, "mentoring.diagnostic_finished")


@login_required
@require_http_methods(["GET", "POST"])
def agree_on_axis(request, diagnostic_id, axis):
    """What members scored on one axis, and what the group agrees on."""
    shown = _seen(request, diagnostic_id)
    require(policy.can_lead_diagnostic, request.user, shown)
    axes = reports.scored(reports.agreed_axes(shown), reports.spreads_of(shown))
    codes = [one["code"] for one in axes]
    if axis not in codes:
        raise Http404
    if not shown.is_agreeing:
        return redirect("mentoring:diagnostic", shown.pk)
    place = codes.index(axis)
    form = _axis_form(shown, axes[place], request.POST or None)
    if request.method == "POST" and form.is_valid() and _agree(request, shown, axis, form):
        after = codes[place + 1 : place + 2]
        if after:
            return redirect("mentoring:agree_on_axis", shown.pk, *after)
        return redirect("mentoring:diagnostic", shown.pk)
    context = {
        **_place(request, shown),
        "axis": axes[place],
        "form": form,
        "number": place + 1,
        "total": len(codes),
    }
    return render(request, "mentoring/agree_on_axis.html", context)


@login_required
@require_safe
def print_diagnostic(request, diagnostic_id):
    """The result for the wall of the cooperative."""
    shown = _seen(request, diagnostic_id)
    if not shown.is_done:
        return redirect("mentoring:diagnostic", shown.pk)
    context = {
        **_place(request, shown),
        "axes": reports.agreed_axes(shown),
        "result": reports.result_of(shown),
    }
    return render(request, "mentoring/print_diagnostic.html", context)


@login_required
@require_safe
def paper(request, diagnostic_id):
    """The empty tool, for groups that score on paper. It has no place for a name."""
    shown = _seen(request, diagnostic_id)
    context = {
        **_place(request, shown),
        "tool": shown.tool,
        "axes": reports.axes_in_words(shown.tool.axes),
    }
    return render(request, "mentoring/paper.html", context)


def _seen(request, diagnostic_id):
    seen = Diagnostic.objects.visible_to(request.user).for_page()
    return get_object_or_404(seen, pk=diagnostic_id)


def _place(request, shown):
    return {
        "diagnostic": shown,
        "cooperative": shown.cooperative,
        "can_lead": policy.can_lead_diagnostic(request.user, shown),
        "can_pass_round": policy.can_pass_phone_round(request.user, shown),
    }


def _axis_form(shown, axis, data):
    """What is agreed already, else the level in the middle of what members scored."""
    proposed = {
        one["code"]: one["spread"].middle
        if one["agreed"] is None and one["spread"]
        else one["agreed"]
        for one in axis["questions"]
    }
    words = next(
        one for one in reports.axes_in_words(shown.tool.axes) if one["code"] == axis["code"]
    )
    return AxisForm(words, data, proposed=proposed, reason=axis["reason"])


def _agree(request, shown, axis, form):
    """Tells it; False with an error on the form where it is refused."""
    payload = {
        "diagnostic": str(shown.pk),
        "axis": axis,
        "levels": form.levels(),
        "reason": form.cleaned_data["reason"],
    }
    reply = intake.record_form(request, "mentoring.consensus_recorded", payload)
    if reply.accepted:
        messages.success(request, _("Saved."), extra_tags=f"axis-{shown.pk}-{axis}")
    else:
        form.add_error(None, reply.reason)
    return reply.accepted


def _done(request, diagnostic_id, kind):
    shown = _seen(request, diagnostic_id)
    reply = intake.record_form(request, kind, {"diagnostic": str(shown.pk)})
    if not reply.accepted:
        messages.error(request, reply.reason)
    return redirect("mentoring:diagnostic", shown.pk)
