from django.apps import apps
from django.db import models
from django.db.models import Count, F, Func, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce


class ProgrammeQuerySet(models.QuerySet):
    def taught_by(self, person):
        return self.filter(trainers=person)

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


class CohortQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those one teaches; a manager sees those of her country, an administrator all."""
        if user.is_administrator:
            return self
        mine = self.model.trainers.through.objects.filter(person=user).values("cohort")
        return self.filter(Q(pk__in=mine) | Q(country__in=user.managed_countries))

    def with_figures(self):
        """Adds learners (not withdrawn) and completed."""
        staying = ~Q(enrolments__status="withdrawn")
        return self.annotate(
            learners=Count("enrolments", filter=staying),
            completed=Count("enrolments", filter=Q(enrolments__status="completed")),
        )


class EnrolmentQuerySet(models.QuerySet):
    def staying(self):
        return self.exclude(status="withdrawn")

    def visible_to(self, user):
        """One's own, those of the cohorts one teaches, for a manager those of her country."""
        if user.is_administrator:
            return self
        cohorts = self.model._meta.get_field("cohort").related_model.objects.visible_to(user)
        return self.filter(Q(learner=user) | Q(cohort__in=cohorts))

    def with_progress(self):
        """Adds required_count and done_count: the activities of the edition that count, and those done."""
        required = apps.get_model("courses", "EditionActivity").objects.filter(
            edition=OuterRef("cohort__edition"), required=True
        )
        done = required.filter(
            key__in=apps.get_model("courses", "Completion")
            .objects.filter(enrolment=OuterRef(OuterRef("pk")))
            .values("activity_key")
        )
        return self.annotate(required_count=count_of(required), done_count=count_of(done))


def count_of(rows):
    """How many rows a correlated queryset has, as a subquery."""
    counted = rows.order_by().annotate(n=Func(F("pk"), function="COUNT")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
