"""Admin screens of the marks of others and of what their owners allow."""

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import TitleColumn
from wagtail.admin.viewsets.model import ModelViewSet

from certification import layouts
from certification.models import Mark, MarkPermission, TemplateVersion
from courses import filing
from courses.choices import UploadKind
from lms.core.inputs import DayInput
from lms.people.choices import Country


class MarkForm(forms.ModelForm):
    MOST_BYTES = 300_000

    class Meta:
        model = Mark
        fields = ["name", "owner", "picture"]
        # Plain inputs: what lies there has no public address to show.
        widgets = {"picture": forms.FileInput}

    def clean_picture(self):
        picture = self.cleaned_data["picture"]
        image = getattr(picture, "image", None)
        if picture.size > self.MOST_BYTES or (image and image.format not in ("PNG", "JPEG")):
            raise forms.ValidationError(_("Use a PNG or JPEG file of at most 300 kB."))
        if "picture" in self.changed_data and self._is_printed():
            # A certificate is made again from its template, and has to come out the same.
            raise forms.ValidationError(
                _("Certificates carry this picture already. Add the new one as another mark.")
            )
        return picture

    def _is_printed(self):
        versions = TemplateVersion.objects.exclude(status=TemplateVersion.Status.DRAFT)
        used = versions.values_list("layout", flat=True)
        return any(str(self.instance.pk) in layouts.marks_of(layout) for layout in used)


class MarkPermissionForm(forms.ModelForm):
    countries = forms.MultipleChoiceField(
        label=_("Countries"), choices=Country.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = MarkPermission
        fields = ["mark", "schemes", "countries", "starts_on", "ends_on", "document"]
        widgets = {
            "schemes": forms.CheckboxSelectMultiple,
            "document": forms.FileInput,
            "starts_on": DayInput,
            "ends_on": DayInput,
        }

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["document"].widget.attrs["accept"] = filing.accepted_by(UploadKind.DOCUMENT)
        if self.instance.pk:
            self.fields["document"].help_text = format_html(
                '<a href="{}">{}</a>', document_of(self.instance), _("Download what is recorded")
            )

    def clean_document(self):
        document = self.cleaned_data["document"]
        if "document" in self.changed_data:
            try:
                filing.prepared(UploadKind.DOCUMENT, document)
            except filing.FileRefused as refusal:
                raise forms.ValidationError(str(refusal)) from refusal
        return document


def document_of(permission):
    """The address at which the recorded document is given out."""
    return reverse("rules:permission_document", args=[permission.pk])


class MarkViewSet(ModelViewSet):
    model = Mark
    icon = "image"
    list_display = ["__str__", "owner"]
    search_fields = ["name", "owner"]
    list_per_page = 25
    copy_view_enabled = False

    def get_form_class(self, for_update=False):
        return MarkForm


class MarkPermissionViewSet(ModelViewSet):
    model = MarkPermission
    icon = "doc-full"
    list_display = [
        *("mark", "country_names", "starts_on", "ends_on"),
        TitleColumn(
            "document",
            label=_("Document"),
            accessor=lambda permission: _("Download"),
            get_url=document_of,
        ),
    ]
    list_filter = ["mark"]
    list_per_page = 25
    copy_view_enabled = False

    def get_form_class(self, for_update=False):
        return MarkPermissionForm
