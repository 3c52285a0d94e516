from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from courses import policy
from courses.choices import ActivityKind
from courses.models import Submission, Upload
from lms.core.errors import RuleError
from lms.core.policy import require

from .learning import CourseNotOpen, take_up
from .uploads import keep_upload, own_files

MOST_FILES = 20
"""How many files one submission can hold."""


class AlreadyAccepted(RuleError):
    code = "already_accepted"


class AlreadyHandedIn(RuleError):
    code = "already_handed_in"


class NothingHandedIn(RuleError):
    code = "nothing_handed_in"


class NotAskedFor(RuleError):
    """A text or a kind of file that this assignment does not take."""

    code = "not_asked_for"


class TooManyFiles(RuleError):
    code = "too_many_files"


@transaction.atomic
def hand_in_work(enrolment, activity_key, *, text, uploads, language, submission_id, at, by):
    """Hand in work for an assignment; ``uploads`` are ids of files received before. The same id again returns the first.

    One piece of work waits at a time: what another phone sends meanwhile is refused, and kept by the one door. After
    the due day it is taken all the same and shown as late.
    """
    enrolment, assignment = take_up(enrolment, activity_key, ActivityKind.ASSIGNMENT, at=at, by=by)
    # By key: she may have begun on an earlier edition.
    earlier = list(enrolment.submissions.filter(activity__key=assignment.key))
    if known := next((work for work in earlier if work.pk == submission_id), None):
        return known
    if not enrolment.cohort.takes_records_of(at):
        raise CourseNotOpen(enrolment.cohort)
    _require_a_turn(assignment, earlier)
    files = _files_of(enrolment, uploads, by)
    _require_what_was_asked_for(assignment, text, files)
    submission = Submission.objects.create(
        id=submission_id,
        enrolment=enrolment,
        activity=assignment,
        number=max((work.number for work in earlier), default=0) + 1,
        language=language,
        text=text,
        handed_in_at=at,
    )
    submission.uploads.set(files)
    Upload.objects.filter(pk__in=[file.pk for file in files]).update(activity_key=None)
    return submission


def receive(enrolment, activity_key, kind, file, *, by):
    """Keep a file for an assignment until it is handed in with it. The same file again is the same.

    In no transaction of its own: a photo is drawn anew before anybody is locked out.
    """
    upload = keep_upload(enrolment, kind, file, by=by)
    # Also where the same file was kept before, for something else.
    upload.activity_key = activity_key
    upload.save(update_fields=["activity_key"])
    return upload


@transaction.atomic
def put_aside(enrolment, activity_key, ids, *, by):
    """Files that were received for an assignment are not handed in with it after all."""
    require(policy.can_learn, by, enrolment)
    received = Upload.objects.not_yet_sent(enrolment, activity_key)
    received.filter(pk__in=ids).update(activity_key=None)


def _require_a_turn(assignment, earlier):
    for work in earlier:
        named = {"activity": assignment, "day": date_format(work.handed_in_at, "DATE_FORMAT")}
        if work.status == Submission.Status.WAITING:
            raise AlreadyHandedIn(
                _(
                    "Your work for %(activity)s of %(day)s is with your trainer. This one was kept, but not handed in."
                ),
                **named,
            )
        if work.status == Submission.Status.ACCEPTED:
            raise AlreadyAccepted(
                _("Your work for %(activity)s of %(day)s was accepted: it is done."), **named
            )


def _files_of(enrolment, ids, by):
    files = own_files(enrolment, ids, by=by)
    if len(files) > MOST_FILES:
        raise TooManyFiles(_("Hand in at most %(number)s files."), number=MOST_FILES)
    return files


def _require_what_was_asked_for(assignment, text, files):
    if not text.strip() and not files:
        raise NothingHandedIn(_("There is nothing here yet: write something or add a file."))
    given = {file.kind for file in files} | ({"text"} if text.strip() else set())
    if given - set(assignment.accepts):
        raise NotAskedFor(
            _("%(activity)s does not take this kind of answer. Open the page again."),
            activity=assignment,
        )
