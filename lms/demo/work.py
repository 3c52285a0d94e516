"""Work handed in for assignments: some waits, some is to be done again, most is accepted."""

from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from courses.actions import reviews
from courses.actions.submissions import hand_in_work
from courses.actions.uploads import keep_upload
from courses.choices import UploadKind
from courses.models import Cohort, Review
from lms.core.ids import new_id

TEXTS = {
    "fr": "Mes trois voisines et moi cassons des noix. Toutes, nous allons au marché seules : 40 dirhams de "
    "taxi chacune, 160 en tout. À quatre dans un seul taxi, ce sera 60 dirhams, 15 pour chacune. "
    "Hafida appelle le chauffeur jeudi.",
    "ar": "أنا وجاراتي الثلاث نكسر الجوز. كل واحدة تذهب إلى السوق وحدها: 40 درهما للنقل لكل واحدة، أي 160 في "
    "المجموع. إذا ذهبنا نحن الأربع معا سندفع 60 درهما، أي 15 لكل واحدة. ستتصل حفيظة بالسائق يوم الخميس.",
    "en": "My three neighbours and I crack walnuts. Each goes to market alone: 40 dirhams for a taxi, 160 in "
    "all. The four of us in one taxi would pay 60, so 15 each. Hafida calls the driver on Thursday.",
}
REDO = "Les chiffres sont là. Dites encore qui fait quoi, et quand."
ACCEPTED = "Très clair : on voit d'un coup d'œil ce qui reste."
SHEET = "cashbox.webp"
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
            photos = [_photo(enrolment)] if number == WAITS else []
            hand_in(enrolment, activity, number, photos, at=timezone.now())


def _photo(enrolment):
    """Her sheet, as her phone took it: one of our own drawings."""
    drawing = (Path(__file__).parent / "pictures" / SHEET).read_bytes()
    photo = SimpleUploadedFile(f"feuille-{SHEET}", drawing)
    return keep_upload(enrolment, UploadKind.PHOTO, photo, by=enrolment.learner).pk


def hand_in(enrolment, activity, place, photos=(), *, at):
    """Hand in work for an assignment, and mark it as it falls to this learner."""
    language = activity.edition.source_language
    submission = hand_in_work(
        enrolment,
        activity.key,
        text=TEXTS.get(language, TEXTS["fr"]),
        uploads=list(photos),
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
