"""Schemes, files at every state and credentials, made by the actions themselves where a rule is at stake."""

import datetime as dt

import factory
from django.utils import timezone

from certification import standard
from certification.actions import candidacies, decisions, measures, replacing, reviews
from certification.actions.schemes import put_in_force
from certification.choices import ConflictAnswer, RequirementKind, SchemeKind
from certification.models import (
    Candidacy,
    CertificateTemplate,
    CertificationScheme,
    Credential,
    Requirement,
    SchemeVersion,
    TemplateVersion,
)
from certification.specimens import SAMPLES
from courses.models import Attempt
from lms.core import jobs
from lms.core.models import Job
from lms.core.policy import SYSTEM
from lms.people.choices import Role

from .courses import CohortFactory, EnrolmentFactory, ProgrammeFactory
from .people import PersonFactory, appointed

DONE = dt.datetime(2026, 3, 14, 10, tzinfo=dt.UTC)
SCHEME_VALUES = {"code", "kind", "number_prefix"}
NAMES = {"name_latin": "Amina El Fassi", "name_arabic": "أمينة الفاسي"}


class SchemeFactory(factory.django.DjangoModelFactory):
    """A scheme without versions or certifiers. ``scheme()`` makes one that works."""

    class Meta:
        model = CertificationScheme
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"scheme-{n}")
    kind = SchemeKind.ACHIEVEMENT
    programme = factory.SubFactory(ProgrammeFactory)
    number_prefix = factory.Sequence(lambda n: f"T{chr(65 + n // 26 % 26)}{chr(65 + n % 26)}")


class SchemeVersionFactory(factory.django.DjangoModelFactory):
    """A draft that asks for nothing yet."""

    class Meta:
        model = SchemeVersion

    scheme = factory.SubFactory(SchemeFactory)
    titles = {"fr": "Gérer sa coopérative", "en": "Running a cooperative", "ar": "تسيير التعاونية"}
    texts = {"fr": "Pour les gérantes.", "en": "For managers.", "ar": "للمسيرات."}
    issuers = {"fr": "Académie des coopératives", "en": "Coop Academy", "ar": "أكاديمية التعاونيات"}
    signatories = [
        {
            "name": "Awa Diallo",
            "functions": {"fr": "Directrice", "en": "Director", "ar": "المديرة"},
        },
        {"name": "Karim Benali", "functions": {"fr": "Formateur", "en": "Trainer", "ar": "مكون"}},
    ]


def paper(*languages):
    """An approved version of a template that prints in these languages."""
    look, _made = CertificateTemplate.objects.get_or_create(code="own", defaults={"name": "Own"})
    return TemplateVersion.objects.create(
        template=look,
        number=look.versions.count() + 1,
        layout=standard.layout(languages),
        status=TemplateVersion.Status.APPROVED,
        approved_at=DONE,
    )


def written(*languages):
    """What is printed of a scheme, written in these languages, from the words of specimens."""
    issuers, titles, functions = (
        {code: SAMPLES[code][place] for code in languages} for place in range(3)
    )
    signatories = [{"name": "Awa Diallo", "functions": functions}]
    return {"titles": titles, "issuers": issuers, "signatories": signatories}


class RequirementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Requirement

    version = factory.SubFactory(SchemeVersionFactory)
    position = factory.Sequence(lambda n: n + 1)
    kind = RequirementKind.COURSE_COMPLETED


def certifier(scheme=None, **person):
    """A certifier, of the scheme if one is given."""
    found = appointed(Role.CERTIFIER, **person)
    if scheme:
        scheme.certifiers.add(found)
    return found


def scheme(cohort=None, *, min_percent=70, certifiers=2, **values):
    """A scheme in force that asks for the course of a cohort and its quiz, with its certifiers."""
    cohort = cohort or CohortFactory()
    edition = cohort.edition
    of_scheme = {name: values.pop(name) for name in SCHEME_VALUES & values.keys()}
    made = SchemeFactory(programme=edition.programme, **of_scheme)
    version = SchemeVersionFactory(scheme=made, **values)
    quiz = edition.activities.get(kind="quiz")
    RequirementFactory(version=version, position=1, course_key=edition.course_key)
    RequirementFactory(
        version=version,
        position=2,
        kind=RequirementKind.QUIZ_PASSED,
        course_key=edition.course_key,
        activity_key=quiz.key,
        params={"min_percent": min_percent},
    )
    put_in_force(version, by=SYSTEM)
    for _ in range(certifiers):
        certifier(made)
    made.cohort = cohort
    return made


_scheme = scheme


def enrolled(scheme, person=None):
    """A person's place in the cohort of a scheme made by ``scheme()``."""
    return EnrolmentFactory(cohort=scheme.cohort, learner=person or PersonFactory())


def attempt(enrolment, percent=84, *, number=1, passed=None, at=DONE):
    """A quiz handed in with a result in percent."""
    return Attempt.objects.create(
        enrolment=enrolment,
        activity=enrolment.cohort.edition.activities.get(kind="quiz"),
        number=number,
        status=Attempt.Status.MARKED,
        language="fr",
        score=percent,
        max_score=100,
        passed=percent >= 70 if passed is None else passed,
        handed_in_at=at,
    )


def correct_the_marks(file, percent):
    """The records of a file change: the quiz of its candidate was marked anew."""
    tries = Attempt.objects.filter(enrolment__learner=file.person)
    tries.update(score=percent, passed=percent >= 70)


def complete(enrolment, percent=84, at=DONE):
    """The course is done and the quiz passed."""
    enrolment.status, enrolment.completed_at = "completed", at
    enrolment.save()
    attempt(enrolment, percent, at=at)
    return enrolment


def open_file(scheme=None, person=None, **values):
    """A file under preparation of somebody who is enrolled and has done nothing yet."""
    made = scheme or _scheme()
    place = enrolled(made, person)
    return candidacies.open_candidacy(made, place.learner, by=place.learner, **values)


def ready_file(scheme=None, person=None, **values):
    """A file under preparation with all requirements met and the name confirmed."""
    made = scheme or _scheme()
    place = complete(enrolled(made, person))
    file = candidacies.open_candidacy(made, place.learner, by=place.learner, **values)
    return candidacies.confirm_name(file, NAMES, by=place.learner)


def file_under_review(scheme=None, person=None, **values):
    file = ready_file(scheme, person, **values)
    return candidacies.submit(file, by=file.person)


def certifiers_of(file):
    """The certifiers of a file's scheme, the first appointed first."""
    return list(file.version.scheme.certifiers.order_by("pk"))


def cleared(file, certifier):
    """A certifier who has said that nothing stands between her and the file."""
    decisions.declare(file, ConflictAnswer.NONE, by=certifier)
    return certifier


def decided(file, outcome="grant", *, by=None, **values):
    """The first certifier's decision, or that of another."""
    certifier = cleared(file, by or certifiers_of(file)[0])
    return decisions.decide(file, outcome, **values, by=certifier)


def seconded(file, *, by=None):
    """Another certifier agrees with the decision that waits."""
    certifier = cleared(file, by or certifiers_of(file)[1])
    decision = file.decisions.get(status="proposed")
    return decisions.second(decision, by=certifier)


def file_asked_for_more(scheme=None, person=None, words="Send a better copy.", **values):
    """Handed in, and given back by the first certifier for its first requirement."""
    file = file_under_review(scheme, person, **values)
    first = cleared(file, certifiers_of(file)[0])
    asked = file.evidence.first().requirement_id
    reviews.ask_for_more(file, {asked: words}, by=first)
    return Candidacy.objects.get(pk=file.pk)


def file_waiting_for_the_second(scheme=None, person=None, **values):
    file = file_under_review(scheme, person, **values)
    decided(file)
    return Candidacy.objects.get(pk=file.pk)


def granted_file(scheme=None, person=None, **values):
    """Granted by the first two certifiers; the work of issuing is promised and not done."""
    file = file_waiting_for_the_second(scheme, person, **values)
    seconded(file)
    return Candidacy.objects.get(pk=file.pk)


def refused_file(scheme=None, person=None, **values):
    file = file_under_review(scheme, person, **values)
    decided(file, "refuse", reason="The quiz was taken by somebody else.")
    seconded(file)
    return Candidacy.objects.get(pk=file.pk)


def deferred_file(scheme=None, person=None, **values):
    file = file_under_review(scheme, person, **values)
    again = timezone.localdate() + dt.timedelta(days=60)
    decided(file, "defer", reason="Hold one more training first.", again_from=again)
    seconded(file)
    return Candidacy.objects.get(pk=file.pk)


def issuing_job(file):
    return Job.objects.about(file.issuing_subject).latest("pk")


def credential(scheme=None, person=None, **values):
    """A credential with its document, made as the promised work makes it."""
    file = granted_file(scheme, person, **values)
    jobs.run(issuing_job(file).pk)
    return Candidacy.objects.get(pk=file.pk).credential


def judges(credential):
    """The first two certifiers of its scheme."""
    return credential.scheme.certifiers.order_by("pk")[:2]


def measured(credential, kind, reason_code, *, until=None, note=""):
    """A measure that two certifiers took; the credential as it stands now."""
    first, second = judges(credential)
    proposal = measures.propose(credential, kind, reason_code, until=until, note=note, by=first)
    measures.second(proposal, by=second)
    return Credential.objects.get(pk=credential.pk)


def revoked(credential=None, reason_code="fraud", **options):
    return measured(credential or _credential(), "revoked", reason_code, **options)


def suspended(credential=None, until=None, **options):
    until = until or timezone.localdate() + dt.timedelta(days=30)
    return measured(credential or _credential(), "suspended", "examined", until=until, **options)


def replaced(old=None, **corrections):
    """The credential that takes the place of another, with its document."""
    old = old or _credential()
    newer = replacing.replace(
        old, corrections or {"name_latin": "Amina El Fasi"}, by=judges(old)[0]
    )
    jobs.run(Job.objects.about(f"credential:{newer.pk}").latest("pk").pk)
    return Credential.objects.get(pk=newer.pk)


_credential = credential
