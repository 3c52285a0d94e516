from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mentoring.tools import files, rules


class ToolFileForm(forms.Form):
    """A file with a new version of a tool."""

    file = forms.FileField(
        label=_("File of the tool"),
        help_text=_("TOML or JSON, as you can download it from a version here."),
        widget=forms.ClearableFileInput(attrs={"accept": ".toml,.json"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > files.LARGEST:
            raise ValidationError(_("The file is too large for a tool."), code="too_large")
        return file


class AxisWordsForm(forms.Form):
    """The words of one axis of a draft: title, questions and levels, the languages side by side."""

    def __init__(self, axis, data=None):
        super().__init__(data)
        self.axis = axis
        questions = enumerate(axis["questions"])
        self.groups = [
            [self._row("title", _("Title"), axis["title"])],
            *(self._question(f"q{number}", number + 1, one) for number, one in questions),
        ]

    def words(self):
        """The axis with what was typed; its codes stay."""
        questions = [
            {
                "code": question["code"],
                "text": self._texts(f"q{number}"),
                "levels": [self._texts(f"q{number}-{level}") for level in range(rules.LEVELS)],
            }
            for number, question in enumerate(self.axis["questions"])
        ]
        return {"code": self.axis["code"], "title": self._texts("title"), "questions": questions}

    def _question(self, name, number, question):
        """The rows of a question: its words, and those of each level."""
        first = self._row(name, _("Question %(number)s") % {"number": number}, question["text"])
        return [
            first,
            *(
                self._row(f"{name}-{level}", _("Level %(level)s") % {"level": level}, texts)
                for level, texts in enumerate(question["levels"])
            ),
        ]

    def _row(self, name, label, texts):
        fields = []
        for language, own_name in rules.LANGUAGES.items():
            direction = "rtl" if language == "ar" else "ltr"
            self.fields[f"{name}-{language}"] = forms.CharField(
                label=f"{label} · {own_name}",
                initial=texts[language],
                max_length=rules.LONGEST,
                widget=forms.Textarea(attrs={"rows": 2, "dir": direction, "lang": language}),
            )
            fields.append(self[f"{name}-{language}"])
        return {"label": label, "fields": fields}

    def _texts(self, name):
        return {language: self.cleaned_data[f"{name}-{language}"] for language in rules.LANGUAGES}
