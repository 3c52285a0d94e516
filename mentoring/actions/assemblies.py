import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from courses.filing import id_of_content, prepared
from lms.core.errors import RuleError
from lms.core.policy import SYSTEM, require
from lms.notices.actions import notify
from lms.people.actions import pass_office_on
from lms.people.models import Cooperative, Person
from lms.people.querysets import in_force_of
from mentoring.models import Assembly, Election, MentorAssignment, Minutes
from mentoring.policy import assemblies as policy
from mentoring.querysets.reach import roster

MOST_FILES = 20
"""How many pages or documents one assembly can have on file."""
REMINDED = dt.timedelta(days=14)
"""How long before the next assembly its people are reminded: time enough to invite everybody."""


class AssemblyInTheFuture(RuleError):
    code = "assembly_in_the_future"


class NotAMember(RuleError):
    code = "not_a_member"


class TooManyFiles(RuleError):
    code = "too_many_files"


@transaction.atomic
def record_assembly(cooperative, *, id, held_on, attendees, elected, by, **facts):
    """Write down an assembly, and let those whom it elected hold their offices from its day on.

    ``elected`` is ``{office: memberships}``. The same id again returns what is recorded. Raises RuleError where the
    day is still to come, somebody is no member, or a later assembly has filled an office already.
    """
    require(policy.can_record_assembly, by, cooperative)
    cooperative = Cooperative.objects.select_for_update().get(pk=cooperative.pk)
    if existing := cooperative.assemblies.filter(pk=id).first():
        return existing
    if held_on > timezone.localdate():
        raise AssemblyInTheFuture(
            _("%(day)s is still to come. Write the assembly down once it was held."),
            day=date_format(held_on, "DATE_FORMAT"),
        )
    chosen = [member for members in elected.values() for member in members]
    _refuse_strangers(cooperative, held_on, [*attendees, *chosen])
    assembly = Assembly(id=id, cooperative=cooperative, held_on=held_on, recorded_by=by, **facts)
    assembly.full_clean()
    assembly.save()
    assembly.attendees.set(attendees)
    for office, members in elected.items():
        if members:
            pass_office_on(cooperative, office, members, on=held_on, by=SYSTEM)
    Election.objects.bulk_create(
        Election(assembly=assembly, membership=member, office=office)
        for office, members in elected.items()
        for member in members
    )
    return assembly


def keep_minutes(assembly, kind, file, *, by):
    """Put a page or document of the minutes on file. The same file twice is once.

    It is looked through and drawn anew before anybody is locked out.
    """
    require(policy.can_keep_minutes, by, assembly)
    key = id_of_content("minutes", assembly.pk, file)
    return _keep(assembly, key, kind, prepared(kind, file), by)


def remind(assembly, *, by):
    """Tell the mentor and those who hold an office that the next assembly comes near. Once for each day named."""
    require(policy.can_record_assembly, by, assembly.cooperative)
    cooperative = assembly.cooperative
    officers = Person.objects.filter(
        in_force_of("memberships"),
        in_force_of("memberships__offices"),
        memberships__cooperative=cooperative,
    )
    accompanying = MentorAssignment.objects.accepted().filter(
        engagement__cooperative=cooperative, engagement__status="active"
    )
    mentors = Person.objects.filter(pk__in=accompanying.values("mentor"))
    notify(
        [*officers.distinct(), *mentors],
        "mentoring.assembly_ahead",
        subject=f"{assembly.pk}:{assembly.next_on.isoformat()}",
        params={"cooperative": str(cooperative), "day": assembly.next_on},
        path=f"mentoring/cooperatives/{cooperative.pk}/assemblies/",
        by=SYSTEM,
    )


@transaction.atomic
def _keep(assembly, key, kind, fit, by):
    assembly = Assembly.objects.select_for_update().get(pk=assembly.pk)
    if known := assembly.minutes.filter(pk=key).first():
        return known
    if assembly.minutes.count() >= MOST_FILES:
        raise TooManyFiles(_("Keep at most %(number)s files."), number=MOST_FILES)
    fit.content.seek(0)
    kept = Minutes(
        id=key,
        assembly=assembly,
        kind=kind,
        name=fit.name,
        content_type=fit.content_type,
        size=fit.content.size,
        kept_by=by,
    )
    kept.file.save(f"{key}.{fit.extension}", fit.content, save=False)
    kept.save(force_insert=True)
    return kept


def _refuse_strangers(cooperative, held_on, named):
    known = set(roster(cooperative, held_on).values_list("pk", flat=True))
    for membership in named:
        if membership.pk not in known:
            raise NotAMember(
                _("%(person)s was not a member of %(cooperative)s on that day."),
                person=membership.person,
                cooperative=cooperative,
            )
