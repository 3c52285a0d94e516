"""Schemes and requirements in the Wagtail admin."""

import pytest
from django.urls import reverse

from certification.models import CertificationScheme, SchemeVersion
from certification.viewsets.schemes import RequirementForm, SchemeForm, SchemeVersionForm
from lms.people.models import Person
from tests.factories.certification import SchemeFactory, SchemeVersionFactory, certifier
from tests.factories.certification import scheme as made_scheme
from tests.factories.courses import CohortFactory
from tests.factories.sign_in import signed_in

pytestmark = pytest.mark.django_db

SCHEME = {"code": "bootcoop", "kind": "achievement", "number_prefix": "BC"}
VERSION = {
    "deciders": 2,
    "renewal_opens_months": 6,
    "conflict_rules": ["taught"],
    "titles_0": "Gérer",
    "titles_1": "التسيير",
    "titles_2": "Running",
    "issuers_0": "Académie",
    "issuers_1": "أكاديمية",
    "issuers_2": "Academy",
    "signatory_0": "Awa Diallo",
    "functions_0_0": "Directrice",
    "functions_0_1": "المديرة",
    "functions_0_2": "Director",
}


def test_certifiers_of_a_scheme_are_appointed_certifiers():
    judge, former = certifier(), Person.objects.create(first_name="Former")
    form = SchemeForm({**SCHEME, "certifiers": [judge.pk]})

    assert form.is_valid(), form.errors
    assert list(form.save().certifiers.all()) == [judge]
    assert not SchemeForm({**SCHEME, "certifiers": [former.pk]}).is_valid()
    assert "number_prefix" in SchemeForm(SCHEME | {"number_prefix": "b1"}).errors


def test_a_version_is_written_in_each_language():
    form = SchemeVersionForm(VERSION, instance=SchemeVersion(scheme=SchemeFactory()))

    assert form.is_valid(), form.errors
    version = form.save()

    assert version.titles == {"fr": "Gérer", "ar": "التسيير", "en": "Running"}
    assert version.texts == {}
    assert version.signatories == [
        {
            "name": "Awa Diallo",
            "functions": {"fr": "Directrice", "ar": "المديرة", "en": "Director"},
        }
    ]


def test_a_version_may_be_written_in_the_other_languages_of_certificates():
    more = {"titles_3": "Gerir", "issuers_3": "Academia", "functions_0_3": "Diretora"}
    more |= {"titles_5": "प्रबंधन"}
    form = SchemeVersionForm(VERSION | more, instance=SchemeVersion(scheme=SchemeFactory()))

    assert form.is_valid(), form.errors
    version = form.save()

    assert (version.titles["pt"], version.titles["hi"]) == ("Gerir", "प्रबंधन")
    assert "zgh" not in version.titles
    assert version.languages == ["fr", "en", "ar", "pt"]
    again = SchemeVersionForm(instance=version).as_p()
    assert 'value="Gerir" lang="pt" dir="ltr"' in again.replace(
        'aria-label="Português" placeholder="Português" ', ""
    )


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"titles_1": ""}, "titles"),
        ({"issuers_0": "", "issuers_1": "", "issuers_2": ""}, "issuers"),
        ({"signatory_0": ""}, "signatory_0"),
        ({"signatory_1": "Karim"}, "functions_1"),
        ({"deciders": 0}, "deciders"),
    ],
)
def test_a_version_with_something_missing_is_refused(change, field):
    form = SchemeVersionForm(VERSION | change, instance=SchemeVersion(scheme=SchemeFactory()))

    assert field in form.errors


def test_an_existing_version_is_shown_as_it_is():
    form = SchemeVersionForm(instance=SchemeVersionFactory())

    shown = form.as_p()

    assert "تسيير التعاونية" in shown
    assert "Karim Benali" in shown
    assert "Formateur" in shown


def test_a_quiz_requirement_takes_the_course_from_its_quiz():
    version, edition = SchemeVersionFactory(), CohortFactory().edition
    quiz = edition.activities.get(kind="quiz")
    data = {"position": 1, "group_needs": 1, "activity": str(quiz.key), "min_percent": 80}

    form = RequirementForm(data, kind="quiz_passed", version=version)

    assert form.is_valid(), form.errors
    asked = form.save()
    assert (asked.course_key, asked.activity_key) == (edition.course_key, quiz.key)
    assert asked.params == {"min_percent": 80}


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("course_completed", "course"),
        ("quiz_passed", "activity"),
        ("attendance", "min_percent"),
        ("trainings_delivered", "within_months"),
        ("coaching", "side"),
        ("credential_held", "scheme"),
        ("external_credential", "issuer"),
        ("statement", "statement"),
    ],
)
def test_a_requirement_without_what_its_kind_needs_is_refused(kind, field):
    form = RequirementForm(
        {"position": 1, "group_needs": 1}, kind=kind, version=SchemeVersionFactory()
    )

    assert field in form.errors


def test_an_administrator_makes_a_scheme_and_puts_it_in_force(client):
    admin = Person.objects.create_superuser("root", "secret", first_name="Root", language="en")
    signed_in(admin, client)
    edition = CohortFactory().edition

    client.post(reverse("certification_schemes:add"), SCHEME)
    scheme = CertificationScheme.objects.get(code="bootcoop")
    client.post(reverse("rules:draft", args=[scheme.pk]), VERSION)
    draft = scheme.draft
    asked = {"position": 1, "group_needs": 1}
    client.post(
        reverse("rules:add", args=[draft.pk, "course_completed"]),
        asked | {"course": str(edition.course_key)},
    )
    client.post(
        reverse("rules:add", args=[draft.pk, "attendance"]),
        asked | {"position": 2, "course": str(edition.course_key), "min_percent": 80},
    )
    shown = client.get(reverse("rules:version", args=[draft.pk])).content.decode()
    client.post(reverse("rules:put_in_force", args=[draft.pk]))

    assert "Complete the course" in shown
    assert "Attend at least 80%" in shown
    assert scheme.history.first().history_user == admin
    assert scheme.in_force == draft
    assert [r.params for r in draft.requirements.all()] == [{}, {"min_percent": 80}]


def test_the_changes_of_a_draft_are_looked_at_before_it_is_in_force(client):
    admin = Person.objects.create_superuser("root", "secret", first_name="Root", language="en")
    signed_in(admin, client)
    made = made_scheme(validity_months=36)

    client.post(reverse("rules:draft", args=[made.pk]))
    draft = made.draft
    draft.validity_months = 24
    draft.save()
    quiz = draft.requirements.get(position=2)
    client.post(
        reverse("rules:requirement", args=[quiz.pk]),
        {"position": 2, "group_needs": 1, "activity": str(quiz.activity_key), "min_percent": 90},
    )
    client.post(reverse("rules:remove", args=[draft.requirements.get(position=1).pk]))
    page = client.get(reverse("rules:version", args=[draft.pk]))

    assert [tuple(map(str, change)) for change in page.context["changes"]] == [
        ("validity in months", "36", "24"),
        ("requirement", "Complete the course “Course”", ""),
        ("requirement", "Pass the quiz “Quiz en” with at least 70%", ""),
        ("requirement", "", "Pass the quiz “Quiz en” with at least 90%"),
    ]


def test_what_is_in_force_is_not_written_and_only_administrators_come_here(client):
    admin = Person.objects.create_superuser("root", "secret", first_name="Root", language="en")
    made = made_scheme()
    version = made.in_force
    places = [
        reverse("rules:words", args=[version.pk]),
        reverse("rules:add", args=[version.pk, "attendance"]),
        reverse("rules:requirement", args=[version.requirements.first().pk]),
    ]

    hers = signed_in(made.certifiers.first())
    assert {hers.get(place).status_code for place in places} <= {302, 403}
    signed_in(admin, client)
    assert {client.get(place, follow=True).status_code for place in places} == {404}
    for place in (reverse("rules:schemes"), reverse("rules:version", args=[version.pk])):
        assert client.get(place).status_code == 200
