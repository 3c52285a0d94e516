"""The activity report of a workshop."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses import policy
from courses.choices import ActivityKind
from courses.models import Cohort, TrainingReport
from courses.reports.trainings import figures_of
from lms.core.errors import RuleError
from lms.core.policy import SYSTEM, person_or_none, require

from .attendance import complete_who_attended
from .days import NotAWorkshop


class ReportSubmitted(RuleError):
    code = "report_submitted"


class ReportNotSubmitted(RuleError):
    code = "report_not_submitted"


class NothingToReport(RuleError):
    code = "nothing_to_report"


@transaction.atomic
def keep_report(cohort, activity_key, *, by, **words):
    """Keep what the trainer has written so far. The figures go on being counted."""
    require(policy.can_run, by, cohort)
    report, _workshop = _locked(cohort, activity_key)
    if report.submitted_at:
        raise ReportSubmitted(_("This report was submitted. It stays as it is."))
    _write(report, words)
    return report


@transaction.atomic
def submit_report(cohort, activity_key, *, by, **words):
    """Fix the figures as they are counted now, together with the words. Submitting twice changes nothing.

    No more days are expected after this: who attended enough of those held has done the workshop.
    """
    require(policy.can_run, by, cohort)
    report, workshop = _locked(cohort, activity_key)
    if report.submitted_at:
        return report
    figures = figures_of(cohort, workshop)
    if not figures["half_days"]:
        raise NothingToReport(_("Nothing was held yet: take the attendance of a day first."))
    report.figures = figures
    report.submitted_by, report.submitted_at = person_or_none(by), timezone.now()
    _write(report, words)
    everybody = list(cohort.enrolments.staying().values_list("pk", flat=True))
    given = {"at": report.submitted_at, "given_by": report.submitted_by, "by": SYSTEM}
    complete_who_attended(cohort, activity_key, everybody, **given)
    return report


@transaction.atomic
def accept_report(report, *, by):
    """Somebody who did not train there holds a submitted report for true. The first acceptance stays."""
    require(policy.can_accept_report, by, report)
    report = TrainingReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if report.accepted_at:
        return report
    if not report.submitted_at:
        raise ReportNotSubmitted(_("This report is not submitted yet."))
    report.accepted_by, report.accepted_at = by, timezone.now()
    report.save(update_fields=["accepted_by", "accepted_at"])
    return report


def _locked(cohort, activity_key):
    """The report, new or begun, and its workshop. Reports of one cohort take turns at the cohort."""
    cohort = (
        Cohort.objects.select_for_update(of=("self",)).select_related("edition").get(pk=cohort.pk)
    )
    workshops = cohort.edition.activities.filter(kind=ActivityKind.WORKSHOP, key=activity_key)
    workshop = workshops.first()
    if workshop is None:
        raise NotAWorkshop(_("This course has no such workshop."))
    report = TrainingReport.objects.filter(cohort=cohort, activity_key=activity_key).first()
    return report or TrainingReport(cohort=cohort, activity_key=activity_key), workshop


def _write(report, words):
    for field, text in words.items():
        setattr(report, field, text)
    report.save()
