"""People on the way to a certificate, as far as they are the reader's to look after."""

from django.db.models import Exists, OuterRef, Q
from django.db.models.fields.json import KT

from certification import policy
from certification.models import Candidacy, Credential, Requirement, SchemeVersion
from certification.querysets import practice
from courses.models import Enrolment
from lms.people.models import Person


def within_reach(scheme, user):
    """Those who may ask for a certificate because of their records, as far as they are the user's to look after.

    As ``SchemeQuerySet.within_reach_of`` says, the other way round; what is open to all, people ask for themselves.
    """
    asked = Requirement.objects.in_force().filter(version__scheme=scheme)
    places = Enrolment.objects.staying().filter(
        learner=OuterRef("pk"), cohort__edition__course_key__in=asked.values("course_key")
    )
    reached = Exists(places) | Exists(_holders(asked)) | Exists(_renewing(scheme, asked))
    if not SchemeVersion.objects.in_force().filter(renewed_by=scheme).exists():
        reached |= practice.begun(asked, OuterRef("pk"))
    people = Person.objects.filter(reached)
    if not policy.reads_register(user, scheme):
        people = people.filter(country__in=user.managed_countries)
    return people.exclude(pk=user.pk)


def _holders(asked):
    """The certificates of a person that are asked for."""
    codes = asked.filter(kind="credential_held").annotate(code=KT("params__scheme")).values("code")
    return Credential.objects.in_force().filter(
        candidacy__person=OuterRef("pk"), candidacy__version__scheme__code__in=codes
    )


def _renewing(scheme, asked):
    """The certificates of a person that the scheme renews, if it is in force."""
    renewed = Credential.objects.standing().filter(
        candidacy__person=OuterRef("pk"), candidacy__version__renewed_by=scheme
    )
    return renewed if asked.exists() else renewed.none()


def without_file(scheme, user):
    """Those of them who have no file under way and no certificate that holds."""
    files = Candidacy.objects.live().filter(version__scheme=scheme, person=OuterRef("pk"))
    held = Credential.objects.in_force().filter(
        candidacy__version__scheme=scheme, candidacy__person=OuterRef("pk")
    )
    people = within_reach(scheme, user).filter(~Exists(files), ~Exists(held))
    return people.order_by("last_name", "first_name", "pk")


def named(people, words):
    """Those whose name in either script holds every word."""
    for word in words.split():
        people = people.filter(
            Q(first_name__icontains=word)
            | Q(last_name__icontains=word)
            | Q(first_name_arabic__icontains=word)
            | Q(last_name_arabic__icontains=word)
        )
    return people
