import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import translation

from lms.people import actions
from lms.people.choices import Role
from lms.people.models import Appointment, Cooperative, Membership, Person
from tests.factories.people import CooperativeFactory, MembershipFactory, PersonFactory, appointed

pytestmark = pytest.mark.django_db


def test_an_administrator_appoints_and_twice_is_once():
    administrator, person = appointed(Role.ADMINISTRATOR), PersonFactory()

    first = actions.appoint(person, Role.MENTOR, by=administrator)

    assert actions.appoint(person, Role.MENTOR, by=administrator) == first
    assert person.roles == {Role.MENTOR}


def test_nobody_appoints_herself():
    administrator = appointed(Role.ADMINISTRATOR)

    with pytest.raises(PermissionDenied):
        actions.appoint(administrator, Role.CERTIFIER, by=administrator)


@pytest.mark.parametrize("role", [Role.TRAINER, Role.MENTOR, Role.CERTIFIER, Role.MANAGER])
def test_only_an_administrator_appoints(role):
    with pytest.raises(PermissionDenied):
        actions.appoint(PersonFactory(), Role.MENTOR, by=appointed(role))

    assert Appointment.objects.count() == 1


def test_a_manager_needs_a_country():
    with pytest.raises(ValidationError, match="country"):
        actions.appoint(PersonFactory(), Role.MANAGER, by=appointed(Role.ADMINISTRATOR))


def test_an_appointment_that_has_ended_gives_no_role():
    person = appointed(Role.MENTOR)
    person.appointments.update(ends_on="2021-01-01")

    assert Person.objects.get(pk=person.pk).roles == set()


@pytest.mark.parametrize(("country", "allowed"), [("MA", True), ("SN", False)])
def test_a_manager_admits_members_in_her_country_only(country, allowed):
    manager, cooperative = appointed(Role.MANAGER, "MA"), CooperativeFactory(country=country)

    if allowed:
        actions.admit(PersonFactory(), cooperative, by=manager)
    else:
        with pytest.raises(PermissionDenied):
            actions.admit(PersonFactory(), cooperative, by=manager)

    assert Membership.objects.exists() is allowed


def test_admitting_twice_is_once():
    person, cooperative = PersonFactory(), CooperativeFactory()
    administrator = appointed(Role.ADMINISTRATOR)

    assert actions.admit(person, cooperative, by=administrator) == actions.admit(
        person, cooperative, by=administrator
    )


def test_a_manager_sees_the_cooperatives_of_her_country_and_a_member_her_own():
    mine = MembershipFactory(cooperative__country="MA")
    abroad = MembershipFactory(cooperative__country="SN")

    seen = Cooperative.objects.visible_to

    assert list(seen(appointed(Role.MANAGER, "MA"))) == [mine.cooperative]
    assert list(seen(abroad.person)) == [abroad.cooperative]
    assert list(seen(PersonFactory())) == []
    assert seen(appointed(Role.ADMINISTRATOR)).count() == 2


def test_a_former_member_no_longer_sees_the_cooperative():
    membership = MembershipFactory(ends_on="2021-01-01")

    assert not Cooperative.objects.visible_to(membership.person).exists()


def test_a_person_needs_a_name_in_one_script():
    with transaction.atomic(), pytest.raises(IntegrityError):
        Person.objects.create_user("nameless")

    assert (
        Person.objects.create_user("arabic", first_name_arabic="فاطمة").get_full_name() == "فاطمة"
    )


def test_two_people_may_both_have_no_username_email_or_phone():
    for name in ("Zahra", "Rkia"):
        person = Person(first_name=name, username="", email="", phone="")
        person.set_unusable_password()
        person.full_clean()
        person.save()

    assert Person.objects.filter(username=None).count() == 2


def test_the_name_is_said_in_the_script_of_the_reader():
    person = PersonFactory(
        first_name="Rkia", last_name="Amrani", first_name_arabic="رقية", last_name_arabic="العمراني"
    )

    assert person.get_full_name() == "Rkia Amrani"
    with translation.override("ar"):
        assert person.get_full_name() == "رقية العمراني"


def test_history_never_holds_a_password():
    assert "password" not in {field.name for field in Person.history.model._meta.get_fields()}


def test_the_first_administrator_is_made_from_the_command_line(monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "a long enough secret")

    call_command("createsuperuser", "--noinput", username="driss", first_name="Driss")

    first = Person.objects.get(username="driss")
    assert first.is_administrator
    assert first.needs_second_factor
    assert first.check_password("a long enough secret")
