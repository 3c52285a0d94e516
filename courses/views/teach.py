from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses import policy
from courses.actions import cohorts as actions
from courses.forms.teach import LearnersForm, NewCodeForm, OpenCohortForm, RosterForm
from courses.models import Cohort, Contest
from courses.reports.gradebook import stuck_enrolments
from courses.reports.marking import Queue
from courses.reports.printed import parts_with_answers
from courses.views.desks import cohort_of
from lms.core.forms import refusals_on
from lms.core.policy import require

PAGE = 25
SILENT = timedelta(days=14)


@login_required
@require_safe
def home(request):
    require(policy.can_teach, request.user)
    cohorts = (
        Cohort.objects.visible_to(request.user)
        .with_figures()
        .select_related("edition__programme")
        .order_by("-closes_on", "name", "pk")
    )
    page = Paginator(cohorts, PAGE).get_page(request.GET.get("page"))
    contests = Contest.objects.waiting().answerable_by(request.user)
    context = {
        "page": page,
        "today": timezone.localdate(),
        "waiting": len(Queue(request.user)),
        "contested": contests.count(),
    }
    return render(request, "courses/teach/home.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def open_cohort(request):
    require(policy.can_teach, request.user)
    form = OpenCohortForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            cohort = actions.open_cohort(**form.cleaned_data, by=request.user)
            messages.success(request, _("The cohort is open. Now its people can join."))
            return redirect("teach:cohort", cohort.pk)
    return render(request, "courses/teach/open.html", {"form": form})


@login_required
@require_safe
def cohort(request, cohort_id):
    cohort = cohort_of(request, cohort_id)
    silent_since = timezone.now() - SILENT
    learners = cohort.enrolments.with_last_activity()
    form = LearnersForm(request.GET)
    stuck = stuck_enrolments(cohort)
    shown = form.pick(learners.with_progress().select_related("learner"), silent_since, stuck)
    shown = shown.order_by("learner__last_name", "learner__first_name", "pk")
    context = {
        "cohort": cohort,
        "figures": learners.figures(silent_since) | {"stuck": len(stuck)},
        "form": form,
        "page": Paginator(shown, PAGE).get_page(request.GET.get("page")),
        "modules": cohort.edition.modules.prefetch_related("activities"),
        "silent_since": silent_since,
        "today": timezone.localdate(),
    }
    return render(request, "courses/teach/cohort.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new_code(request, cohort_id):
    cohort = cohort_of(request, cohort_id)
    initial = {"ends_on": cohort.closes_on, "most_learners": cohort.most_learners}
    form = NewCodeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.renew_join_code(cohort, **form.cleaned_data, by=request.user)
            messages.success(request, _("The new code is valid. The old one is not any more."))
            return redirect("teach:cohort", cohort.pk)
    return render(request, "courses/teach/new_code.html", {"cohort": cohort, "form": form})


@sensitive_variables("cards")
@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def roster(request, cohort_id):
    """Paste, look, confirm. Nothing is stored before the last, and PINs are shown in its answer only."""
    cohort = cohort_of(request, cohort_id)
    form = RosterForm(request.POST or None, request.FILES or None, cohort=cohort)
    valid = request.method == "POST" and form.is_valid()
    if valid and "confirm" in request.POST:
        with refusals_on(form):
            cards = actions.take_roster(
                cohort,
                form.cleaned_data["people"],
                form.cleaned_data["cooperative"],
                by=request.user,
            )
            _say_what_was_taken(request, form.plan)
            if not cards:
                return redirect("teach:cohort", cohort.pk)
            return render(request, "courses/teach/cards.html", {"cohort": cohort, "cards": cards})
    looking = form.is_bound and form.is_valid() and "change" not in request.POST
    page = "courses/teach/roster_preview.html" if looking else "courses/teach/roster.html"
    return render(request, page, {"cohort": cohort, "form": form})


@login_required
@require_http_methods(["GET", "POST"])
def withdraw(request, cohort_id, enrolment_id):
    cohort, enrolment = _place(request, cohort_id, enrolment_id)
    if request.method == "POST":
        actions.withdraw(enrolment, by=request.user)
        messages.success(
            request, _("%(learner)s has left the cohort.") % {"learner": enrolment.learner}
        )
        return redirect("teach:cohort", cohort.pk)
    context = {"cohort": cohort, "enrolment": enrolment}
    return render(request, "courses/teach/withdraw.html", context)


@login_required
@require_POST
def take_back(request, cohort_id, enrolment_id):
    cohort, enrolment = _place(request, cohort_id, enrolment_id)
    actions.enrol(enrolment.learner, cohort, by=request.user)
    messages.success(
        request, _("%(learner)s is in the cohort again.") % {"learner": enrolment.learner}
    )
    return redirect("teach:cohort", cohort.pk)


@sensitive_variables("card")
@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def new_pin(request, cohort_id, enrolment_id):
    cohort, enrolment = _place(request, cohort_id, enrolment_id)
    if request.method == "POST":
        card = actions.new_pin(enrolment, by=request.user)
        return render(request, "courses/teach/cards.html", {"cohort": cohort, "cards": [card]})
    context = {"cohort": cohort, "enrolment": enrolment}
    return render(request, "courses/teach/new_pin.html", context)


@login_required
@require_safe
def lesson(request, cohort_id, key):
    """A lesson or quiz as it was printed, with the right answers."""
    cohort = cohort_of(request, cohort_id)
    activities = list(cohort.edition.activities.all())
    activity = get_object_or_404(cohort.edition.activities, key=key)
    text = activity.texts.best_for(get_language(), cohort.edition.source_language).first()
    context = {
        "cohort": cohort,
        "activity": activity,
        "text": text,
        "parts": parts_with_answers(activity, text),
        "can_correct": policy.can_release(request.user, cohort.edition.programme),
        "previous": next((a for a in reversed(activities) if a.position < activity.position), None),
        "next": next((a for a in activities if a.position > activity.position), None),
    }
    return render(request, "courses/teach/lesson.html", context)


def _place(request, cohort_id, enrolment_id):
    cohort = cohort_of(request, cohort_id)
    places = cohort.enrolments.select_related("learner", "cohort")
    return cohort, get_object_or_404(places, pk=enrolment_id)


def _say_what_was_taken(request, plan):
    people = plan.new + plan.known + plan.back
    taken = ngettext("%(people)d person was added.", "%(people)d people were added.", people)
    messages.success(request, taken % {"people": people})
