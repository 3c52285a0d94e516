from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from lms.people.choices import Role


class CandidacyQuerySet(models.QuerySet):
    def live(self):
        """Under way, or granted and waiting for its number."""
        return self.filter(
            Q(status__in=self.model.UNDER_WAY) | Q(status="granted", credentials=None)
        )

    def locked(self, candidacy):
        """The row as it is now; whoever else wants to change it waits."""
        return (
            self.select_for_update(of=("self",))
            .select_related("version__scheme", "person")
            .get(pk=candidacy.pk)
        )

    def of_scheme(self, scheme):
        return self.filter(version__scheme=scheme)

    def with_candidate(self):
        return self.filter(status__in=self.model.WITH_CANDIDATE)

    def running_out(self, day):
        """Those of candidates whose time, which does not stand still, ends before a day."""
        paused = apps.get_model("certification", "Pause").objects.filter(
            candidacy=OuterRef("pk"), ended_at=None
        )
        return self.with_candidate().filter(~Exists(paused), deadline__lt=day)

    def visible_to(self, user):
        """One's own, those of the schemes one certifies, for a manager those of her country."""
        if user.is_administrator:
            return self
        schemes = apps.get_model("certification", "CertificationScheme").objects.certified_by(user)
        return self.filter(
            Q(person=user)
            | Q(version__scheme__in=schemes.values("pk"))
            | Q(person__country__in=user.managed_countries)
        )

    def to_observe_by(self, user):
        """Open files that ask for an observation, a recommendation or a judgement: all for a master trainer, else of
        one's schemes."""
        asked = apps.get_model("certification", "Requirement").objects.filter(
            Q(kind__in=["observed_delivery", "portfolio"])
            | Q(kind="statement", params__statement="recommendation"),
            version=OuterRef("version"),
        )
        files = self.filter(Exists(asked), status__in=self.model.WITH_CANDIDATE).exclude(
            person=user
        )
        held = apps.get_model("certification", "Credential").objects.in_force()
        if held.held_as_master(user).exists():
            return files
        schemes = apps.get_model("certification", "CertificationScheme").objects.certified_by(user)
        return files.filter(version__scheme__in=schemes.values("pk"))

    def others_than(self, user):
        """For the desk: one's own file is not there, it is under "my certificates"."""
        return self.exclude(person=user)

    def to_review_by(self, user):
        """Handed in, or decided by another certifier; for who looks on, handed in and not decided by anybody."""
        if Role.CERTIFIER not in user.roles:
            return self.filter(status="under_review")
        return self.filter(
            ~_stays_out(user), ~_decided_by(user), status__in=self.model.WITH_CERTIFIERS
        )

    def waiting_for_the_second(self, user):
        """Decided by oneself; for who looks on, by anybody."""
        files = self.filter(status="ready")
        return files.filter(_decided_by(user)) if Role.CERTIFIER in user.roles else files

    def overdue(self):
        """With the certifiers for too long."""
        since = timezone.now() - self.model.TIME_TO_REVIEW
        return self.filter(status__in=self.model.WITH_CERTIFIERS, submitted_at__lt=since)

    def asked_for_more(self):
        return self.filter(status="evidence_pending", submitted_at__isnull=False)

    def being_prepared(self):
        return self.filter(status__in=self.model.WITH_CANDIDATE, submitted_at=None)

    def decided(self):
        return self.filter(status__in=self.model.DECIDED)

    def closed_without_decision(self):
        return self.filter(status__in=["withdrawn", "lapsed"])

    def for_lists(self):
        return self.select_related("version__scheme", "person").prefetch_related("pauses")

    def for_file(self):
        return self.select_related("version__scheme__programme", "person").prefetch_related(
            "version__requirements",
            "decisions__decided_by",
            "decisions__seconded_by",
            "decisions__third_by",
            "decisions__set_aside_by",
            "credentials__events",
            "credentials__paper",
            "declarations",
            "pauses",
            "evidence",
        )


def _decided_by(user):
    decisions = apps.get_model("certification", "Decision").objects
    hers = Q(decided_by=user) | Q(seconded_by=user)
    return Exists(decisions.filter(hers, candidacy=OuterRef("pk"), status="proposed"))


def _stays_out(user):
    declarations = apps.get_model("certification", "ConflictDeclaration").objects
    return Exists(declarations.filter(candidacy=OuterRef("pk"), certifier=user, answer="conflict"))


class DecisionQuerySet(models.QuerySet):
    def put_off_beyond(self, day):
        """Those that stand and let a candidate ask again only after a day."""
        return self.filter(status="carried", outcome="defer", again_from__gt=day)


class EvidenceQuerySet(models.QuerySet):
    def submitted(self):
        """Handed in, and not judged yet."""
        return self.filter(status="submitted")


class ObservationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What one saw, what was seen of oneself, and what belongs to the files one reads."""
        files = apps.get_model("certification", "Candidacy").objects.visible_to(user)
        return self.filter(Q(observer=user) | Q(person=user) | Q(candidacy__in=files.values("pk")))
