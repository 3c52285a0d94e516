"""A lesson held for a group on one phone: who is here, then the lesson with turns and a clock, then it is done."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from courses.actions import groups
from courses.choices import ActivityKind
from courses.forms.groups import FinishForm, Together
from courses.reports.reading import parts_of
from courses.shuffling import shuffled
from courses.views.desks import cohort_of
from courses.views.places import mine, place_of, text_in, turned_back
from lms.offline import intake


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def learner(request, enrolment_id, key):
    """For a learner who was given the right: the people of her own cooperatives."""
    enrolment = mine(request, enrolment_id)
    if not enrolment.leads_groups:
        raise Http404
    cohort = enrolment.cohort
    text = text_in(cohort.edition, key, ActivityKind.LESSON)
    people = cohort.enrolments.staying().led_by(request.user)
    place = place_of(enrolment, key)
    back = redirect("learn:lesson", enrolment.pk, key)
    context = {**place, "cohort": cohort}
    return turned_back(request, place) or _together(request, text, people, back, context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def trainer(request, cohort_id, key):
    """For who runs the cohort: everybody in it."""
    cohort = cohort_of(request, cohort_id)
    text = text_in(cohort.edition, key, ActivityKind.LESSON)
    back = redirect("teach:lesson", cohort.pk, key)
    return _together(request, text, cohort.enrolments.staying(), back, {"cohort": cohort})


@login_required
@require_POST
def leads(request, cohort_id, enrolment_id):
    """Give a learner the right to lead, or take it back."""
    cohort = cohort_of(request, cohort_id)
    places = cohort.enrolments.select_related("learner", "cohort")
    enrolment = get_object_or_404(places, pk=enrolment_id)
    given = request.POST.get("leads") == "yes"
    groups.let_lead_groups(enrolment, given, by=request.user)
    said = (
        _("%(learner)s may hold lessons for the group.")
        if given
        else _("%(learner)s may not hold lessons for the group any more.")
    )
    messages.success(request, said % {"learner": enrolment.learner})
    return redirect("teach:cohort", cohort.pk)


def _together(request, text, people, back, context):
    """The roster until somebody is ticked; then the lesson, whose end is sent through the one door."""
    people = list(people.by_name().with_cooperatives())
    together = Together(request.GET, people)
    form = FinishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reply = _tell(request, context["cohort"], text, form.cleaned_data["minutes"])
        if reply.accepted:
            _say_who_has_done_it(request, reply)
            return back
        form.add_error(None, reply.reason)
    if together.here and together.since is None:
        return redirect(_from_now_on(request, together))
    context |= {
        "text": text,
        "activity": text.activity,
        "parts": parts_of(text),
        "answers": {},
        "groups": _by_cooperative(people),
        "together": together,
        "turns": _in_turn(together),
        "form": form,
        "back": back.url,
    }
    page = "courses/group_lesson.html" if together.here else "courses/group_roster.html"
    return render(request, page, context)


def _in_turn(together):
    """Who is here, in an order of their own for each lesson, the same on every reload."""
    places = {str(place.pk): place for place in together.here}
    return [places[one] for one in shuffled(places, together.id)]


def _by_cooperative(people):
    """``[(cooperative or None, [place])]``: each person once, under the first of her cooperatives."""
    found = {}
    for place in people:
        hers = place.learner.now_member_of
        found.setdefault(hers[0].cooperative if hers else None, []).append(place)
    return sorted(found.items(), key=lambda one: (one[0] is None, str(one[0])))


def _from_now_on(request, together):
    """The second step: since when, and under which id, are in its address, so that a reload changes nothing."""
    query = request.GET.copy()
    query["since"] = timezone.now().isoformat(timespec="seconds")
    query["lesson"] = str(together.id)
    return f"{request.path}?{query.urlencode()}"


def _tell(request, cohort, text, minutes):
    payload = {
        "cohort": cohort.pk,
        "activity": str(text.activity.key),
        "present": request.POST.getlist("here"),
        "minutes": minutes,
    }
    told = intake.told_in(request.POST, "courses.group_lesson_held", payload)
    return intake.record(told, by=request.user)


def _say_who_has_done_it(request, reply):
    people = reply.result["present"]
    done = ngettext(
        "%(people)d person has done this lesson together.",
        "%(people)d people have done this lesson together.",
        people,
    )
    messages.success(request, done % {"people": people})
