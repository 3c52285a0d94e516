"""Two schemes, and of their certificates what can happen to them."""

from datetime import timedelta

from django.utils import timezone

from certification.actions import holding, measures, replacing
from certification.actions.schemes import put_in_force, seed
from certification.choices import RequirementKind, SchemeKind
from certification.defaults import ISSUERS
from certification.models import CertificationScheme, Credential, Requirement, SchemeVersion
from courses.choices import ActivityKind
from courses.models import Edition, Programme
from lms.core.policy import SYSTEM

from .people import person

SIGNATORIES = [
    {
        "name": "Amadou Diallo",
        "functions": {
            "fr": "Certificateur",
            "en": "Certifier",
            "ar": "مسؤول الإشهاد",
            "pt": "Certificador",
            "hi": "प्रमाणन अधिकारी",
        },
    },
    {
        "name": "Karima Bennani",
        "functions": {
            "fr": "Certificatrice",
            "en": "Certifier",
            "ar": "مسؤولة الإشهاد",
            "pt": "Certificadora",
            "hi": "प्रमाणन अधिकारी",
        },
    },
]
SCHEMES = [
    (
        "bootcoop-1",
        "BOOTCOOP",
        "BC-1.1",
        "BC",
        {
            "fr": "BootCoop : pourquoi coopérer",
            "en": "BootCoop: why cooperate",
            "ar": "بوت كوب: لماذا نتعاون",
            "pt": "BootCoop: porquê cooperar",
            "hi": "BootCoop: सहयोग क्यों",
        },
    ),
    (
        "get-ahead",
        "GET-AHEAD",
        "GA",
        "GA",
        {
            "fr": "Entreprendre au féminin",
            "en": "Women in business",
            "ar": "ريادة الأعمال النسائية",
            "pt": "Mulheres empreendedoras",
            "hi": "महिलाएँ और व्यवसाय",
        },
    ),
]
TEXTS = {
    "fr": "Pour qui a suivi tout le cours et réussi le dernier quiz. Règle d'exemple, sans lien avec l'OIT.",
    "en": "For those who took the whole course and passed its last quiz. A sample rule, not one of the ILO.",
    "ar": "لمن أتمّت الدورة كلها ونجحت في الاختبار الأخير. قاعدة نموذجية لا علاقة لها بمنظمة العمل الدولية.",
    "pt": "Para quem fez todo o curso e foi aprovado no último teste. Regra de exemplo, sem ligação com a OIT.",
    "hi": "उनके लिए जिन्होंने पूरा पाठ्यक्रम किया और अंतिम परीक्षा उत्तीर्ण की। यह एक नमूना नियम है, ILO का नियम नहीं।",
}


def load():
    seed(by=SYSTEM)
    for scheme in SCHEMES:
        _scheme(*scheme)


def tell_their_lives():
    """The latest certificates show what can happen: withdrawn, suspended, corrected, in the public register."""
    first, second = person("certifier"), person("certifier2")
    latest = list(Credential.objects.order_by("-issued_at", "-pk")[:4])
    withdrawn, suspended, corrected, shown = latest
    note = "Émis par erreur : une autre personne portait le même nom."
    measures.second(measures.propose(withdrawn, "revoked", "error", note=note, by=first), by=second)
    until = timezone.localdate() + timedelta(days=60)
    measures.second(
        measures.propose(suspended, "suspended", "examined", until=until, by=first), by=second
    )
    name = {"name_latin": f"{corrected.payload['name_latin']} Idrissi"}
    replacing.replace(corrected, name, by=first)
    holding.choose_publicity(shown, "register", by=shown.person)
    holding.ask(shown, "correction", "Mon nom de famille s'écrit avec deux « s ».", by=shown.person)


def _scheme(code, programme, course, prefix, titles):
    edition = Edition.objects.latest_of_each_course().filter(course_code=course).first()
    if edition is None:
        return
    scheme = CertificationScheme.objects.create(
        code=code,
        kind=SchemeKind.ACHIEVEMENT,
        programme=Programme.objects.get(code=programme),
        number_prefix=prefix,
    )
    version = SchemeVersion.objects.create(
        scheme=scheme, titles=titles, texts=TEXTS, issuers=ISSUERS, signatories=SIGNATORIES
    )
    scheme.certifiers.set([person("certifier"), person("certifier2")])
    last_quiz = edition.activities.filter(kind=ActivityKind.QUIZ).last()
    Requirement.objects.create(
        version=version,
        position=1,
        kind=RequirementKind.COURSE_COMPLETED,
        course_key=edition.course_key,
    )
    Requirement.objects.create(
        version=version,
        position=2,
        kind=RequirementKind.QUIZ_PASSED,
        course_key=edition.course_key,
        activity_key=last_quiz.key,
        params={"min_percent": 70},
    )
    put_in_force(version, by=SYSTEM)
