"""Files of the tests' own beside the demonstration's: what a day of a certifier and of a master trainer needs."""

from certification.actions import batches, holding, templates
from certification.choices import SchemeKind
from certification.models import SchemeVersion
from lms.core import jobs
from lms.core.policy import SYSTEM
from lms.people.models import Person
from tests.factories import certification as make
from tests.factories import observing
from tests.factories.people import PersonFactory

MANY = 12
"""So many certificates take longer to make than a page takes to ask how far they are."""


def open_certifying_room():
    """Where to find the files, the lists and the certificates."""
    return {**_under_review(), **_issued(), **_listed(), **_watched(), **_drafted()}


def person(username):
    return Person.objects.get(username=username)


def _scheme(**values):
    made = make.scheme(certifiers=0, **values)
    made.certifiers.set([person("certifier"), person("certifier2")])
    return made


def _under_review():
    """A file to decide on, one that nobody touches, one of a candidate without a phone, one given back."""
    scheme = _scheme()
    decided = make.file_under_review(scheme, person("mentor2"), language="fr")
    read = make.file_under_review(scheme, PersonFactory(first_name="Itto", last_name="Ziani"))
    unheard = make.open_file(scheme, PersonFactory(first_name="Rahma", last_name="Ziani"))
    asked = make.file_asked_for_more(scheme, person("trainer2"))
    make.enrolled(scheme)
    return {
        "scheme": scheme.pk,
        "to_decide": str(decided.pk),
        "to_read": str(read.pk),
        "unheard": str(unheard.pk),
        "asked_for_more": str(asked.pk),
    }


def _issued():
    """Three certificates: one to correct, one to withdraw, one about which its holder asks."""
    scheme = _scheme()
    names = {"to_correct": "Najat", "to_withdraw": "Zineb", "asked_about": "Malika"}
    issued = {
        name: make.credential(scheme, PersonFactory(first_name=first, last_name="Ziani"))
        for name, first in names.items()
    }
    holder = issued["asked_about"].person
    request = holding.ask(issued["asked_about"], "correction", "Un « s » de trop.", by=holder)
    private = make.credential(scheme, person("mentor3"))
    holding.choose_publicity(private, "private", by=private.person)
    return {
        **{name: str(one.pk) for name, one in issued.items()},
        "code": issued["asked_about"].token,
        "request": str(request.pk),
        "private": private.token,
        "held": str(private.pk),
    }


def _listed():
    """Many that wait to be listed, and a list of which one certificate is made and one is still to be made."""
    many = _scheme(titles={"fr": "Tenir la caisse", "en": "Keeping the cash", "ar": "مسك الصندوق"})
    for _ in range(MANY):
        make.file_under_review(many)
    scheme = _scheme()
    for _ in range(3):
        make.file_under_review(scheme)
    batch = batches.make(scheme, by=person("certifier"))
    for name in ("certifier", "certifier2"):
        batches.judge(batch, batch.lines.for_judging()[:2], by=person(name))
    jobs.run(make.issuing_job(batch.lines.first().candidacy).pk)
    return {"many": MANY, "list": str(batch.pk)}


def _watched():
    """trainer3 is a master trainer; mentor is to be watched by her, trainer2 is to countersign, others wait for her."""
    master = person("trainer3")
    held = make.credential(make.scheme(kind=SchemeKind.MASTER), master)
    observed = ("observed_delivery", observing.OBSERVED)
    to_watch = observing.file_that_asks(*observed, person("mentor"))
    seen = observing.observation(observing.file_that_asks(*observed, person("trainer2")), master)
    other = observing.file_that_asks(*observed)
    wanted = observing.file_that_asks("statement", {"statement": "recommendation"})
    return {
        "master": str(held.pk),
        "to_watch": str(to_watch.pk),
        "to_grid": str(other.pk),
        "to_countersign": str(seen.pk),
        "to_recommend": str(wanted.pk),
    }


def _drafted():
    """A draft of the certificate of the house, and one of the rules of a scheme."""
    house = templates.house_version(by=SYSTEM).template
    draft = templates.draft_next(house, by=person("admin"))
    rules = SchemeVersion.objects.get(scheme__code="trainer-get-ahead")
    return {"template_draft": draft.pk, "draft_version": rules.pk}
