from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_list_or_404, get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lms.core.forms import refusals_on
from lms.core.policy import require
from mentoring.actions import engagements as doing
from mentoring.forms.engagements import AnswerForm
from mentoring.models import Engagement, MentorAssignment
from mentoring.policy import engagements as policy
from mentoring.reports import candidates as reports

PAGE = 25


@login_required
@require_safe
def looking(request):
    """Engagements in which nobody accompanies or is asked."""
    require(policy.can_open_engagements, request.user)
    listed = Engagement.objects.run_by(request.user).looking().for_list()
    context = {"page": Paginator(listed, PAGE).get_page(request.GET.get("page"))}
    return render(request, "mentoring/looking.html", context)


@login_required
@require_safe
def candidates(request, engagement_id):
    """Whom to ask: a person decides, with the reasons before her eyes."""
    shown = _run(request, engagement_id)
    found = reports.candidates(shown, by=request.user)
    context = {
        "engagement": shown,
        "cooperative": shown.cooperative,
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "mentoring/candidates.html", context)


@login_required
@require_POST
def ask_mentor(request, engagement_id, person_id):
    shown = _run(request, engagement_id)
    mentor = get_object_or_404(reports.mentors_for(request.user), pk=person_id)
    doing.ask_mentor(shown, mentor, by=request.user)
    messages.success(
        request, _("%(person)s is asked. You see the answer here.") % {"person": mentor}
    )
    return redirect("mentoring:engagement", shown.pk)


@login_required
@require_http_methods(["GET", "POST"])
def answer(request, engagement_id):
    """Whether she will accompany, with what she must know before; the button says which."""
    shown = Engagement.objects.asked_of(request.user).filter(pk=engagement_id)
    shown = shown.select_related("cooperative", "programme").first()
    if shown is None:
        # A second tap on the same button: she has answered already.
        get_list_or_404(request.user.mentor_assignments.filter(engagement=engagement_id))
        return redirect("mentoring:home")
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form, "reason"):
            _answer(request, shown, form.cleaned_data)
            messages.success(request, _("Thank you. Your answer is recorded."))
            return redirect("mentoring:home")
    cooperative = shown.cooperative
    context = {
        "engagement": shown,
        "cooperative": cooperative,
        "form": form,
        "members": cooperative.memberships.current().count(),
        "spoken": reports.languages_of(cooperative),
        "load": MentorAssignment.objects.burdening(request.user).accepted().count(),
        "most": reports.most_of(request.user),
    }
    return render(request, "mentoring/answer.html", context)


def _answer(request, engagement, said):
    assignment = engagement.assignments.asked().get(mentor=request.user)
    conflict = said["conflict"] == "yes"
    if request.POST.get("answer") == "accept":
        doing.accept_assignment(assignment, has_conflict=conflict, by=request.user)
    else:
        doing.decline_assignment(assignment, said["reason"], has_conflict=conflict, by=request.user)


@login_required
@require_POST
def take_back(request, assignment_id):
    assignment = _assignment(request, assignment_id)
    doing.take_question_back(assignment, by=request.user)
    messages.success(request, _("The question is taken back."))
    return redirect("mentoring:engagement", assignment.engagement_id)


@login_required
@require_POST
def release_mentor(request, assignment_id):
    assignment = _assignment(request, assignment_id)
    doing.release_mentor(assignment, by=request.user)
    messages.success(request, _("She accompanies no longer. What she recorded stays."))
    return redirect("mentoring:engagement", assignment.engagement_id)


def _run(request, engagement_id):
    seen = Engagement.objects.visible_to(request.user)
    shown = get_object_or_404(seen.select_related("cooperative", "programme"), pk=engagement_id)
    require(policy.can_run_engagement, request.user, shown)
    return shown


def _assignment(request, assignment_id):
    seen = Engagement.objects.visible_to(request.user)
    known = MentorAssignment.objects.filter(engagement__in=seen)
    assignment = get_object_or_404(
        known.select_related("engagement__cooperative"), pk=assignment_id
    )
    require(policy.can_run_engagement, request.user, assignment.engagement)
    return assignment
