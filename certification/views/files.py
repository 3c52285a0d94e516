"""A candidate's file, as the candidate, her certifiers and her manager see it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from certification import conflicts, evidence, policy, reports
from certification.actions import credentials, decisions
from certification.choices import Outcome, RequirementKind
from certification.forms import DecisionForm
from certification.models import Candidacy
from courses.models import Attempt, Completion
from lms.core.policy import require


@require_safe
@login_required
def file(request, pk):
    return _page(request, _visible(request, pk), DecisionForm())


@require_POST
@login_required
def decide(request, pk):
    file = _visible(request, pk)
    require(policy.can_decide, request.user, file)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _page(request, file, form)
    decisions.decide(file, **form.cleaned_data, by=request.user)
    messages.success(request, _said(form.cleaned_data["outcome"]))
    return redirect("certification:file", file.pk)


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


def _said(outcome):
    if outcome == Outcome.APPROVE:
        return _("Your approval is kept.")
    return _("Your refusal is kept. The candidate reads the reason.")


def _page(request, file, form):
    findings = file.findings()
    digest = evidence.digest_of(evidence.snapshot(findings))
    own = next((d for d in file.decisions.all() if d.certifier_id == request.user.pk), None)
    judges = policy.can_decide(request.user, file)
    work = reports.issuing(file) if file.status == Candidacy.Status.GRANTED else None
    context = {
        "file": file,
        "findings": findings,
        "missing": evidence.missing(findings),
        "met": sum(finding.met for finding in findings),
        "form": form,
        "is_mine": policy.can_prepare(request.user, file),
        "judges": judges,
        "own_decision": own,
        "may_decide": judges and file.is_with_certifiers and (not own or own.digest != digest),
        "outdated": [d for d in file.decisions.all() if d.digest != digest],
        "conflict": conflicts.found(request.user, [file.person_id]).get(file.person_id),
        "work": work,
        "may_issue_again": bool(work) and policy.can_issue_again(request.user, file),
    }
    return render(request, "certification/file.html", context)
