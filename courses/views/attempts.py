"""A try at a quiz while it is under way: all on one page or question by question, and a last look before handing in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from courses.actions import quizzes
from courses.choices import ActivityKind
from courses.forms.questions import QuestionsForm
from courses.models import Attempt
from courses.reports.attempts import answered, last_moment, questions_of
from courses.reports.learning import Outline
from courses.shuffling import in_own_order
from courses.views.places import mine, text_of
from lms.offline import intake


@login_required
@require_POST
def start(request, enrolment_id, key):
    """From now on my time runs. A try that is under way goes on."""
    enrolment = mine(request, enrolment_id)
    text = text_of(enrolment, key, ActivityKind.QUIZ)
    payload = {
        "enrolment": str(enrolment.pk),
        "activity": str(key),
        "language": text.language,
    }
    told = intake.told_in(request.POST, "courses.quiz_started", payload)
    reply = intake.record(told, by=request.user)
    if reply.accepted:
        return redirect("learn:attempt", reply.result["attempt"])
    messages.error(request, reply.reason)
    return redirect("learn:quiz", enrolment.pk, key)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def attempt(request, attempt_id):
    """All questions on one page, or on to the first one that is not answered."""
    attempt = _mine(request, attempt_id)
    if not attempt.is_open:
        return redirect("learn:result", attempt.pk)
    if attempt.activity.rules.get("one_by_one"):
        return _to_first_unanswered(attempt)
    text = _text(attempt)
    form = _form(request, attempt, text)
    if request.method != "POST":
        return render(request, "courses/learn/attempt.html", _page(attempt, text, form=form))
    if form.is_valid() and "keep" not in request.POST and all(form.answers().values()):
        return _hand_in(request, attempt, form.answers())
    return _kept(request, attempt, text, form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def question(request, attempt_id, number):
    """One question; the answer is kept on the way to the next, to the one before, or to the overview."""
    attempt = _mine(request, attempt_id)
    if not attempt.is_open:
        return redirect("learn:result", attempt.pk)
    if not 1 <= number <= len(attempt.questions):
        raise Http404
    text = _text(attempt)
    form = _form(request, attempt, text, number=number)
    if request.method == "POST" and form.is_valid():
        reply = _keep(request, attempt, form)
        if not reply.accepted:
            return _back(request, attempt, reply)
        return _step(request, attempt, number)
    context = _page(attempt, text, form=form, number=number)
    return render(request, "courses/learn/attempt_question.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def overview(request, attempt_id):
    """What is answered and what is not; from here it is handed in as it is."""
    attempt = _mine(request, attempt_id)
    if not attempt.is_open:
        return redirect("learn:result", attempt.pk)
    if request.method == "POST":
        return _hand_in(request, attempt, attempt.answers_so_far)
    return render(request, "courses/learn/attempt_overview.html", _page(attempt, _text(attempt)))


def _mine(request, attempt_id):
    """My own attempt as it stands; if its time is over, what I had answered is handed in now."""
    attempts = Attempt.objects.of(request.user).select_related(
        "activity__edition", "enrolment__cohort__edition__programme"
    )
    attempt = get_object_or_404(attempts, pk=attempt_id)
    return quizzes.close(attempt, by=request.user) if attempt.is_open else attempt


def _text(attempt):
    source = attempt.activity.edition.source_language
    return get_object_or_404(attempt.activity.texts.best_for(get_language(), source)[:1])


def _form(request, attempt, text, *, number=None):
    """The questions with what was answered before; photos and recordings that came along are kept at once."""
    seed = (attempt.enrolment_id, attempt.activity.key, attempt.number)
    questions = in_own_order(questions_of(attempt, text), *seed)
    form = QuestionsForm(
        questions if number is None else questions[number - 1 : number],
        request.POST or None,
        request.FILES,
        required=False,
        initial=attempt.answers_so_far,
        first=number or 1,
    )
    if form.is_bound:
        form.keep_files(attempt.enrolment, by=request.user)
    return form


def _page(attempt, text, **more):
    numbers = answered(attempt)
    end = last_moment(attempt) if attempt.ends_at else None
    return {
        "attempt": attempt,
        "activity": attempt.activity,
        "enrolment": attempt.enrolment,
        "outline": Outline.of(attempt.enrolment),
        "text": text,
        "numbers": numbers,
        "answered": [number for number, _question, is_there in numbers if is_there],
        "unanswered": [number for number, _question, is_there in numbers if not is_there],
        "end": end,
        "seconds_left": end and max(int((end - timezone.now()).total_seconds()), 0),
        **more,
    }


def _keep(request, attempt, form):
    payload = {"attempt": str(attempt.pk), "answers": form.answers()}
    told = intake.told_in(request.POST, "courses.quiz_answered", payload)
    return intake.record(told, by=request.user)


def _kept(request, attempt, text, form):
    """Keep what can be read of the answers, and say so: to the page's script, or to me."""
    reply = _keep(request, attempt, form)
    if request.accepts("application/json") and not request.accepts("text/html"):
        return JsonResponse({"kept": reply.accepted, "reason": reply.reason})
    if not reply.accepted:
        return _back(request, attempt, reply)
    if form.errors:
        return render(request, "courses/learn/attempt.html", _page(attempt, text, form=form))
    if "keep" not in request.POST:
        return redirect("learn:attempt_overview", attempt.pk)
    messages.success(request, _("Your answers are kept. You can go on later."))
    return redirect("learn:attempt", attempt.pk)


def _hand_in(request, attempt, answers):
    payload = {
        "enrolment": str(attempt.enrolment_id),
        "activity": str(attempt.activity.key),
        "attempt": str(attempt.pk),
        "language": _text(attempt).language,
        "answers": answers,
    }
    told = intake.told_in(request.POST, "courses.quiz_handed_in", payload)
    reply = intake.record(told, by=request.user)
    return (
        redirect("learn:result", attempt.pk) if reply.accepted else _back(request, attempt, reply)
    )


def _back(request, attempt, reply):
    messages.error(request, reply.reason)
    return redirect("learn:attempt", attempt.pk)


def _step(request, attempt, number):
    if "back" in request.POST and number > 1:
        return redirect("learn:attempt_question", attempt.pk, number - 1)
    if "overview" in request.POST or number == len(attempt.questions):
        return redirect("learn:attempt_overview", attempt.pk)
    return redirect("learn:attempt_question", attempt.pk, number + 1)


def _to_first_unanswered(attempt):
    first = next(
        (number for number, _question, is_there in answered(attempt) if not is_there), None
    )
    if first is None:
        return redirect("learn:attempt_overview", attempt.pk)
    return redirect("learn:attempt_question", attempt.pk, first)
