from django.contrib.auth.models import Permission
from django.shortcuts import redirect
from django.urls import re_path
from wagtail import hooks

from .models import Person
from .viewsets import PeopleViewSetGroup


@hooks.register("register_admin_viewset")
def people_screens():
    return PeopleViewSetGroup()


def to_our_people(request):
    return redirect("people:index")


@hooks.register("register_admin_urls", order=-1)
def one_door_to_people():
    """Wagtail's own screens of users give rights that nobody is appointed to: they lead to ours."""
    return [re_path(r"^users/", to_our_people)]


@hooks.register("before_bulk_action")
def one_by_one_only(request, action_type, objects, action):
    """The same for what Wagtail does to many users at once."""
    return to_our_people(request) if action.model is Person else None


@hooks.register("construct_settings_menu")
def hide_users(request, menu_items):
    menu_items[:] = [item for item in menu_items if item.name != "users"]


@hooks.register("register_permissions")
def people_permissions():
    """What can be given to a group: adding and changing. People are never deleted, they leave."""
    return Permission.objects.filter(
        content_type__app_label="people", codename__regex=r"^(add|change|view)_[a-z]+$"
    ).exclude(codename__contains="historical")
