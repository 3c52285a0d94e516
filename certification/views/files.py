"""A candidate's file, as the candidate, her certifiers and her manager see it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certification import policy
from certification.actions import credentials, decisions, reviews
from certification.choices import ConflictAnswer, Outcome, RequirementKind
from certification.forms.files import AskForMoreForm, DecisionForm, DeclarationForm, ObjectionForm
from certification.models import Candidacy
from certification.reports import credentials as reports
from certification.reports import files
from courses.models import Attempt, Completion
from lms.core.forms import refusals_on
from lms.core.policy import require


@require_safe
@login_required
def file(request, pk):
    return _page(request, _visible(request, pk))


@require_POST
@login_required
def declare(request, pk):
    """Whether anything stands between a certifier and the candidate."""
    file = _visible(request, pk)
    require(policy.can_declare, request.user, file)
    form = DeclarationForm(request.POST)
    if not form.is_valid():
        return _page(request, file, declaration=form)
    decisions.declare(file, **form.cleaned_data, by=request.user)
    if form.cleaned_data["answer"] == ConflictAnswer.CONFLICT:
        messages.success(request, _("Kept. Other certifiers decide on this file."))
    return redirect("certification:file", file.pk)


@require_POST
@login_required
def decide(request, pk):
    file = _visible(request, pk)
    require(policy.can_decide, request.user, file)
    if (outcome := request.POST.get("outcome")) not in Outcome.values:
        raise BadRequest
    form = DecisionForm(request.POST, outcome=outcome, file=file)
    if form.is_valid():
        with refusals_on(form):
            decisions.decide(file, outcome, **form.cleaned_data, by=request.user)
            messages.success(
                request, _("Your decision is kept."), extra_tags=f"decide-{file.pk}-{outcome}"
            )
            return redirect("certification:file", file.pk)
    return _page(request, file, **{outcome: form})


@require_POST
@login_required
def agree(request, pk, decision):
    """Agree with the first certifier's decision."""
    file = _visible(request, pk)
    decision = get_object_or_404(file.decisions, pk=decision)
    decision = decisions.second(decision, by=request.user)
    if decision.is_carried:
        messages.success(request, _("Decided. The candidate is told."))
    else:
        messages.success(request, _("Agreed. Another certifier has to agree too."))
    return redirect("certification:file", file.pk)


@require_POST
@login_required
def disagree(request, pk, decision):
    file = _visible(request, pk)
    decision = get_object_or_404(file.decisions, pk=decision)
    require(policy.can_decide, request.user, file)
    form = ObjectionForm(request.POST)
    if not form.is_valid():
        return _page(request, file, objection=form)
    decisions.disagree(decision, form.cleaned_data["objection"], by=request.user)
    messages.success(
        request, _("Kept. The file is to be reviewed again."), extra_tags=f"objection-{file.pk}"
    )
    return redirect("certification:file", file.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def ask_for_more(request, pk):
    """Say, requirement by requirement, what is still needed, and give the file back."""
    file = _visible(request, pk)
    require(policy.can_ask_for_more, request.user, file)
    if not file.is_with_certifiers or file.conflict_of(request.user):
        return redirect("certification:file", file.pk)
    handed_in = [line for line in files.lines(file, file.findings()) if line.is_submitted]
    form = AskForMoreForm(request.POST or None, lines=handed_in)
    if form.is_valid():
        with refusals_on(form):
            reviews.ask_for_more(file, form.messages, by=request.user)
            messages.success(
                request,
                _("The file is back with the candidate, who is told."),
                extra_tags=f"more-{file.pk}",
            )
            return redirect("certification:file", file.pk)
    return render(request, "certification/ask_for_more.html", {"file": file, "form": form})


@require_safe
@login_required
def issuing(request, pk):
    """The progress of issuing alone, asked for every two seconds while it is under way."""
    file = _visible(request, pk)
    context = {
        "file": file,
        "work": reports.issuing(file),
        "may_issue_again": policy.can_issue_again(request.user, file),
    }
    return render(request, "certification/_issuing.html", context)


@require_POST
@login_required
def issue_again(request, pk):
    file = _visible(request, pk)
    credentials.issue_again(file, by=request.user)
    return redirect("certification:file", file.pk)


@require_safe
@login_required
def record(request, pk, position):
    """The records behind one requirement: the activities done, or the tries of the quiz."""
    file = _visible(request, pk)
    findings = {f.requirement.position: f for f in file.findings()}
    requirement = get_object_or_404(file.version.requirements, position=position)
    context = {"file": file, "finding": findings[position]}
    if requirement.kind == RequirementKind.QUIZ_PASSED:
        context["attempts"] = (
            Attempt.objects.marked()
            .filter(enrolment__learner=file.person, activity__key=requirement.activity_key)
            .select_related("activity__edition", "enrolment__cohort")
            .order_by("handed_in_at")
        )
    elif requirement.kind == RequirementKind.COURSE_COMPLETED:
        context["completions"] = (
            Completion.objects.filter(
                enrolment__learner=file.person,
                enrolment__cohort__edition__course_key=requirement.course_key,
            )
            .select_related("enrolment__cohort__edition")
            .order_by("done_at")
        )
    return render(request, "certification/record.html", context)


def _visible(request, pk):
    return get_object_or_404(Candidacy.objects.visible_to(request.user).for_file(), pk=pk)


def _page(request, file, **filled_in):
    """The page of a file with empty forms, except those that were filled in and cannot be taken."""
    page = files.page(file, request.user)
    work = reports.issuing(file) if file.status == Candidacy.Status.GRANTED else None
    page |= {
        "work": work,
        "may_issue_again": bool(work) and policy.can_issue_again(request.user, file),
        "forms": _forms(file, page["step"]) | filled_in,
    }
    return render(request, "certification/file.html", page)


def _forms(file, step):
    """The forms that the next step of a certifier asks for."""
    if step == "declare":
        return {"declaration": DeclarationForm()}
    if step == "second":
        return {"objection": ObjectionForm()}
    if step == "decide":
        return {outcome: DecisionForm(outcome=outcome, file=file) for outcome in Outcome.values}
    return {}
