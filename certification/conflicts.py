"""Who may not decide on whom. Each rule looks at many people at once and says why in words."""

from django.db.models import F
from django.utils.translation import gettext as _

from courses.models import Enrolment
from mentoring.models import Engagement

RULES = []


def rule(function):
    """Register ``function(certifier, people) -> {person id: reason}``."""
    RULES.append(function)
    return function


def found(certifier, people):
    """Why the certifier may not decide, for each of the people (ids) whom she may not judge."""
    reasons = {}
    for look in RULES:
        reasons = look(certifier, people) | reasons
    return reasons


@rule
def herself(certifier, people):
    return {certifier.pk: _("This is your own file.")} if certifier.pk in people else {}


@rule
def taught(certifier, people):
    """A trainer of any cohort a person is or was in has taught her."""
    cohorts = Enrolment.objects.filter(learner__in=people, cohort__trainers=certifier)
    return {
        learner: _("You trained this candidate in the cohort %(cohort)s.") % {"cohort": cohort}
        for learner, cohort in cohorts.values_list("learner_id", "cohort__name")
    }


@rule
def accompanied(certifier, people):
    """Whoever mentors or mentored a cooperative is close to all who are or were its members."""
    engagements = Engagement.objects.filter(
        mentor=certifier, cooperative__memberships__person__in=people
    ).select_related("cooperative")
    with_member = engagements.annotate(member=F("cooperative__memberships__person"))
    return {
        engagement.member: _("You accompany the candidate's cooperative, %(cooperative)s.")
        % {"cooperative": engagement.cooperative}
        for engagement in with_member
    }
