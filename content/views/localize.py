from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from wagtail.models import Locale
from wagtail_localize.views.submit_translations import SubmitPageTranslationView

from content import policy
from content.actions import translations


class SubmitPage(SubmitPageTranslationView):
    """Opens a page for translation side by side, and what is above it, so that no page hangs in the air."""

    def dispatch(self, request, *args, **kwargs):
        page = self.get_object()
        if not policy.can_translate(request.user, page):
            raise Http404
        if not page.is_source:
            source = get_object_or_404(page.get_translations().filter(locale=Locale.get_default()))
            return redirect("wagtail_localize:submit_page_translation", source.pk)
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        locales = form.cleaned_data["locales"]
        translations.open_above(self.object, locales, by=self.request.user)
        return super().form_valid(form)
