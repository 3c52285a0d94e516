from django.apps import apps
from django.db import models
from django.db.models import (
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
)


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
