from django.contrib.auth.models import Permission
from wagtail import hooks

from .viewsets import CertificationViewSetGroup


@hooks.register("register_admin_viewset")
def certification_screens():
    return CertificationViewSetGroup()


@hooks.register("register_permissions")
def certification_permissions():
    """What can be given to a group: schemes, what they ask for, and marks. Files and credentials have screens of their own."""
    return Permission.objects.filter(
        content_type__app_label="certification",
        content_type__model__in=[
            "certificationscheme",
            "schemeversion",
            "requirement",
            "mark",
            "markpermission",
        ],
    )
