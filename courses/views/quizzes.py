from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from courses import draws
from courses.actions import quizzes
from courses.choices import MARKED_BY_A_PERSON, ActivityKind
from courses.forms.questions import QuestionsForm
from courses.models import Attempt
from courses.reports.answered import shown_responses
from courses.reports.attempts import Tries, questions_of
from courses.reports.learning import Outline
from courses.shuffling import in_own_order
from courses.views.places import mine, place_of, text_of, turned_back
from lms.offline import intake


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def quiz(request, enrolment_id, key):
    """The rules, what I scored before, and the way into the questions, as long as I may try."""
    enrolment = mine(request, enrolment_id)
    under_way = enrolment.attempts.of_activity(key).filter(status=Attempt.Status.OPEN).first()
    if under_way and request.method != "POST":
        return redirect("learn:attempt", under_way.pk)
    text = text_of(enrolment, key, ActivityKind.QUIZ)
    place = place_of(enrolment, key)
    if back := turned_back(request, place):
        return back
    quiz, tries = text.activity, Tries.of(enrolment, text.activity)
    seed = (enrolment.pk, key, tries.number)
    form = QuestionsForm(in_own_order(text.questions, *seed), request.POST or None, request.FILES)
    if form.is_bound:
        form.keep_files(enrolment, by=request.user)
    if form.is_valid():
        reply = _hand_in(request, enrolment, text, form.answers())
        if reply.accepted:
            return redirect("learn:result", reply.result["attempt"])
        form.add_error(None, reply.reason)
    context = {
        **place,
        "tries": tries,
        "may_try": tries.may_go_on(timezone.localdate()) and place["is_open"],
        "is_due": tries.is_due(timezone.localdate()),
        "questions": draws.how_many(list(quiz.answer_key), quiz.rules.get("draws", ())),
        "by_a_person": any(key["kind"] in MARKED_BY_A_PERSON for key in quiz.answer_key.values()),
        "text": text,
        "quiz": quiz,
        "form": form,
    }
    return render(request, "courses/learn/quiz.html", context)


@login_required
@require_safe
def result(request, attempt_id):
    """What I scored, and question by question why, as far as the quiz shows it and when."""
    attempt = _handed_in(request, attempt_id)
    if attempt.is_open:
        return redirect("learn:attempt", attempt.pk)
    if attempt.out_of_time:
        quizzes.look(attempt, by=request.user)
    enrolment, activity, today = attempt.enrolment, attempt.activity, timezone.localdate()
    tries, outline = Tries.of(enrolment, activity), Outline.of(enrolment)
    text = get_object_or_404(
        activity.texts.best_for(get_language(), activity.edition.source_language)[:1]
    )
    context = {
        "attempt": attempt,
        "activity": activity,
        "enrolment": enrolment,
        "outline": outline,
        "text": text,
        "tries": tries,
        "may_try": tries.may_go_on(today) and enrolment.cohort.is_open_on(today),
        "reveal": tries.shows_answers(today),
        "answers": _answers(attempt, text, tries, today),
    }
    return render(request, "courses/learn/result.html", context)


def _handed_in(request, attempt_id):
    attempts = (
        Attempt.objects.of(request.user)
        .select_related("activity__edition", "enrolment__cohort__edition__programme")
        .prefetch_related("responses__history__given_by", "responses__history__voice")
    )
    return get_object_or_404(attempts, pk=attempt_id)


def _answers(attempt, text, tries, today):
    """Each question with what was answered and the marks it got; nothing where it stays closed.

    While a person has yet to mark some of it, she reads what she handed in, and no right answer is shown.
    """
    waiting, judge = attempt.status == Attempt.Status.WAITING, tries.says_what_was_right(today)
    if not waiting and not judge:
        return []
    seed = (attempt.enrolment_id, attempt.activity.key, attempt.number)
    questions = in_own_order(questions_of(attempt, text), *seed)
    responses = {str(response.question_id): response for response in attempt.responses.all()}
    reveal = tries.shows_answers(today) and not waiting
    shown = shown_responses(attempt, text, questions=questions, reveal=reveal, judge=judge)
    return [
        {**answer, "response": responses.get(answer["question"]["id"]), "judged": judge}
        for answer in shown
    ]


def _hand_in(request, enrolment, text, answers):
    payload = {
        "enrolment": str(enrolment.pk),
        "activity": str(text.activity.key),
        "language": text.language,
        "number": request.POST.get("number", ""),
        "answers": answers,
    }
    told = intake.told_in(request.POST, "courses.quiz_handed_in", payload)
    return intake.record(told, by=request.user)
