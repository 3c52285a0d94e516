"""Keeps what Wagtail allows in step with who teaches, who is appointed and which programmes there are."""

from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete
from django.dispatch import receiver
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.signals import copy_for_translation_done, page_published

from courses.models import Programme
from lms.core.policy import SYSTEM
from lms.people.choices import Role
from lms.people.models import Appointment

from . import library
from .actions import groups
from .models import ProgrammePage


@receiver(page_published, sender=ProgrammePage, dispatch_uid="content.make_programme_known")
def make_programme_known(sender, instance, **kwargs):
    groups.make_known(instance, by=SYSTEM)


@receiver(copy_for_translation_done, dispatch_uid="content.open_translation_to_trainers")
def open_translation_to_trainers(sender, source_obj, target_obj, **kwargs):
    """A programme's trainers may write its new translation before it is published."""
    if isinstance(target_obj, ProgrammePage):
        for programme in Programme.objects.filter(pk=target_obj.translation_key):
            groups.set_up_desk(programme, by=SYSTEM)


@receiver(
    m2m_changed,
    sender=Programme.trainers.through,
    dispatch_uid="content.keep_trainers_in_step",
)
def keep_trainers_in_step(sender, instance, action, reverse, pk_set, **kwargs):
    if not action.startswith("post_"):
        return
    if not reverse:
        changed = [instance]
    elif pk_set is None:
        changed = Programme.objects.all()
    else:
        changed = Programme.objects.filter(pk__in=pk_set)
    groups.keep_trainers_in_step(changed, by=SYSTEM)


@receiver(
    [post_save, post_delete], sender=Appointment, dispatch_uid="content.keep_appointed_in_step"
)
def keep_appointed_in_step(sender, instance, **kwargs):
    if instance.role == Role.ADMINISTRATOR:
        groups.keep_administrator_in_step(instance.person, by=SYSTEM)


@receiver(user_logged_in, dispatch_uid="content.keep_signed_in_in_step")
def keep_signed_in_in_step(sender, user, **kwargs):
    """An appointment also begins and ends on a date, when nothing is saved."""
    groups.keep_administrator_in_step(user, by=SYSTEM)


@receiver(
    pre_delete, sender=get_image_model(), dispatch_uid="content.keep_images_that_editions_show"
)
def keep_images_that_editions_show(sender, instance, **kwargs):
    library.refuse_while_printed("image", instance)


@receiver(
    pre_delete, sender=get_document_model(), dispatch_uid="content.keep_files_that_editions_offer"
)
def keep_files_that_editions_offer(sender, instance, **kwargs):
    library.refuse_while_printed("document", instance)
