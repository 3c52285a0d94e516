"""The holder checks her spelling first: in each script, and for whoever has no phone through a certifier."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from certification import layouts, spelling, standard
from certification.actions import candidacies
from certification.models import Candidacy, Credential, NameCheck
from certification.specimens import hard_names
from certification.words import LANGUAGES
from lms.core import jobs
from lms.people.choices import Role
from tests.factories.certification import (
    certifier,
    granted_file,
    issuing_job,
    open_file,
    paper,
    scheme,
    written,
)
from tests.factories.people import appointed
from tests.factories.sign_in import signed_in

pytestmark = pytest.mark.django_db

NAMES = {"name_latin": "Amina El Fassi", "name_arabic": "أَمِينَة الفَاسِي"}


def test_each_check_is_kept_as_it_was_typed():
    file = open_file()
    candidacies.confirm_name(file, {"name_latin": "Amina Fassi"}, by=file.person)
    candidacies.confirm_name(file, NAMES | {"name_tifinagh": "ⴰⵎⵉⵏⴰ"}, by=file.person)

    checks = NameCheck.objects.order_by("at")
    assert [(c.name_latin, c.name_arabic, c.name_tifinagh) for c in checks] == [
        ("Amina Fassi", "", ""),
        (*NAMES.values(), "ⴰⵎⵉⵏⴰ"),
    ]
    assert {(c.channel, c.confirmed_by) for c in checks} == {("self", file.person)}
    with pytest.raises(TypeError):
        checks[0].delete()


def test_a_certifier_writes_down_what_she_heard_and_nobody_else():
    file = open_file()
    judge = file.scheme.certifiers.first()

    for stranger in (file.person, certifier(), appointed(Role.MANAGER)):
        with pytest.raises(PermissionDenied):
            candidacies.confirm_name(file, NAMES, channel="phone", by=stranger)
    with pytest.raises(PermissionDenied):
        candidacies.confirm_name(file, NAMES, by=judge)
    candidacies.confirm_name(file, NAMES, channel="phone", by=judge)

    check = NameCheck.objects.get()
    assert (check.channel, check.confirmed_by) == ("phone", judge)
    assert Candidacy.objects.get().name_confirmed_at


def test_the_form_of_the_certifier_asks_how_it_was_confirmed():
    file = open_file()
    visitor = signed_in(file.scheme.certifiers.first())
    address = reverse("certification:name_heard", args=[file.pk])
    data = {"name_latin": "Amina El Fassi", "name_arabic": "", "language": "fr"}

    assert "This field is required" in visitor.post(address, data).content.decode()
    wrong = visitor.post(address, {**data, "channel": "paper", "name_latin": "Amina ☃"})
    assert "The certificate cannot print" in wrong.content.decode()
    visitor.post(address, {**data, "channel": "paper", "name_devanagari": "अमीना"})

    check = NameCheck.objects.get()
    assert (check.channel, check.name_latin) == ("paper", "Amina El Fassi")
    assert check.name_devanagari == "अमीना"


def test_all_scripts_are_printed_without_vowel_signs():
    file = granted_file()
    NameCheck.objects.create(
        candidacy=file,
        name_latin="x",
        name_tifinagh="ⴰⵎⵉⵏⴰ",
        name_devanagari="अमीना",
        confirmed_by=file.person,
    )
    Candidacy.objects.update(name_arabic=NAMES["name_arabic"])

    jobs.run(issuing_job(file).pk)

    paper = Credential.objects.get().payload
    assert paper["name_arabic"] == "أمينة الفاسي"
    assert (paper["name_tifinagh"], paper["name_devanagari"]) == ("ⴰⵎⵉⵏⴰ", "अमीना")


def asked(file, **changes):
    """What the page of the name check answers, as its words."""
    data = {"name_latin": "Amina El Fassi", "name_arabic": "", "language": "fr", **changes}
    address = reverse("certification:name", args=[file.pk])
    return signed_in(file.person).post(address, data).content.decode()


def test_letters_that_the_chosen_paper_does_not_print_are_named_and_nothing_is_written():
    file = open_file(scheme(template=paper("fr", "ar")))

    said = asked(file, name_latin="Amina फा")

    assert "The certificate cannot print: फ \u25cc\u093e" in said
    assert not NameCheck.objects.exists()
    assert not Candidacy.objects.get().name_confirmed_at


def test_the_same_letters_pass_where_the_paper_prints_them():
    file = open_file(scheme(template=paper("fr", "ar", "hi")))

    asked(file, name_devanagari="अमीना")

    assert NameCheck.objects.get().name_devanagari == "अमीना"


def test_only_scripts_and_languages_of_the_chosen_paper_are_offered():
    file = open_file(scheme(template=paper("fr", "zgh"), **written("fr", "zgh", "ar")))
    address = reverse("certification:name", args=[file.pk])

    shown = signed_in(file.person).get(address).content.decode()

    for field, offered in [("latin", 1), ("arabic", 0), ("tifinagh", 1), ("devanagari", 0)]:
        assert shown.count(f'name="name_{field}"') == offered
    for language in LANGUAGES:
        assert shown.count(f'value="{language}"') == (language in ("fr", "zgh"))


@pytest.mark.parametrize(
    ("names", "language", "said"),
    [
        ({"name_latin": "Amina", "name_arabic": "أمينة"}, "fr", "no place for a name"),
        ({"name_latin": "Amina"}, "ar", "not printed in this language"),
        ({"name_latin": "Amina ☃"}, "fr", "cannot print: ☃"),
        ({"name_latin": "W" * 60}, "fr", "too long"),
    ],
)
def test_no_door_lets_a_name_in_that_the_paper_refuses(names, language, said):
    file = open_file(scheme(template=paper("fr")))

    with pytest.raises(spelling.NameNotPrintable, match=said):
        candidacies.confirm_name(file, names, language=language, by=file.person)

    assert not NameCheck.objects.exists()


def test_a_name_too_long_for_two_lines_is_refused_when_it_is_checked():
    file = open_file()

    assert "This name is too long for the certificate" in asked(file, name_latin="W" * 60)
    assert not NameCheck.objects.exists()

    asked(file, name_latin="Wwwwwwwwwwww " * 5)
    assert NameCheck.objects.get()


def test_a_paper_too_narrow_for_her_names_together_is_refused_before_it_is_made():
    narrow = standard.layout()
    narrow["areas"] = narrow["areas"] | {"statement": narrow["areas"]["statement"] | {"height": 76}}
    layout = layouts.read(narrow)
    long = {"name_latin": "Wassila " * 10, "name_arabic": "البوعناني " * 8}

    assert spelling.faults({"name_latin": long["name_latin"]}, layout, "fr") == {}
    assert list(spelling.faults(long, layout, "fr")) == [None]


def test_a_file_begins_in_a_language_of_its_paper():
    made = scheme(template=paper("ar", "fr"))

    assert open_file(made, language="hi").language == "ar"
    assert open_file(made, language="fr").language == "fr"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_hardest_names_pass_the_check_of_this_house(language):
    layout = layouts.read(standard.layout())
    script = {"ar": "arabic", "zgh": "tifinagh", "hi": "devanagari"}.get(language, "latin")

    refused = [
        name
        for name in hard_names(language)
        if spelling.faults({f"name_{script}": name}, layout, language)
    ]

    assert refused == []


def test_the_page_shows_the_name_as_it_will_be_printed():
    file = open_file()
    candidacies.confirm_name(file, NAMES, by=file.person)
    address = reverse("certification:name", args=[file.pk])

    shown = signed_in(file.person).get(address).content.decode()

    assert '<bdi lang="ar" dir="rtl">أمينة الفاسي</bdi>' in shown
    assert f'value="{NAMES["name_arabic"]}"' in shown


def test_a_language_in_which_the_words_of_the_scheme_are_not_written_is_not_offered():
    file = open_file(scheme(**written("fr", "ar", "en", "pt")))
    address = reverse("certification:name", args=[file.pk])

    shown = signed_in(file.person).get(address).content.decode()

    assert [code for code in LANGUAGES if f'name="language" value="{code}"' in shown] == [
        *("fr", "en", "ar", "pt")
    ]
    with pytest.raises(spelling.NameNotPrintable, match="not printed in this language"):
        candidacies.confirm_name(file, NAMES, language="hi", by=file.person)
