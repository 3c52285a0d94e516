from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.choices import ActivityKind, TextSize
from courses.forms.learn import CohortJoinedForm
from courses.forms.questions import QuestionsForm
from courses.forms.reading import NoteForm, ReadingForm
from courses.models import Enrolment
from courses.reports.learning import Outline, given_to
from courses.reports.reading import kept_beside, parts_of
from courses.shuffling import in_own_order
from courses.views.places import mine, place_of, reads_pictures, text_of, turned_back
from lms.core import agenda
from lms.offline import intake

COURSES_ON_A_PAGE = 25
AHEAD_ON_HOME = 8


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
    places = Enrolment.objects.of(request.user).with_course().latest_worked_in_first()
    under_way = places.open_on(timezone.localdate()).first()
    page = Paginator(places.with_progress(), COURSES_ON_A_PAGE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    context = {
        "form": form,
        "under_way": under_way,
        "outline": Outline.of(under_way) if under_way else None,
        "page": page,
        "today": today,
        "ahead": agenda.ahead_of(request.user, today)[:AHEAD_ON_HOME],
        "earned": agenda.earned_by(request.user),
    }
    return render(request, "courses/learn/home.html", context)


@login_required
@require_safe
def course(request, enrolment_id):
    """The outline of my course and where I stand in it."""
    enrolment = mine(request, enrolment_id)
    context = {
        "enrolment": enrolment,
        "outline": Outline.of(enrolment),
        "given": given_to(enrolment),
        "trainers": enrolment.cohort.trainers.order_by("last_name", "first_name"),
        "today": timezone.localdate(),
    }
    return render(request, "courses/learn/course.html", context)


@login_required
@require_safe
def lesson(request, enrolment_id, key):
    enrolment = mine(request, enrolment_id)
    text = text_of(enrolment, key, ActivityKind.LESSON)
    place = place_of(enrolment, key)
    return turned_back(request, place) or _lesson_page(request, text, place)


@login_required
@require_POST
def finish(request, enrolment_id, key):
    """I worked through this lesson; on to the next step."""
    enrolment = mine(request, enrolment_id)
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
    if following is None or following.lock or not outline.left:
        return redirect("learn:course", enrolment.pk)
    return redirect(f"learn:{following.kind}", enrolment.pk, following.key)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def check(request, enrolment_id, key, question_id):
    """My answer to a quick check; without JavaScript the page comes back at the check."""
    enrolment = mine(request, enrolment_id)
    text = text_of(enrolment, key, ActivityKind.LESSON)
    back = f"{reverse('learn:lesson', args=[enrolment.pk, key])}#check-{question_id}"
    question = next((q for q in text.questions if q["id"] == str(question_id)), None)
    if question is None:
        raise Http404
    place = place_of(enrolment, key)
    if request.method != "POST" or place["step"].lock:
        return redirect(back)
    seed = (enrolment.pk, key)
    form = QuestionsForm(in_own_order([question], *seed), request.POST, request.FILES)
    form.keep_files(enrolment, by=request.user)
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
    return _lesson_page(request, text, place, question=question, form=form)


def _lesson_page(request, text, place, *, question=None, form=None):
    """A lesson with its checks; of an answer given by htmx only the check itself."""
    enrolment, key = place["enrolment"], text.activity.key
    answers = enrolment.check_answers.filter(activity_key=key) if text.questions else []
    asked = in_own_order(text.questions, enrolment.pk, key) if place["is_open"] else []
    forms = {question["id"]: QuestionsForm([question]) for question in asked}
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
    context |= _as_read(request, enrolment, text)
    if question and request.htmx:
        context |= {"question": question, "swapped": True}
        return render(request, "courses/learn/check.html", context)
    return render(request, "courses/learn/lesson.html", context)


def _as_read(request, enrolment, text):
    """The lesson with what I keep beside it, the way I read on this device."""
    kept = kept_beside(enrolment, text.activity.key, len(text.body))
    pictures = reads_pictures(request)
    parts = parts_of(text, seconds=kept["seconds"], pictures=pictures)
    size = request.session.get("text_size", TextSize.NORMAL)
    return {
        **kept,
        "parts": parts,
        "read_aloud": any(part.audio for part in parts),
        "note_form": NoteForm(initial=kept["note"] and kept["note"].as_shown()),
        "reading_form": ReadingForm(initial={"size": size, "pictures": pictures}),
    }
