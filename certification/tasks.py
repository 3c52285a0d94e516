from lms.core.jobs import job
from lms.core.policy import SYSTEM

from . import layouts, pdf, standard
from .actions import credentials as actions
from .models import Candidacy, Credential

STEPS = 4


@job("certification.issue")
def issue(promised, candidacy_id):
    """Check that it prints, number it, draw it, store it. What is done already is not done again."""
    candidacy = Candidacy.objects.for_file().get(pk=candidacy_id)
    if not Credential.objects.filter(candidacy=candidacy).exists():
        actions.prove(candidacy, by=SYSTEM)
    promised.report(1, STEPS)
    credential = actions.issue(candidacy, by=SYSTEM)
    promised.report(2, STEPS)
    content = pdf.render(credential.payload, layouts.read(standard.layout()))
    promised.report(3, STEPS)
    actions.keep_document(credential, content, by=SYSTEM)
    promised.report(4, STEPS)
