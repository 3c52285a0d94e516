from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses import finding, policy
from courses.actions.dates import set_dates
from courses.actions.recognition import recognise_prior
from courses.forms.paths import DatesForm, PriorForm
from courses.forms.reading import SearchForm
from courses.reports import searching
from courses.reports.learning import Outline, given_to
from courses.reports.paths import changes_of_dates
from courses.views.desks import cohort_of
from lms.core.forms import refusals_on
from lms.core.policy import require

CHANGES_ON_A_PAGE = 25
FOUND_ON_A_PAGE = 25


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def dates(request, cohort_id):
    """When each activity of a cohort opens and is due, on one form, and who said so."""
    cohort = cohort_of(request, cohort_id)
    activities = list(cohort.edition.activities.select_related("module").defer("answer_key"))
    known = list(cohort.activity_dates.all())
    form = DatesForm(request.POST or None, activities=activities, known=known)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            set_dates(cohort, form.dates, by=request.user)
            messages.success(request, _("The dates are kept."))
            return redirect("teach:dates", cohort.pk)
    page = Paginator(changes_of_dates(cohort), CHANGES_ON_A_PAGE).get_page(request.GET.get("page"))
    titles = {activity.key: activity.title for activity in activities}
    changes = [(change, titles.get(change.activity_key)) for change in page]
    context = {"cohort": cohort, "form": form, "page": page, "changes": changes}
    return render(request, "courses/teach/dates.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def prior(request, cohort_id, enrolment_id):
    """Say what a learner could do before, and how one knows."""
    cohort = cohort_of(request, cohort_id)
    places = cohort.enrolments.staying().select_related("learner", "cohort__edition")
    enrolment = get_object_or_404(places, pk=enrolment_id)
    require(policy.can_recognise, request.user, enrolment)
    outline = Outline.of(enrolment)
    form = PriorForm(request.POST if request.method == "POST" else None, outline=outline)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            reason = form.cleaned_data["reason"]
            new = recognise_prior(enrolment, form.chosen, reason, by=request.user)
            said = ngettext(
                "%(number)d activity now counts as done.",
                "%(number)d activities now count as done.",
                len(new),
            )
            messages.success(request, said % {"number": len(new)})
            return redirect("teach:prior", cohort.pk, enrolment.pk)
    context = {
        "cohort": cohort,
        "enrolment": enrolment,
        "outline": outline,
        "form": form,
        "given": given_to(enrolment),
    }
    return render(request, "courses/teach/prior.html", context)


@login_required
@require_safe
def search(request, cohort_id):
    """Activities of the course of a cohort that hold the words one looks for."""
    cohort = cohort_of(request, cohort_id)
    form = SearchForm(request.GET)
    words = finding.words_of(form.cleaned_data["q"]) if form.is_valid() else []
    places = dict.fromkeys(cohort.edition.activities.values_list("pk", flat=True), cohort)
    found = searching.matching(words, places, get_language())
    page = Paginator(found, FOUND_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "cohort": cohort,
        "form": form,
        "words": words,
        "page": page,
        "results": searching.shown(list(page), words, places),
    }
    return render(request, "courses/teach/search.html", context)
