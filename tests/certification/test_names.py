"""The holder checks her spelling first: in each script, and for whoever has no phone through a certifier."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from certification.actions import candidacies
from certification.models import Candidacy, Credential, NameCheck
from lms.core import jobs
from lms.people.choices import Role
from tests.factories.certification import certifier, granted_file, issuing_job, open_file
from tests.factories.people import appointed
from tests.factories.sign_in import signed_in

pytestmark = pytest.mark.django_db

NAME = ("Amina El Fassi", "أَمِينَة الفَاسِي")


def test_each_check_is_kept_as_it_was_typed():
    file = open_file()
    candidacies.confirm_name(file, "Amina Fassi", "", by=file.person)
    candidacies.confirm_name(file, *NAME, others={"name_tifinagh": "ⴰⵎⵉⵏⴰ"}, by=file.person)

    checks = NameCheck.objects.order_by("at")
    assert [(c.name_latin, c.name_arabic, c.name_tifinagh) for c in checks] == [
        ("Amina Fassi", "", ""),
        (*NAME, "ⴰⵎⵉⵏⴰ"),
    ]
    assert {(c.channel, c.confirmed_by) for c in checks} == {("self", file.person)}
    with pytest.raises(TypeError):
        checks[0].delete()


def test_a_certifier_writes_down_what_she_heard_and_nobody_else():
    file = open_file()
    judge = file.scheme.certifiers.first()

    for stranger in (file.person, certifier(), appointed(Role.MANAGER)):
        with pytest.raises(PermissionDenied):
            candidacies.confirm_name(file, *NAME, channel="phone", by=stranger)
    with pytest.raises(PermissionDenied):
        candidacies.confirm_name(file, *NAME, by=judge)
    candidacies.confirm_name(file, *NAME, channel="phone", by=judge)

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
    Candidacy.objects.update(name_arabic=NAME[1])

    jobs.run(issuing_job(file).pk)

    paper = Credential.objects.get().payload
    assert paper["name_arabic"] == "أمينة الفاسي"
    assert (paper["name_tifinagh"], paper["name_devanagari"]) == ("ⴰⵎⵉⵏⴰ", "अमीना")
