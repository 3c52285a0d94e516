"""The Wagtail admin knows people by one list, and rights by appointments."""

import pytest
from django.urls import reverse

from content.models import ProgrammeDesk
from lms.people.choices import Role
from lms.people.models import Person
from tests.factories import content as write
from tests.factories.people import PersonFactory, appointed
from tests.factories.sign_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return appointed(Role.ADMINISTRATOR)


@pytest.fixture
def browser(administrator):
    return signed_in(administrator)


def test_an_administrator_makes_nobody_a_superuser(browser, administrator):
    for person in (administrator, PersonFactory()):
        asked = {"email": "a@example.org", "first_name": "A", "last_name": "B", "is_active": "on"}
        asked |= {"username": f"name{person.pk}", "is_superuser": "on"}
        reply = browser.post(reverse("wagtailusers_users:edit", args=[person.pk]), asked)

        assert reply.url == reverse("people:index")
        assert not Person.objects.get(pk=person.pk).is_superuser


def test_an_administrator_puts_nobody_into_a_group_without_appointing_her(browser):
    write.programme()
    person, group = PersonFactory(), ProgrammeDesk.objects.get().group
    address = reverse("wagtail_bulk_action", args=["people", "person", "assign_role"])

    browser.post(f"{address}?id={person.pk}", {"role": group.pk})

    assert not person.groups.exists()


def test_the_menu_has_one_list_of_people(browser):
    shown = browser.get(reverse("wagtailadmin_home")).content.decode()

    assert reverse("people:index") in shown
    assert reverse("wagtailusers_users:index") not in shown
