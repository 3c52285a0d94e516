from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses.actions import contests as actions
from courses.forms.marking import AnswerContestForm, PointsForm, RubricForm
from courses.models import Contest
from courses.reports.answers import answers_of
from courses.reports.work import with_reviews
from lms.core.forms import refusals_on


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, contest_id):
    """A contested mark, why it is contested, and the answer: it stays, or it gets better."""
    answerable = Contest.objects.answerable_by(request.user).with_subject()
    contest = get_object_or_404(answerable, pk=contest_id)
    form = AnswerContestForm(request.POST or None)
    data = request.POST if form.is_bound and form.changes else None
    context = _contested(contest, data)
    marks_form = context["marks_form"]
    if request.method == "POST" and form.is_valid() and (data is None or marks_form.is_valid()):
        with refusals_on(form):
            _keep(contest, form, marks_form, by=request.user)
            said = _("Your answer is kept, and the learner is told.")
            messages.success(request, said, extra_tags=f"answer-{contest.pk}")
            return redirect("teach:marking")
    return render(request, "courses/teach/contest.html", {**context, "form": form})


def _contested(contest, data):
    """What is contested as it is shown, and the form to mark it anew."""
    marked = contest.of
    edition = marked.enrolment.cohort.edition
    texts = marked.activity.texts.best_for(get_language(), edition.source_language)
    text = get_object_or_404(texts[:1])
    context = {"contest": contest, "marked": marked, "text": text}
    if contest.attempt:
        answers = answers_of(marked, text, of_all_kinds=True)
        return context | {"answers": answers, "marks_form": PointsForm(answers, data)}
    submission = with_reviews(marked.__class__.objects.filter(pk=marked.pk)).with_due_day().get()
    return context | {"submission": submission, "marks_form": RubricForm(text.rubric, data)}


def _keep(contest, form, marks_form, *, by):
    words = form.cleaned_data["answer"]
    if not form.changes:
        actions.uphold(contest, words, by=by)
    elif contest.attempt:
        actions.mark_again(contest, words, marks_form.given(), by=by)
    else:
        actions.review_again(contest, words, levels=marks_form.levels, by=by)
