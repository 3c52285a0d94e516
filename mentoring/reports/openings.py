"""What is known of the opening of private notes. The words of a note are never loaded here."""

from django.db.models import Q

from lms.people.choices import Role
from lms.people.models import Person
from lms.people.querysets import in_force_of
from mentoring.models import NoteOpening, PrivateNote


def around(user, session, own_note):
    """What a session's page says of notes: that others exist, and who has opened them or one's own."""
    others = PrivateNote.objects.known_to(user).exclude(author=user).filter(session=session)
    return {
        "other_notes": others.without_words().with_openings(),
        "openings_of_mine": NoteOpening.objects.filter(note=own_note).for_page()
        if own_note
        else [],
    }


def who_can_agree(opening):
    """Managers of the country and administrators, but for who asked and who was there as a mentor."""
    note = opening.note
    manager = Q(
        appointments__role=Role.MANAGER,
        appointments__country=note.session.engagement.cooperative.country,
    )
    right = in_force_of("appointments") & (manager | Q(appointments__role=Role.ADMINISTRATOR))
    there = note.session.mentors.values("mentor")
    people = Person.objects.filter(right | Q(is_superuser=True), is_active=True)
    return (
        people.exclude(pk__in=[opening.asked_by_id, note.author_id])
        .exclude(pk__in=there)
        .distinct()
    )
