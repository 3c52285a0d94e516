"""The rounds of a survey, each with how many answered and, when nobody can be made out, what."""

from collections import defaultdict

from django.utils import timezone

from courses.models import SurveyAnswer, SurveyInvitation, SurveyRound
from courses.opinions import by_language, may_be_shown, opinions


def rounds_of(cohort, activity_key):
    rounds = SurveyRound.objects.filter(cohort=cohort, activity_key=activity_key)
    return rounds.with_figures().select_related("day").in_order()


def results(rounds, questions):
    """Each round with its ``opinions``, or None where they may not be shown; by language where those may."""
    kept = defaultdict(list)
    rows = SurveyAnswer.objects.filter(round__in=[one.pk for one in rounds])
    for row in rows.order_by("pk"):
        kept[row.round_id].append(row.answers)
    return [_result(one, kept[one.pk], questions) for one in rounds]


def side_by_side(shown):
    """Each question with what was said in every round that is shown: ``[(question, [(round, opinion)])]``."""
    rounds = [one["round"] for one in shown if one["opinions"]]
    columns = [one["opinions"] for one in shown if one["opinions"]]
    return [
        (said[0]["question"], list(zip(rounds, said, strict=True)))
        for said in zip(*columns, strict=True)
    ]


def pending(enrolment, survey):
    """What she is asked today: ``(round or None for the survey with the course, whether there is anything)``."""
    today = timezone.localdate()
    mine = SurveyInvitation.objects.filter(
        enrolment=enrolment, round__activity_key=survey.key, round__cohort=enrolment.cohort_id
    ).select_related("round__day")
    invited = list(mine.order_by("round__day__held_on", "round__wave"))
    for invitation in invited:
        if not invitation.answered and invitation.round.takes_answers_of(timezone.now()):
            return invitation.round, True
    of_the_course = any(one.round.day_id is None and not one.round.wave for one in invited)
    daily = survey.rules.get("daily")
    return None, not daily and not of_the_course and enrolment.cohort.is_open_on(today)


def _result(one, kept, questions):
    over = bool(one.closed_at) or one.closes_on < timezone.localdate() or one.answered == one.asked
    shown = may_be_shown(kept, over=over)
    languages = by_language(kept) if shown else {}
    return {
        "round": one,
        "over": over,
        "percent": 100 * one.answered // one.asked if one.asked else 0,
        "opinions": opinions(questions, [row["answers"] for row in kept]) if shown else None,
        "languages": {
            language: opinions(questions, given) for language, given in sorted(languages.items())
        },
    }
