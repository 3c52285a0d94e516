"""Who may have walked in: found with care, because the register of a country is nobody's to leaf through."""

import phonenumbers

from courses.querysets.counting import every_word
from lms.people.models import Cooperative, Membership, Person

MOST = 10


def people_like(cohort, text):
    """At most ``MOST`` people who are not in the cohort and fit what was typed, each with her cooperatives.

    By name only among the members of the cooperatives that the cohort's people come from; in the rest of the country
    by the whole phone number, or by name together with the code of the cooperative.
    """
    found = _by_phone(cohort, text)
    if found is None:
        found = _by_name(cohort, text.split())
    here = cohort.enrolments.staying().values("learner")
    people = found.filter(is_active=True, country=cohort.country).exclude(pk__in=here)
    return list(people.distinct().order_by("last_name", "first_name", "pk")[:MOST])


def cooperatives_of(people):
    """``{person id: [cooperative]}`` of today."""
    rows = Membership.objects.current().filter(person__in=people).select_related("cooperative")
    known = {}
    for row in rows:
        known.setdefault(row.person_id, []).append(row.cooperative)
    return known


def _by_phone(cohort, text):
    try:
        number = phonenumbers.parse(text, cohort.country)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    typed = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return Person.objects.filter(phone=typed)


def _by_name(cohort, words):
    codes = {word.upper() for word in words}
    named = Cooperative.objects.filter(country=cohort.country, code__in=codes)
    known = set(named.values_list("code", flat=True))
    names = [word for word in words if word.upper() not in known]
    if not names:
        return Person.objects.none()
    if not known:
        around = Membership.objects.current().filter(
            person__enrolments__in=cohort.enrolments.staying()
        )
        named = Cooperative.objects.filter(pk__in=around.values("cooperative"))
    members = Membership.objects.current().filter(cooperative__in=named).values("person")
    return Person.objects.filter(every_word(names), pk__in=members)
