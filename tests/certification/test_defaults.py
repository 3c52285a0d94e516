"""The schemes a new site begins with."""

from itertools import zip_longest

import pytest
from django.core.management import call_command
from django.forms import MultiWidget

from certification import defaults
from certification.actions import schemes
from certification.faces import SCRIPT_OF
from certification.models import CertificationScheme
from certification.requirements.kinds import KINDS
from certification.shaping import missing_glyphs
from lms.core.policy import SYSTEM
from tests.factories.courses import CohortFactory

pytestmark = pytest.mark.django_db


def test_a_new_site_begins_with_six_drafts_and_seeding_again_changes_nothing():
    call_command("default_schemes", verbosity=0)
    scheme = CertificationScheme.objects.get(code="trainer-coop-tools")
    scheme.draft.requirements.filter(position=1).update(params={"min_percent": 75})
    again = schemes.seed(by=SYSTEM)

    assert again == []
    assert CertificationScheme.objects.count() == len(defaults.SCHEMES) == 6
    assert all(s.draft.is_our_default and not s.in_force for s in CertificationScheme.objects.all())
    assert scheme.draft.requirements.get(position=1).params == {"min_percent": 75}
    assert scheme.draft.renewed_by.code == "renewal"


def test_each_default_sets_what_its_kinds_ask_for():
    schemes.seed(by=SYSTEM)

    for one in defaults.SCHEMES:
        for kind, params, *_group in one["requirements"]:
            for name, field in KINDS[kind].fields().items():
                field.clean(typed(field.widget, params.get(name)))


def typed(widget, value):
    """A value as the lines of a form would send it."""
    if not isinstance(widget, MultiWidget):
        return value
    parts = value if isinstance(value, list) else widget.decompress(value)
    return [typed(one, part) for one, part in zip_longest(widget.widgets, parts)]


def test_a_default_is_in_force_only_when_course_and_signatory_are_written():
    schemes.seed(by=SYSTEM)
    draft = CertificationScheme.objects.get(code="attendance").draft

    with pytest.raises(schemes.NotComplete):
        schemes.put_in_force(draft, by=SYSTEM)
    asked = draft.requirements.get()
    asked.course_key = CohortFactory().edition.course_key
    asked.save()
    with pytest.raises(schemes.NotComplete):
        schemes.put_in_force(draft, by=SYSTEM)
    draft.signatories = [{"name": "Awa", "functions": {"fr": "D", "en": "D", "ar": "D"}}]
    draft.save()

    assert schemes.put_in_force(draft, by=SYSTEM).status == "in_force"
    assert not schemes.draft_next(draft.scheme, by=SYSTEM).is_our_default


@pytest.mark.parametrize("language", ["fr", "en", "ar", "pt", "hi"])
def test_what_a_default_prints_is_written_in_the_language_and_its_letters(language):
    scripts = ("latin", SCRIPT_OF[language])
    for one in [*defaults.SCHEMES, {"titles": defaults.ISSUERS, "texts": defaults.ISSUERS}]:
        for words in (one["titles"][language], one["texts"][language]):
            assert words
            assert not missing_glyphs(words, scripts)
            # A name of a brand may stay as it is; a sentence is not left in Latin letters.
            assert language not in ("ar", "hi") or missing_glyphs(words, ("latin",))
