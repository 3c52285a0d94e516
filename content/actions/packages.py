"""Courses that go from one site to another as one file."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale

from content import policy
from content.actions import translations
from content.models import CoursePackage, ProgrammeDesk
from content.packing import archive, writing
from content.packing.plans import page_of, plan, plan_of
from lms.core import jobs
from lms.core.errors import RuleError
from lms.core.policy import require
from lms.people.models import Person


class NotBroughtIn(RuleError):
    code = "not_brought_in"


@transaction.atomic
def receive(programme, file, *, by):
    """Look at a file and keep it for its preview. The same package for the same programme is kept once."""
    require(policy.can_edit, by, page_of(programme))
    try:
        found = archive.read(file)
        plan(found.manifest, page_of(programme))
    except archive.Unreadable as reason:
        raise NotBroughtIn(str(reason)) from reason
    known = CoursePackage.objects.filter(programme=programme, digest=found.digest).first()
    if known:
        return known
    package = CoursePackage(
        programme=programme,
        digest=found.digest,
        course_key=found.manifest["course"]["key"],
        title=str(found.manifest["course"].get("title", ""))[:255],
        brought_by=by,
    )
    file.seek(0)
    package.file.save(f"{found.digest}.zip", file, save=False)
    package.save()
    return package


@transaction.atomic
def promise_to_bring_in(package, *, by):
    """Nothing is done twice: a package that was brought in stays so, and its work is promised once."""
    require(policy.can_edit, by, page_of(package.programme))
    package = CoursePackage.objects.select_for_update().get(pk=package.pk)
    if package.brought_in_at:
        return None
    if refusals := plan_of(package).refusals:
        raise NotBroughtIn(refusals[0])
    package.refusal = ""
    package.save(update_fields=["refusal"])
    return jobs.promise(
        "content.bring_in", subject=package.subject, package_id=package.pk, person_id=by.pk
    )


def _nobody(done, total):
    """Hears how far it has come where nobody waits for it."""


@transaction.atomic
def bring_in(package, *, by, tell=_nobody):
    """Write a whole package as drafts, or nothing of it. Nothing is published.

    ``tell(done, total)`` hears how far it has come.
    """
    require(policy.can_edit, by, page_of(package.programme))
    package = CoursePackage.objects.select_for_update().get(pk=package.pk)
    if package.brought_in_at:
        return
    planned = plan_of(package)
    if planned.refusals:
        raise NotBroughtIn(planned.refusals[0])
    desk = ProgrammeDesk.objects.select_related("programme", "collection").get(
        programme=package.programme
    )
    with package.file.open("rb") as file:
        names = writing.Incoming(file, planned, desk, by)
        try:
            written = writing.Writer(planned, page_of(package.programme), names, by, tell).write()
        except (archive.Unreadable, ValidationError) as reason:
            sentence = reason.messages[0] if isinstance(reason, ValidationError) else str(reason)
            raise NotBroughtIn(sentence) from reason
    # Read anew: her rights were remembered before the new pages were there.
    _remember(written, Person.objects.get(pk=by.pk))
    package.brought_in_at = timezone.now()
    package.save(update_fields=["brought_in_at"])


@transaction.atomic
def refuse(package, reason, *, by):
    """Say on the package why it could not be brought in."""
    require(policy.can_edit, by, page_of(package.programme))
    CoursePackage.objects.filter(pk=package.pk).update(refusal=reason)


def _remember(written, by):
    """What was translated side by side there is so here, sentence by sentence."""
    sources = {record["key"]: row for record, row in written if row.locale == Locale.get_default()}
    for record, row in written:
        source = sources.get(record["key"])
        if record["sentences"] is not None and source is not None and source.pk != row.pk:
            translations.restore(source, row, record["sentences"], by=by)
