from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses import policy
from courses.actions import reviews as actions
from courses.actions.marking import mark_response
from courses.actions.uploads import keep_upload
from courses.choices import UploadKind
from courses.forms.marking import AnswersForm, QueueForm, ReviewForm, kept_voice
from courses.models import Attempt, Contest, Submission
from courses.reports.answers import answers_of
from courses.reports.marking import Queue
from courses.reports.work import Work, differing_reviews
from lms.core.forms import refusals_on
from lms.core.policy import require

PAGE = 25


@login_required
@require_safe
def queue(request):
    """What waits for me in all my cohorts, the oldest first; contested marks above."""
    require(policy.can_teach, request.user)
    form = QueueForm(request.GET, by=request.user)
    waiting = Queue(request.user, **form.chosen)
    contests = Contest.objects.waiting().answerable_by(request.user).with_subject()
    context = {
        "form": form,
        "page": Paginator(waiting, PAGE).get_page(request.GET.get("page")),
        "contests": contests.order_by("raised_at", "pk")[:PAGE],
        "filters": _filters(request),
    }
    return render(request, "courses/teach/queue.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review(request, submission_id):
    """Read the work of a learner, choose a level for each criterion, say something, and go on to the next."""
    submissions = Submission.objects.run_by(request.user)
    submission = get_object_or_404(
        submissions.select_related("activity", "enrolment__cohort__edition", "enrolment__learner"),
        pk=submission_id,
    )
    edition = submission.enrolment.cohort.edition
    texts = submission.activity.texts.best_for(get_language(), edition.source_language)
    text = get_object_or_404(texts[:1])
    form = ReviewForm(text.rubric, request.POST or None, request.FILES or None)
    voice = _voice(request, submission.enrolment, form) if request.method == "POST" else None
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.review(
                submission,
                outcome=form.cleaned_data["outcome"],
                levels=form.levels,
                comment=form.cleaned_data["comment"],
                voice=voice,
                second_opinion=form.cleaned_data["second_opinion"],
                by=request.user,
            )
            messages.success(request, _("Your review is kept."))
            return _onward(request, submission)
    context = {**_shown(request, submission), "text": text, "form": form, "voice": voice}
    return render(request, "courses/teach/review.html", context)


def _shown(request, submission):
    """The work as it stands now: somebody else may have marked it while this one was being read."""
    work = Work.of(submission.enrolment, submission.activity.key)
    current = next(one for one in work.submissions if one.pk == submission.pk)
    mine = [one for one in current.reviews.all() if one.marker_id == request.user.pk]
    differing = differing_reviews(current)
    return {
        "submission": current,
        "enrolment": submission.enrolment,
        "earlier": [one for one in work.submissions if one.number < current.number],
        "mine": mine,
        "differing": differing,
        "settled": current.status != Submission.Status.WAITING,
        "may_speak": not mine or bool(differing),
        "after": Queue(request.user, **_chosen(request)).next(after=submission.handed_in_at),
        "filters": _filters(request),
    }


def _voice(request, enrolment, form, name="voice"):
    """The recording that came now, else one that came with the form before and was kept."""
    if file := request.FILES.get(name):
        with refusals_on(form, name):
            return keep_upload(enrolment, UploadKind.VOICE, file, by=request.user)
    return kept_voice(form, name, enrolment, request.user)


def _chosen(request):
    return QueueForm(request.GET, by=request.user).chosen


def _filters(request):
    """The filter of the queue, as it is carried from page to page."""
    chosen = request.GET.copy()
    for name in ("page", "marked"):
        chosen.pop(name, None)
    return chosen.urlencode()


def _onward(request, marked):
    """To the next that waits, or to the queue; the page there forgets what was typed for this one."""
    query = request.GET.copy()
    query["marked"] = str(marked.pk)
    following = Queue(request.user, **_chosen(request)).next() if "next" in request.POST else None
    here = (following.screen, [following.thing.pk]) if following else ("teach:marking", [])
    address = reverse(here[0], args=here[1])
    return redirect(f"{address}?{query.urlencode()}")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def answers(request, attempt_id):
    """The answers of a quiz that only a person can mark, one below the other."""
    attempts = Attempt.objects.run_by(request.user).select_related(
        "activity", "enrolment__cohort__edition", "enrolment__learner"
    )
    attempt = get_object_or_404(attempts.exclude(handed_in_at=None), pk=attempt_id)
    edition = attempt.enrolment.cohort.edition
    texts = attempt.activity.texts.best_for(get_language(), edition.source_language)
    text = get_object_or_404(texts[:1])
    form = AnswersForm(answers_of(attempt, text), request.POST or None, request.FILES or None)
    voices = {}
    if request.method == "POST":
        voices = {name: _voice(request, attempt.enrolment, form, name) for name in form.voices}
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            for response, told in form.said(voices):
                mark_response(response, **told, by=request.user)
            messages.success(request, _("Your marks are kept."))
            return _onward(request, attempt)
    context = {
        "attempt": attempt,
        "enrolment": attempt.enrolment,
        "text": text,
        "form": form,
        "voices": voices,
        "after": Queue(request.user, **_chosen(request)).next(after=attempt.handed_in_at),
        "filters": _filters(request),
    }
    return render(request, "courses/teach/answers.html", context)
