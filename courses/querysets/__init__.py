import datetime as dt
from functools import reduce
from operator import and_, or_

from django.apps import apps
from django.db import models
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    Func,
    IntegerField,
    Max,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest, NullIf

SURVEYED_FOR = dt.timedelta(days=3 * 366)
NEVER = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


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


def every_word(words, path=""):
    """People whose names hold every one of the words, in either script."""
    names = ("first_name", "last_name", "first_name_arabic", "last_name_arabic")
    held = (
        reduce(or_, (Q(**{f"{path}{name}__icontains": word}) for name in names)) for word in words
    )
    return reduce(and_, held, Q())


def latest_of(model, moment):
    """The latest moment among an enrolment's rows of a model, as a subquery; ``NEVER`` without any."""
    rows = apps.get_model("courses", model).objects.filter(enrolment=OuterRef("pk")).order_by()
    return Coalesce(
        Subquery(rows.values("enrolment").annotate(latest=Max(moment)).values("latest")),
        Value(NEVER),
    )


class EditionActivityQuerySet(models.QuerySet):
    def in_outline(self, enrolment):
        """The activities of her course with their modules, without texts and keys.

        Adds ``basis`` (on what ground it is done, empty = not done), ``grade`` (percent), ``tries_used`` (those with a
        result) of the enrolment, ``opens_on`` and ``due_on`` of its cohort.
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
            )
        )


class ActivityTextQuerySet(models.QuerySet):
    def best_for(self, language, source):
        """In the reader's language first, else in the language it was written in, else in any."""
        rank = Case(
            When(language=language, then=Value(0)), When(language=source, then=Value(1)), default=2
        )
        return self.order_by(rank, "language")


def count_of(rows):
    """How many rows a correlated queryset has, as a subquery."""
    counted = rows.order_by().annotate(n=Func(F("pk"), function="COUNT")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


class LessonQuestionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the cohorts one learns in or runs. What was hidden only its author and the cohort's staff see."""
        if user.is_administrator:
            return self
        cohorts = self.model._meta.get_field("cohort").related_model.objects.visible_to(user)
        enrolments = apps.get_model("courses", "Enrolment").objects.of(user)
        mine = Q(cohort__in=enrolments.values("cohort")) & (Q(hidden_at=None) | Q(author=user))
        return self.filter(Q(cohort__in=cohorts.values("pk")) | mine)

    def with_replies(self, *, hidden):
        """Together with author and answers, an approved one first; ``hidden`` says whether hidden ones too."""
        replies = apps.get_model("courses", "LessonReply").objects.select_related("author")
        replies = replies.order_by(F("approved_at").asc(nulls_last=True), "written_at")
        if not hidden:
            replies = replies.filter(hidden_at=None)
        return self.select_related("author").prefetch_related(Prefetch("replies", replies))

    def unanswered_first(self):
        answered = apps.get_model("courses", "LessonReply").objects.filter(
            question=OuterRef("pk"), hidden_at=None
        )
        return self.annotate(answered=Exists(answered)).order_by("answered", "-written_at", "-pk")
