from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q


class BatchQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the schemes she certifies; an administrator sees all."""
        if user.is_administrator:
            return self
        schemes = apps.get_model("certification", "CertificationScheme").objects.certified_by(user)
        return self.filter(scheme__in=schemes.values("pk"))

    def for_lists(self):
        return (
            self.select_related("scheme", "made_by")
            .prefetch_related("scheme__versions")
            .annotate(files=models.Count("lines"))
            .order_by("-made_at", "-pk")
        )


class BatchLineQuerySet(models.QuerySet):
    def for_judging(self):
        """With what a certifier reads of each file, and what deciding on it needs."""
        return self.select_related(
            "candidacy__person", "candidacy__version__scheme"
        ).prefetch_related(
            "candidacy__decisions__decided_by",
            "candidacy__evidence",
            "candidacy__pauses",
            "candidacy__credentials__paper",
        )

    def counted(self):
        """How many files the list has, and how many came how far."""
        states = self.annotate(has_paper=Exists(_papers_of("candidacy")))
        granted = Q(candidacy__status="granted")
        return states.aggregate(
            files=models.Count("pk"),
            waiting=models.Count("pk", filter=Q(candidacy__status="under_review")),
            proposed=models.Count("pk", filter=Q(candidacy__status="ready")),
            granted=models.Count("pk", filter=granted),
            made=models.Count("pk", filter=granted & Q(has_paper=True)),
        )

    def without_paper(self):
        """Granted, and the paper is not made yet."""
        granted = self.filter(~Exists(_papers_of("candidacy")), candidacy__status="granted")
        return granted.select_related("candidacy__person", "candidacy__version")

    def papers(self):
        """The papers of these files that are made; of one that was replaced, the new one. By number."""
        documents = apps.get_model("certification", "CertificateDocument").objects
        return (
            documents.filter(
                credential__candidacy__in=self.values("candidacy"),
                credential__replaced_by=None,
                status="done",
            )
            .select_related("credential")
            .order_by("credential__serial")
        )


def _papers_of(candidacy):
    documents = apps.get_model("certification", "CertificateDocument").objects
    return documents.filter(credential__candidacy=OuterRef(candidacy), status="done")
