"""The people of a cohort one by one: a learner's page, adding one by hand, its trainers, messages to all."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from courses.actions import cohorts as actions
from courses.forms.teach import MessageForm, OnePersonForm, TrainersForm
from courses.models import Cohort
from courses.reports.gradebook import graded_activities, grades_of, progress_of
from courses.views.desks import cohort_of
from lms.core.forms import refusals_on
from lms.offline import intake

PAGE = 10


@login_required
@require_safe
def learner(request, cohort_id, enrolment_id):
    """Where one learner stands, and what a trainer can do for her."""
    cohort = cohort_of(request, cohort_id)
    places = cohort.enrolments.staying().with_last_activity().with_progress()
    place = get_object_or_404(places.select_related("learner"), pk=enrolment_id)
    activities = list(cohort.edition.activities.select_related("module").defer("answer_key"))
    [steps] = progress_of([place], activities)
    [grades] = grades_of([place], graded_activities(cohort.edition))
    context = {
        "cohort": cohort,
        "place": place,
        "learner": place.learner,
        "steps": steps.cells,
        "total": grades.total,
    }
    return render(request, "courses/teach/learner.html", context)


@sensitive_variables("cards")
@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add_one(request, cohort_id):
    """One person by hand; a card, if she needs one, is shown in the answer only."""
    cohort = cohort_of(request, cohort_id)
    form = OnePersonForm(request.POST or None, cohort=cohort)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            row, cooperative = form.cleaned_data["row"], form.cleaned_data["cooperative"]
            cards = actions.take_roster(cohort, [row], cooperative, by=request.user)
            name = row.name_latin or row.name_arabic
            messages.success(request, _("%(learner)s is in the cohort.") % {"learner": name})
            if not cards:
                return redirect("teach:cohort", cohort.pk)
            return render(request, "courses/teach/cards.html", {"cohort": cohort, "cards": cards})
    return render(request, "courses/teach/add_one.html", {"cohort": cohort, "form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def trainers(request, cohort_id):
    """Who teaches this cohort."""
    cohort = cohort_of(request, cohort_id)
    form = TrainersForm(request.POST or None, cohort=cohort)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.choose_trainers(cohort, form.cleaned_data["trainers"], by=request.user)
            messages.success(request, _("The trainers are chosen."))
            staying = Cohort.objects.visible_to(request.user).filter(pk=cohort.pk).exists()
            return redirect("teach:cohort", cohort.pk) if staying else redirect("teach:home")
    return render(request, "courses/teach/trainers.html", {"cohort": cohort, "form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def messages_of_cohort(request, cohort_id):
    """What was written to everybody, and writing more."""
    cohort = cohort_of(request, cohort_id)
    form = MessageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = intake.told_in(request.POST, "courses.message", {})
        text = form.cleaned_data["text"]
        actions.send_message(cohort, text, message_id=told.id, by=request.user)
        messages.success(request, _("Your message is sent."), extra_tags=f"message-{cohort.pk}")
        return redirect("teach:messages", cohort.pk)
    sent = cohort.messages.select_related("author")
    page = Paginator(sent, PAGE).get_page(request.GET.get("page"))
    context = {"cohort": cohort, "form": form, "page": page}
    return render(request, "courses/teach/messages.html", context)
