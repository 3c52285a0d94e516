from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from certification import evidence, policy, spelling, validity
from certification.actions import telling, templates
from certification.actions.snapshots import freeze
from certification.choices import NameChannel
from certification.models import Candidacy, CertificationScheme, Decision, Evidence, NameCheck
from lms.core.errors import RuleError
from lms.core.moves import move
from lms.core.policy import SYSTEM, person_or_none, require
from lms.people.models import Person

MONTHS_TO_PREPARE = 12
"""How long a candidate has for her file; our default, not a rule of anybody's."""


class NotWithinReach(RuleError):
    code = "not_within_reach"


class AlreadyHeld(RuleError):
    code = "already_held"


class PutOff(RuleError):
    code = "put_off"


class FileNotOpen(RuleError):
    code = "file_not_open"


class TimeIsOver(RuleError):
    code = "time_is_over"


class NameNotConfirmed(RuleError):
    code = "name_not_confirmed"


class RequirementsMissing(RuleError):
    code = "requirements_missing"

    def __init__(self, missing):
        super().__init__(_("Still missing: %(what)s"), what=" · ".join(missing))


@transaction.atomic
def open_candidacy(scheme, person, *, language="", by):
    """Open a person's file under the version in force. While one is under way, that one is returned."""
    require(policy.can_open, by, scheme, person)
    person = Person.objects.select_for_update().get(pk=person.pk)
    if known := Candidacy.objects.live().filter(version__scheme=scheme, person=person).first():
        return known
    _refuse_if_not_open(scheme, person)
    languages = _languages(scheme.in_force)
    wanted = language or person.language
    opened = Candidacy.objects.create(
        version=scheme.in_force,
        person=person,
        language=wanted if wanted in languages else languages[0],
        name_latin=person.name_latin,
        name_arabic=person.name_arabic,
        deadline=validity.last_day(timezone.localdate(), MONTHS_TO_PREPARE),
        opened_by=person_or_none(by),
    )
    Evidence.objects.bulk_create(
        Evidence(candidacy=opened, requirement=requirement)
        for requirement in opened.version.requirements.all()
    )
    if by != person:
        telling.opened(opened, by=by)
    return opened


def _refuse_if_not_open(scheme, person):
    schemes = CertificationScheme.objects.filter(pk=scheme.pk)
    if not schemes.within_reach_of(person).exists():
        raise NotWithinReach(
            _("Nothing in the records of %(person)s leads to %(scheme)s yet."),
            person=person,
            scheme=scheme,
        )
    if not schemes.open_to(person).exists():
        raise AlreadyHeld(
            _("%(person)s already holds the certificate %(scheme)s."), person=person, scheme=scheme
        )
    put_off = Decision.objects.put_off_beyond(timezone.localdate()).filter(
        candidacy__version__scheme=scheme, candidacy__person=person
    )
    if latest := put_off.order_by("again_from").last():
        raise PutOff(
            _("The decision was put off. A new file can be opened from %(day)s on."),
            day=date_format(latest.again_from, "DATE_FORMAT"),
        )


def paper_of(candidacy, *, by):
    """The version of a template in which the certificate of this file is drawn: its scheme's own, else this house's."""
    require(policy.can_open, by, candidacy.scheme, candidacy.person)
    return _paper(candidacy.version)


def languages_of(candidacy, *, by):
    """In which languages this file's certificate can be printed without mixing them."""
    require(policy.can_open, by, candidacy.scheme, candidacy.person)
    return _languages(candidacy.version)


def _languages(version):
    """Those that the paper prints and in which the words of the scheme are written; the paper's when there is none."""
    printed = _paper(version).languages
    return [code for code in printed if code in version.languages] or list(printed)


def _paper(version):
    return version.template or templates.house_version(by=SYSTEM)


@transaction.atomic
def confirm_name(
    candidacy, names, *, language="", name_in_badge=False, channel=NameChannel.SELF, by
):
    """The candidate says how her name is printed, in which language, and whether her badge says it.

    ``names`` are as typed, ``{field: name}`` by the fields of ``NameCheck``. A certifier writes down what she heard by
    phone or read on paper (``channel``). Until the file is handed in it may change; each time is kept.
    """
    require(policy.can_check_name, by, candidacy, channel)
    candidacy = Candidacy.objects.locked(candidacy)
    if not candidacy.is_with_candidate:
        raise FileNotOpen(_("The file is with the certifiers. The name cannot change any more."))
    candidacy.language = language or candidacy.language
    candidacy.name_in_badge = name_in_badge
    _refuse_language(candidacy)
    spelling.refuse(names, _paper(candidacy.version).drawn(), candidacy.language)
    _write_name(candidacy, names)
    NameCheck.objects.create(candidacy=candidacy, **names, channel=channel, confirmed_by=by)
    if candidacy.status == Candidacy.Status.OPEN:
        move(candidacy, Candidacy.Status.EVIDENCE_PENDING)
    return candidacy


def _refuse_language(candidacy):
    if candidacy.language not in _languages(candidacy.version):
        raise spelling.NameNotPrintable(
            _("This certificate is not printed in this language. Choose another one.")
        )


def _write_name(candidacy, names):
    candidacy.name_latin = names.get("name_latin", "")
    candidacy.name_arabic = names.get("name_arabic", "")
    candidacy.name_confirmed_at = timezone.now()
    written = ["name_latin", "name_arabic", "name_in_badge", "name_confirmed_at"]
    candidacy.save(update_fields=[*written, "language"])


@transaction.atomic
def submit(candidacy, *, by):
    """Hand the file to the certifiers, its evidence frozen: all requirements are met and the name is confirmed."""
    require(policy.can_prepare, by, candidacy)
    candidacy = Candidacy.objects.locked(candidacy)
    if candidacy.is_with_certifiers:
        return candidacy
    findings = candidacy.findings()
    _refuse_to_submit(candidacy, findings)
    freeze(candidacy, findings, by=by)
    move(candidacy, Candidacy.Status.UNDER_REVIEW, submitted_at=timezone.now())
    telling.handed_in(candidacy, by=by)
    return candidacy


def _refuse_to_submit(candidacy, findings):
    if not candidacy.is_with_candidate:
        raise FileNotOpen(_("This file is closed."))
    if candidacy.days_left < 0 and not candidacy.pause:
        raise TimeIsOver(
            _("The time for this file was over on %(day)s."),
            day=date_format(candidacy.deadline, "DATE_FORMAT"),
        )
    if not candidacy.name_confirmed_at:
        raise NameNotConfirmed(_("First check how your name will be printed."))
    if missing := evidence.missing(findings):
        raise RequirementsMissing(missing)


@transaction.atomic
def withdraw(candidacy, *, by):
    """The candidate takes her file back before it is decided. She may open another one later."""
    require(policy.can_prepare, by, candidacy)
    candidacy = Candidacy.objects.locked(candidacy)
    if candidacy.status != Candidacy.Status.WITHDRAWN:
        candidacy.set_aside_proposed()
        move(candidacy, Candidacy.Status.WITHDRAWN)
    return candidacy
