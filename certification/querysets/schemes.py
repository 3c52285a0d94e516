from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.fields.json import KT
from django.utils import timezone

from courses.models import Enrolment
from lms.people.choices import Role

from . import practice


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
        """Those in force that she may ask for: her records have begun what they ask for, or they renew a certificate
        of hers.

        A course or a certificate that is asked for leads to a scheme; practice does where neither is asked for.
        """
        courses = Enrolment.objects.staying().filter(learner=person)
        keys = courses.values("cohort__edition__course_key")
        asked = apps.get_model("certification", "Requirement").objects.in_force()
        asked = asked.filter(version__scheme=OuterRef("pk"))
        held = apps.get_model("certification", "Credential").objects.in_force()
        codes = held.filter(candidacy__person=person).values("candidacy__version__scheme__code")
        above = asked.annotate(code=KT("params__scheme")).filter(code__in=codes)
        hers = apps.get_model("certification", "Credential").objects.standing()
        renewed = hers.filter(
            candidacy__person=person, candidacy__version__renewed_by=OuterRef("pk")
        )
        renews = apps.get_model("certification", "SchemeVersion").objects.in_force()
        by_practice = practice.begun(asked, person) | practice.open_to_all(asked)
        return self.filter(
            Exists(asked.filter(course_key__in=keys))
            | Exists(above)
            | (Exists(asked) & Exists(renewed))
            | by_practice & ~Q(Exists(renews.filter(renewed_by=OuterRef("pk"))))
        )

    def open_to(self, person):
        """Those a person may apply to: within her reach, no file under way, no certificate whose renewal is still to open."""
        under_way = apps.get_model("certification", "Candidacy").objects.live()
        held = apps.get_model("certification", "Credential").objects.in_force()
        today = timezone.localdate()
        lasting = [
            credential.candidacy.version
            for credential in held.filter(candidacy__person=person).select_related(
                "candidacy__version"
            )
            if not credential.may_be_renewed(today)
        ]
        closed = {version.scheme_id for version in lasting}
        closed |= {version.renewed_by_id for version in lasting if version.renewed_by_id}
        return self.within_reach_of(person).exclude(
            Q(pk__in=closed)
            | Exists(under_way.filter(version__scheme=OuterRef("pk"), person=person))
        )


class SchemeVersionQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(status="in_force")


class RequirementQuerySet(models.QuerySet):
    def in_force(self):
        """Of the versions that are in force today."""
        return self.filter(version__status="in_force")
