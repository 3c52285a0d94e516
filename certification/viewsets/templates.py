"""Admin screens of the templates of certificates: what they look like, and who approved that."""

from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin.views.generic import CreateView, EditView
from wagtail.admin.viewsets.model import ModelViewSet

from certification import layouts, pdf, policy, sheets, specimens
from certification.actions import templates as actions
from certification.editor import AreaForm, LayoutForm
from certification.models import CertificateTemplate, Mark, TemplateVersion
from certification.shaping import GlyphMissing, TextDoesNotFit
from certification.words import LANGUAGES


class TemplateViewSet(ModelViewSet):
    """Families of certificates. Their versions are listed apart."""

    model = CertificateTemplate
    icon = "doc-full"
    form_fields = ["code", "name"]
    list_display = ["name", "code"]
    list_per_page = 25
    copy_view_enabled = False


class LookingView(PermissionRequiredMixin, View):
    """A PDF made from a version by the writer of certificates itself."""

    permission_required = "certification.view_templateversion"
    raise_exception = True
    make = None

    def get(self, request, pk, language):
        version = get_object_or_404(TemplateVersion, pk=pk)
        if language not in version.languages:
            raise Http404
        try:
            made = self.make(version, language)
        except (TextDoesNotFit, GlyphMissing) as refusal:
            raise actions.LayoutFaulty(
                _("“%(field)s” has not room enough, or letters that cannot be printed."),
                field=layouts.named(refusal.field),
            ) from refusal
        return HttpResponse(made, content_type="application/pdf")


def specimen(version, language):
    marks = layouts.marks_of(version.layout)
    return pdf.render(specimens.facts(language, version.scripts, marks=marks), version.drawn())


def sheet(version, language):
    return sheets.hard_names(version.drawn(), language)


class VerbView(View):
    """A verb on one version, then back to it or to the version it leads to."""

    verb = None

    def post(self, request, pk):
        version = get_object_or_404(TemplateVersion, pk=pk)
        after = self.verb(version, by=request.user)
        return redirect("certification_template_versions:edit", after.pk)


def draft_after(version, *, by):
    return actions.draft_next(version.template, by=by)


class VersionView(EditView):
    """One version: how it looks, what may be done with it, and as long as it is a draft its layout."""

    template_name = "certification/admin/template_version.html"

    def post(self, request, *args, **options):
        self.object = self.get_object()
        if not self.object.is_draft:
            raise actions.NotADraft(_("This version is approved and never changes."))
        editor = self._editor(request.POST, request.FILES)
        if not editor.is_valid():
            return self.render_to_response(self.get_context_data(editor=editor))
        picture = editor.cleaned_data["picture"]
        actions.write(self.object, editor.layout, picture, by=request.user)
        messages.success(request, _("The draft is saved."))
        return redirect("certification_template_versions:edit", self.object.pk)

    def get_context_data(self, **context):
        if self.object.is_draft:
            context.setdefault("editor", self._editor())
        return super().get_context_data(**context) | {
            "some_area": AreaForm(),
            "version": self.object,
            "looks": [self._looks(language) for language in self.object.languages],
            "verbs": [
                {"label": label, "address": self._address(name)} for name, label in self._verbs()
            ],
        }

    def _editor(self, *filled_in):
        marks = [(str(mark.pk), mark.name) for mark in Mark.objects.all()]
        return LayoutForm(*filled_in, layout=self.object.layout, marks=marks)

    def _looks(self, language):
        return {
            "code": language,
            "name": LANGUAGES[language],
            "preview": self._address("preview", language),
            "sheet": self._address("sheet", language),
        }

    def _address(self, name, *more):
        return reverse(f"certification_template_versions:{name}", args=[self.object.pk, *more])

    def _verbs(self):
        """What may be done now: a draft is approved by somebody else; an approved one is copied or retired."""
        if not self.object.is_draft:
            yield "draft", _("Make the next version from it")
        elif policy.can_approve_template(self.request.user, self.object):
            yield "approve", _("Approve")
        if self.object.status == TemplateVersion.Status.APPROVED:
            yield "retire", _("Retire")


class TemplateVersionForm(forms.ModelForm):
    """Which template gets its next version; what is in it is written afterwards."""

    class Meta:
        model = TemplateVersion
        fields = ["template"]


class NewVersionView(CreateView):
    def save_instance(self):
        return actions.draft_next(self.form.instance.template, by=self.request.user)

    def get_success_url(self):
        return reverse("certification_template_versions:edit", args=[self.object.pk])


class TemplateVersionViewSet(ModelViewSet):
    model = TemplateVersion
    icon = "history"
    list_display = ["__str__", "status", "made_by", "approved_by"]
    list_filter = ["template", "status"]
    list_per_page = 25
    copy_view_enabled = False
    add_view_class = NewVersionView
    edit_view_class = VersionView

    def get_form_class(self, for_update=False):
        return TemplateVersionForm

    def get_urlpatterns(self):
        looking = {"preview": specimen, "sheet": sheet}
        verbs = {"approve": actions.approve, "retire": actions.retire, "draft": draft_after}
        return [
            *super().get_urlpatterns(),
            *(
                path(f"{name}/<int:pk>/<str:language>/", LookingView.as_view(make=make), name=name)
                for name, make in looking.items()
            ),
            *(
                path(f"{name}/<int:pk>/", VerbView.as_view(verb=verb), name=name)
                for name, verb in verbs.items()
            ),
        ]
