"""The field of a question that is answered with photos or recordings."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from courses import filing, scoring
from courses.choices import UploadKind
from courses.forms.work import ASKED_FOR


class UploadWidget(forms.Widget):
    """A file chooser for each kind that is accepted, and what was chosen before."""

    template_name = "courses/learn/_uploads.html"
    needs_multipart_form = True
    use_fieldset = True

    def __init__(self, kinds):
        super().__init__()
        self.kinds = [kind for kind in UploadKind if kind in kinds]

    def kept_name(self, name):
        return f"{name}_kept"

    def files_in(self, files, name):
        """``(kind, file)`` of each file that came along."""
        return [
            (kind, file) for kind in self.kinds for file in _list(files, f"{name}_{kind.value}")
        ]

    def value_from_datadict(self, data, files, name):
        kept = _list(data, self.kept_name(name))
        return {"kept": kept, "files": [file for _kind, file in self.files_in(files, name)]}

    def value_omitted_from_data(self, data, files, name):
        return False

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        choosers = [
            {
                "name": f"{name}_{kind.value}",
                "id": f"{context['widget']['attrs'].get('id')}_{kind.value}",
                **ASKED_FOR[kind],
                "accept": filing.accepted_by(kind),
                "largest": filing.LARGEST[kind],
            }
            for kind in self.kinds
        ]
        kept = value["kept"] if isinstance(value, dict) else value
        return {
            **context,
            "choosers": choosers,
            "kept": [one for one in kept or [] if scoring.is_id(one)],
            "kept_name": self.kept_name(name),
        }


class UploadField(forms.Field):
    """The answer is the list of ids of what is kept; new files are kept by ``QuestionsForm.keep_files``."""

    default_error_messages = {
        "required": _("Choose a file."),
        "too_many": _("Choose at most %(most)s files."),
        "unknown": _("A file is not there any more. Choose it again."),
    }

    def __init__(self, question):
        super().__init__(
            widget=UploadWidget(question.get("accepts") or [UploadKind.PHOTO]),
            help_text=_("A person looks at your answer or listens to it."),
        )

    def clean(self, value):
        kept, files = value["kept"], value["files"]
        if self.required and not kept and not files:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(kept) + len(files) > scoring.MOST_UPLOADS:
            raise ValidationError(
                self.error_messages["too_many"],
                code="too_many",
                params={"most": scoring.MOST_UPLOADS},
            )
        if not all(map(scoring.is_id, kept)):
            raise ValidationError(self.error_messages["unknown"], code="unknown")
        return kept


def _list(data, name):
    """All values under a name, of a request or of a plain dict."""
    return data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])
