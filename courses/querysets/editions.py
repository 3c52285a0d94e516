from django.apps import apps
from django.db import models
from django.db.models import (
    Case,
    OuterRef,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from .counting import count_of, sum_of


class ProgrammeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those one teaches; a manager or an administrator sees all."""
        if user.is_administrator or user.managed_countries:
            return self
        return self.filter(trainers=user)


class EditionQuerySet(models.QuerySet):
    def latest_of_each_course(self):
        newer = self.model.objects.filter(
            course_key=models.OuterRef("course_key"), number__gt=models.OuterRef("number")
        )
        return self.exclude(models.Exists(newer))

    def visible_to(self, user):
        """Of the programmes one teaches; a manager or an administrator sees all."""
        if user.is_administrator or user.managed_countries:
            return self
        return self.filter(programme__trainers=user)


class EditionActivityQuerySet(models.QuerySet):
    def in_outline(self, enrolment):
        """The activities of her course with their modules, without texts and keys.

        Adds ``basis`` (on what ground it is done, empty = not done), ``grade`` (percent), ``tries_used`` (those with a
        result), ``more_tries`` (that she was allowed) of the enrolment, ``opens_on`` and ``due_on`` of its cohort.
        """
        mine = {"enrolment": enrolment, "activity_key": OuterRef("key")}
        done = apps.get_model("courses", "Completion").objects.filter(**mine)
        grade = apps.get_model("courses", "Grade").objects.filter(**mine)
        dates = apps.get_model("courses", "ActivityDates").objects.filter(
            cohort=enrolment.cohort_id, activity_key=OuterRef("key")
        )
        attempts = (
            apps.get_model("courses", "Attempt")
            .objects.marked()
            .filter(enrolment=enrolment, activity__key=OuterRef("key"))
        )
        more = apps.get_model("courses", "Allowance").objects.filter(**mine)
        return (
            self.filter(edition=enrolment.cohort.edition_id)
            .select_related("module")
            .defer("answer_key")
            .annotate(
                basis=Coalesce(Subquery(done.values("basis")), Value("")),
                grade=Subquery(grade.values(percent=Coalesce("override", "computed"))),
                opens_on=Subquery(dates.values("opens_on")),
                due_on=Subquery(dates.values("due_on")),
                tries_used=count_of(attempts),
                more_tries=sum_of(more, "tries"),
            )
        )


class ActivityTextQuerySet(models.QuerySet):
    def best_for(self, language, source):
        """In the reader's language first, else in the language it was written in, else in any."""
        rank = Case(
            When(language=language, then=Value(0)), When(language=source, then=Value(1)), default=2
        )
        return self.order_by(rank, "language")
