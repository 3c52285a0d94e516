from django.contrib.admin.utils import unquote
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404
from django.shortcuts import get_object_or_404
from wagtail.models import Page
from wagtail.snippets.views.snippets import get_snippet_model_from_url_params
from wagtail_localize.models import Translation, TranslationSource

from . import policy
from .models import BankQuestion, QuestionBank

# Trees are not kept in step by aliases: lms/decisions/2026-11-translation-side-by-side.md.
NOBODY = {"convert_to_alias"}
EVERYBODY = {"javascript_catalog"}
KEPT = {
    f"{screens}_content_{model._meta.model_name}": model
    for model in (QuestionBank, BankQuestion)
    for screens in ("wagtailsnippets", "wagtailsnippetchoosers")
}


class TranslatorsOnly:
    """wagtail-localize asks who may translate at all. Here is asked whose pages and questions they are."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        match = request.resolver_match
        if "wagtail_localize" not in match.namespaces or not request.user.is_authenticated:
            return
        if match.url_name in NOBODY or not _may(request.user, match.url_name, kwargs):
            raise Http404


def _may(user, name, kwargs):
    if name in EVERYBODY:
        return True
    try:
        subjects = _subjects(kwargs)
    except ObjectDoesNotExist:
        return False
    if not subjects:
        # Reports and lists over all programmes.
        return user.is_administrator
    rule = policy.can_publish if name == "update_translations" else policy.can_translate
    return all(rule(user, subject) for subject in subjects)


def _subjects(kwargs):
    """What an address is about: a page or a snippet, for a source all its translations too."""
    if "page_id" in kwargs:
        return [get_object_or_404(Page, pk=kwargs["page_id"])]
    if "translation_id" in kwargs:
        return [get_object_or_404(Translation, pk=kwargs["translation_id"]).get_target_instance()]
    if "translation_source_id" in kwargs:
        source = get_object_or_404(TranslationSource, pk=kwargs["translation_source_id"])
        translations = source.translations.filter(enabled=True)
        return [
            source.get_source_instance(),
            *(translation.get_target_instance() for translation in translations),
        ]
    if "pk" in kwargs and "app_label" in kwargs:
        model = get_snippet_model_from_url_params(kwargs["app_label"], kwargs["model_name"])
        return [get_object_or_404(model, pk=kwargs["pk"])]
    return []


class KeepersOnly:
    """Question banks and their questions are there for the trainers of their programme alone, at every address."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        match = request.resolver_match
        if not request.user.is_authenticated:
            return
        if match.url_name == "wagtail_bulk_action" and _is_kept(kwargs):
            raise Http404
        for space in match.namespaces:
            if space in KEPT:
                _ask_for_each(request, KEPT[space], kwargs)


def _is_kept(kwargs):
    kept = {(model._meta.app_label, model._meta.model_name) for model in KEPT.values()}
    return (kwargs["app_label"], kwargs["model_name"]) in kept


def _ask_for_each(request, model, kwargs):
    named = [kwargs["pk"]] if "pk" in kwargs else request.GET.getlist("id")
    for key in named:
        if not policy.can_keep(request.user, get_object_or_404(model, pk=unquote(str(key)))):
            raise Http404
