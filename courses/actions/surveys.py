"""Asking people what they think, so that nobody can know who said what."""

import datetime as dt
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses import policy, scoring, waves
from courses.choices import ActivityKind
from courses.models import (
    Cohort,
    EditionActivity,
    Enrolment,
    SurveyAnswer,
    SurveyInvitation,
    SurveyRound,
)
from lms.core.apart import mix_in
from lms.core.errors import RuleError
from lms.core.policy import SYSTEM, require
from lms.notices.actions import notify

from .learning import AnswerDoesNotFit, NotInThisCourse, complete

AFTER_A_DAY = dt.timedelta(days=2)
BEFORE_THE_END = dt.timedelta(days=14)


class SurveyClosed(RuleError):
    code = "survey_closed"


@transaction.atomic
def ask_about_day(day, *, by):
    """Put the daily surveys of the course to everybody who was there on a day. Asking again asks only who is new."""
    require(policy.can_take_attendance, by, day)
    present = Enrolment.objects.filter(attendances__in=day.attendances.there()).staying()
    for survey in _surveys(day.cohort):
        if not survey.rules.get("daily"):
            continue
        closes_on = max(day.held_on, timezone.localdate()) + AFTER_A_DAY
        asked, _made = SurveyRound.objects.get_or_create(
            cohort=day.cohort,
            activity_key=survey.key,
            day=day,
            wave=0,
            defaults={"opens_on": day.held_on, "closes_on": closes_on},
        )
        _invite(asked, present.distinct())
        _tell(asked)


@transaction.atomic
def open_rounds(cohort, today, *, by):
    """Open what is due in a cohort: its surveys with the course, and the waves after it. Twice is once.

    Who comes in later is asked the next time this is done. With the course, people are told towards its end.
    """
    require(policy.can_open_rounds, by)
    cohort = (
        Cohort.objects.select_for_update(of=("self",)).select_related("edition").get(pk=cohort.pk)
    )
    for survey in _surveys(cohort):
        if survey.rules.get("daily"):
            continue
        if cohort.is_open_on(today):
            asked = _round_of_the_course(cohort, survey)
            _invite(asked, cohort.enrolments.staying())
            if today >= cohort.closes_on - BEFORE_THE_END:
                _tell(asked)
        for months in survey.rules.get("waves", []):
            first, last = waves.opening_of(cohort.closes_on, months)
            if first <= today <= last:
                asked, _made = SurveyRound.objects.get_or_create(
                    cohort=cohort,
                    activity_key=survey.key,
                    day=None,
                    wave=months,
                    defaults={"opens_on": first, "closes_on": last},
                )
                _invite(asked, cohort.enrolments.staying())
                _tell(asked)


@transaction.atomic
def answer(enrolment, activity_key, answers, *, round_id=None, language, at, by):
    """Take what somebody answers, apart from her, and write down that she has answered. Twice is once.

    Without ``round_id`` it is the survey with the course. Answering in time is doing the activity; a wave after the
    course is not part of it.
    """
    require(policy.can_learn, by, enrolment)
    enrolment = Enrolment.objects.locked(enrolment.pk)
    survey = _surveys(enrolment.cohort).filter(key=activity_key).first()
    if survey is None:
        raise NotInThisCourse(_("This survey is not in this course."))
    asked = _asked(enrolment, survey, round_id)
    invitation = _invitation(enrolment, asked, survey)
    if invitation.answered:
        return
    if not asked.takes_answers_of(at):
        raise SurveyClosed(_("This survey is closed. Thank you all the same."))
    if not _fits(survey, answers):
        raise AnswerDoesNotFit(survey)
    _keep_apart(asked, {"language": language, "answers": answers})
    invitation.answered = True
    invitation.save(update_fields=["answered"])
    if not asked.wave:
        complete(enrolment, survey, at=at, by=by)


@transaction.atomic
def close_round(asked, *, by):
    """Close a round before its time, so that its results can be read. Twice is once, and there is no way back."""
    require(policy.can_run, by, asked.cohort)
    asked = SurveyRound.objects.select_for_update(of=("self",)).get(pk=asked.pk)
    if not asked.closed_at:
        asked.closed_at = timezone.now()
        asked.save(update_fields=["closed_at"])
    return asked


def _surveys(cohort):
    return EditionActivity.objects.filter(edition=cohort.edition_id, kind=ActivityKind.SURVEY)


def _round_of_the_course(cohort, survey):
    asked, _made = SurveyRound.objects.get_or_create(
        cohort=cohort,
        activity_key=survey.key,
        day=None,
        wave=0,
        defaults={"opens_on": cohort.opens_on, "closes_on": cohort.closes_on},
    )
    return asked


def _asked(enrolment, survey, round_id):
    """The round, locked: answers to it take turns."""
    rounds = SurveyRound.objects.select_for_update(of=("self",))
    mine = rounds.filter(cohort=enrolment.cohort_id, activity_key=survey.key)
    if round_id is None and not survey.rules.get("daily"):
        return mine.get(pk=_round_of_the_course(enrolment.cohort, survey).pk)
    if asked := mine.filter(pk=round_id).first():
        return asked
    raise SurveyClosed(_("Nobody has asked you this yet."))


def _invitation(enrolment, asked, survey):
    """Hers. With the course everybody in it is asked, also who came in today; else only who was invited."""
    if asked.day_id is None and not asked.wave:
        _invite(asked, enrolment.cohort.enrolments.staying())
    if invitation := asked.invitations.filter(enrolment=enrolment).first():
        return invitation
    raise SurveyClosed(_("Nobody has asked you this yet."))


def _invite(asked, enrolments):
    known = asked.invitations.values("enrolment")
    new = enrolments.exclude(pk__in=known).order_by("pk")
    SurveyInvitation.objects.bulk_create(
        [SurveyInvitation(round=asked, enrolment=enrolment) for enrolment in new],
        ignore_conflicts=True,
    )


def _tell(asked):
    """Everybody who has not answered, once for each round."""
    people = [
        invitation.enrolment.learner
        for invitation in asked.invitations.waiting().select_related("enrolment__learner")
    ]
    notify(
        people,
        "courses.survey_asks",
        subject=f"survey:{asked.pk}",
        params={"cohort": asked.cohort.name},
        path=f"learn/surveys/{asked.pk}/",
        by=SYSTEM,
    )


def _fits(survey, answers):
    asked = {question["id"]: question for question in survey.questions()}
    return bool(answers) and all(
        question in asked and scoring.fits(asked[question], given)
        for question, given in answers.items()
    )


def _keep_apart(asked, answers):
    mix_in(asked.answers, partial(SurveyAnswer, round=asked), "answers", answers)
