"""Asked of somebody who trains and coaches others: trainings delivered, coaching given or received."""

from dateutil.relativedelta import relativedelta
from django import forms
from django.db.models import Q
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from certification.choices import CoachingSide, RequirementKind
from courses.models import TrainingDay, TrainingReport
from lms.people.choices import Sex
from mentoring.models import CoachingSession

from .kinds import Finding, Kind, Record, anew, counts, day, kind, number, with_since


@kind(RequirementKind.TRAININGS_DELIVERED)
class TrainingsDelivered(Kind):
    """Workshops whose training days the person led, with an activity report that somebody else accepted."""

    def fields(self):
        return {
            "trainings": number(gettext_lazy("number of trainings")),
            "within_months": number(gettext_lazy("within so many months")),
            "min_participants": number(gettext_lazy("participants in each, at least")),
            "anew": anew(),
        }

    def find(self, requirements, person, titles):
        led = set(
            TrainingDay.objects.to_be_held()
            .filter(trainer=person)
            .values_list("cohort", "activity_key")
            .distinct()
        )
        reports = (
            TrainingReport.objects.filter(
                submitted_at__isnull=False, cohort__in={cohort for cohort, _key in led}
            )
            .select_related("cohort__edition")
            .order_by("submitted_at")
        )
        mine = [r for r in reports if (r.cohort_id, r.activity_key) in led]
        for requirement in requirements:
            yield _delivered(requirement, [r for r in mine if counts(requirement, _ended_on(r))])


def _delivered(requirement, reports):
    params = requirement.params
    big = [r for r in reports if r.figures["people"] >= params["min_participants"]]
    good = [report for report in big if report.accepted_at]
    chosen = _close_together(good, params["trainings"], params["within_months"])
    title = _("Trainings delivered")
    asked = ngettext(
        "Deliver %(trainings)s training within %(within_months)s months, with at least %(min_participants)s participants and an accepted report",
        "Deliver %(trainings)s trainings within %(within_months)s months, each with at least %(min_participants)s participants and an accepted report",
        params["trainings"],
    )
    return Finding(
        requirement,
        title,
        with_since(requirement, asked % params),
        _delivered_shown(params, reports, big, good, chosen),
        {"reports": [_training(report) for report in chosen]} if chosen else None,
        tuple(_report_record(report) for report in reports),
    )


def _delivered_shown(params, reports, big, good, chosen):
    shown = _(
        "Reports accepted: %(good)s. Waiting to be accepted: %(waiting)s. With too few participants: %(small)s."
    ) % {"good": len(good), "waiting": len(big) - len(good), "small": len(reports) - len(big)}
    if chosen or len(good) < params["trainings"]:
        return shown
    return _("%(shown)s Those accepted lie further apart than %(within_months)s months.") % {
        "shown": shown,
        "within_months": params["within_months"],
    }


def _close_together(reports, needed, months):
    """The first so many that lie within so many months, by the day on which each ended; nothing if there are none."""
    in_order = sorted(reports, key=lambda report: (report.figures["days"][-1], str(report.pk)))
    for start in range(len(in_order) - needed + 1):
        chosen = in_order[start : start + needed]
        first, last = (_ended_on(chosen[0]), _ended_on(chosen[-1]))
        if last <= first + relativedelta(months=months):
            return chosen
    return []


def _ended_on(report):
    return parse_date(report.figures["days"][-1])


def _training(report):
    return {
        "report": str(report.pk),
        "days": report.figures["days"],
        "people": report.figures["people"],
        "people_by_sex": report.figures["people_by_sex"],
        "accepted_at": report.accepted_at.isoformat(),
    }


def _report_record(report):
    sexes = report.figures["people_by_sex"]
    words = _(
        "%(cohort)s, until %(day)s: %(people)s participants, %(women)s women and %(men)s men. %(state)s"
    ) % {
        "cohort": report.cohort,
        "day": day(_ended_on(report)),
        "people": report.figures["people"],
        "women": sexes[Sex.WOMAN],
        "men": sexes[Sex.MAN],
        "state": _("Accepted.") if report.accepted_at else _("Not accepted yet."),
    }
    return Record(words, reverse("teach:report", args=[report.cohort_id, report.activity_key]))


@kind(RequirementKind.COACHING)
class Coaching(Kind):
    """Coaching sessions that the cooperative confirmed, given as a mentor or received as a member."""

    def fields(self):
        return {
            "side": forms.ChoiceField(
                label=gettext_lazy("coaching given or received"), choices=CoachingSide
            ),
            "sessions": number(gettext_lazy("number of sessions")),
            "hours": number(gettext_lazy("hours altogether, at least"), least=0, required=False),
            "anew": anew(),
        }

    def find(self, requirements, person, titles):
        sessions = list(
            CoachingSession.objects.confirmed()
            .filter(Q(mentors__mentor=person) | Q(attendees__person=person))
            .select_related("engagement__cooperative")
            .prefetch_related("mentors")
            .distinct()
            .order_by("held_on", "submitted_at")
        )
        for requirement in requirements:
            given = requirement.params["side"] == CoachingSide.GIVEN
            mine = [
                s
                for s in sessions
                if _was_mentor(person, s) == given and counts(requirement, s.held_on)
            ]
            yield _coached(requirement, mine, given)


def _was_mentor(person, session):
    return any(time.mentor_id == person.pk for time in session.mentors.all())


def _coached(requirement, sessions, given):
    params = {"hours": 0} | {k: v for k, v in requirement.params.items() if v is not None}
    minutes = sum(session.minutes for session in sessions)
    title = _("Coaching given") if given else _("Coaching received")
    asked = ngettext(
        "%(title)s: %(sessions)s confirmed session",
        "%(title)s: %(sessions)s confirmed sessions",
        params["sessions"],
    ) % (params | {"title": title})
    if params["hours"]:
        asked = _("%(asked)s, %(hours)s hours altogether") % {
            "asked": asked,
            "hours": params["hours"],
        }
    return Finding(
        requirement,
        title,
        with_since(requirement, asked),
        _("Confirmed sessions: %(sessions)s. Hours: %(hours)s.")
        % {"sessions": len(sessions), "hours": round(minutes / 60, 1)},
        _enough_coaching(sessions, params),
        tuple(
            Record(
                f"{day(s.held_on)} · {s.engagement.cooperative} · {s.length}",
                reverse("mentoring:session", args=[s.pk]),
            )
            for s in sessions
        ),
    )


def _enough_coaching(sessions, params):
    """The first sessions that reach the number and the hours; None if they do not."""
    minutes = 0
    for count, session in enumerate(sessions, 1):
        minutes += session.minutes
        if count >= params["sessions"] and minutes >= 60 * params["hours"]:
            return {"sessions": [str(s.pk) for s in sessions[:count]], "minutes": minutes}
    return None
