"""Learners on the way to a certificate, as far as they are the reader's to look after."""

from django.db.models import Exists, OuterRef, Q

from certification import policy
from certification.models import Candidacy, Credential, Requirement
from courses.models import Enrolment
from lms.people.models import Person


def within_reach(scheme, user):
    """Learners of the courses a scheme asks for, as far as they are the user's to look after."""
    keys = Requirement.objects.in_force().filter(version__scheme=scheme).values("course_key")
    places = Enrolment.objects.staying().filter(cohort__edition__course_key__in=keys)
    people = Person.objects.filter(Exists(places.filter(learner=OuterRef("pk"))))
    if not policy.reads_register(user, scheme):
        people = people.filter(country__in=user.managed_countries)
    return people.exclude(pk=user.pk)


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
