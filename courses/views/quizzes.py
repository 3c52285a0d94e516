from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from courses.choices import ActivityKind
from courses.forms.learn import QuestionsForm
from courses.models import Attempt
from courses.reports.learning import Outline, shown_responses
from courses.shuffling import in_own_order
from courses.views.places import mine, place_of, text_of, turned_back
from lms.offline import intake


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def quiz(request, enrolment_id, key):
    """The rules, what I scored before, and the questions, as long as I may try."""
    enrolment = mine(request, enrolment_id)
    text = text_of(enrolment, key, ActivityKind.QUIZ)
    place = place_of(enrolment, key)
    if back := turned_back(request, place):
        return back
    attempts = list(enrolment.attempts.filter(activity=text.activity))
    seed = (enrolment.pk, key, len(attempts) + 1)
    form = QuestionsForm(in_own_order(text.questions, *seed), request.POST or None)
    if request.method == "POST" and form.is_valid():
        reply = _hand_in(request, enrolment, text, form.answers())
        if reply.accepted:
            return redirect("learn:result", reply.result["attempt"])
        form.add_error(None, reply.reason)
    context = {
        **place,
        **_tries(text.activity, attempts),
        "text": text,
        "attempts": attempts,
        "form": form,
    }
    return render(request, "courses/learn/quiz.html", context)


@login_required
@require_safe
def result(request, attempt_id):
    """What I scored, and question by question why. What is right is said when there is nothing left to try."""
    attempt = get_object_or_404(
        Attempt.objects.of(request.user).select_related(
            "activity", "enrolment__cohort__edition__programme"
        ),
        pk=attempt_id,
    )
    enrolment, activity = attempt.enrolment, attempt.activity
    attempts = list(enrolment.attempts.filter(activity=activity))
    tries = _tries(activity, attempts)
    source = enrolment.cohort.edition.source_language
    text = get_object_or_404(activity.texts.best_for(get_language(), source)[:1])
    questions = in_own_order(text.questions, enrolment.pk, activity.key, attempt.number)
    reveal = tries["passed"] or not tries["more_tries"]
    outline = Outline.of(enrolment)
    context = {
        "attempt": attempt,
        "activity": activity,
        "enrolment": enrolment,
        "outline": outline,
        "step": outline.step(activity.key),
        "text": text,
        **tries,
        "reveal": reveal,
        "answers": shown_responses(attempt, text, questions=questions, reveal=reveal),
    }
    return render(request, "courses/learn/result.html", context)


def _hand_in(request, enrolment, text, answers):
    payload = {
        "enrolment": str(enrolment.pk),
        "activity": str(text.activity.key),
        "language": text.language,
        "answers": answers,
    }
    told = intake.told_in(request.POST, "courses.quiz_handed_in", payload)
    return intake.record(told, by=request.user)


def _tries(quiz, attempts):
    """How it stands with the tries of a quiz."""
    passed = any(attempt.passed for attempt in attempts)
    tries_left = max(quiz.tries - len(attempts), 0) if quiz.tries else None
    return {
        "passed": passed,
        "tries_left": tries_left,
        "more_tries": not passed and tries_left != 0,
        "number": len(attempts) + 1,
    }
