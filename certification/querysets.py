from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
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
        """Those in force that ask for a course on which the person is enrolled."""
        courses = Enrolment.objects.staying().filter(learner=person)
        keys = courses.values("cohort__edition__course_key")
        asked = apps.get_model("certification", "Requirement").objects.in_force()
        return self.filter(
            Exists(asked.filter(version__scheme=OuterRef("pk"), course_key__in=keys))
        )

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


class RequirementQuerySet(models.QuerySet):
    def in_force(self):
        """Of the versions that are in force today."""
        return self.filter(version__status="in_force")


class CandidacyQuerySet(models.QuerySet):
    def live(self):
        """Under way: neither decided nor withdrawn, or granted and waiting for its number."""
        return self.filter(
            Q(status__in=["open", "under_review"]) | Q(status="granted", credential=None)
        )

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

    def others_than(self, user):
        """For the desk: one's own file is not there, it is under "my certificates"."""
        return self.exclude(person=user)

    def to_review_by(self, user):
        return self.filter(~_decided_by(user), status="under_review")

    def waiting_for_the_second(self, user):
        return self.filter(_decided_by(user), status="under_review")

    def decided(self):
        return self.filter(status__in=["granted", "refused"])

    def for_lists(self):
        return self.select_related("version__scheme", "person").prefetch_related("decisions")

    def for_file(self):
        return self.select_related(
            "version__scheme__programme", "person", "credential__document"
        ).prefetch_related("version__requirements", "decisions__certifier", "credential__events")


def _decided_by(user):
    """Decided by the certifier; who only looks on counts a decision of anybody."""
    decisions = apps.get_model("certification", "Decision").objects
    decisions = decisions.filter(candidacy=OuterRef("pk"))
    return Exists(decisions.filter(certifier=user) if Role.CERTIFIER in user.roles else decisions)


class CounterQuerySet(models.QuerySet):
    def take(self, series):
        """The next number of a series, from 1. Only in the transaction that uses it: a number that is not used is given again."""
        self.get_or_create(series=series)
        counter = self.select_for_update().get(series=series)
        counter.last += 1
        counter.save(update_fields=["last"])
        return counter.last


class CredentialQuerySet(models.QuerySet):
    def visible_to(self, user):
        """As the files they come from."""
        files = self.model._meta.get_field("candidacy").related_model.objects.visible_to(user)
        return self.filter(candidacy__in=files.values("pk"))

    def in_force(self):
        """Neither revoked nor expired today."""
        revoked = apps.get_model("certification", "CredentialEvent").objects.filter(
            credential=OuterRef("pk"), kind="revoked"
        )
        today = timezone.localdate()
        return self.filter(~Exists(revoked), Q(valid_until=None) | Q(valid_until__gte=today))

    def of_block(self, block):
        """Those whose status stands in one list."""
        first = (block - 1) * statuses.SIZE
        return self.filter(status_index__range=(first, first + statuses.SIZE - 1))

    def touched(self):
        """Those to which something happened after they were issued."""
        events = apps.get_model("certification", "CredentialEvent").objects.exclude(kind="issued")
        return self.filter(Exists(events.filter(credential=OuterRef("pk"))))

    def with_code(self, plain):
        """By number or token, in the plain form of ``numbers.plain``."""
        return self.filter(Q(token=plain) | Q(serial_plain=plain))

    def for_lists(self):
        return self.select_related(
            "candidacy__person", "candidacy__version__scheme", "document"
        ).prefetch_related("events")


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
