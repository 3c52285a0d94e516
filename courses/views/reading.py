"""What a learner keeps for herself while she reads, finds again, and takes along on paper."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses import finding
from courses.actions import reading
from courses.choices import ActivityKind
from courses.forms.reading import NoteForm, PlaceForm, ReadingForm, SearchForm
from courses.models import Bookmark, LessonNote
from courses.reports import searching
from courses.reports.learning import Outline
from courses.reports.paths import open_places
from courses.reports.reading import parts_on_paper, texts_of, with_lessons
from courses.views.places import mine, place_of, reads_pictures, text_of, turned_back
from lms.offline import intake

PAGE = 25


@login_required
@require_POST
def place(request, enrolment_id, key):
    """How far I came. Told by the page itself when I leave it."""
    enrolment = mine(request, enrolment_id)
    get_object_or_404(enrolment.cohort.edition.activities, key=key, kind=ActivityKind.LESSON)
    form = PlaceForm(request.POST)
    if not form.is_valid():
        raise BadRequest
    told = form.cleaned_data
    reading.keep_place(
        enrolment,
        key,
        part=told["part"],
        seconds=told["seconds"],
        at=told["device_at"] or timezone.now(),
        by=request.user,
    )
    return HttpResponse(status=204)


@login_required
@require_POST
def bookmark(request, enrolment_id, key):
    enrolment = mine(request, enrolment_id)
    wanted = request.POST.get("wanted") == "yes"
    reading.set_bookmark(enrolment, key, wanted, by=request.user)
    messages.success(
        request,
        _("You find this lesson again under your bookmarks.")
        if wanted
        else _("The bookmark is gone."),
    )
    return redirect("learn:lesson", enrolment.pk, key)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def note(request, enrolment_id, key):
    """What I write for myself beside a lesson."""
    enrolment = mine(request, enrolment_id)
    text = text_of(enrolment, key, ActivityKind.LESSON)
    place = place_of(enrolment, key)
    if back := turned_back(request, place):
        return back
    known = enrolment.lesson_notes.filter(activity_key=key).first()
    form = NoteForm(request.POST or None, initial=known and known.as_shown())
    if request.method == "POST" and form.is_valid():
        payload = {"enrolment": str(enrolment.pk), "activity": str(key), **form.cleaned_data}
        told = intake.told_in(request.POST, "courses.note_kept", payload)
        reply = intake.record(told, by=request.user)
        if reply.accepted:
            messages.success(request, _("Your note is kept. Only you read it."))
            return redirect(f"{reverse('learn:lesson', args=[enrolment.pk, key])}#note")
        form.add_error(None, reply.reason)
    context = {**place, "text": text, "note_form": form}
    return render(request, "courses/learn/note.html", context)


@login_required
@require_safe
def bookmarks(request):
    """The lessons I marked, the latest first."""
    rows = Bookmark.objects.of(request.user).order_by("-set_at", "-pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": with_lessons(page)}
    return render(request, "courses/learn/bookmarks.html", context)


@never_cache
@login_required
@require_safe
def notes(request):
    """All I wrote beside lessons, the latest first."""
    rows = LessonNote.objects.of(request.user).order_by("-written_at", "-pk")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": with_lessons(page)}
    return render(request, "courses/learn/notes.html", context)


@login_required
@require_safe
def search(request):
    """Lessons of my courses that hold the words I look for."""
    form = SearchForm(request.GET)
    asked = form.cleaned_data["q"] if form.is_valid() else ""
    words = finding.words_of(asked)
    places = open_places(request.user) if words else {}
    found = searching.matching(words, places, get_language())
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "asked": asked,
        "words": words,
        "page": page,
        "results": searching.shown(list(page), words, places),
    }
    return render(request, "courses/learn/search.html", context)


@login_required
@require_POST
def prefer(request):
    """How I read, on this device until I sign out."""
    form = ReadingForm(request.POST)
    if form.is_valid():
        request.session["text_size"] = form.cleaned_data["size"]
        request.session["without_pictures"] = not form.cleaned_data["pictures"]
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return redirect(back if safe else "learn:home")


@login_required
@require_safe
def print_module(request, enrolment_id, module_key):
    """All I may read of a module on one clean page, to print or to keep as a file."""
    enrolment = mine(request, enrolment_id)
    edition = enrolment.cohort.edition
    module = get_object_or_404(edition.modules, key=module_key)
    steps = [s for s in Outline.of(enrolment).steps if s.module_id == module.pk and not s.lock]
    pictures = reads_pictures(request)
    lessons = [
        {"activity": activity, "text": text, "parts": parts_on_paper(text, pictures=pictures)}
        for activity, text in texts_of(steps, get_language(), edition.source_language)
    ]
    context = {"enrolment": enrolment, "module": module, "lessons": lessons, "answers": {}}
    return render(request, "courses/learn/print_module.html", context)
