from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.models import Locale

from lms.core import formats

from .choices import Difficulty
from .exchange import decoding, reading
from .exchange.values import MAX_BYTES, Unreadable


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


class PackageForm(forms.Form):
    file = forms.FileField(
        label=_("Course package"),
        widget=forms.FileInput(attrs={"accept": ".zip"}),
        help_text=_("A file that this platform, here or elsewhere, has made of a course."),
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


class ReadingForm(forms.Form):
    """How a file of questions is to be read, where finding it out by itself went wrong."""

    format = forms.ChoiceField(label=_("Format"), required=False)
    encoding = forms.ChoiceField(label=_("Encoding"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        itself = [("", _("Find out by itself"))]
        self.fields["format"].choices = itself + list(reading.FORMATS.items())
        self.fields["encoding"].choices = itself + list(decoding.CHOICES.items())


class QuestionFileForm(ReadingForm):
    """A file of questions that can be read as one."""

    field_order = ["file", "format", "encoding"]

    file = forms.FileField(
        label=_("File"),
        help_text=_("Up to 5 MB and 1,000 questions, in GIFT, Moodle XML or Aiken."),
        widget=forms.FileInput(attrs={"accept": ".txt,.gift,.xml,text/plain,text/xml"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise ValidationError(
                _("This file is larger than 5 MB. Export fewer questions at once.")
            )
        return file.read()

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            options = {name: cleaned[name] for name in ("format", "encoding")}
            try:
                reading.read(cleaned["file"], **options)
            except Unreadable as reason:
                self.add_error("file", str(reason))
        return cleaned


class ImportForm(forms.Form):
    """Which questions of a file go into the bank, and how they are found again there."""

    THESE, ALL = "these", "all"

    scope = forms.ChoiceField(
        label=_("What to import"),
        choices=[
            (THESE, _("What is ticked on this page")),
            (ALL, _("All questions of the file that are new and complete")),
        ],
        initial=THESE,
        widget=forms.RadioSelect,
    )
    numbers = forms.TypedMultipleChoiceField(coerce=int, required=False)
    language = forms.ModelChoiceField(
        label=_("Language of the questions"),
        queryset=Locale.objects.all(),
        to_field_name="language_code",
        empty_label=None,
        help_text=_("Quizzes draw a question once it is there in French."),
    )
    difficulty = forms.TypedChoiceField(
        label=_("Difficulty"), coerce=int, choices=Difficulty, initial=Difficulty.MIDDLING
    )
    tags = forms.CharField(
        label=_("More tags for all of them"),
        required=False,
        max_length=200,
        help_text=_("Words that a quiz can draw by. Write a comma after each."),
    )

    def __init__(self, incoming, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = incoming.with_status("new")
        self.fields["numbers"].choices = [(row.number, row.number) for row in self.rows]

    def clean_tags(self):
        words = self.cleaned_data["tags"].replace("،", ",").split(",")
        return list(dict.fromkeys(word.strip()[:60] for word in words if word.strip()))

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("scope") == self.THESE and not cleaned.get("numbers"):
            self.add_error("scope", _("Tick at least one question."))
        return cleaned

    @property
    def questions(self):
        """The plain questions that were chosen."""
        if self.cleaned_data["scope"] == self.ALL:
            return [row.taken.question for row in self.rows if row.ticked]
        chosen = set(self.cleaned_data["numbers"])
        return [row.taken.question for row in self.rows if row.number in chosen]
