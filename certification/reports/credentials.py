"""What pages show of certificates beside the rows themselves."""

from django.db.models import Count, Q, prefetch_related_objects
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from certification import evidence, layouts, numbers, standing
from certification.choices import CredentialStatus, Publicity
from certification.models import Credential, HolderRequest
from certification.words import WORDS
from lms.core.agenda import Kept
from lms.core.folding import fold
from lms.core.models import Job

WHY_NOT_ISSUED = {
    "TextDoesNotFit": _("A name, a title or a function is too long for its place on the paper."),
    "GlyphMissing": _("A text holds a letter that the certificate cannot print."),
    "RecordsChanged": _("The records have changed since the decision."),
}


def issuing(candidacy):
    """The promised work of issuing as it stands, with what stopped it in words; None before it is promised."""
    work = Job.objects.about(candidacy.issuing_subject).order_by("pk").last()
    if work:
        work.why = why_not_issued(work.error) if work.error else ""
    return work


def why_not_issued(error):
    """What to say for the error that a job of issuing left behind."""
    unexpected = _("Something unexpected happened. Those who run this site can see what.")
    return WHY_NOT_ISSUED.get(error, unexpected)


def achievement(version):
    """What a version of a scheme certifies, in the language in force: the facts that its badges hold of it, and its picture's words."""
    language = get_language()
    kind, title = version.scheme.kind, version.title
    return {
        "kind": kind,
        "kind_title": WORDS[language][kind],
        "language": language,
        "title": title,
        "issuer": version.issuer,
        "description": version.text or title,
        "criteria": evidence.asked_of_anybody(version.requirements.all()),
    }


def earned_by(person):
    """The certificates of a person that hold today, the latest first."""
    held = Credential.objects.valid().filter(candidacy__person=person)
    return [
        Kept(
            title=credential.candidacy.version.title,
            sentence=gettext("Certificate of %(day)s")
            % {"day": date_format(credential.issued_at, "DATE_FORMAT")},
            url=reverse("certification:file", args=[credential.candidacy_id]),
        )
        for credential in held.select_related("candidacy__version")
    ]


def history(credential):
    """What happened to a credential, the latest first, with who did it."""
    return credential.events.select_related("by", "seconded_by").order_by("-seq")


def in_register(credentials, asked):
    """The credentials that a filter of the register asks for."""
    if asked.get("scheme"):
        credentials = credentials.filter(candidacy__version__scheme=asked["scheme"])
    if asked.get("country"):
        credentials = credentials.filter(candidacy__person__country=asked["country"])
    if asked.get("status"):
        credentials = credentials.filter(state=asked["status"])
    for word in asked.get("q", "").split():
        credentials = credentials.filter(
            Q(serial_plain__startswith=numbers.plain(word))
            # As it is printed: a name that was corrected or given up finds only the certificate that said it.
            | Q(payload__name_latin__icontains=word)
            | Q(payload__name_arabic__icontains=word)
        )
    return credentials


def figures(credentials):
    """How many credentials stand where: ``[(status, label, count)]``, of those given."""
    counted = dict(credentials.order_by().values_list("state").annotate(Count("pk")))
    return [
        (status.value, status.label, counted.get(status.value, 0)) for status in CredentialStatus
    ]


def with_number_and_name(number, family_name):
    """The credential with this number whose printed name ends with these words; None unless both fit.

    One that its holder shows to nobody is not found.
    """
    credentials = Credential.objects.exclude(publicity=Publicity.PRIVATE).with_state()
    found = credentials.filter(serial_plain=numbers.plain(number)).first()
    return found if found and _is_named(found.payload, family_name) else None


def _is_named(paper, family_name):
    wanted = _words(family_name)
    if not wanted:
        return False
    names = [_words(paper[field]) for field in ("name_latin", "name_arabic")]
    return any(name[-len(wanted) :] == wanted for name in names)


def _words(name):
    """A name folded, hyphens and apostrophes as spaces, so that el-Fassi and El Fassi are the same."""
    return "".join(sign if sign.isalnum() else " " for sign in fold(name)).split()


def for_strangers(credential):
    """What the public page says beside what is printed."""
    prefetch_related_objects([credential], "events")
    newer = Credential.objects.filter(replaces=credential).first()
    appealed = credential.requests.open().filter(kind=HolderRequest.Kind.APPEAL).exists()
    return {
        "paper": credential.payload,
        "newer": newer if newer and credential.leads_to_newer else None,
        # An open appeal suspends the reason, not the status.
        "reason_shown": not appealed,
        "standing": standing.of(credential, timezone.localdate()),
    }


def changes(paper, corrections):
    """What a correction of ``paper`` makes different, in words: ``[(what, before, after)]``."""
    shown = [*layouts.NAMES, "issued_on_text"]
    return [
        (layouts.FIELDS[field], paper.get(field, ""), corrections[field])
        for field in shown
        if field in corrections
    ]


def line_of_register(credential):
    paper = credential.payload
    return [
        paper["name_latin"],
        paper["name_arabic"],
        credential.candidacy.version.title,
        credential.candidacy.person.get_country_display(),
        credential.serial,
        credential.valid_from.isoformat(),
        credential.valid_until.isoformat() if credential.valid_until else "",
        credential.address,
    ]
