"""Who comes without being on the list, and what is reported of a workshop."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from courses import policy
from courses.actions import trainings, walkins
from courses.choices import ActivityKind, Half, Presence
from courses.forms.days import ReportForm, WalkInForm, WalkInSearchForm
from courses.models import Cohort, TrainingDay
from courses.reports.days import half_days
from courses.reports.rosters import plan_for
from courses.reports.trainings import changed, figures_of, report_of, shown
from courses.reports.walkins import cooperatives_of, people_like
from courses.roster import Row
from lms.core.forms import refusals_on
from lms.core.policy import require
from lms.offline import intake


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def walk_in(request, day_id, half):
    """Somebody came who is not on the list: find her with care, or write her down."""
    day = _day(request, day_id, half)
    search = WalkInSearchForm(request.GET if "q" in request.GET else None)
    found = people_like(day.cohort, search.cleaned_data["q"]) if search.is_valid() else []
    if request.method == "POST":
        chosen = request.POST.get("person")
        person = next((one for one in found if str(one.pk) == chosen), None)
        if person is None:
            messages.error(request, _("Search again: this person was not found here."))
        else:
            place = walkins.add_known(person, day, by=request.user)
            _mark(request, day, half, place)
            return redirect("teach:attendance", day.pk, half)
    known = cooperatives_of(found)
    context = {
        **_about(request, day, half),
        "search": search,
        "found": [(person, known.get(person.pk, [])) for person in found],
        "form": WalkInForm(cohort=day.cohort),
    }
    return render(request, "courses/teach/walk_in.html", context)


@sensitive_variables("cards")
@never_cache
@login_required
@require_POST
def new_walk_in(request, day_id, half):
    """Somebody nobody knows yet. Her card is shown in the answer, this once."""
    day = _day(request, day_id, half)
    form = WalkInForm(request.POST, cohort=day.cohort)
    back = reverse("teach:attendance", args=[day.pk, half])
    if form.is_valid():
        cooperative = form.cleaned_data.pop("cooperative")
        row = Row(line=1, **form.cleaned_data)
        with refusals_on(form):
            cards = walkins.add_unknown(row, cooperative, day, by=request.user)
            [place] = plan_for(day.cohort, [row], cooperative).places
            _mark(request, day, half, place.enrolment)
            if not cards:
                return redirect(back)
            context = {**_about(request, day, half), "cards": cards, "back": back}
            return render(request, "courses/teach/cards.html", context)
    context = {**_about(request, day, half), "search": WalkInSearchForm(), "form": form}
    return render(request, "courses/teach/walk_in.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def report(request, cohort_id, key):
    """The activity report of a workshop: figures counted from attendance, and the trainer's words."""
    mine = Cohort.objects.visible_to(request.user).select_related("edition__programme")
    cohort = get_object_or_404(mine, pk=cohort_id)
    workshops = cohort.edition.activities.filter(kind=ActivityKind.WORKSHOP)
    activity = get_object_or_404(workshops, key=key)
    written = report_of(cohort, activity)
    form = ReportForm(request.POST or None, instance=written)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            return _keep(request, cohort, key, form.cleaned_data)
    counted = figures_of(cohort, activity)
    fixed = written.figures if written and written.submitted_at else None
    days = cohort.training_days.to_be_held().of_workshop(key).select_related("trainer")
    submitted = written if written and written.submitted_at else None
    context = {
        "cohort": cohort,
        "activity": activity,
        "report": written,
        "may_accept": bool(submitted) and policy.can_accept_report(request.user, submitted),
        "form": form,
        "lines": shown(fixed or counted),
        "minutes": (fixed or counted)["minutes_of_a_half_day"],
        "changed": changed(counted, fixed) if fixed else [],
        "days": half_days(days),
    }
    return render(request, "courses/teach/report.html", context)


@login_required
@require_POST
def accept(request, cohort_id, key):
    cohort = get_object_or_404(Cohort.objects.visible_to(request.user), pk=cohort_id)
    report = get_object_or_404(cohort.training_reports, activity_key=key)
    trainings.accept_report(report, by=request.user)
    messages.success(request, _("The report is accepted."))
    return redirect("teach:report", cohort.pk, key)


def _keep(request, cohort, key, words):
    arrived = {"extra_tags": f"report-{cohort.pk}-{key}"}
    if "submit" in request.POST:
        trainings.submit_report(cohort, key, **words, by=request.user)
        said = _("The report is submitted. Its figures stay as they are.")
    else:
        trainings.keep_report(cohort, key, **words, by=request.user)
        said = _("What you wrote is kept. The figures go on being counted.")
    messages.success(request, said, **arrived)
    return redirect("teach:report", cohort.pk, key)


def _day(request, day_id, half):
    """A day that has come, and whose attendance the trainer takes."""
    days = TrainingDay.objects.visible_to(request.user).to_be_held()
    day = get_object_or_404(
        days.select_related("cohort__edition__programme").with_half(half),
        pk=day_id,
        held_on__lte=timezone.localdate(),
    )
    require(policy.can_take_attendance, request.user, day)
    return day


def _about(request, day, half):
    runs = policy.can_run(request.user, day.cohort)
    return {"day": day, "cohort": day.cohort, "half": Half(half), "runs": runs}


def _mark(request, day, half, place):
    payload = {
        "day": str(day.pk),
        "half": half,
        "marks": {str(place.pk): Presence.PRESENT},
        "walked_in": [str(place.pk)],
    }
    told = intake.told_in(request.POST, "courses.attendance_taken", payload)
    reply = intake.record(told, by=request.user)
    if reply.accepted:
        welcome = _("%(learner)s is in the cohort and marked present.")
        messages.success(request, welcome % {"learner": place.learner})
    else:
        messages.error(request, reply.reason)
