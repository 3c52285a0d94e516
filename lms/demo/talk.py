"""What is said in a cohort: a question under a lesson, its answer, and a message of the trainer."""

from django.utils import timezone

from courses.actions import talk
from courses.actions.cohorts import send_message
from courses.models import Cohort
from lms.core.ids import new_id

COHORT = "Argane, automne"
QUESTION = "Et si une membre ne peut plus venir aux réunions ?"
ANSWER = (
    "Elle le dit au bureau, et une autre membre peut la représenter si les statuts le permettent."
)
UNANSWERED = "À partir de combien de membres faut-il un bureau ?"
MESSAGE = "Apportez vos reçus du mois à la prochaine rencontre : nous compterons ensemble."


def load():
    if cohort := Cohort.objects.filter(name=COHORT).select_related("edition").first():
        _talk(cohort)


def _talk(cohort):
    trainer = cohort.trainers.order_by("pk").first()
    first, second = (place.learner for place in cohort.enrolments.order_by("pk")[:2])
    lesson = cohort.edition.activities.filter(kind="lesson").order_by("position").first()
    now = timezone.now()
    asked = [
        talk.ask(cohort, lesson.key, text, question_id=new_id(), at=now, by=learner)
        for text, learner in ((QUESTION, first), (UNANSWERED, second))
    ]
    answer = talk.reply(asked[0], ANSWER, reply_id=new_id(), at=now, by=trainer)
    talk.approve(answer, by=trainer)
    send_message(cohort, MESSAGE, message_id=new_id(), by=trainer)
