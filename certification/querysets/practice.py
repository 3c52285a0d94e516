"""Who may ask for a certificate that rests on practice alone, such as that of a mentor: no course leads to it."""

from django.apps import apps
from django.db.models import Exists, Q

from courses.models import TrainingDay
from mentoring.models import Engagement, MentorAssignment

COURSE_OR_CERTIFICATE = Q(course_key__isnull=False) | Q(kind="credential_held")
"""What leads to a certificate by itself: the way of most."""

# What is asked, and the records of a person (or OuterRef to one) that have begun it.
BEGUN = [
    (
        Q(kind="trainings_delivered"),
        lambda person: TrainingDay.objects.to_be_held().filter(trainer=person),
    ),
    (
        Q(kind="coaching", params__side="given"),
        lambda person: MentorAssignment.objects.ever_accompanying().filter(mentor=person),
    ),
    (
        Q(kind="coaching", params__side="received"),
        lambda person: Engagement.objects.filter(cooperative__memberships__person=person),
    ),
    (
        Q(kind="external_credential"),
        lambda person: apps.get_model("certification", "ExternalCredential").objects.filter(
            person=person
        ),
    ),
]


def begun(asked, person):
    """That a person has begun something of what a scheme asks for (requirements), where no course or certificate of
    ours leads to it."""
    some = Q()
    for condition, records in BEGUN:
        some |= Q(Exists(asked.filter(condition)) & Exists(records(person)))
    return ~Q(Exists(asked.filter(COURSE_OR_CERTIFICATE))) & some


def open_to_all(asked):
    """That a scheme asks for nothing that stands in any record before: only for what is handed in, seen or said."""
    conditions = COURSE_OR_CERTIFICATE
    for condition, _records in BEGUN:
        conditions |= condition
    return Q(Exists(asked)) & ~Q(Exists(asked.filter(conditions)))
