from django.contrib import messages
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from . import library, policy
from .actions import copies
from .explorer import CoursesViewSet
from .models import CoursePage, HomePage, ProgrammePage, QuestionBank
from .panels import ToReleasePanel, ToTranslatePanel
from .viewsets import BanksGroup

ADMINISTRATORS_ONLY = {"reports", "settings", "snippets"}
NOBODY = {"help"}


register_snippet(BanksGroup)


@hooks.register("register_admin_urls")
def release_urls():
    return [path("release/", include("content.urls.release"))]


@hooks.register("register_admin_urls", order=-1)
def urls_before_those_of_libraries():
    return [
        path("localize/", include("content.urls.localize")),
        path("", include("content.urls.library")),
    ]


@hooks.register("construct_page_action_menu")
def keep_translations_pages(menu_items, request, context):
    """An alias shows the source's words as if they were translated: lms/decisions/2026-11-translation-side-by-side.md."""
    menu_items[:] = [item for item in menu_items if item.name != "localize-convert-to-alias"]


@hooks.register("register_admin_urls")
def bank_urls():
    return [path("question-banks/", include("content.urls.banks"))]


@hooks.register("register_snippet_listing_buttons")
def import_and_export(snippet, user, next_url=None):
    if isinstance(snippet, QuestionBank):
        into = reverse("banks:upload", args=[snippet.pk])
        out = reverse("banks:export", args=[snippet.pk])
        yield Button(_("Import questions"), into, icon_name="upload", priority=40)
        yield Button(_("Export questions"), out, icon_name="download", priority=50)


@hooks.register("register_page_header_buttons")
def release_in_header(page, user, view_name, next_url=None):
    yield from _release_buttons(page, user)


@hooks.register("register_page_listing_more_buttons")
def release_in_listing(page, user, next_url=None):
    yield from _release_buttons(page, user)


def _release_buttons(page, user):
    course = page.specific_deferred
    if isinstance(course, CoursePage) and policy.can_release(user, course):
        url = reverse("content:release", args=[page.pk])
        yield Button(_("Release an edition"), url, icon_name="upload", priority=5)
    if isinstance(course, CoursePage) and course.is_source and policy.can_edit(user, course):
        url = reverse("content:take_out", args=[page.pk])
        yield Button(_("Take out as a package"), url, icon_name="download", priority=90)
    if isinstance(course, ProgrammePage) and course.is_source and policy.can_edit(user, course):
        url = reverse("content:packages", args=[page.pk])
        yield Button(_("Bring in a course"), url, icon_name="download", priority=90)


@hooks.register("construct_homepage_panels")
def courses_to_work_on(request, panels):
    panels += [ToReleasePanel(), ToTranslatePanel()]


@hooks.register("register_admin_viewset")
def courses_in_the_explorer():
    return CoursesViewSet()


@hooks.register("construct_main_menu")
def hide_what_nobody_needs(request, menu_items):
    hidden = NOBODY if request.user.is_administrator else NOBODY | ADMINISTRATORS_ONLY
    menu_items[:] = [item for item in menu_items if item.name not in hidden]


@hooks.register("insert_global_admin_css")
def admin_look():
    return format_html('<link rel="stylesheet" href="{}">', static("content/cms.css"))


@hooks.register("before_bulk_action")
def keep_what_editions_show(request, action_type, objects, action):
    """Where one of many is shown by an edition, none is deleted, and each that is says where."""
    kinds = {get_image_model(): "image", get_document_model(): "document"}
    kind = kinds.get(action.model)
    if action_type != "delete" or not kind:
        return None
    refusals = [refusal for item in objects if (refusal := library.refusal_for(kind, item))]
    for refusal in refusals:
        messages.error(request, str(refusal))
    return redirect(action.next_url) if refusals else None


@hooks.register("before_copy_page")
def keep_programmes_single(request, page):
    """A copy of a whole curriculum would carry its code; courses, modules and lessons can be copied."""
    if isinstance(page.specific_deferred, (HomePage, ProgrammePage)):
        messages.error(request, _("A programme cannot be copied. Copy its courses instead."))
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


@hooks.register("after_copy_page")
def make_copies_independent(request, page, new_page):
    copies.make_independent(Page.objects.get(pk=new_page.pk), page, by=request.user)
