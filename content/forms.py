from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm

from lms.core import formats


class ReleaseForm(forms.Form):
    """``number``: the edition that was on the screen, so that two people do not release it twice."""

    number = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What is new, for the trainers who choose an edition for their cohort."),
    )


class DocumentForm(BaseDocumentForm):
    """Refuses a file whose content is not what its name says."""

    def clean_file(self):
        file = self.cleaned_data["file"]
        if "file" in self.changed_data:
            extension = formats.extension_of(file.name)
            if extension in formats.KNOWN and not formats.is_what_it_says(file, extension):
                sentence = _(
                    "This file is not what its name says: it ends in “.%(extension)s”, but its "
                    "content is something else. Save it again in the program it comes from."
                )
                raise ValidationError(sentence, "not_what_it_says", {"extension": extension})
        return file
