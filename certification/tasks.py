from datetime import timedelta

from django.utils import timezone

from lms.core.jobs import job
from lms.core.policy import SYSTEM

from . import keyring, pdf, pictures, statuses
from .actions import badges, deadlines, log, measures, reminders
from .actions import credentials as actions
from .choices import KeyPurpose
from .models import Candidacy, Credential, LogCheckpoint, StatusList, TemplateVersion

STEPS = 5
FURTHEST_WARNING = timedelta(days=max(deadlines.WARNINGS) + 1)


@job("certification.issue")
def issue(promised, candidacy_id):
    """Check that it prints, number it, sign its badge, draw and seal it, store it. What is done already is not done again."""
    candidacy = Candidacy.objects.for_file().get(pk=candidacy_id)
    if not candidacy.credential:
        actions.prove(candidacy, by=SYSTEM)
    promised.report(1, STEPS)
    credential = actions.issue(candidacy, by=SYSTEM)
    promised.report(2, STEPS)
    badge = _sign(credential)
    promised.report(3, STEPS)
    _draw(credential, badge)
    promised.report(STEPS, STEPS)


@job("certification.render")
def render(promised, credential_id):
    """Sign the badge of a credential, draw and store its paper."""
    credential = Credential.objects.for_lists().get(pk=credential_id)
    _draw(credential, _sign(credential))


def _draw(credential, badge):
    """Draw, seal and store the paper. The one that is there stays."""
    if credential.document:
        return
    content = pdf.render(
        credential.payload,
        credential.template.drawn(),
        badge=badge.content.encode(),
        signer=keyring.signer(KeyPurpose.PDF),
    )
    actions.keep_document(credential, content, by=SYSTEM)


def _sign(credential):
    """The badge, and the lists it points to if it is the first to do so."""
    signer = keyring.signer(KeyPurpose.BADGE)
    badge = badges.keep_badge(credential, signer, by=SYSTEM)
    block = statuses.block_of(credential.status_index)
    if not StatusList.objects.signed().filter(block=block).exists():
        badges.sign_list(block, signer, by=SYSTEM)
    return badge


@job("certification.picture")
def picture(promised, version_id):
    """Draw how the papers of a new template look, for the public page."""
    version = TemplateVersion.objects.get(pk=version_id)
    for language in version.languages:
        pictures.kept(version, language)


@job("certification.sign_list")
def sign_list(promised, block):
    """After something happened to a credential of the block."""
    badges.sign_list(block, keyring.signer(KeyPurpose.BADGE), by=SYSTEM)


@job("certification.sign_all_lists")
def sign_all_lists(promised):
    """By the clock: a suspension ends with its day, and a new key signs what the one before it signed."""
    for block in StatusList.objects.order_by("block").values_list("block", flat=True):
        badges.sign_list(block, keyring.signer(KeyPurpose.BADGE), by=SYSTEM)


@job("certification.keep_time")
def keep_time(promised):
    """Remind of what runs out, write down what has run out, and end the suspensions whose day has passed."""
    today = timezone.localdate()
    credentials = Credential.objects.for_lists()
    for credential in credentials.with_suspension_over(today).iterator(chunk_size=100):
        measures.end_suspension(credential, today, by=SYSTEM)
    soon = credentials.ending_within(max(reminders.DAYS_BEFORE), today)
    for credential in soon.iterator(chunk_size=100):
        reminders.remind(credential, today, by=SYSTEM)
    for credential in credentials.ended_unannounced(today).iterator(chunk_size=100):
        reminders.note_end(credential, by=SYSTEM)


@job("certification.close_log")
def close_log(promised):
    """Close the days of the log up to yesterday; the worker alone has the key."""
    yesterday = timezone.localdate() - timedelta(days=1)
    log.close(yesterday, keyring.signer(KeyPurpose.LOG), by=SYSTEM)


@job("certification.tell_witnesses")
def tell_witnesses(promised, checkpoint):
    log.tell_witnesses(LogCheckpoint.objects.get(pk=checkpoint), by=SYSTEM)


@job("certification.keep_deadlines")
def keep_deadlines(promised):
    """Warn of the ends that come near, and close the files whose time is over."""
    today = timezone.localdate()
    for candidacy in Candidacy.objects.running_out(today + FURTHEST_WARNING).iterator():
        if candidacy.days_left < 0:
            deadlines.lapse(candidacy, by=SYSTEM)
        else:
            deadlines.warn(candidacy, by=SYSTEM)
