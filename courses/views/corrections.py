"""What a trainer does with the results of quizzes: a wrong answer key, and what was learned."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses import policy
from courses.actions import corrections
from courses.forms.keys import SHAPES, KeyForm
from courses.models import Cohort
from courses.reports.corrections import corrections_of, effect_of
from courses.reports.gain import gains_of
from lms.core.forms import refusals_on
from lms.core.policy import require


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request, cohort_id, key, question_id):
    """Put an answer key right: change it, see for whom the result changes, confirm."""
    cohorts = Cohort.objects.visible_to(request.user).select_related("edition__programme")
    cohort = get_object_or_404(cohorts, pk=cohort_id)
    require(policy.can_release, request.user, cohort.edition.programme)
    activity = get_object_or_404(cohort.edition.activities, key=key)
    text, question = _question(activity, cohort.edition.source_language, str(question_id))
    form = KeyForm(question, activity.answer_key[str(question_id)], request.POST or None)
    effect = None
    if request.method == "POST" and form.is_valid() and "change" not in request.POST:
        effect = effect_of(activity, question_id, form.key())
        if "confirm" in request.POST:
            with refusals_on(form):
                reason = form.cleaned_data["reason"]
                corrections.correct_key(activity, question_id, form.key(), reason, by=request.user)
                messages.success(request, _("The key is right now. All attempts are marked again."))
                return redirect("teach:correct", cohort.pk, key, question_id)
    context = {
        "cohort": cohort,
        "activity": activity,
        "text": text,
        "question": question,
        "form": form,
        "effect": effect if form.is_valid() else None,
        "corrections": corrections_of(activity, question_id, question),
    }
    return render(request, "courses/teach/correct.html", context)


@login_required
@require_safe
def gain(request, cohort_id):
    """What the cohort learned between a quiz before and a quiz after."""
    cohorts = Cohort.objects.visible_to(request.user).select_related("edition__programme")
    cohort = get_object_or_404(cohorts, pk=cohort_id)
    return render(request, "courses/teach/gain.html", {"cohort": cohort, "gains": gains_of(cohort)})


def _question(activity, source_language, question_id):
    """The question in the reader's language; one that a person marks has no key and is not there."""
    text = get_object_or_404(activity.texts.best_for(get_language(), source_language)[:1])
    asked = next((one for one in text.questions if one["id"] == question_id), None)
    key = activity.answer_key.get(question_id)
    if asked is None or key is None or key["kind"] not in SHAPES:
        raise Http404
    return text, asked
