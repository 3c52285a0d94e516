from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.models import Locale

from content import files, policy
from content.actions import releases, translations
from content.forms import ReleaseForm
from content.models import CoursePage
from content.reports import release_report
from lms.core.errors import RuleError


@require_http_methods(["GET", "POST"])
def release(request, page_id):
    """What the next edition of a course would be, and the button that makes it."""
    course = get_object_or_404(CoursePage, pk=page_id)
    if not policy.can_release(request.user, course):
        raise Http404
    if not course.is_source:
        source = get_object_or_404(course.get_translations().filter(locale=Locale.get_default()))
        return redirect("content:release", source.pk)
    form = ReleaseForm(request.POST or None)
    if form.is_valid() and _release(request, course, form):
        return redirect("content:release", course.pk)
    report = release_report(course, store=files.edition_name)
    return render(request, "content/release.html", _context(course, report, form))


@require_POST
def take_over(request, page_id, language):
    """Pages that were translated by hand are translated side by side from now on."""
    course = get_object_or_404(CoursePage, pk=page_id, locale=Locale.get_default())
    locale = get_object_or_404(Locale, language_code=language)
    if not policy.can_translate(request.user, course) or not course.has_translation(locale):
        raise Http404
    for refusal in translations.take_over_course(course, locale, by=request.user):
        messages.warning(request, refusal)
    messages.success(request, _("The course is translated side by side from now on."))
    return redirect("content:release", course.pk)


def _release(request, course, form):
    """Whether it was done. A refusal is said above the screen, which keeps what was typed."""
    try:
        edition = releases.release(course, **form.cleaned_data, by=request.user)
    except RuleError as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, _("%(edition)s is released.") % {"edition": edition})
    return True


def _context(course, report, form):
    title = _("Release: %(course)s") % {"course": course.title}
    return {
        "course": course,
        "report": report,
        "form": form,
        "header_title": title,
        "header_icon": "upload",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_explore_root"), "label": _("Pages")},
            {"url": reverse("wagtailadmin_explore", args=[course.pk]), "label": course.title},
            {"url": "", "label": title},
        ],
    }
