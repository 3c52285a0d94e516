"""Files of questions into a bank and out of it."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.models import Locale

from content import incoming, waiting
from content.actions import imports
from content.exchange.decoding import CHOICES
from content.exchange.values import Unreadable
from content.forms import ImportForm, QuestionFileForm, ReadingForm
from content.models import QuestionBank

A_PAGE = 50
KINDS_OF_FILES = {
    "gift": ("gift.txt", "text/plain; charset=utf-8"),
    "moodle": ("xml", "application/xml"),
}


@require_http_methods(["GET", "POST"])
def upload(request, bank_id):
    """Takes a file of questions; nothing of it goes into the bank yet."""
    bank = _own_bank(request, bank_id)
    form = QuestionFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        digest = waiting.keep(request.user, form.cleaned_data.pop("file"))
        return redirect(_preview_url(bank, digest, form.cleaned_data))
    title = _("Import questions: %(bank)s") % {"bank": bank}
    return render(request, "content/banks/upload.html", _context(bank, title, form=form))


@require_http_methods(["GET", "POST"])
def preview(request, bank_id, digest):
    """What a file would bring into the bank, question by question, and the button that brings it."""
    bank = _own_bank(request, bank_id)
    options = ReadingForm(request.GET)
    found = _read(request, bank, digest, options.cleaned_data) if options.is_valid() else None
    if found is None:
        return redirect("banks:upload", bank.pk)
    form = ImportForm(found, request.POST or None, initial={"language": _language(found)})
    rows = _page(request, found)
    if request.method == "POST" and form.is_valid():
        _import(request, bank, form)
        on = form.cleaned_data["scope"] == form.THESE and rows.paginator.num_pages > 1
        return redirect(request.get_full_path() if on else _list_url())
    title = _("Import questions: %(bank)s") % {"bank": bank}
    shown = {"found": found, "rows": rows, "form": form, "options": options, "show": _show(request)}
    shown |= {"query": _query(request), "plain_query": _query(request, show=False)}
    shown |= {"ticked": _ticked(form, found), "encoding": _name_of(found.reading.encoding)}
    return render(request, "content/banks/preview.html", _context(bank, title, **shown))


@require_GET
def export(request, bank_id):
    """What each format can say of the bank, and what it cannot, before one downloads it."""
    bank = _own_bank(request, bank_id)
    locales = Locale.objects.filter(pk__in=bank.questions.values("locale"))
    languages = [locale.language_code for locale in locales]
    language = request.GET.get("language", Locale.get_default().language_code)
    shown = {
        "languages": languages,
        "language": language,
        "files": incoming.outgoing(bank, language),
    }
    title = _("Export questions: %(bank)s") % {"bank": bank}
    return render(request, "content/banks/export.html", _context(bank, title, **shown))


@require_GET
def download(request, bank_id, language, format):
    bank = _own_bank(request, bank_id)
    if format not in KINDS_OF_FILES:
        raise Http404
    extension, content_type = KINDS_OF_FILES[format]
    name = slugify(str(bank)) or f"{bank.pk}"
    response = StreamingHttpResponse(
        incoming.file_of(bank, language, format), content_type=content_type
    )
    response["Content-Disposition"] = f'attachment; filename="{name}-{language}.{extension}"'
    return response


def _own_bank(request, bank_id):
    return get_object_or_404(QuestionBank.objects.visible_to(request.user), pk=bank_id)


def _read(request, bank, digest, options):
    """What the waiting file would bring; nothing, and a sentence that says why, where it cannot be read."""
    try:
        return incoming.incoming(bank, waiting.read(request.user, digest), **options)
    except FileNotFoundError:
        messages.error(request, _("This file is no longer here. Upload it once more."))
    except Unreadable as reason:
        messages.error(request, str(reason))
    return None


def _import(request, bank, form):
    answers = form.cleaned_data
    number = imports.import_questions(
        bank,
        form.questions,
        locale=answers["language"],
        difficulty=answers["difficulty"],
        tags=answers["tags"],
        by=request.user,
    )
    sentence = ngettext(
        "%(number)d question is new in “%(bank)s”.",
        "%(number)d questions are new in “%(bank)s”.",
        number,
    )
    messages.success(request, sentence % {"number": number, "bank": bank})


def _language(found):
    return "ar" if found.is_arabic else Locale.get_default().language_code


def _show(request):
    show = request.GET.get("show")
    return show if show in ("new", "known", "skipped") else ""


def _page(request, found):
    show = _show(request)
    rows = found.with_status(show) if show else found.rows
    return Paginator(rows, A_PAGE).get_page(request.GET.get("page"))


def _query(request, *, show=True):
    """How the file is read, and what of it is shown, for the links to other pages of it."""
    names = ["format", "encoding", *(["show"] if show else [])]
    return urlencode({name: request.GET[name] for name in names if request.GET.get(name)})


def _ticked(form, found):
    """The numbers of the questions whose boxes are ticked: those sent, before that all that are whole."""
    if form.is_bound:
        return {int(number) for number in form.data.getlist("numbers") if number.isdecimal()}
    return {row.number for row in found.rows if row.ticked}


def _preview_url(bank, digest, options):
    query = urlencode({name: value for name, value in options.items() if value})
    url = reverse("banks:preview", args=[bank.pk, digest])
    return f"{url}?{query}" if query else url


def _list_url():
    return reverse("wagtailsnippets_content_bankquestion:list")


def _name_of(encoding):
    return CHOICES.get(encoding, encoding.upper())


def _context(bank, title, **more):
    banks = reverse("wagtailsnippets_content_questionbank:list")
    return {
        "bank": bank,
        "header_title": title,
        "header_icon": "folder-inverse",
        "breadcrumbs_items": [
            {"url": banks, "label": _("Question banks")},
            {"url": "", "label": title},
        ],
        **more,
    }
