from tempfile import TemporaryFile

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from wagtail.models import Locale

from content import policy
from content.actions import packages
from content.forms import PackageForm
from content.models import CoursePackage, CoursePage, ProgrammePage
from content.packing import archive, courses, plans
from lms.core.errors import RuleError
from lms.core.models import Job

PAGE = 25


@require_GET
def take_out(request, page_id):
    """A course as one file, in all its languages."""
    course = get_object_or_404(CoursePage, pk=page_id, locale=Locale.get_default())
    if not policy.can_edit(request.user, course):
        raise Http404
    manifest, names = courses.describe(course)
    # The answer closes it when it has been sent.
    file = TemporaryFile()  # noqa: SIM115
    archive.write(file, manifest, names.files)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{slugify(course.code)}.zip")


@require_http_methods(["GET", "POST"])
def arrivals(request, page_id):
    """Packages that were brought for a programme, and the place to bring one."""
    page = get_object_or_404(ProgrammePage, pk=page_id, locale=Locale.get_default())
    if not policy.can_edit(request.user, page):
        raise Http404
    programme = page.programme
    form = PackageForm(request.POST or None, request.FILES or None)
    if form.is_valid() and (package := _receive(request, programme, form)):
        return redirect("content:package", package.pk)
    brought = CoursePackage.objects.filter(programme=programme).select_related("brought_by")
    context = {"form": form, "packages": Paginator(brought, PAGE).get_page(request.GET.get("p"))}
    title = _("Bring a course into %(programme)s") % {"programme": page.title}
    return render(request, "content/packages.html", context | _header(page, title))


def _receive(request, programme, form):
    """The package that was looked at. A refusal is said above the form."""
    try:
        return packages.receive(programme, form.cleaned_data["file"], by=request.user)
    except RuleError as refusal:
        messages.error(request, str(refusal))
        return None


@require_GET
def package(request, package_id):
    """What a package would do here, or has done."""
    found, page = _package(request, package_id)
    work = Job.objects.about(found.subject).order_by("-pk").first()
    context = {
        "package": found,
        "work": work,
        "told": work and work.told,
        "course": CoursePage.objects.filter(
            translation_key=found.course_key, locale=Locale.get_default()
        ).first(),
        "plan": None if found.brought_in_at else plans.plan_of(found),
    }
    return render(request, "content/package.html", context | _header(page, found.title))


@require_POST
def bring_in(request, package_id):
    found, _page = _package(request, package_id)
    packages.promise_to_bring_in(found, by=request.user)
    return redirect("content:package", found.pk)


def _package(request, package_id):
    found = get_object_or_404(CoursePackage.objects.select_related("programme"), pk=package_id)
    page = plans.page_of(found.programme)
    if not policy.can_edit(request.user, page):
        raise Http404
    return found, page


def _header(page, title):
    return {
        "programme_page": page,
        "header_title": title,
        "header_icon": "download",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_explore_root"), "label": _("Pages")},
            {"url": reverse("wagtailadmin_explore", args=[page.pk]), "label": page.title},
            {"url": "", "label": title},
        ],
    }
