from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.choices import ActivityKind
from courses.forms.learn import CohortJoinedForm, QuestionsForm
from courses.models import ActivityText, Attempt, Enrolment
from courses.reports.learning import Outline, shown_responses
from courses.shuffling import in_own_order
from lms.offline import intake

COURSES_ON_A_PAGE = 25


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def home(request):
    """What to go on with, all my courses, and the way into another one."""
    form = CohortJoinedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = intake.told_in(request.POST, "courses.cohort_joined", form.cleaned_data)
        reply = intake.record(told, by=request.user)
        if reply.accepted:
            messages.success(request, _("You have joined. Welcome!"))
            return redirect("learn:course", reply.result["enrolment"])
        form.add_error("code", reply.reason)
    mine = Enrolment.objects.of(request.user).with_course().latest_worked_in_first()
    under_way = mine.open_on(timezone.localdate()).first()
    page = Paginator(mine.with_progress(), COURSES_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "courses/learn/home.html",
        {
            "form": form,
            "under_way": under_way,
            "outline": Outline.of(under_way) if under_way else None,
            "page": page,
            "today": timezone.localdate(),
        },
    )


@login_required
@require_safe
def course(request, enrolment_id):
    """The outline of my course and where I stand in it."""
    enrolment = _mine(request, enrolment_id)
    context = {
        "enrolment": enrolment,
        "outline": Outline.of(enrolment),
        "trainers": enrolment.cohort.trainers.order_by("last_name", "first_name"),
        "today": timezone.localdate(),
    }
    return render(request, "courses/learn/course.html", context)


@login_required
@require_safe
def lesson(request, enrolment_id, key):
    enrolment = _mine(request, enrolment_id)
    if not _has_begun(enrolment):
        return redirect("learn:course", enrolment.pk)
    return _lesson_page(request, enrolment, _text(enrolment, key, ActivityKind.LESSON))


@login_required
@require_POST
def finish(request, enrolment_id, key):
    """I worked through this lesson; on to the next step."""
    enrolment = _mine(request, enrolment_id)
    step = Outline.of(enrolment).step(key)
    if step is None or step.kind != ActivityKind.LESSON:
        raise Http404
    payload = {"enrolment": str(enrolment.pk), "activity": str(key)}
    told = intake.told_in(request.POST, "courses.lesson_finished", payload)
    reply = intake.record(told, by=request.user)
    if not reply.accepted:
        messages.error(request, reply.reason)
        return redirect("learn:lesson", enrolment.pk, key)
    outline = Outline.of(enrolment)
    following = outline.after(step)
    if following is None or not outline.left:
        return redirect("learn:course", enrolment.pk)
    return redirect(f"learn:{following.kind}", enrolment.pk, following.key)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def check(request, enrolment_id, key, question_id):
    """My answer to a quick check; without JavaScript the page comes back at the check."""
    enrolment = _mine(request, enrolment_id)
    text = _text(enrolment, key, ActivityKind.LESSON)
    back = f"{reverse('learn:lesson', args=[enrolment.pk, key])}#check-{question_id}"
    question = next((q for q in text.questions if q["id"] == str(question_id)), None)
    if question is None:
        raise Http404
    if request.method != "POST":
        return redirect(back)
    form = QuestionsForm([question], request.POST)
    if form.is_valid():
        payload = {
            "enrolment": str(enrolment.pk),
            "activity": str(key),
            "question": str(question_id),
            "answer": form.answers()[question["id"]],
        }
        told = intake.told_in(request.POST, "courses.check_answered", payload)
        reply = intake.record(told, by=request.user)
        if reply.accepted and not request.htmx:
            return redirect(back)
        if not reply.accepted:
            form.add_error(question["id"], reply.reason)
    return _lesson_page(request, enrolment, text, question=question, form=form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def quiz(request, enrolment_id, key):
    """The rules, what I scored before, and the questions, as long as I may try."""
    enrolment = _mine(request, enrolment_id)
    if not _has_begun(enrolment):
        return redirect("learn:course", enrolment.pk)
    text = _text(enrolment, key, ActivityKind.QUIZ)
    attempts = list(enrolment.attempts.filter(activity=text.activity))
    seed = (enrolment.pk, key, len(attempts) + 1)
    form = QuestionsForm(in_own_order(text.questions, *seed), request.POST or None)
    if request.method == "POST" and form.is_valid():
        reply = _hand_in(request, enrolment, text, form.answers())
        if reply.accepted:
            return redirect("learn:result", reply.result["attempt"])
        form.add_error(None, reply.reason)
    context = {
        **_place(enrolment, key),
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


def _mine(request, enrolment_id):
    """My own place in a course. Those of others, and one I was withdrawn from, are not there."""
    return get_object_or_404(Enrolment.objects.of(request.user).with_course(), pk=enrolment_id)


def _has_begun(enrolment):
    return enrolment.cohort.opens_on <= timezone.localdate()


def _text(enrolment, key, kind):
    """The words of an activity of this course, in the reader's language if there are any."""
    edition = enrolment.cohort.edition
    texts = ActivityText.objects.filter(
        activity__edition=edition, activity__key=key, activity__kind=kind
    ).select_related("activity")
    return get_object_or_404(texts.best_for(get_language(), edition.source_language)[:1])


def _place(enrolment, key):
    """Where in the course this page is, and whether records are taken today."""
    outline = Outline.of(enrolment)
    step = outline.step(key)
    return {
        "enrolment": enrolment,
        "outline": outline,
        "step": step,
        "before": outline.before(step),
        "after": outline.after(step),
        "is_open": enrolment.cohort.is_open_on(timezone.localdate()),
    }


def _lesson_page(request, enrolment, text, *, question=None, form=None):
    """A lesson with its checks; of an answer given by htmx only the check itself."""
    key = text.activity.key
    place = _place(enrolment, key)
    answers = enrolment.check_answers.filter(activity_key=key) if text.questions else []
    forms = {asked["id"]: QuestionsForm([asked]) for asked in text.questions if place["is_open"]}
    if form:
        forms[question["id"]] = form
    context = {
        **place,
        "text": text,
        "activity": text.activity,
        "answers": {str(answer.question_id): answer for answer in answers},
        "check_forms": forms,
        "module_steps": place["outline"].module_of(place["step"]),
    }
    if question and request.htmx:
        context |= {"question": question, "swapped": True}
        return render(request, "courses/learn/check.html", context)
    return render(request, "courses/learn/lesson.html", context)


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
