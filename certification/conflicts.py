"""Who may not decide on whom. Each rule looks at many people at once and says why in words."""

from itertools import chain

from django.apps import apps
from django.db.models import F
from django.utils.translation import gettext as _

from courses.models import Enrolment
from lms.people.models import Membership
from mentoring.models import MentorAssignment

RULES = {}
ALWAYS = "herself"
USUAL = ("taught", "accompanied", "related")
"""What holds where the version of a scheme names no rules of its own."""


def rule(name):
    """Register ``function(certifier, people) -> {person id: reason}`` under the name that schemes know it by."""

    def register(function):
        RULES[name] = function
        return function

    return register


def found(certifier, files):
    """Why the certifier may not decide, for each of the files she may not judge: ``{file id: reason}``.

    Each file goes by the rules of its own version. Takes the same few queries for any number of files.
    """
    people = {file.person_id for file in files}
    known = {name: look(certifier, people) for name, look in RULES.items()}
    reasons = {file.pk: _reason(file, known) for file in files}
    return {file: reason for file, reason in reasons.items() if reason}


def _reason(file, known):
    names = (ALWAYS, *(file.version.conflict_rules or USUAL))
    reasons = (known[name].get(file.person_id) for name in names)
    return next(filter(None, reasons), None)


@rule(ALWAYS)
def herself(certifier, people):
    return {certifier.pk: _("This is your own file.")} if certifier.pk in people else {}


@rule("taught")
def taught(certifier, people):
    """A trainer of any cohort a person is or was in has taught her."""
    cohorts = Enrolment.objects.filter(learner__in=people, cohort__trainers=certifier)
    return {
        learner: _("You trained this candidate in the cohort %(cohort)s.") % {"cohort": cohort}
        for learner, cohort in cohorts.values_list("learner_id", "cohort__name")
    }


@rule("accompanied")
def accompanied(certifier, people):
    """Whoever mentors or mentored a cooperative is close to all who are or were its members."""
    mine = MentorAssignment.objects.ever_accompanying().filter(
        mentor=certifier, engagement__cooperative__memberships__person__in=people
    )
    with_member = mine.select_related("engagement__cooperative").annotate(
        member=F("engagement__cooperative__memberships__person")
    )
    return {
        assignment.member: _("You accompany the candidate's cooperative, %(cooperative)s.")
        % {"cooperative": assignment.engagement.cooperative}
        for assignment in with_member
    }


@rule("related")
def of_the_same_cooperative(certifier, people):
    """Members of one cooperative share its gains. Other ties are declared, nobody keeps a list of families."""
    own = certifier.memberships.values("cooperative")
    members = Membership.objects.filter(person__in=people, cooperative__in=own)
    return {
        membership.person_id: _("You are or were in the same cooperative, %(cooperative)s.")
        % {"cooperative": membership.cooperative}
        for membership in members.select_related("cooperative")
    }


@rule("observed")
def observed_or_recommended(certifier, people):
    """Whoever has answered for a candidate with her name has said already what she thinks."""
    statements = apps.get_model("certification", "Statement").objects
    about = statements.filter(person__in=people, by=certifier).exclude(person=certifier)
    observations = apps.get_model("certification", "Observation").objects
    seen = observations.filter(person__in=people, observer=certifier)
    said = _("You have observed or recommended this candidate.")
    known = [about.values_list("person", flat=True), seen.values_list("person", flat=True)]
    return dict.fromkeys(chain(*known), said)
