"""Sentences about what learners hand in: attempts, submissions, files, and marks they contest."""

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from .counting import count_of


class HandedInQuerySet(models.QuerySet):
    """What learners hand in: attempts and submissions."""

    def of(self, learner):
        """Her own, in courses she was not withdrawn from."""
        return self.filter(enrolment__learner=learner).exclude(enrolment__status="withdrawn")

    def run_by(self, user):
        """Of other people, in the cohorts one runs."""
        cohorts = apps.get_model("courses", "Cohort").objects.visible_to(user)
        return self.filter(enrolment__cohort__in=cohorts).exclude(enrolment__learner=user)

    def visible_to(self, user):
        """One's own, and those of the cohorts one runs."""
        cohorts = apps.get_model("courses", "Cohort").objects.visible_to(user)
        return self.filter(Q(enrolment__learner=user) | Q(enrolment__cohort__in=cohorts))

    def waiting(self):
        """For a person to mark it, of learners who have not left."""
        return self.filter(status="waiting").exclude(enrolment__status="withdrawn")

    def to_mark_by(self, user):
        """Waiting for this person."""
        return self.run_by(user).waiting()

    def with_due_day(self):
        """Adds due_on, the day by which it was to be handed in; None without one."""
        dates = apps.get_model("courses", "ActivityDates").objects.filter(
            cohort=OuterRef("enrolment__cohort"), activity_key=OuterRef("activity__key")
        )
        return self.annotate(due_on=Subquery(dates.values("due_on")[:1]))


class AttemptQuerySet(HandedInQuerySet):
    def marked(self):
        """Handed in and marked: those with a result."""
        return self.filter(status="marked")

    def handed_in(self):
        return self.exclude(status="open")

    def under_way(self):
        return self.filter(status="open")

    def of_activity(self, key):
        """At one quiz, from whatever edition, in the order of the tries."""
        return self.filter(activity__key=key).order_by("number")

    def with_grade(self):
        """Adds grade: what all tries of the learner at the quiz come to, as computed."""
        grades = apps.get_model("courses", "Grade").objects.filter(
            enrolment=OuterRef("enrolment"), activity_key=OuterRef("activity__key")
        )
        return self.annotate(grade=Subquery(grades.values("computed")))

    def over(self, now, today, grace):
        """Still open though nothing can be added any more: the time, the due day or the cohort is over."""
        due = apps.get_model("courses", "ActivityDates").objects.filter(
            cohort=OuterRef("enrolment__cohort"),
            activity_key=OuterRef("activity__key"),
            due_on__lt=today,
        )
        return self.filter(
            Q(ends_at__lt=now - grace) | Q(enrolment__cohort__closes_on__lt=today) | Exists(due),
            status="open",
        ).exclude(enrolment__status="withdrawn")


class SubmissionQuerySet(HandedInQuerySet):
    def to_mark_by(self, user):
        """Waiting for this person: not yet marked by her, or marked by two who do not agree."""
        reviews = apps.get_model("courses", "Review").objects.filter(submission=OuterRef("pk"))
        return (
            super()
            .to_mark_by(user)
            .annotate(reviews_given=count_of(reviews))
            .filter(~Exists(reviews.filter(marker=user)) | Q(reviews_given__gte=2))
        )


class UploadQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, what a trainer gave back to one, and those of the cohorts one may run."""
        cohorts = apps.get_model("courses", "Cohort").objects.visible_to(user)
        mine = Q(owner=user) | Q(enrolment__learner=user)
        return self.filter(mine | Q(enrolment__cohort__in=cohorts))

    def not_yet_sent(self, enrolment, activity_key):
        """Received for an assignment of the learner and not handed in with it yet."""
        return self.filter(
            enrolment=enrolment,
            owner=enrolment.learner_id,
            activity_key=activity_key,
        ).order_by("uploaded_at", "pk")


class ContestQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(outcome="")

    def with_subject(self):
        """Together with the attempt or submission and whose it is."""
        things = [
            f"{thing}__{what}"
            for thing in ("attempt", "submission")
            for what in ("activity", "enrolment__learner", "enrolment__cohort__edition")
        ]
        return self.select_related(*things)

    def answerable_by(self, user):
        """Of other people in the cohorts one runs, about a mark that one did not give."""
        cohorts = apps.get_model("courses", "Cohort").objects.visible_to(user)
        theirs = Q(attempt__enrolment__cohort__in=cohorts) & ~Q(attempt__enrolment__learner=user)
        work = Q(submission__enrolment__cohort__in=cohorts) & ~Q(
            submission__enrolment__learner=user
        )
        given = apps.get_model("courses", "Mark").objects.filter(
            response__attempt=OuterRef("attempt"), given_by=user
        )
        reviewed = apps.get_model("courses", "Review").objects.filter(
            submission=OuterRef("submission"), marker=user
        )
        return self.filter(theirs | work).exclude(Exists(given)).exclude(Exists(reviewed))
