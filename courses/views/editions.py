"""The editions of a cohort's course: compare two of them, and move a cohort or a learner."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses.actions import moving
from courses.forms.moving import MoveCohortForm, MoveLearnerForm
from courses.models.editions import in_reader_language
from courses.reports.editions import Comparison, movers, other_editions, rules_of, words_of
from courses.views.desks import cohort_of
from lms.core.forms import refusals_on

PAGE = 25


@login_required
@require_safe
def editions(request, cohort_id):
    """The editions of this cohort's course."""
    cohort = cohort_of(request, cohort_id)
    others = other_editions(cohort.edition).select_related("released_by").order_by("-number")
    page = Paginator(others, PAGE).get_page(request.GET.get("page"))
    return render(request, "courses/teach/editions.html", {"cohort": cohort, "page": page})


@login_required
@require_safe
def compare(request, cohort_id, number):
    """Activity by activity, what another edition changes."""
    cohort = cohort_of(request, cohort_id)
    edition = _edition(cohort, number)
    context = {
        "cohort": cohort,
        "edition": edition,
        "comparison": Comparison(cohort.edition, edition),
    }
    return render(request, "courses/teach/compare.html", context)


@login_required
@require_safe
def compare_activity(request, cohort_id, number, key):
    """One activity word by word, in every language."""
    cohort = cohort_of(request, cohort_id)
    edition = _edition(cohort, number)
    old, new = Comparison(cohort.edition, edition).activity(key)
    if old is None and new is None:
        raise Http404
    context = {
        "cohort": cohort,
        "edition": edition,
        "title": in_reader_language((new or old).titles, edition.source_language),
        "old": old,
        "new": new,
        "texts": words_of(old, new),
        "rules": rules_of(old, new),
        "answers_change": bool(old and new) and old.answer_key != new.answer_key,
    }
    return render(request, "courses/teach/compare_activity.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def move_cohort(request, cohort_id, number):
    """What the other edition changes for whom, and the button that moves the cohort."""
    cohort = cohort_of(request, cohort_id)
    edition = _edition(cohort, number)
    form = MoveCohortForm(request.POST or None, initial={"seen": cohort.edition_id})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            moving.move_cohort(cohort, edition, seen=form.cleaned_data["seen"], by=request.user)
            messages.success(
                request, _("The cohort is on edition %(number)s now.") % {"number": number}
            )
            return redirect("teach:cohort", cohort.pk)
    places = cohort.enrolments.staying().select_related("learner")
    page = Paginator(
        places.order_by("learner__last_name", "learner__first_name", "pk"), PAGE
    ).get_page(request.GET.get("page"))
    context = {
        "cohort": cohort,
        "edition": edition,
        "form": form,
        "page": page,
        "movers": movers(page.object_list, cohort.edition, edition),
        "parts": len(Comparison(cohort.edition, edition).parts),
    }
    return render(request, "courses/teach/move_cohort.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def move_learner(request, cohort_id, enrolment_id):
    """Another cohort of the same course for one learner: choose, look what changes, confirm."""
    cohort = cohort_of(request, cohort_id)
    places = cohort.enrolments.select_related("learner", "cohort__edition")
    enrolment = get_object_or_404(places, pk=enrolment_id)
    form = MoveLearnerForm(request.POST or None, enrolment=enrolment, by=request.user)
    context = {"cohort": cohort, "enrolment": enrolment, "form": form}
    if request.method == "POST" and form.is_valid():
        to = form.cleaned_data["cohort"]
        if "confirm" in request.POST:
            with refusals_on(form):
                moving.move_learner(enrolment, to, by=request.user)
                said = _("%(learner)s is in %(cohort)s now, with all she did.")
                messages.success(request, said % {"learner": enrolment.learner, "cohort": to})
                return redirect("teach:cohort", to.pk)
        context |= {"to": to, "mover": movers([enrolment], cohort.edition, to.edition)[0]}
    return render(request, "courses/teach/move_learner.html", context)


def _edition(cohort, number):
    """Another edition of this cohort's course."""
    return get_object_or_404(other_editions(cohort.edition), number=number)
