import hashlib

from django.db import transaction
from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from courses import policy
from courses.filing import MEGABYTE, id_of_content, prepared
from courses.models import Enrolment, Upload
from lms.core.errors import RuleError
from lms.core.policy import require

MOST_FILES = 200
MOST_BYTES = 300 * MEGABYTE
"""What one person may keep in one course."""


class NoRoomLeft(RuleError):
    code = "no_room_left"


class UploadTaken(RuleError):
    code = "upload_taken"


class FileMissing(RuleError):
    code = "file_missing"


def keep_upload(enrolment, kind, file, *, by, upload_id=None, activity_key=None):
    """Keep a file that a learner hands in, or her trainer gives back to her. The same id again returns the first.

    Without an id the content decides: the same bytes in the same course are the same upload. A file is looked through
    and drawn anew before the lock, so that nobody waits for a photo.
    """
    require(policy.can_hand_over, by, enrolment)
    upload_id = upload_id or id_of_content(enrolment.pk, by.pk, file)
    if known := _known(upload_id, enrolment, by):
        return known
    values = {"id": upload_id, "kind": kind, "activity_key": activity_key}
    return _keep(enrolment, prepared(kind, file), values, by=by)


def own_files(enrolment, ids, *, by):
    """The files of these ids that ``by`` sent in this course. Another person's are as missing as one that never came."""
    files = list(Upload.objects.filter(pk__in=ids, owner=by, enrolment=enrolment))
    if len(files) < len(set(ids)):
        raise FileMissing(_("A file has not arrived. Choose it again."))
    return files


@transaction.atomic
def _keep(enrolment, fit, values, *, by):
    enrolment = Enrolment.objects.locked(enrolment.pk)
    if known := _known(values["id"], enrolment, by):
        return known
    size = fit.content.size
    kept = enrolment.uploads.filter(owner=by).aggregate(files=Count("pk"), bytes=Sum("size"))
    if kept["files"] >= MOST_FILES or (kept["bytes"] or 0) + size > MOST_BYTES:
        raise NoRoomLeft(_("You have sent too many files in this course. Speak with your trainer."))
    fit.content.seek(0)
    upload = Upload(
        **values,
        owner=by,
        enrolment=enrolment,
        name=fit.name,
        content_type=fit.content_type,
        size=size,
        digest=hashlib.file_digest(fit.content, "sha256").hexdigest(),
    )
    fit.content.seek(0)
    upload.file.save(f"{upload.pk}.{fit.extension}", fit.content, save=False)
    upload.save(force_insert=True)
    return upload


def _known(upload_id, enrolment, by):
    known = Upload.objects.filter(pk=upload_id).first()
    if known and (known.owner_id, known.enrolment_id) != (by.pk, enrolment.pk):
        raise UploadTaken(_("This file cannot be taken. Choose it again."))
    return known
