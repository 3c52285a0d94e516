"""Actions that are overdue, over many cooperatives: for those whose task it is to ask about them."""

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.people.models import Cooperative, Person
from mentoring.choices import Topic
from mentoring.models import ActionItem, Engagement, MentorAssignment
from mentoring.querysets.reach import coached_by


def overdue_for(user, *, mentor=None, region="", country=""):
    """What is overdue in the cooperatives that somebody looks after, cooperative by cooperative."""
    rows = ActionItem.objects.looked_after_by(user).overdue()
    if mentor:
        rows = rows.filter(cooperative__in=coached_by(mentor))
    if region:
        rows = rows.filter(cooperative__region=region)
    if country:
        rows = rows.filter(cooperative__country=country)
    return with_mentors(rows.select_related("owner__person", "objective").by_cooperative())


def with_mentors(actions):
    """Each cooperative with who accompanies it: ``cooperative.open_engagements`` and their ``accompanying``."""
    accepted = MentorAssignment.objects.accepted().select_related("mentor")
    engagements = Engagement.objects.open().prefetch_related(
        Prefetch("assignments", queryset=accepted, to_attr="accompanying")
    )
    cooperatives = Cooperative.objects.prefetch_related(
        Prefetch("engagements", queryset=engagements, to_attr="open_engagements")
    )
    return actions.prefetch_related(Prefetch("cooperative", queryset=cooperatives))


def choices_for(user):
    """What a manager can narrow her list by: the mentors, regions and countries of the cooperatives she manages."""
    managed = Cooperative.objects.all()
    if not user.is_administrator:
        managed = managed.filter(country__in=user.managed_countries)
    accepted = MentorAssignment.objects.accepted().filter(engagement__cooperative__in=managed)
    mentors = Person.objects.filter(pk__in=accepted.values("mentor"))
    regions = managed.exclude(region="").order_by("region").values_list("region", flat=True)
    countries = managed.order_by("country").values_list("country", flat=True)
    return {
        "mentors": mentors.order_by("last_name", "first_name", "pk"),
        "regions": list(regions.distinct()),
        "countries": list(countries.distinct()),
    }


def mentor_names(cooperative):
    """Those who accompany a cooperative, each once, after ``with_mentors``."""
    known = {
        assignment.mentor_id: str(assignment.mentor)
        for engagement in cooperative.open_engagements
        for assignment in engagement.accompanying
    }
    return ", ".join(known.values())


def headings():
    return [
        _("Cooperative"),
        _("Region"),
        _("Mentor"),
        _("Action"),
        _("Who does it"),
        _("Axis"),
        _("Due on"),
        _("Days overdue"),
    ]


def lines(actions):
    """One line of the file for each action, as ``headings`` says."""
    today = timezone.localdate()
    for action in actions:
        cooperative, objective = action.cooperative, action.objective
        yield [
            str(cooperative),
            cooperative.region,
            mentor_names(cooperative),
            action.text,
            str(action.owner.person),
            str(Topic(objective.axis).label) if objective else "",
            action.due_on,
            (today - action.due_on).days,
        ]
