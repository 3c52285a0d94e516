"""Who may write where follows from who teaches a programme and who is appointed."""

import datetime as dt

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from freezegun import freeze_time
from wagtail.images.permissions import permission_policy as images

from content.actions import groups
from content.models import ProgrammeDesk, ProgrammePage
from courses.models import Programme
from lms.people.choices import Role
from lms.people.models import Person
from tests.factories import content as write
from tests.factories.people import AppointmentFactory, PersonFactory, appointed

pytestmark = pytest.mark.django_db


def fresh(person):
    """Without what Wagtail remembers of her rights."""
    return Person.objects.get(pk=person.pk)


def may_publish(person, page):
    return page.permissions_for_user(fresh(person)).can_publish()


def test_publishing_a_programme_page_makes_the_programme_known_in_all_its_languages():
    page = write.programme("BOOT", "BootCoop")
    write.translate(page, "ar")

    programme = Programme.objects.get()

    assert (programme.key, programme.code) == (page.translation_key, "BOOT")
    assert programme.titles == {"fr": "BootCoop", "ar": "BootCoop (ar)"}


def test_a_new_code_renames_the_programme_its_group_and_its_files():
    page = write.programme("BOOT")
    page.code = "COOP"
    page.save_revision().publish()

    desk = ProgrammeDesk.objects.get()
    assert desk.programme.code == "COOP"
    assert (desk.group.name, desk.collection.name) == ("Trainers: COOP", "COOP")


def test_two_programmes_do_not_share_a_code():
    write.programme("BOOT")

    with pytest.raises(ValidationError, match="Another programme has this code"):
        write.home().add_child(instance=ProgrammePage(title="Encore", code="BOOT"))


def test_a_trainer_writes_her_own_programme_in_every_language_and_no_other():
    mine, other = write.course(write.programme("MINE")), write.course(write.programme("OTHER"))
    trainer = PersonFactory()
    Programme.objects.get(code="MINE").trainers.add(trainer)

    assert may_publish(trainer, mine)
    assert may_publish(trainer, write.in_language(mine, "ar"))
    assert not may_publish(trainer, other)
    assert not may_publish(trainer, write.home())


def test_a_trainer_who_leaves_the_programme_writes_it_no_more():
    page = write.programme()
    trainer = PersonFactory()
    trainer.taught_programmes.add(Programme.objects.get())
    assert may_publish(trainer, page)

    trainer.taught_programmes.clear()

    assert not may_publish(trainer, page)
    assert not fresh(trainer).has_perm("wagtailadmin.access_admin")


def test_a_trainer_uses_the_images_of_her_programme_alone():
    write.programme("MINE")
    write.programme("OTHER")
    trainer = PersonFactory()
    Programme.objects.get(code="MINE").trainers.add(trainer)
    mine, other = (
        write.image(300, 200, collection=desk.collection)
        for desk in ProgrammeDesk.objects.order_by("programme__code")
    )

    seen = images.instances_user_has_permission_for(fresh(trainer), "choose")

    assert list(seen) == [mine]
    assert other not in seen


def test_a_new_translation_is_open_to_the_trainers_before_it_is_published():
    page = write.programme()
    trainer = PersonFactory()
    Programme.objects.get().trainers.add(trainer)

    draft = page.copy_for_translation(write.home("en").locale)

    assert may_publish(trainer, draft)


def test_an_administrator_writes_everywhere_while_she_is_appointed():
    page = write.programme()
    person = appointed(Role.ADMINISTRATOR)
    assert may_publish(person, page)

    person.appointments.get().delete()

    assert not may_publish(person, page)


def test_an_appointment_that_ends_by_its_date_ends_at_the_next_sign_in_or_day(client):
    page = write.programme()
    appointment = AppointmentFactory(role=Role.ADMINISTRATOR, ends_on=dt.date(2026, 5, 31))
    assert not may_publish(appointment.person, page)

    with freeze_time("2026-05-30"):
        client.force_login(appointment.person)
        assert may_publish(appointment.person, page)
    with freeze_time("2026-06-01"):
        call_command("keep_groups_in_step")
        assert not may_publish(appointment.person, page)


def test_other_appointments_open_nothing():
    page = write.programme()

    assert not may_publish(appointed(Role.TRAINER), page)
    assert not Group.objects.filter(name=groups.ADMINISTRATORS).exists()


def test_only_the_system_or_an_administrator_sets_groups_up():
    write.programme()

    with pytest.raises(PermissionDenied):
        groups.set_up_desk(Programme.objects.get(), by=PersonFactory())
