from django.contrib.auth.models import Permission
from wagtail import hooks

from .viewsets import ProgrammeViewSet


@hooks.register("register_admin_viewset")
def programmes_screen():
    return ProgrammeViewSet("programmes")


@hooks.register("register_permissions")
def programmes_permissions():
    """Programmes come and go with their pages: what can be given is to see them and to say who teaches."""
    return Permission.objects.filter(
        content_type__app_label="courses", codename__in=["view_programme", "change_programme"]
    )
