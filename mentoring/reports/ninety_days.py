"""Who ends a training with a 90-day plan, and has not written it yet."""

from courses.models import Enrolment
from lms.people.models import Membership
from mentoring import defaults
from mentoring.models import NinetyDayPlan


def trainings_with_a_plan(person):
    """Her places in trainings that end with a 90-day plan, the newest first."""
    places = Enrolment.objects.of(person).filter(
        cohort__edition__programme__code__in=defaults.NINETY_DAY_PLANS
    )
    return places.select_related("cohort__edition").order_by("-enrolled_at")


def not_written(person):
    """Those of them for which she has no plan yet."""
    return trainings_with_a_plan(person).filter(ninety_day_plan=None)


def plans_of(person):
    return NinetyDayPlan.objects.of(person).for_page()


def cooperatives_to_choose(person):
    """Her memberships of today, one of which the plan is written into."""
    current = Membership.objects.current().filter(person=person)
    return list(current.select_related("cooperative").order_by("starts_on", "pk"))
