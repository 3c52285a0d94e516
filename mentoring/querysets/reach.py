"""Who reaches which cooperatives, engagements and sessions: what the querysets of this app have in common."""

from django.apps import apps
from django.db.models import Q

from lms.people.models import Cooperative, Membership, Person
from lms.people.querysets import in_force_of


def rows(model):
    """All rows of a model of this app. The models import these querysets, so they are looked up when asked."""
    return apps.get_model("mentoring", model).objects.all()


def cooperatives_of(person):
    """Ids of the cooperatives a person belongs to today."""
    return Membership.objects.current().filter(person=person).values("cooperative")


def cooperatives_led_by(person):
    """Ids of the cooperatives in which a person holds an office today."""
    officers = Membership.objects.current().filter(in_force_of("offices"), person=person)
    return officers.values("cooperative")


def roster(cooperative, day):
    """The members who had not left by a day. Who was written down only later counts: lists are often late."""
    return cooperative.memberships.filter(Q(ends_on=None) | Q(ends_on__gte=day))


def accompanied_by(person):
    """Ids of the engagements a person accompanies as a mentor: she has said yes and has not been released."""
    return rows("MentorAssignment").filter(mentor=person, status="accepted").values("engagement")


def coached_by(person):
    """Ids of the cooperatives that a person accompanies as a mentor, as long as the engagement is not closed."""
    engagements = rows("Engagement").open().filter(pk__in=accompanied_by(person))
    return engagements.values("cooperative")


def cooperatives_known_to(user):
    """One's own, those one accompanies, and for a manager those of her country; an administrator knows all."""
    seen = Cooperative.objects.visible_to(user).values("pk")
    return Cooperative.objects.filter(Q(pk__in=seen) | Q(pk__in=coached_by(user)))


def in_countries_of(user, path=""):
    """A condition: the row's cooperative, at the end of ``path``, is of a country that one manages."""
    return Q() if user.is_administrator else Q(**{f"{path}country__in": user.managed_countries})


def members_of(cooperative):
    return Person.objects.filter(
        in_force_of("memberships"), memberships__cooperative=cooperative, is_active=True
    ).distinct()


def officers_of(cooperative):
    return Person.objects.filter(
        in_force_of("memberships") & in_force_of("memberships__offices"),
        Q(memberships__cooperative=cooperative, is_active=True),
    ).distinct()
