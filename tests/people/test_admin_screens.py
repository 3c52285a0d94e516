"""The Wagtail admin knows people by one list, and rights by appointments."""

import pytest
from django.urls import reverse

from content.models import ProgrammeDesk
from lms.people.choices import Role
from lms.people.models import Cooperative, Person
from tests.factories import content as write
from tests.factories.people import CooperativeFactory, PersonFactory, appointed
from tests.factories.sign_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return appointed(Role.ADMINISTRATOR, language="en")


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


def typed_cooperative(**changes):
    return {
        "name": "Cooperative Tamghart",
        "code": "TAMG2",
        "legal_form": "cooperative",
        "status": "project",
        "country": "MA",
        "sector": "argan",
        **changes,
    }


def test_a_cooperative_that_looks_like_another_is_made_only_once_somebody_has_said_so(browser):
    CooperativeFactory(name="Coopérative Tamghart", code="TAMG1", country="MA")
    address = reverse("cooperatives:add")

    shown = browser.post(address, typed_cooperative()).content.decode()
    assert "There is a cooperative like this: Coopérative Tamghart (TAMG1)." in shown
    assert Cooperative.objects.count() == 1
    browser.post(address, typed_cooperative(is_another="on"))

    assert Cooperative.objects.get(code="TAMG2").name == "Cooperative Tamghart"


def test_a_cooperative_that_is_changed_is_not_held_against_itself(browser):
    known = CooperativeFactory(name="Tamghart", code="TAMG1", country="MA")
    CooperativeFactory(name="Tamghart", code="TAMG3", country="MA")

    browser.post(reverse("cooperatives:edit", args=[known.pk]), typed_cooperative(code="TAMG1"))

    known.refresh_from_db()
    assert known.name == "Cooperative Tamghart"
