"""A course of training days: some held with their attendance, one ahead, a report submitted, and what people think."""

from datetime import datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from courses.actions import days, groups, surveys, trainings
from courses.actions.attendance import take_attendance
from courses.actions.cohorts import enrol, open_cohort
from courses.actions.editions import print_edition
from courses.choices import Presence
from courses.models import Cohort, Programme
from courses.outline import Activity, Course, Module, Text
from lms.core.ids import new_id
from lms.core.policy import SYSTEM
from lms.people.models import Person

from .people import person

PROGRAMME, COHORT, COOPERATIVES = "BOOTCOOP", "Journées de Taroudant", ["TAMGHART", "AFRAH"]
UNDER_WAY = "Argane, automne"
HELD = [21, 14]
"""So many days ago; another day is a week ahead."""
# One morning or afternoon after the other, learner after learner.
MARKS = [
    *[Presence.PRESENT] * 5,
    Presence.LATE,
    Presence.PRESENT,
    Presence.EXCUSED,
    Presence.ABSENT,
]

TITLES = {
    "course": ("Journées : prix et caisse", "أيام: الأثمنة والصندوق", "Days: prices and cash"),
    "module": ("Se retrouver", "اللقاء", "Meeting"),
    "lesson": ("Préparer la journée", "الاستعداد لليوم", "Before the day"),
    "prices": ("Atelier : fixer ses prix", "ورشة: تحديد الأثمنة", "Workshop: setting prices"),
    "cash": ("Atelier : tenir la caisse", "ورشة: مسك الصندوق", "Workshop: keeping the cash book"),
    "daily": ("Votre avis sur la journée", "رأيكن في اليوم", "What you think of the day"),
    "final": ("Votre avis à la fin", "رأيكن في النهاية", "What you think at the end"),
}
BODIES = {
    "lesson": (
        "<p>Notez trois prix que vous pratiquez. Nous les regarderons ensemble.</p>",
        "<p>المرجو كتابة ثلاثة أثمنة من أثمنة منتوجاتكن. سننظر فيها معا.</p>",
        "<p>Write down three of your prices. We shall look at them together.</p>",
    ),
    "prices": (
        "<p>Compter les matières, les heures et la part de la coopérative.</p>",
        "<p>حساب المواد والساعات ونصيب التعاونية.</p>",
        "<p>Count materials, hours and the share of the cooperative.</p>",
    ),
    "cash": (
        "<p>Écrire chaque soir ce qui entre et ce qui sort.</p>",
        "<p>كتابة ما يدخل وما يخرج كل مساء.</p>",
        "<p>Write down every evening what comes in and what goes out.</p>",
    ),
}
QUESTION = ("Comment était-ce ?", "كيف كان ذلك؟", "How was it?")
FACES = [
    ("Pas bien du tout", "غير جيد إطلاقا", "Not good at all"),
    ("Pas bien", "غير جيد", "Not good"),
    ("Moyen", "متوسط", "So-so"),
    ("Bien", "جيد", "Good"),
    ("Très bien", "جيد جدا", "Very good"),
]
WORDS = (
    "Que changer la prochaine fois ?",
    "ماذا نغيّر في المرة القادمة؟",
    "What to change next time?",
)
SAID = ["Plus d'exemples de chez nous.", "", "Commencer plus tôt.", "", "Merci, c'était clair.", ""]


def load():
    """Everything through the actions that people use; nothing where the programme is not there."""
    programme = Programme.objects.filter(code=PROGRAMME).first()
    if programme is None:
        return
    edition = print_edition(_course(programme), note="Deux ateliers", by=SYSTEM)
    today, trainer = timezone.localdate(), person("trainer")
    cohort = open_cohort(
        edition,
        name=COHORT,
        country="MA",
        trainers=[trainer],
        opens_on=today - timedelta(days=30),
        closes_on=today + timedelta(days=60),
        by=SYSTEM,
    )
    members = Person.objects.filter(memberships__cooperative__code__in=COOPERATIVES)
    places = [enrol(member, cohort, by=SYSTEM) for member in members.order_by("pk")]
    groups.let_lead_groups(places[0], True, by=trainer)
    _together(cohort, places[2:5], trainer)
    held = [_day(cohort, _id("prices"), today - timedelta(days=ago), trainer) for ago in HELD]
    _day(cohort, _id("cash"), today + timedelta(days=7), trainer)
    for number, day in enumerate(held):
        _attend(day, places, number, trainer)
    _say(places)
    surveys.close_round(cohort.survey_rounds.get(activity_key=_id("final")), by=trainer)
    trainings.submit_report(
        cohort,
        _id("prices"),
        went_well="Chacune a calculé le prix d'un produit de sa coopérative.",
        was_difficult="Compter les heures de travail à la maison.",
        next_steps="Un second atelier sur le livre de caisse.",
        by=trainer,
    )
    _plan_ahead()


def _plan_ahead():
    """A day that is near, for the cohort that a trainer opens first."""
    cohort = Cohort.objects.filter(name=UNDER_WAY).select_related("edition").first()
    activity = cohort and cohort.edition.activities.filter(kind="workshop").first()
    if activity:
        trainer = person("trainer")
        _day(cohort, activity.key, timezone.localdate() + timedelta(days=5), trainer)


def _together(cohort, places, trainer):
    """A lesson that some of them did on one phone."""
    groups.hold_lesson(
        cohort,
        _id("lesson"),
        [place.pk for place in places],
        minutes=25,
        lesson_id=new_id(),
        at=timezone.now() - timedelta(days=22),
        by=trainer,
    )


def _day(cohort, key, held_on, trainer):
    return days.plan_day(
        cohort,
        key,
        held_on=held_on,
        morning=True,
        afternoon=True,
        venue="Dar Taliba, Taroudant",
        trainer=trainer,
        places=25,
        note="Apportez le livre de caisse et un stylo.",
        by=trainer,
    )


def _attend(day, places, number, trainer):
    for hour, half in zip((9, 15), day.halves, strict=True):
        marks = {
            place.pk: MARKS[(row + number + hour) % len(MARKS)] for row, place in enumerate(places)
        }
        at = timezone.make_aware(datetime.combine(day.held_on, time(hour)))
        take_attendance(day, half, marks, at=at, by=trainer)


def _say(places):
    """Six of them answer the survey at the end; what they think of the days they have not said yet."""
    for number, place in enumerate(places[: len(SAID)]):
        answers = {_id("faces"): [_id(f"face {4 - number % 3}")]}
        if SAID[number]:
            answers[_id("words")] = SAID[number]
        surveys.answer(
            place,
            _id("final"),
            {str(question): _plain(given) for question, given in answers.items()},
            language="fr",
            at=timezone.now(),
            by=place.learner,
        )


def _plain(given):
    return [str(one) for one in given] if isinstance(given, list) else given


def _id(name):
    return uuid5(NAMESPACE_URL, f"lms.demo.days/{name}")


def _in_languages(texts):
    return dict(zip(("fr", "ar", "en"), texts, strict=True))


def _course(programme):
    activities = [
        _activity("lesson", "lesson", minutes=15),
        _activity("workshop", "prices", minutes=720, half_days=4, min_attendance=75),
        _activity("workshop", "cash", minutes=360, half_days=2, min_attendance=75),
        _activity("survey", "daily", required=False, daily=True, waves=[]),
        _activity("survey", "final", required=False, daily=False, waves=[3, 6, 12]),
    ]
    return Course(
        key=_id("course"),
        code="JOURS",
        programme_key=programme.key,
        titles=_in_languages(TITLES["course"]),
        source_language="fr",
        languages=["fr", "ar", "en"],
        modules=[Module(_id("module"), _in_languages(TITLES["module"]), activities)],
    )


def _activity(kind, name, *, minutes=5, required=True, **rules):
    titles = _in_languages(TITLES[name])
    texts = [
        Text(
            language,
            title,
            [{"html": _in_languages(BODIES[name])[language]}] if name in BODIES else [],
            questions=_questions(language) if kind == "survey" else [],
        )
        for language, title in titles.items()
    ]
    return Activity(_id(name), kind, titles, texts, minutes, required=required, rules=rules)


def _questions(language):
    faces = [
        {"id": str(_id(f"face {place}")), "text": _in_languages(words)[language]}
        for place, words in enumerate(FACES)
    ]
    plain = {"unit": "", "options": []}
    return [
        {**plain, "id": str(_id("faces")), "kind": "faces", "options": faces}
        | {"text": _in_languages(QUESTION)[language]},
        {**plain, "id": str(_id("words")), "kind": "open"}
        | {"text": _in_languages(WORDS)[language]},
    ]
