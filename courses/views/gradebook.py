"""The gradebook, the progress grid, their files, and how the questions of a quiz work."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses.actions.grades import override_grade
from courses.choices import ActivityKind
from courses.forms.gradebook import OverrideForm
from courses.models import Grade
from courses.reports import gradebook as report
from courses.reports.items import item_rows
from courses.views.desks import cohort_of
from lms.core import sheets
from lms.core.forms import refusals_on

PAGE = 25


@login_required
@require_safe
def gradebook(request, cohort_id):
    """Everybody's grades, a page of learners at a time."""
    cohort = cohort_of(request, cohort_id)
    activities = report.graded_activities(cohort.edition)
    page = _learners(request, cohort)
    context = {
        "cohort": cohort,
        "activities": [(activity, report.weight_of(activity)) for activity in activities],
        "page": page,
        "lines": report.grades_of(page.object_list, activities),
    }
    return render(request, "courses/teach/gradebook.html", context)


@login_required
@require_safe
def gradebook_file(request, cohort_id, kind):
    """The whole gradebook for a spreadsheet."""
    cohort = cohort_of(request, cohort_id)
    name = _("Grades of %(cohort)s") % {"cohort": cohort.name}
    return _file(kind, name, *report.gradebook_file(cohort))


@login_required
@require_safe
def progress(request, cohort_id):
    """Who has done what, a page of learners at a time."""
    cohort = cohort_of(request, cohort_id)
    activities = list(cohort.edition.activities.select_related("module").defer("answer_key"))
    page = _learners(request, cohort)
    context = {
        "cohort": cohort,
        "activities": activities,
        "page": page,
        "lines": report.progress_of(page.object_list, activities),
    }
    return render(request, "courses/teach/progress.html", context)


@login_required
@require_safe
def progress_file(request, cohort_id, kind):
    """The whole progress grid for a spreadsheet."""
    cohort = cohort_of(request, cohort_id)
    name = _("Progress of %(cohort)s") % {"cohort": cohort.name}
    return _file(kind, name, *report.progress_file(cohort))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def grade(request, cohort_id, enrolment_id, key):
    """One grade: how it came about, and setting it by hand with a reason."""
    cohort = cohort_of(request, cohort_id)
    places = cohort.enrolments.select_related("learner", "cohort")
    enrolment = get_object_or_404(places, pk=enrolment_id)
    activity = get_object_or_404(cohort.edition.activities, key=key, kind__in=report.GRADED)
    known = Grade.objects.filter(enrolment=enrolment, activity_key=key).first()
    form = OverrideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            override_grade(enrolment, activity, **form.cleaned_data, by=request.user)
            messages.success(request, _("The grade is kept, with your reason."))
            return redirect("teach:gradebook", cohort.pk)
    context = {
        "cohort": cohort,
        "enrolment": enrolment,
        "activity": activity,
        "grade": known,
        "history": known.history.select_related("overridden_by")[:PAGE] if known else [],
        "form": form,
    }
    return render(request, "courses/teach/grade.html", context)


@login_required
@require_safe
def items(request, cohort_id, key):
    """How the questions of a quiz work: too hard, too easy, misleading."""
    cohort = cohort_of(request, cohort_id)
    activity = get_object_or_404(cohort.edition.activities, key=key, kind=ActivityKind.QUIZ)
    text = activity.texts.best_for(get_language(), cohort.edition.source_language).first()
    context = {
        "cohort": cohort,
        "activity": activity,
        "text": text,
        "rows": item_rows(activity, text, by=request.user),
    }
    return render(request, "courses/teach/items.html", context)


def _learners(request, cohort):
    staying = cohort.enrolments.staying().select_related("learner").order_by(*report.BY_NAME)
    return Paginator(staying, PAGE).get_page(request.GET.get("page"))


def _file(kind, name, headings, rows):
    write = {"xlsx": sheets.xlsx, "csv": sheets.comma_separated}[kind]
    return write(name, headings, rows)
