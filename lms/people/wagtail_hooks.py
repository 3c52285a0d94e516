from django.contrib.auth.models import Permission
from wagtail import hooks

from .viewsets import PeopleViewSetGroup


@hooks.register("register_admin_viewset")
def people_screens():
    return PeopleViewSetGroup()


@hooks.register("register_permissions")
def people_permissions():
    """What can be given to a group: adding and changing. People are never deleted, they leave."""
    return Permission.objects.filter(
        content_type__app_label="people", codename__regex=r"^(add|change|view)_[a-z]+$"
    ).exclude(codename__contains="historical")
