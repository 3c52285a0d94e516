"""Who can be asked to accompany a cooperative, in the order of ``matching``."""

from collections import Counter, defaultdict

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language_info

from lms.people.choices import Role
from lms.people.models import Appointment, Cooperative, Person
from mentoring import matching
from mentoring.models import MentorAssignment, MentorProfile


def mentors_for(by):
    """The mentors whom somebody may ask: those of the countries she manages."""
    appointed = Appointment.objects.current().filter(role=Role.MENTOR).values("person")
    return Person.objects.visible_to(by).filter(pk__in=appointed, is_active=True)


def candidates(engagement, *, by):
    """``(person, candidate)`` for each mentor who may be asked, best first. The same few queries for any number."""
    cooperative = engagement.cooperative
    here = engagement.assignments.open().values("mentor")
    people = mentors_for(by).exclude(pk__in=here).select_related("mentor_profile")
    people = {person.pk: person for person in people}
    found = matching.ranked(
        _sought(cooperative), _mentors(people, engagement), tied=_tied(cooperative)
    )
    return [(people[candidate.key], candidate) for candidate in found]


def _sought(cooperative):
    members = cooperative.memberships.current().values_list("person__language", flat=True)
    return matching.Sought(
        languages=dict(Counter(members)),
        region=cooperative.region,
        sector=cooperative.sector,
        sector_name=cooperative.get_sector_display(),
    )


def _mentors(people, engagement):
    load, near = Counter(), defaultdict(set)
    burden = MentorAssignment.objects.open().exclude(engagement__status="closed")
    facts = ("mentor_id", "status", "engagement__cooperative__region")
    for mentor, status, region in burden.filter(mentor__in=people).values_list(*facts):
        load[mentor] += 1
        if status == MentorAssignment.Status.ACCEPTED:
            near[mentor].add(region)
    declined = dict(
        engagement.assignments.filter(status="declined").values_list("mentor_id", "answered_at")
    )
    return [
        _mentor(person, load[key], near[key], declined.get(key)) for key, person in people.items()
    ]


def _mentor(person, load, near, declined_at):
    """Who has not said which languages she speaks is taken to speak the one she reads here."""
    profile = getattr(person, "mentor_profile", None) or MentorProfile()
    return matching.Mentor(
        key=person.pk,
        languages=frozenset(profile.languages or [person.language]),
        regions=frozenset(profile.regions),
        near=frozenset(near),
        sectors=frozenset(profile.sectors),
        load=load,
        most=profile.most_cooperatives,
        declined_on=date_format(declined_at, "DATE_FORMAT") if declined_at else "",
    )


def _tied(cooperative):
    """Who is or was a member, and who has said that she has an interest in it."""
    conflicts = MentorAssignment.objects.with_conflict(cooperative)
    return {
        *cooperative.memberships.values_list("person", flat=True),
        *conflicts.values_list("mentor", flat=True),
    }


def languages_of(cooperative):
    """``(language, members)`` as the members read them here, most of them first."""
    members = cooperative.memberships.current().values_list("person__language", flat=True)
    return [
        (capfirst(get_language_info(code)["name_translated"]), number)
        for code, number in Counter(members).most_common()
    ]


def most_of(mentor):
    profile = MentorProfile.objects.filter(person=mentor).first() or MentorProfile()
    return profile.most_cooperatives


def regions_for(mentor, profile):
    """Those that a mentor can choose: of the cooperatives of her country and those she accompanies, and her own."""
    accompanied = mentor.mentor_assignments.accepted().values("engagement__cooperative")
    reached = Cooperative.objects.filter(Q(country=mentor.country) | Q(pk__in=accompanied))
    known = reached.exclude(region="").order_by().values_list("region", flat=True).distinct()
    return sorted({*known, *profile.regions})
