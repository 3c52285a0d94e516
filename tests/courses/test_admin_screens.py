"""Programmes and their trainers in the Wagtail admin."""

import pytest
from django.urls import reverse

from lms.people.choices import Role
from tests.factories import content
from tests.factories.courses import ProgrammeFactory
from tests.factories.people import PersonFactory, appointed
from tests.factories.sign_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    content.programme("BOOT")
    return ProgrammeFactory._meta.model.objects.get(code="BOOT")


def address(programme):
    return reverse("programmes:edit", args=[programme.pk])


def test_an_administrator_says_who_teaches_and_that_opens_the_pages(programme):
    trainer, administrator = appointed(Role.TRAINER), appointed(Role.ADMINISTRATOR)
    browser = signed_in(administrator)
    assert str(trainer) in browser.get(address(programme)).content.decode()

    response = browser.post(address(programme), {"trainers": [trainer.pk]})

    assert response.status_code == 302
    assert list(programme.trainers.all()) == [trainer]
    assert trainer.groups.filter(name="Trainers: BOOT").exists()


def test_only_who_is_appointed_as_a_trainer_can_be_chosen(programme):
    stranger = PersonFactory()

    response = signed_in(appointed(Role.ADMINISTRATOR)).post(
        address(programme), {"trainers": [stranger.pk]}
    )

    assert response.status_code == 200
    assert not programme.trainers.exists()


def test_a_programme_is_neither_added_nor_deleted_here(programme):
    browser = signed_in(appointed(Role.ADMINISTRATOR))

    for name, arguments in (("add", []), ("delete", [programme.pk])):
        assert browser.get(reverse(f"programmes:{name}", args=arguments)).status_code == 302


def test_a_trainer_does_not_choose_the_trainers(programme):
    trainer = appointed(Role.TRAINER)
    programme.trainers.add(trainer)

    response = signed_in(trainer).post(address(programme), {"trainers": []})

    assert response.status_code == 302
    assert programme.trainers.get() == trainer
