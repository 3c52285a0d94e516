from django.contrib.auth.models import Permission
from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import policy
from .viewsets.schemes import CertificationViewSetGroup


@hooks.register("register_admin_viewset")
def certification_screens():
    return CertificationViewSetGroup()


@hooks.register("register_admin_urls")
def rules_urls():
    return [path("certification-rules/", include("certification.urls.rules"))]


@hooks.register("register_admin_menu_item")
def rules_in_menu():
    return OnlyAdministrators(
        _("Rules of certificates"), reverse_lazy("rules:schemes"), icon_name="list-ol", order=351
    )


class OnlyAdministrators(MenuItem):
    def is_shown(self, request):
        return policy.can_write_schemes(request.user)


@hooks.register("register_permissions")
def certification_permissions():
    """What can be given to a group: schemes, marks and certificates of other bodies. The rest has screens of its own."""
    return Permission.objects.filter(
        content_type__app_label="certification",
        content_type__model__in=[
            "certificatetemplate",
            "certificationscheme",
            "externalcredential",
            "mark",
            "markpermission",
            "templateversion",
        ],
    )
