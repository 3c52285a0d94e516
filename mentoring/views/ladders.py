"""The ladders of the programmes, for administrators: what each stage asks for."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lms.core.forms import refusals_on
from lms.core.policy import require
from mentoring.actions import gates as doing
from mentoring.forms.gates import GateScreen
from mentoring.models import StageGate
from mentoring.policy import gates as policy


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ladders(request):
    """All stages of all programmes. The button writes the default ladders where there are none."""
    require(policy.can_write_gates, request.user)
    if request.method == "POST":
        written = doing.seed_ladders(by=request.user)
        said = _("The default stages are written.") if written else _("There was nothing to write.")
        messages.success(request, said)
        return redirect("mentoring:ladders")
    return render(request, "mentoring/ladders.html", {"gates": StageGate.objects.for_list()})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def write_gate(request, gate_id):
    require(policy.can_write_gates, request.user)
    gate = get_object_or_404(StageGate.objects.for_list(), pk=gate_id)
    screen = GateScreen(request.POST or None, gate=gate)
    if request.method == "POST" and screen.is_valid():
        data = screen.cleaned_data
        with refusals_on(screen):
            doing.write_gate(
                gate,
                title=screen.title(),
                evidence=screen.evidence,
                read=data["read"],
                by=request.user,
            )
        if screen.is_valid():
            messages.success(request, _("The stage is saved. What is passed stays as it was."))
            return redirect("mentoring:ladders")
    return render(request, "mentoring/write_gate.html", {"gate": gate, "form": screen})
