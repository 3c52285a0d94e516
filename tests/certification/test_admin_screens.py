"""Schemes and requirements in the Wagtail admin."""

import pytest
from django.urls import reverse

from certification.models import CertificationScheme, Requirement
from certification.viewsets import RequirementForm, SchemeForm, SchemeVersionForm
from lms.people.models import Person
from tests.factories.certification import SchemeFactory, SchemeVersionFactory, certifier
from tests.factories.courses import CohortFactory
from tests.factories.sign_in import signed_in

pytestmark = pytest.mark.django_db

SCHEME = {"code": "bootcoop", "kind": "achievement", "number_prefix": "BC"}
VERSION = {
    "deciders": 2,
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
    form = SchemeVersionForm({**VERSION, "scheme": SchemeFactory().pk})

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
    form = SchemeVersionForm(VERSION | {"scheme": SchemeFactory().pk} | change)

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
    data = {"version": version.pk, "position": 1, "kind": "quiz_passed", "quiz": str(quiz.key)}

    form = RequirementForm({**data, "min_percent": 80})

    assert form.is_valid(), form.errors
    requirement = form.save()
    assert (requirement.course_key, requirement.activity_key) == (edition.course_key, quiz.key)


def test_a_requirement_without_its_course_or_quiz_is_refused():
    version, data = SchemeVersionFactory(), {"position": 1}
    CohortFactory()

    course = RequirementForm({**data, "version": version.pk, "kind": "course_completed"})
    quiz = RequirementForm({**data, "version": version.pk, "kind": "quiz_passed"})

    assert "course" in course.errors
    assert "quiz" in quiz.errors


def test_the_screens_open_and_save(client):
    admin = Person.objects.create_superuser("root", "secret", first_name="Root")
    signed_in(admin, client)
    version = SchemeVersionFactory()
    edition = CohortFactory().edition

    for name, screen in (("certification_schemes", "index"), ("certification_requirements", "add")):
        assert client.get(reverse(f"{name}:{screen}")).status_code == 200
    edit = client.get(reverse("certification_versions:edit", args=[version.pk]))
    assert "Karim Benali" in edit.content.decode()
    client.post(reverse("certification_schemes:add"), SCHEME)
    client.post(
        reverse("certification_requirements:add"),
        {
            "version": version.pk,
            "position": 1,
            "kind": "course_completed",
            "course": str(edition.course_key),
        },
    )

    assert CertificationScheme.objects.get(code="bootcoop").history.get().history_user == admin
    assert str(Requirement.objects.get().course_key) == str(edition.course_key)
