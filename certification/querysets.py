from datetime import timedelta

from django.apps import apps
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Subquery, Value, When
from django.db.models.fields.json import KT
from django.utils import timezone

from courses.models import Enrolment
from lms.people.choices import Role

from . import statuses


class SchemeQuerySet(models.QuerySet):
    def with_versions(self):
        """With what their titles are read from."""
        return self.prefetch_related("versions")

    def certified_by(self, person):
        """Those a person decides on today: named in the scheme, and appointed as a certifier."""
        if Role.CERTIFIER not in person.roles:
            return self.none()
        return self.filter(certifiers=person)

    def visible_to(self, user):
        """Those one certifies; a manager or an administrator sees all."""
        if user.is_administrator or user.managed_countries:
            return self
        return self.certified_by(user)

    def within_reach_of(self, person):
        """Those in force that ask for a course on which the person is enrolled, or for no course but a certificate."""
        courses = Enrolment.objects.staying().filter(learner=person)
        keys = courses.values("cohort__edition__course_key")
        asked = apps.get_model("certification", "Requirement").objects.in_force()
        asked = asked.filter(version__scheme=OuterRef("pk"))
        held = apps.get_model("certification", "Credential").objects.in_force()
        codes = held.filter(candidacy__person=person).values("candidacy__version__scheme__code")
        above = asked.annotate(code=KT("params__scheme")).filter(code__in=codes)
        return self.filter(Exists(asked.filter(course_key__in=keys)) | Exists(above))

    def open_to(self, person):
        """Those a person may apply to: within her reach, no file under way, no certificate that holds."""
        under_way = apps.get_model("certification", "Candidacy").objects.live()
        held = apps.get_model("certification", "Credential").objects.in_force()
        mine = {"candidacy__version__scheme": OuterRef("pk"), "candidacy__person": person}
        return self.within_reach_of(person).exclude(
            Exists(under_way.filter(version__scheme=OuterRef("pk"), person=person))
            | Exists(held.filter(**mine))
        )


class SchemeVersionQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(status="in_force")


class TemplateVersionQuerySet(models.QuerySet):
    def approved(self):
        return self.filter(status="approved")

    def update(self, **values):
        """Only drafts change in bulk too."""
        if not set(values) <= self.model.MOVING and self.exclude(status="draft").exists():
            raise TypeError("An approved version of a template never changes.")
        return super().update(**values)


class RequirementQuerySet(models.QuerySet):
    def in_force(self):
        """Of the versions that are in force today."""
        return self.filter(version__status="in_force")


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
        """Open files that ask for an observation or a recommendation: all for a master trainer, else of one's schemes."""
        asked = apps.get_model("certification", "Requirement").objects.filter(
            Q(kind="observed_delivery") | Q(kind="statement", params__statement="recommendation"),
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
            "credentials__documents",
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


class CounterQuerySet(models.QuerySet):
    def take(self, series):
        """The next number of a series, from 1. Only in the transaction that uses it: a number that is not used is given again."""
        self.get_or_create(series=series)
        counter = self.select_for_update().get(series=series)
        counter.last += 1
        counter.save(update_fields=["last"])
        return counter.last


class ObservationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What one saw, what was seen of oneself, and what belongs to the files one reads."""
        files = apps.get_model("certification", "Candidacy").objects.visible_to(user)
        return self.filter(Q(observer=user) | Q(person=user) | Q(candidacy__in=files.values("pk")))


class CredentialQuerySet(models.QuerySet):
    def held_as_master(self, person):
        """Those that make a person a master trainer."""
        return self.filter(candidacy__person=person, candidacy__version__scheme__kind="master")

    def visible_to(self, user):
        """As the files they come from."""
        files = self.model._meta.get_field("candidacy").related_model.objects.visible_to(user)
        return self.filter(candidacy__in=files.values("pk"))

    def of(self, scheme, person):
        return self.filter(candidacy__version__scheme=scheme, candidacy__person=person)

    def standing(self):
        """Neither revoked nor replaced, whatever its dates."""
        return self.filter(~Exists(_events(["revoked", "replaced"])))

    def in_force(self):
        """Standing, and not run out today. One that is suspended is held all the same."""
        today = timezone.localdate()
        return self.standing().filter(Q(valid_until=None) | Q(valid_until__gte=today))

    def with_state(self):
        """With ``state``, the status as ``validity.status`` has it, for filters and figures over many."""
        today = timezone.localdate()
        turns = _events(["suspended", "reinstated"]).order_by("-seq")
        suspended = Subquery(turns.values("kind")[:1])
        return self.alias(turn=suspended, turn_until=Subquery(turns.values("until")[:1])).annotate(
            state=Case(
                When(Exists(_events(["revoked"])), then=Value("revoked")),
                When(Exists(_events(["replaced"])), then=Value("replaced")),
                When(turn="suspended", turn_until__gte=today, then=Value("suspended")),
                When(valid_from__gt=today, then=Value("not_yet_valid")),
                When(valid_until__lt=today, then=Value("expired")),
                default=Value("valid"),
                output_field=models.CharField(),
            )
        )

    def valid(self):
        return self.with_state().filter(state="valid")

    def in_public_register(self):
        """Those whose holders asked for it, as long as they hold."""
        return self.valid().filter(publicity="register")

    def ending_within(self, days, today):
        return self.standing().filter(valid_until__range=(today, today + timedelta(days=days)))

    def ended_unannounced(self, today):
        return self.standing().filter(~Exists(_events(["expired_notice"])), valid_until__lt=today)

    def with_suspension_over(self, today):
        turns = _events(["suspended", "reinstated"]).order_by("-seq")
        return (
            self.standing()
            .alias(turn=Subquery(turns.values("kind")[:1]), end=Subquery(turns.values("until")[:1]))
            .filter(turn="suspended", end__lt=today)
        )

    def of_block(self, block):
        """Those whose status stands in one list."""
        first = (block - 1) * statuses.SIZE
        return self.filter(status_index__range=(first, first + statuses.SIZE - 1))

    def touched(self):
        """Those to which something happened after they were issued."""
        events = apps.get_model("certification", "CredentialEvent").objects.exclude(kind="issued")
        return self.filter(Exists(events.filter(credential=OuterRef("pk"))))

    def with_code(self, plain):
        """By number or token, in the plain form of ``numbers.plain``; for numbers that we ourselves have signed."""
        return self.filter(Q(token=plain) | Q(serial_plain=plain))

    def with_token(self, plain):
        """By the token, in the plain form of ``numbers.plain``. Numbers follow each other, so they are no key."""
        return self.filter(token=plain)

    def for_lists(self):
        return self.select_related(
            "candidacy__person", "candidacy__version__scheme"
        ).prefetch_related("events", "documents")


def _events(kinds):
    events = apps.get_model("certification", "CredentialEvent").objects
    return events.filter(credential=OuterRef("pk"), kind__in=kinds)


class MeasureQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(status="proposed")

    def visible_to(self, user):
        credentials = apps.get_model("certification", "Credential").objects.visible_to(user)
        return self.filter(credential__in=credentials.values("pk"))


class RequestQuerySet(models.QuerySet):
    def open(self):
        return self.filter(answered_at=None)

    def visible_to(self, user):
        credentials = apps.get_model("certification", "Credential").objects.visible_to(user)
        return self.filter(credential__in=credentials.values("pk"))


class MarkPermissionQuerySet(models.QuerySet):
    def on(self, day):
        """Those that hold on a day."""
        return self.filter(starts_on__lte=day, ends_on__gte=day)


class StatusListQuerySet(models.QuerySet):
    def signed(self):
        return self.exclude(document="")


class SigningKeyQuerySet(models.QuerySet):
    def trusted(self):
        """Those whose signatures hold: what signs today, and what signed before and is known to nobody else."""
        return self.filter(status__in=["active", "retired"])

    def in_use(self):
        """At most one for each purpose: what signs today."""
        return self.filter(status="active")


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
            "candidacy__credentials__documents",
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
                kind="pdf",
                status="done",
            )
            .select_related("credential")
            .order_by("credential__serial")
        )


def _papers_of(candidacy):
    documents = apps.get_model("certification", "CertificateDocument").objects
    return documents.filter(credential__candidacy=OuterRef(candidacy), kind="pdf", status="done")
