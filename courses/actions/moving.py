from django.db import transaction
from django.utils.translation import gettext as _

from courses import policy
from courses.actions.learning import complete_course
from courses.models import Cohort, Enrolment
from lms.core.errors import RuleError
from lms.core.policy import SYSTEM, require
from lms.notices.actions import notify
from lms.people.models import Person


class AnotherCourse(RuleError):
    code = "another_course"


class AlreadyThere(RuleError):
    code = "already_there"


class HasLeft(RuleError):
    code = "has_left"


class MovedMeanwhile(RuleError):
    code = "moved_meanwhile"


@transaction.atomic
def move_cohort(cohort, edition, *, seen, by):
    """Let a cohort go on with another edition of its course. All that was done stays done; twice is once.

    ``seen``: id of the edition that it was on when the change was looked at.
    """
    require(policy.can_run, by, cohort)
    cohort = (
        Cohort.objects.select_for_update(of=("self",)).select_related("edition").get(pk=cohort.pk)
    )
    if cohort.edition_id == edition.pk:
        return cohort
    if cohort.edition_id != seen:
        raise MovedMeanwhile(
            _("Somebody moved this cohort meanwhile. Look again at what would change.")
        )
    if cohort.edition.course_key != edition.course_key:
        raise AnotherCourse(_("%(edition)s is of another course."), edition=edition)
    # Whoever is recording something finishes first, or waits and finds the cohort on its new edition.
    places = list(cohort.enrolments.staying().select_for_update().order_by("pk"))
    cohort.edition = edition
    cohort.save(update_fields=["edition"])
    for place in places:
        place.cohort = cohort
        complete_course(place, by=SYSTEM)
    learners = Person.objects.filter(pk__in=[place.learner_id for place in places])
    _tell_moved(learners, cohort, subject=f"{cohort.pk}:{edition.pk}")
    return cohort


@transaction.atomic
def move_learner(enrolment, cohort, *, by):
    """Let a learner go on in another cohort of the same course, with all her records. Twice is once."""
    require(policy.can_run, by, enrolment.cohort)
    require(policy.can_run, by, cohort)
    Cohort.objects.select_for_update().filter(pk__in=[enrolment.cohort_id, cohort.pk]).count()
    enrolment = Enrolment.objects.locked(enrolment.pk)
    if enrolment.cohort_id == cohort.pk:
        return enrolment
    _refuse_move(enrolment, cohort)
    enrolment.cohort = cohort
    enrolment.save(update_fields=["cohort"])
    complete_course(enrolment, by=SYSTEM)
    _tell_moved([enrolment.learner], cohort, subject=f"{cohort.pk}:{enrolment.pk}")
    return enrolment


def _refuse_move(enrolment, cohort):
    if enrolment.status == Enrolment.Status.WITHDRAWN:
        raise HasLeft(_("%(learner)s has left. Take her back first."), learner=enrolment.learner)
    if enrolment.cohort.edition.course_key != cohort.edition.course_key:
        raise AnotherCourse(_("%(edition)s is of another course."), edition=cohort.edition)
    if cohort.enrolments.filter(learner=enrolment.learner_id).exists():
        raise AlreadyThere(
            _("%(learner)s already has a place in %(cohort)s."),
            learner=enrolment.learner,
            cohort=cohort,
        )


def _tell_moved(people, cohort, *, subject):
    notify(
        people,
        "courses.moved",
        subject=subject,
        params={"course": cohort.edition.titles, "cohort": cohort.name},
        path="learn/",
        by=SYSTEM,
    )
