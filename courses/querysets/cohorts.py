import datetime as dt

from django.apps import apps
from django.db import models
from django.db.models import (
    Count,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce, Greatest, NullIf

from .counting import NEVER, count_of, every_word, latest_of

SURVEYED_FOR = dt.timedelta(days=3 * 366)


class CohortQuerySet(models.QuerySet):
    def with_code(self, code):
        """By join code as people type it: in any case, with spaces or dashes."""
        return self.filter(join_code="".join(filter(str.isalnum, code)).upper())

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

    def with_surveys_about(self, day):
        """Those whose course has a survey that may be put on that day, in the course or in the years after it."""
        surveys = apps.get_model("courses", "EditionActivity").objects.filter(
            edition=OuterRef("edition"), kind="survey"
        )
        recent = self.filter(opens_on__lte=day, closes_on__gte=day - SURVEYED_FOR)
        return recent.filter(Exists(surveys))


class EnrolmentQuerySet(models.QuerySet):
    def staying(self):
        return self.exclude(status="withdrawn")

    def of(self, learner):
        """Her own places, as long as she is not withdrawn: what the learner's side shows and takes."""
        return self.staying().filter(learner=learner)

    def led_by(self, leader):
        """Whom somebody may hold a lesson for: herself, and who is today in a cooperative with her."""
        members = apps.get_model("people", "Membership").objects.current()
        hers = members.filter(person=leader).values("cooperative")
        together = members.filter(cooperative__in=hers).values("person")
        return self.filter(Q(learner=leader) | Q(learner__in=together))

    def by_name(self):
        """With the learner, in the order in which one looks for a name."""
        return self.select_related("learner").order_by(
            "learner__last_name", "learner__first_name", "pk"
        )

    def with_cooperatives(self):
        """Together with the learners' memberships of today: ``learner.now_member_of``."""
        memberships = apps.get_model("people", "Membership").objects.current()
        joined = memberships.select_related("cooperative").order_by("pk")
        return self.prefetch_related(
            Prefetch("learner__memberships", joined, to_attr="now_member_of")
        )

    def open_on(self, day):
        """Under way, in a cohort that runs on that day."""
        return self.filter(status="active", cohort__opens_on__lte=day, cohort__closes_on__gte=day)

    def completed_courses(self, keys):
        """The keys, as text, of those courses that were completed, in whatever edition."""
        done = self.filter(status="completed", cohort__edition__course_key__in=keys)
        return {str(key) for key in done.values_list("cohort__edition__course_key", flat=True)}

    def with_course(self):
        """Together with cohort, edition and programme."""
        return self.select_related("cohort__edition__programme")

    def locked(self, pk):
        """One row with its cohort, locked: all records of one learner in one course take turns here."""
        # Locked first and read after: whoever waited for the lock must see where the cohort is now.
        self.select_for_update().only("pk").get(pk=pk)
        return self.select_related("cohort__edition").get(pk=pk)

    def latest_worked_in_first(self):
        steps = apps.get_model("courses", "Completion").objects.filter(enrolment=OuterRef("pk"))
        last = Subquery(steps.order_by("-recorded_at").values("recorded_at")[:1])
        return self.order_by(Coalesce(last, F("enrolled_at")).desc(), "-pk")

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

    def with_last_activity(self):
        """Adds last_activity_at: the latest lesson done, check answered or quiz handed in; None before the first."""
        moments = {"Completion": "done_at", "CheckAnswer": "answered_at", "Attempt": "handed_in_at"}
        latest = [latest_of(model, moment) for model, moment in moments.items()]
        return self.annotate(last_activity_at=NullIf(Greatest(*latest), Value(NEVER)))

    def not_started(self):
        """Needs ``with_last_activity``, as the next two do."""
        return self.filter(status="active", last_activity_at=None)

    def silent_since(self, moment):
        """Began once and has done nothing since then."""
        return self.filter(status="active", last_activity_at__lt=moment)

    def figures(self, silent_since):
        """How many stay, have completed, have not started, are silent: one query."""
        active = Q(status="active")
        return self.aggregate(
            learners=Count("pk", filter=~Q(status="withdrawn")),
            completed=Count("pk", filter=Q(status="completed")),
            withdrawn=Count("pk", filter=Q(status="withdrawn")),
            not_started=Count("pk", filter=active & Q(last_activity_at=None)),
            silent=Count("pk", filter=active & Q(last_activity_at__lt=silent_since)),
        )

    def named(self, text):
        """Learners whose names hold every word of the text, in either script."""
        return self.filter(every_word(text.split(), "learner__"))
