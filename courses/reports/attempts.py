"""How it stands with a learner's tries at a quiz."""

import datetime as dt

from django.conf import settings
from django.db.models import Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from courses import timing
from courses.choices import Reveal


class Tries:
    """All attempts of a learner at one quiz, from whatever edition, and what its rules make of them."""

    def __init__(self, quiz, attempts, *, due_on, closes_on, is_done, more):
        self.quiz = quiz
        self.attempts = attempts
        self.due_on = due_on
        self.closes_on = closes_on
        self.open = next((one for one in attempts if one.is_open), None)
        self.handed_in = [one for one in attempts if not one.is_open]
        # A mark that is corrected later takes nothing away.
        self.passed = is_done and any(one.passed for one in attempts)
        allowed = quiz.tries and quiz.tries + more["tries"]
        self.left = max(allowed - len(attempts), 0) if allowed else None
        self.extra_minutes = more["minutes"]
        # Of the next try; 0 = as long as one wants.
        self.minutes = quiz.rules.get("minutes", 0) and quiz.rules["minutes"] + more["minutes"]

    @classmethod
    def of(cls, enrolment, quiz):
        dates = enrolment.cohort.activity_dates.filter(activity_key=quiz.key).first()
        return cls(
            quiz,
            list(enrolment.attempts.of_activity(quiz.key).select_related("activity")),
            due_on=dates and dates.due_on,
            closes_on=enrolment.cohort.closes_on,
            is_done=enrolment.completions.filter(activity_key=quiz.key).exists(),
            more=enrolment.allowances.filter(activity_key=quiz.key).aggregate(
                tries=Coalesce(Sum("tries"), 0), minutes=Coalesce(Sum("minutes"), 0)
            ),
        )

    @property
    def number(self):
        """Which try the next one is."""
        return len(self.attempts) + 1

    @property
    def is_last(self):
        return self.left == 0 and not self.open

    def is_due(self, today):
        """Whether the day by which it was to be handed in is past."""
        return self.due_on is not None and self.due_on < today

    def shows_answers(self, today):
        """Whether the right answers may be seen. While a try is under way they are put away."""
        if self.open or not self.handed_in:
            return False
        if self.quiz.reveal == Reveal.DUE:
            return (self.due_on or self.closes_on) < today
        ended = self.passed or self.is_last or self.is_due(today)
        return self.quiz.reveal == Reveal.EACH_TRY or (
            self.quiz.reveal == Reveal.LAST_TRY and ended
        )

    def says_what_was_right(self, today):
        """Whether each answer is called right or wrong: where the right ones will not be shown, only the score is."""
        hidden = self.quiz.reveal in (Reveal.DUE, Reveal.NEVER)
        return self.shows_answers(today) or not hidden

    def may_go_on(self, today):
        """Whether another try is left: not after the answers were seen by somebody who has passed."""
        known = self.passed and self.shows_answers(today)
        return self.left != 0 and not known and not self.is_due(today)


def questions_of(attempt, text):
    """What the attempt asks, in its order, in the words of ``text``."""
    asked = {question["id"]: question for question in text.questions}
    return [asked[one] for one in attempt.questions if one in asked]


def answered(attempt):
    """Which of its questions have an answer so far: ``(number, question id, whether)`` in their order."""
    given = attempt.answers_so_far
    return [(n, one, bool(given.get(one))) for n, one in enumerate(attempt.questions, 1)]


def due_day(attempt):
    """The day by which the quiz is due in the learner's cohort; None without one."""
    dates = attempt.enrolment.cohort.activity_dates.filter(activity_key=attempt.activity.key)
    return dates.values_list("due_on", flat=True).first()


def last_moment(attempt):
    """When nothing can be added any more, by our clock: the end of its time, of the due day or of the cohort."""
    days = [attempt.enrolment.cohort.closes_on, due_day(attempt)]
    ends = [_end_of(day) for day in days if day]
    return min([*ends, attempt.ends_at] if attempt.ends_at else ends)


def is_in_time(attempt, at, now):
    """Whether answers given at this moment of the device count, as far as the time limit is concerned."""
    return timing.in_time(
        started_at=attempt.started_at,
        at=at,
        now=now,
        ends_at=attempt.ends_at,
        limit=attempt.time_limit,
        grace=settings.QUIZ_GRACE,
    )


def _end_of(day):
    return timezone.make_aware(dt.datetime.combine(day + dt.timedelta(days=1), dt.time.min))
