"""Candidates' files at every state, so that each screen of candidates and certifiers has something real to show."""

from datetime import timedelta

from django.utils import timezone

from certification.actions import deadlines, reviews
from certification.actions.candidacies import confirm_name, open_candidacy, submit, withdraw
from certification.actions.decisions import decide, declare, disagree, second
from certification.choices import ConflictAnswer, Outcome, PauseReason
from certification.models import Candidacy, CertificationScheme, Evidence
from courses.models import Enrolment
from lms.core.ids import new_id
from lms.core.policy import SYSTEM
from lms.people.models import Person

from . import credentials
from .people import person

NEEDED = "La date de fin du cours ne correspond pas à la feuille de présence. Que s'est-il passé ?"
ANSWER = "J'ai rattrapé la dernière leçon chez moi, le lundi suivant, avec ma formatrice."
REFUSAL = "Le quiz a été passé par une autre personne. Refaites-le avec votre formatrice."
LATER = "Tenez encore une réunion avec votre groupe, puis redemandez."
OBJECTION = "Le résultat du quiz est à vérifier avec la formatrice avant de décider."


def load():
    credentials.load()
    scheme = CertificationScheme.objects.get(code="bootcoop-1")
    open_candidacy(scheme, person("learner"), by=person("learner"))
    done = Enrolment.objects.filter(cohort__edition__course_code="BC-1.1", status="completed")
    candidates = Person.objects.filter(enrolments__in=done).order_by("pk")
    for state, candidate in zip(STATES, candidates, strict=False):
        file = open_candidacy(scheme, candidate, by=candidate)
        state(file)


def just_opened(file):
    """Nothing is done yet."""


def nearly_over(file):
    _moved(file, deadline=timezone.localdate() + timedelta(days=5))


def lapsed(file):
    _moved(file, deadline=timezone.localdate() - timedelta(days=1))
    deadlines.lapse(file, by=SYSTEM)


def paused(file):
    deadlines.pause(file, PauseReason.LEAVE, by=person("certifier"))


def taken_back(file):
    withdraw(file, by=file.person)


def ready_to_hand_in(file, language="fr"):
    names = {"name_latin": file.person.name_latin, "name_arabic": file.person.name_arabic}
    confirm_name(file, names, language=language, by=file.person)


def handed_in(file, language="fr"):
    ready_to_hand_in(file, language)
    submit(file, by=file.person)


def overdue(file):
    handed_in(file)
    long_ago = timezone.now() - timedelta(days=20)
    _moved(file, submitted_at=long_ago)
    Evidence.objects.filter(candidacy=file).update(submitted_at=long_ago)


def asked_for_more(file):
    handed_in(file)
    first = _cleared(file, "certifier")
    reviews.ask_for_more(file, {file.evidence.first().requirement_id: NEEDED}, by=first)
    reviews.write(file, ANSWER, message_id=new_id(), by=file.person)


def answered(file):
    """Handed in for the second time."""
    asked_for_more(file)
    submit(file, by=file.person)


def decided_by_one(file):
    handed_in(file)
    _proposed(file, Outcome.GRANT)


def not_seconded(file):
    handed_in(file)
    decision = _proposed(file, Outcome.GRANT)
    disagree(decision, OBJECTION, by=_cleared(file, "certifier2"))


def refused(file):
    handed_in(file)
    quiz = file.evidence.last()
    _decided(file, Outcome.REFUSE, reason=REFUSAL, rejected=[quiz])


def put_off(file):
    handed_in(file)
    again = timezone.localdate() + timedelta(days=60)
    _decided(file, Outcome.DEFER, reason=LATER, again_from=again)


def granted(language):
    def state(file):
        handed_in(file, language)
        _decided(file, Outcome.GRANT)

    return state


STATES = [
    *[overdue, asked_for_more, decided_by_one, refused, put_off, taken_back],
    *[granted("fr"), granted("ar"), granted("en"), granted("fr"), lapsed, handed_in],
    *[ready_to_hand_in, answered, not_seconded, paused, nearly_over, just_opened],
]
"""What every screen needs comes first: a small demonstration has few candidates."""


def _moved(file, **times):
    """As if it had happened on another day."""
    Candidacy.objects.filter(pk=file.pk).update(**times)


def _cleared(file, name):
    certifier = person(name)
    declare(file, ConflictAnswer.NONE, by=certifier)
    return certifier


def _proposed(file, outcome, **values):
    return decide(file, outcome, **values, by=_cleared(file, "certifier"))


def _decided(file, outcome, **values):
    second(_proposed(file, outcome, **values), by=_cleared(file, "certifier2"))
