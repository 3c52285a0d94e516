"""Questions under a lesson: the learner's page and the trainers' desk."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.actions import talk
from courses.choices import ActivityKind
from courses.forms.talk import AskForm, HideForm, ReplyForm
from courses.models import CohortMessage, Enrolment, LessonQuestion, LessonReply
from courses.views.desks import cohort_of
from courses.views.places import mine, place_of, turned_back
from lms.offline import intake

PAGE = 10


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def learner(request, enrolment_id, key):
    """What my group asks under a lesson; I ask and answer too."""
    enrolment = mine(request, enrolment_id)
    get_object_or_404(enrolment.cohort.edition.activities, key=key, kind=ActivityKind.LESSON)
    place = place_of(enrolment, key)
    if closed := turned_back(request, place):
        return closed
    asked = LessonQuestion.objects.visible_to(request.user).filter(
        cohort=enrolment.cohort, activity_key=key
    )
    ask, reply = AskForm(), ReplyForm()
    if request.method == "POST":
        ask, reply, done = _spoken(request, enrolment.cohort, key, asked)
        if done:
            return redirect("learn:questions", enrolment.pk, key)
    shown = asked.with_replies(hidden=False).order_by("-written_at", "-pk")
    context = {
        "enrolment": enrolment,
        "cohort": enrolment.cohort,
        "lesson": place["step"],
        "ask": ask,
        "reply": reply,
        "page": Paginator(shown, PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "courses/learn/questions.html", context)


@login_required
@require_safe
def messages_to_me(request):
    """What my trainers wrote to my groups, the newest first."""
    mine = CohortMessage.objects.filter(
        cohort__in=Enrolment.objects.of(request.user).values("cohort")
    )
    page = Paginator(mine.select_related("author", "cohort"), PAGE).get_page(
        request.GET.get("page")
    )
    return render(request, "courses/learn/messages.html", {"page": page})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def trainer(request, cohort_id):
    """What is asked in a cohort, under all its lessons, unanswered first."""
    cohort = cohort_of(request, cohort_id)
    asked = LessonQuestion.objects.filter(cohort=cohort)
    reply = ReplyForm()
    if request.method == "POST":
        _ask, reply, done = _spoken(request, cohort, None, asked)
        if done:
            return redirect("teach:questions", cohort.pk)
    lessons = {a.key: a for a in cohort.edition.activities.defer("answer_key")}
    page = Paginator(asked.with_replies(hidden=True).unanswered_first(), PAGE).get_page(
        request.GET.get("page")
    )
    for question in page:
        question.lesson = lessons.get(question.activity_key)
    context = {"cohort": cohort, "page": page, "reply": reply, "moderating": True}
    return render(request, "courses/teach/questions.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hide(request, cohort_id, spoken_id):
    """Take words out of sight, with the reason."""
    cohort = cohort_of(request, cohort_id)
    words = (
        LessonQuestion.objects.filter(cohort=cohort, pk=spoken_id).first()
        or LessonReply.objects.filter(question__cohort=cohort, pk=spoken_id).first()
    )
    if words is None:
        raise Http404
    form = HideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        talk.hide(words, form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("It is no longer shown to the group."))
        return redirect("teach:questions", cohort.pk)
    context = {"cohort": cohort, "words": words, "form": form}
    return render(request, "courses/teach/hide_words.html", context)


@login_required
@require_POST
def approve(request, cohort_id, reply_id):
    cohort = cohort_of(request, cohort_id)
    answer = get_object_or_404(LessonReply, question__cohort=cohort, pk=reply_id)
    talk.approve(answer, by=request.user)
    return redirect("teach:questions", cohort.pk)


def _spoken(request, cohort, key, asked):
    """``(ask form, reply form, whether it was kept)`` of what was sent: an answer where it names a question."""
    answering = request.POST.get("question")
    ask = AskForm(None if answering else request.POST)
    reply = ReplyForm(request.POST if answering else None)
    form = reply if answering else ask
    if not form.is_valid():
        reply.question_id = answering
        return ask, reply, False
    text = form.cleaned_data["text"]
    if answering:
        kind, payload = "courses.question_replied", {"question": answering, "text": text}
        sent = f"answer-{answering}"
    else:
        kind = "courses.question_asked"
        sent = f"ask-{cohort.pk}-{key}"
        payload = {"cohort": cohort.pk, "activity": str(key), "text": text}
    answer = intake.record(intake.told_in(request.POST, kind, payload), by=request.user)
    if answer.accepted:
        messages.success(request, _("It is sent."), extra_tags=sent)
    else:
        form.add_error("text", answer.reason)
        reply.question_id = answering
    return ask, reply, answer.accepted
