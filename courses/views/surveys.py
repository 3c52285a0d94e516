"""What people think: asked of learners, and read by trainers when nobody can be made out."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.actions import surveys
from courses.choices import ActivityKind
from courses.forms.surveys import SurveyForm
from courses.models import Enrolment, SurveyRound
from courses.opinions import LEAST
from courses.reports.surveys import pending, results, rounds_of, side_by_side
from courses.views.desks import cohort_of
from courses.views.places import mine, place_of, text_in, text_of, turned_back
from lms.offline import intake


@sensitive_post_parameters()
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, enrolment_id, key):
    """The questions I am asked today. Nothing of what I write stays on this device."""
    enrolment = mine(request, enrolment_id)
    text = text_of(enrolment, key, ActivityKind.SURVEY)
    asked, open_now = pending(enrolment, text.activity)
    form = SurveyForm(text.questions, request.POST or None)
    if request.method == "POST" and form.is_valid():
        reply = _tell(request, enrolment, text, asked, form.answers())
        if reply.accepted:
            messages.success(
                request, _("Thank you. Your answers are in, and nobody can see whose they are.")
            )
            return redirect("learn:survey", enrolment.pk, key)
        form.add_error(None, reply.reason)
    place = place_of(enrolment, key)
    context = {**place, "text": text, "asked": asked, "open_now": open_now, "form": form}
    return turned_back(request, place) or render(request, "courses/learn/survey.html", context)


@login_required
@require_safe
def asked(request, round_id):
    """From a notice to the survey in one's own course."""
    found = get_object_or_404(SurveyRound, pk=round_id)
    places = Enrolment.objects.of(request.user).filter(cohort=found.cohort_id)
    return redirect("learn:survey", get_object_or_404(places).pk, found.activity_key)


@login_required
@require_safe
def survey(request, cohort_id, key):
    """How many answered in each round, and what they think, round beside round."""
    cohort = cohort_of(request, cohort_id)
    text = text_in(cohort.edition, key, ActivityKind.SURVEY)
    rounds = results(rounds_of(cohort, key), text.questions)
    context = {
        "cohort": cohort,
        "text": text,
        "rounds": rounds,
        "shown": [one for one in rounds if one["opinions"]],
        "questions": side_by_side(rounds),
        "least": LEAST,
        "today": timezone.localdate(),
    }
    return render(request, "courses/teach/survey.html", context)


@login_required
@require_POST
def close(request, cohort_id, round_id):
    cohort = cohort_of(request, cohort_id)
    found = get_object_or_404(cohort.survey_rounds.select_related("cohort"), pk=round_id)
    surveys.close_round(found, by=request.user)
    messages.success(request, _("The survey is closed: nobody can answer any more."))
    return redirect("teach:survey", cohort.pk, found.activity_key)


def _tell(request, enrolment, text, asked, answers):
    payload = {
        "enrolment": str(enrolment.pk),
        "activity": str(text.activity.key),
        "round": asked and asked.pk,
        "language": text.language,
        "answers": answers,
    }
    told = intake.told_in(request.POST, "courses.survey_answered", payload)
    return intake.record(told, by=request.user)
