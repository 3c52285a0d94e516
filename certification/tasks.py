from lms.core.jobs import job
from lms.core.policy import SYSTEM

from . import keyring, layouts, pdf, standard, statuses
from .actions import badges
from .actions import credentials as actions
from .choices import KeyPurpose
from .models import Candidacy, Credential, StatusList

STEPS = 5


@job("certification.issue")
def issue(promised, candidacy_id):
    """Check that it prints, number it, sign its badge, draw and seal it, store it. What is done already is not done again."""
    candidacy = Candidacy.objects.for_file().get(pk=candidacy_id)
    if not Credential.objects.filter(candidacy=candidacy).exists():
        actions.prove(candidacy, by=SYSTEM)
    promised.report(1, STEPS)
    credential = actions.issue(candidacy, by=SYSTEM)
    promised.report(2, STEPS)
    badge = _sign(credential)
    promised.report(3, STEPS)
    content = pdf.render(
        credential.payload,
        layouts.read(standard.layout()),
        badge=badge.content.encode(),
        signer=keyring.signer(KeyPurpose.PDF),
    )
    promised.report(4, STEPS)
    actions.keep_document(credential, content, by=SYSTEM)
    promised.report(5, STEPS)


def _sign(credential):
    """The badge, and the lists it points to if it is the first to do so."""
    signer = keyring.signer(KeyPurpose.BADGE)
    badge = badges.keep_badge(credential, signer, by=SYSTEM)
    block = statuses.block_of(credential.status_index)
    if not StatusList.objects.signed().filter(block=block).exists():
        badges.sign_lists(block, signer, by=SYSTEM)
    return badge


@job("certification.sign_lists")
def sign_lists(promised, block):
    """After something happened to a credential of the block."""
    badges.sign_lists(block, keyring.signer(KeyPurpose.BADGE), by=SYSTEM)


@job("certification.sign_all_lists")
def sign_all_lists(promised):
    """By the clock: a suspension ends with its day, and a new key signs what the one before it signed."""
    for block in StatusList.objects.order_by("block").values_list("block", flat=True).distinct():
        badges.sign_lists(block, keyring.signer(KeyPurpose.BADGE), by=SYSTEM)
