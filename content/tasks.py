from lms.core.errors import RuleError
from lms.core.jobs import job
from lms.people.models import Person

from .actions import packages
from .models import CoursePackage


@job("content.bring_in")
def bring_in(promised, package_id, person_id):
    """Bring a course in. A refusal is an answer and not a failure: it is said on the package."""
    package = CoursePackage.objects.get(pk=package_id)
    person = Person.objects.get(pk=person_id)
    try:
        packages.bring_in(package, tell=promised.tell, by=person)
    except RuleError as refusal:
        packages.refuse(package, str(refusal), by=person)
