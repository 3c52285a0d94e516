"""The training days of a cohort: on the calendar, on the day itself, and on paper."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from courses import policy
from courses.actions import days as actions
from courses.choices import ActivityKind, Half, Presence
from courses.forms.days import AttendanceForm, DayForm
from courses.models import Cohort, TrainingDay
from courses.reports.days import half_days, presences, there_in, workshops_of
from lms.core.forms import refusals_on
from lms.offline import intake

PAGE = 100
BLANK_LINES = 6


@login_required
@require_safe
def days(request, cohort_id):
    """All workshops of the cohort, each with its days and who was there."""
    cohort = get_object_or_404(
        Cohort.objects.visible_to(request.user).select_related("edition"), pk=cohort_id
    )
    planned = half_days(cohort.training_days.select_related("trainer").order_by("held_on"))
    activities = list(
        cohort.edition.activities.filter(kind=ActivityKind.WORKSHOP).defer("answer_key")
    )
    counted = workshops_of(cohort, activities)
    workshops = [
        {
            "activity": activity,
            "workshop": counted[activity.key],
            "days": [row for row in planned if row["day"].activity_key == activity.key],
        }
        for activity in activities
    ]
    surveys = cohort.edition.activities.filter(kind=ActivityKind.SURVEY)
    context = {
        "cohort": cohort,
        "workshops": workshops,
        "surveys": surveys,
        "today": timezone.localdate(),
    }
    return render(request, "courses/teach/days.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request, cohort_id, key):
    cohort = get_object_or_404(
        Cohort.objects.visible_to(request.user).select_related("edition"), pk=cohort_id
    )
    workshop = _workshop(cohort, key)
    form = DayForm(request.POST or None, cohort=cohort, initial={"trainer": request.user})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.plan_day(cohort, key, **form.cleaned_data, by=request.user)
            messages.success(request, _("The day is planned, and everybody of the cohort is told."))
            return redirect("teach:days", cohort.pk)
    context = {"cohort": cohort, "activity": workshop, "form": form}
    return render(request, "courses/teach/plan_day.html", context)


@login_required
@require_safe
def day(request, day_id):
    """One day: who was there, and everything that can be done with it."""
    found = _day(request, day_id)
    context = {
        **_about(request, found),
        "halves": half_days([found])[0]["halves"],
        "staying": found.cohort.enrolments.staying().count(),
        "today": timezone.localdate(),
    }
    return render(request, "courses/teach/day.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request, day_id):
    found = _day(request, day_id)
    form = DayForm(request.POST or None, cohort=found.cohort, instance=found)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            actions.change_day(found, **form.cleaned_data, by=request.user)
            messages.success(request, _("The day is changed, and everybody of the cohort is told."))
            return redirect("teach:day", found.pk)
    return render(request, "courses/teach/plan_day.html", {**_about(request, found), "form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request, day_id):
    found = _day(request, day_id)
    if request.method == "POST":
        actions.cancel_day(found, by=request.user)
        messages.success(request, _("The day is called off, and everybody of the cohort is told."))
        return redirect("teach:day", found.pk)
    return render(request, "courses/teach/cancel_day.html", _about(request, found))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request, day_id, half):
    """The roster of a half-day. What is saved are only the marks that were touched on this page."""
    found, marks = _half(request, day_id, half)
    searched = request.GET.get("q", "").strip()
    roster = _roster(found, marks).named(searched)
    page = Paginator(roster, PAGE).get_page(request.GET.get("page"))
    form = AttendanceForm(page, marks, request.POST or None)
    if request.method == "POST" and form.is_valid():
        touched = form.touched()
        reply = touched and tell_attendance(request, found, half, touched)
        if not reply or reply.accepted:
            _say_what_was_taken(request, reply)
            return redirect(_after(request, found, half))
        form.add_error(None, reply.reason)
    context = {
        **_about(request, found),
        **_counted(found, marks),
        "half": Half(half),
        "form": form,
        "page": page,
        "searched": searched,
        "arrived": "saved" in request.GET,
    }
    return render(request, "courses/teach/attendance.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def others(request, day_id, half):
    """The second step for all who have no mark yet: their names first, then one button."""
    found, marks = _half(request, day_id, half)
    here = reverse("teach:attendance", args=[found.pk, half])
    if request.method == "POST":
        present = dict.fromkeys(request.POST.getlist("here"), Presence.PRESENT)
        reply = tell_attendance(request, found, half, present)
        if reply.accepted:
            _say_what_was_taken(request, reply)
        else:
            messages.error(request, reply.reason)
        return redirect(here)
    unmarked = found.cohort.enrolments.staying().exclude(pk__in=marks).by_name()
    context = {**_about(request, found), "half": Half(half), "unmarked": unmarked, "back": here}
    return render(request, "courses/teach/others_present.html", context)


@login_required
@require_safe
def sheet(request, day_id):
    """The roster on paper, to be signed for each half-day."""
    found = _day(request, day_id)
    marks = {}
    for row in found.attendances.all():
        marks.setdefault(row.enrolment_id, {})[row.half] = row.get_presence_display()
    roster = list(_roster(found, marks).with_cooperatives())
    rows = [
        (place, [marks.get(place.pk, {}).get(half, "") for half in found.halves])
        for place in roster
    ]
    halves = half_days([found])[0]["halves"]
    context = {
        **_about(request, found),
        "halves": halves,
        "rows": rows,
        "totals": [there_in(counts) for _half, counts in halves],
        "blank": range(BLANK_LINES),
        "here": request.build_absolute_uri(reverse("teach:day", args=[found.pk])),
    }
    return render(request, "courses/teach/sheet.html", context)


def tell_attendance(request, day, half, marks, walked_in=()):
    """The marks through the one door."""
    payload = {"day": str(day.pk), "half": half, "marks": marks, "walked_in": list(walked_in)}
    told = intake.told_in(request.POST, "courses.attendance_taken", payload)
    return intake.record(told, by=request.user)


def _days(request):
    mine = TrainingDay.objects.visible_to(request.user)
    return mine.select_related("cohort__edition__programme", "trainer")


def _day(request, day_id):
    return get_object_or_404(_days(request), pk=day_id)


def _half(request, day_id, half):
    """A day, one of its halves, and ``{enrolment id: presence}`` of it."""
    found = get_object_or_404(_days(request).with_half(half), pk=day_id)
    marks = found.attendances.filter(half=half).values_list("enrolment", "presence")
    return found, dict(marks)


def _workshop(cohort, key):
    workshops = cohort.edition.activities.filter(kind=ActivityKind.WORKSHOP)
    return get_object_or_404(workshops, key=key)


def _about(request, found):
    """What every page of a day shows; ``runs``: whether the whole cohort is this trainer's too."""
    activity = found.cohort.edition.activities.filter(key=found.activity_key).first()
    return {
        "day": found,
        "cohort": found.cohort,
        "activity": activity,
        "runs": policy.can_run(request.user, found.cohort),
        "ahead": found.held_on > timezone.localdate(),
    }


def _roster(day, marks):
    """Who is in the cohort, and who left it after she was marked."""
    places = day.cohort.enrolments.filter(~Q(status="withdrawn") | Q(pk__in=marks))
    return places.by_name()


def _counted(day, marks):
    staying = day.cohort.enrolments.staying().exclude(pk__in=marks).count()
    counted = dict.fromkeys(Presence, 0)
    for mark in marks.values():
        counted[Presence(mark)] += 1
    return {"counts": presences(counted), "unmarked": staying}


def _after(request, day, half):
    """Where to go when the marks are stored: on to all others, to those searched for, or back to the roster."""
    then = request.POST.get("then")
    if then == "others":
        return reverse("teach:others_present", args=[day.pk, half])
    query = {"saved": 1}
    if searched := request.POST.get("q", "").strip():
        query["q"] = searched
    return f"{reverse('teach:attendance', args=[day.pk, half])}?{urlencode(query)}"


def _say_what_was_taken(request, reply):
    if not reply:
        # Whoever searches or goes on to all others has asked for something else.
        if not request.POST.get("then"):
            messages.warning(
                request, _("Nobody was marked yet: choose a mark beside a name first.")
            )
        return
    kept = reply.result["kept"]
    said = ngettext("%(people)d mark is stored.", "%(people)d marks are stored.", kept)
    messages.success(request, said % {"people": kept})
    if overtaken := reply.result["overtaken"]:
        late = ngettext(
            "%(people)d mark was not taken: somebody marked this person later.",
            "%(people)d marks were not taken: somebody marked these people later.",
            overtaken,
        )
        messages.warning(request, late % {"people": overtaken})
