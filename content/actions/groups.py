"""Who may write where: Wagtail's groups, kept in step with who teaches a programme and who is appointed."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
)

from content import policy
from content.models import ProgrammeDesk, ProgrammePage
from courses.models import Programme
from lms.core.policy import require
from lms.people.choices import Role
from lms.people.models import Appointment, Person

ADMINISTRATORS = "Administrators"
WRITING = ["add_page", "change_page", "publish_page"]
FILES = Q(content_type__app_label__in=["wagtailimages", "wagtaildocs"]) & Q(
    codename__regex=r"^(add|change|choose)_(image|document)$"
)
BANKS = Q(
    content_type__app_label="content",
    codename__regex=r"^(add|change|delete|publish|view)_(questionbank|bankquestion)$",
)
EVERY_WRITER = Q(codename__in=["access_admin", "submit_translation"]) | BANKS
SETTING_UP = (
    Q(
        content_type__app_label="wagtailcore",
        codename__regex=r"^((add|change|delete)_locale|(add|change)_collection)$",
    )
    | Q(
        # People are never deleted, they leave; rules that files were judged by stay.
        content_type__app_label__in=["people", "certification"],
        codename__regex=(
            r"^(add|change|view)_(person|cooperative|membership|officeholding|appointment"
            r"|certificationscheme|externalcredential|mark|markpermission"
            r"|certificatetemplate|templateversion)$"
        ),
    )
    | Q(content_type__app_label="courses", codename__in=["change_programme", "view_programme"])
)


@transaction.atomic
def make_known(page, *, by):
    """A published programme page becomes, or brings up to date, the programme that all apps know, and its desk."""
    require(policy.can_set_up, by)
    pages = ProgrammePage.objects.filter(translation_key=page.translation_key, alias_of=None)
    live = {p.locale.language_code: p for p in pages.live().select_related("locale")}
    source = next((p for p in live.values() if p.is_source), page)
    programme, _created = Programme.objects.update_or_create(
        key=page.translation_key,
        defaults={"code": source.code, "titles": {code: p.title for code, p in live.items()}},
    )
    set_up_desk(programme, by=by)
    return programme


@transaction.atomic
def set_up_desk(programme, *, by):
    """The programme's trainers may write its pages in every language and keep images and files of their own."""
    require(policy.can_set_up, by)
    desk = ProgrammeDesk.objects.filter(programme=programme).first() or _new_desk(programme)
    desk.group.name = f"Trainers: {programme.code}"
    desk.group.save(update_fields=["name"])
    desk.collection.name = programme.code
    desk.collection.save(update_fields=["name"])
    pages = ProgrammePage.objects.filter(translation_key=programme.key)
    _may_write(desk.group, pages, WRITING)
    _may_keep_files(desk.group, desk.collection)
    desk.group.permissions.set(Permission.objects.filter(EVERY_WRITER))
    desk.group.user_set.set(programme.trainers.all())
    return desk


@transaction.atomic
def set_up_administrators(*, by):
    """The group of those who set the site up: all pages, files, languages and people."""
    require(policy.can_set_up, by)
    group, _created = Group.objects.get_or_create(name=ADMINISTRATORS)
    root = Page.get_first_root_node()
    _may_write(group, [root], [*WRITING, "bulk_delete_page", "lock_page", "unlock_page"])
    _may_keep_files(group, Collection.get_first_root_node())
    group.permissions.set(Permission.objects.filter(EVERY_WRITER | SETTING_UP))
    group.user_set.set(_administrators())
    return group


@transaction.atomic
def keep_administrator_in_step(person, *, by):
    """The person is in the administrators' group while she is appointed, and not a day longer."""
    require(policy.can_set_up, by)
    group = Group.objects.filter(name=ADMINISTRATORS).first()
    if _administrators().filter(pk=person.pk).exists():
        person.groups.add(group or set_up_administrators(by=by))
    elif group:
        person.groups.remove(group)


@transaction.atomic
def keep_trainers_in_step(programmes, *, by):
    """The members of each programme's group are its trainers."""
    require(policy.can_set_up, by)
    for desk in ProgrammeDesk.objects.filter(programme__in=programmes).select_related(
        "group", "programme"
    ):
        desk.group.user_set.set(desk.programme.trainers.all())


def _administrators():
    in_office = Appointment.objects.current().filter(role=Role.ADMINISTRATOR)
    return Person.objects.filter(appointments__in=in_office).distinct()


def _new_desk(programme):
    return ProgrammeDesk.objects.create(
        programme=programme,
        group=Group.objects.create(name=f"Trainers: {programme.code}"),
        collection=Collection.get_first_root_node().add_child(name=programme.code),
    )


def _may_write(group, pages, codenames):
    permissions = Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=codenames
    )
    GroupPagePermission.objects.bulk_create(
        [
            GroupPagePermission(group=group, page_id=page.pk, permission=permission)
            for page in pages
            for permission in permissions
        ],
        ignore_conflicts=True,
    )


def _may_keep_files(group, collection):
    GroupCollectionPermission.objects.bulk_create(
        [
            GroupCollectionPermission(group=group, collection=collection, permission=permission)
            for permission in Permission.objects.filter(FILES)
        ],
        ignore_conflicts=True,
    )
