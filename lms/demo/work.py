"""Work handed in for assignments: some waits, some is to be done again, most is accepted."""

from django.utils import timezone

from courses.actions import reviews
from courses.actions.submissions import hand_in_work
from courses.models import Cohort, Review
from lms.core.ids import new_id

TEXTS = {
    "fr": "Nous vendons 20 bouteilles à 60 dirhams. Les noix coûtent 480 dirhams, les bouteilles et "
    "les étiquettes 120. Il reste 600 dirhams pour 12 heures de travail.",
    "ar": "نبيع 20 قارورة بثمن 60 درهما. يكلف اللوز 480 درهما، والقارورات والملصقات 120. "
    "يبقى 600 درهم مقابل 12 ساعة من العمل.",
    "en": "We sell 20 bottles at 60 dirhams. The nuts cost 480 dirhams, bottles and labels 120. "
    "600 dirhams are left for 12 hours of work.",
}
REDO = "Les chiffres sont là. Dites encore à quel prix vous vendez, et pourquoi."
ACCEPTED = "Très clair : on voit d'un coup d'œil ce qui reste."
WAITS, AGAIN = 0, 1
"""Of every four learners, which one's work waits and which one's is to be done again."""

UNDER_WAY = "Argane, automne"
"""The cohort in which only the first have handed something in."""


def load():
    """So that a trainer whose cohort is half way through has something to mark."""
    cohort = Cohort.objects.filter(name=UNDER_WAY).select_related("edition").first()
    activity = cohort and cohort.edition.activities.filter(kind="assignment").first()
    if activity:
        places = cohort.enrolments.exclude(completions=None).distinct().order_by("pk")
        for number, enrolment in enumerate(places[:3]):
            hand_in(enrolment, activity, number, at=timezone.now())


def hand_in(enrolment, activity, place, *, at):
    """Hand in work for an assignment, and mark it as it falls to this learner."""
    language = activity.edition.source_language
    submission = hand_in_work(
        enrolment,
        activity.key,
        text=TEXTS.get(language, TEXTS["fr"]),
        uploads=[],
        language=language,
        submission_id=new_id(),
        at=at,
        by=enrolment.learner,
    )
    if place % 4 == WAITS:
        return
    again = place % 4 == AGAIN
    markers = enrolment.cohort.trainers.order_by("pk")[: activity.markers_needed]
    for marker in markers:
        reviews.review(
            submission,
            outcome=Review.Outcome.REDO if again else Review.Outcome.ACCEPT,
            levels={criterion: _best(points) for criterion, points in activity.rubric.items()},
            comment=REDO if again else ACCEPTED,
            by=marker,
        )


def _best(points):
    return max(points, key=lambda level: float(points[level]))
