from django.utils.translation import gettext as _

from content import files, policy
from content.reports import release_report
from courses.actions.editions import print_edition
from lms.core.errors import RuleError
from lms.core.policy import require


class NotReady(RuleError):
    code = "not_ready"


def release(course, *, number, note="", by):
    """Print what is published of a course as its edition of this number, with all files it shows.

    Refuses what would break learners. Two people who release at once make one edition. Copying files takes time,
    so it is done before the transaction; a file that stays without an edition is found again by the next release.
    """
    require(policy.can_release, by, course)
    report = release_report(course, store=files.keep)
    if report.errors:
        raise NotReady(
            _("“%(course)s” cannot be released yet: see what is wrong below."), course=course.title
        )
    return print_edition(report.outline, note=note, number=number, by=by)
