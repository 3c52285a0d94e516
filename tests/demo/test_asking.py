"""Who brings what, who is asked and who looks for a mentor in the demonstration: no private words among it."""

import pytest

from lms.demo import asking, people
from mentoring.models import (
    Engagement,
    MentorAssignment,
    MentorProfile,
    NoteOpening,
    PrivateNote,
    SafeguardingConcern,
    SafeguardingContact,
)
from tests.factories.courses import ProgrammeFactory

pytestmark = pytest.mark.django_db


def test_mentors_have_profiles_one_is_asked_and_one_cooperative_looks_for_a_mentor():
    people.load()
    ProgrammeFactory(code="BOOTCOOP")

    asking.load()

    assert MentorProfile.objects.count() == 3
    assert MentorAssignment.objects.asked().get().mentor == people.person("mentor")
    assert Engagement.objects.looking().get().cooperative.code == "AFRAH"
    assert SafeguardingContact.objects.get().country == "MA"
    for model in (PrivateNote, NoteOpening, SafeguardingConcern):
        assert not model.objects.exists()
