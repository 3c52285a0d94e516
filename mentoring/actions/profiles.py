from django.db import transaction

from lms.core.policy import require
from lms.people.models import Person
from mentoring.models import MentorProfile
from mentoring.policy import profiles as policy


@transaction.atomic
def describe_mentor(person, *, languages, regions, sectors, most_cooperatives, by):
    """Say which languages a mentor speaks, where and in what she works, and how many cooperatives she can take.

    Lists hold codes, regions as cooperatives write them. The same again changes nothing. A number below what she
    accompanies today releases nobody: she is only asked no more.
    """
    require(policy.can_describe, by, person)
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    profile = MentorProfile.objects.filter(person=person).first() or MentorProfile(person=person)
    said = {
        "languages": sorted(languages),
        "regions": sorted(regions),
        "sectors": sorted(sectors),
        "most_cooperatives": most_cooperatives,
    }
    known = {name: getattr(profile, name) for name in said}
    if not profile._state.adding and known == said:
        return profile
    for name, value in said.items():
        setattr(profile, name, value)
    profile.full_clean()
    profile.save()
    return profile
