"""An answer key as its trainer puts it right: one form for each kind of question."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from courses import scoring


class KeyForm(forms.Form):
    """The key of a printed question. What the question is and is worth stays."""

    def __init__(self, question, key, data=None):
        super().__init__(data)
        self.question, self.printed = question, key
        self.texts = {part["id"]: part["text"] for part in question["options"]}
        getattr(self, f"_add_{SHAPES[key['kind']]}")(key)
        self.fields["reason"] = forms.CharField(
            label=_("Why"),
            help_text=_("Whoever asks why a result changed gets to read this."),
            max_length=1000,
            widget=forms.Textarea(attrs={"rows": 2}),
        )

    def key(self):
        """The key as the edition holds it."""
        shape = SHAPES[self.printed["kind"]]
        return {**self.printed, **getattr(self, f"_read_{shape}")(self.cleaned_data)}

    def _choices(self):
        return list(self.texts.items())

    def _add_options(self, key):
        kinds = {"several": _("All of these together are right")}
        self.fields["correct"] = forms.MultipleChoiceField(
            label=kinds.get(key["kind"], _("Each of these is right")),
            choices=self._choices(),
            initial=key["correct"],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Choose at least one answer.")},
        )

    def _read_options(self, data):
        return {"correct": data["correct"]}

    def _add_number(self, key):
        for name, label in (("value", _("Right number")), ("tolerance", _("Give or take"))):
            self.fields[name] = forms.CharField(
                label=label,
                initial=key[name],
                max_length=scoring.LONGEST_NUMBER,
                validators=[_is_number],
                widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            )

    def _read_number(self, data):
        return {name: f"{scoring.as_number(data[name]):f}" for name in ("value", "tolerance")}

    def _add_words(self, key):
        self.fields["accepted"] = _words_field(_("Accepted answers"), key["accepted"])

    def _read_words(self, data):
        return {"accepted": _lines(data["accepted"])}

    def _add_pairs(self, key):
        targets = [(target["id"], target["text"]) for target in self.question["targets"]]
        for option, text in self.texts.items():
            self.fields[option] = forms.ChoiceField(
                label=text, choices=targets, initial=key["pairs"].get(option)
            )

    def _read_pairs(self, data):
        return {"pairs": {option: data[option] for option in self.texts}}

    def _add_order(self, key):
        for place, option in enumerate(key["order"], 1):
            self.fields[f"place-{place}"] = forms.ChoiceField(
                label=_("Place %(place)s") % {"place": place},
                choices=self._choices(),
                initial=option,
            )

    def _read_order(self, data):
        places = range(1, len(self.printed["order"]) + 1)
        return {"order": [data[f"place-{place}"] for place in places]}

    def _add_gaps(self, key):
        for number, (name, gap) in enumerate(key["gaps"].items(), 1):
            label = _("Gap %(number)s") % {"number": number}
            if "correct" in gap:
                field = forms.ChoiceField(
                    label=label, choices=self._choices_of(name), initial=gap["correct"]
                )
            else:
                field = _words_field(label, gap["accepted"])
            self.fields[name] = field

    def _choices_of(self, name):
        gap = next(piece for piece in self.question["pieces"] if piece.get("gap") == name)
        return [(option, self.texts[option]) for option in gap["options"]]

    def _read_gaps(self, data):
        return {
            "gaps": {
                name: {"correct": data[name]}
                if "correct" in gap
                else {"accepted": _lines(data[name])}
                for name, gap in self.printed["gaps"].items()
            }
        }


SHAPES = {
    "single": "options",
    "truefalse": "options",
    "picture": "options",
    "several": "options",
    "number": "number",
    "short": "words",
    "matching": "pairs",
    "ordering": "order",
    "gaps": "gaps",
}


def _words_field(label, accepted):
    return forms.CharField(
        label=label,
        initial="\n".join(accepted),
        help_text=_("One on each line. Capitals, accents and vowel signs do not matter."),
        widget=forms.Textarea(attrs={"rows": max(len(accepted), 2) + 1, "dir": "auto"}),
    )


def _lines(text):
    return [line.strip() for line in text.splitlines() if line.strip()]


def _is_number(text):
    if scoring.as_number(text) is None:
        raise ValidationError(_("Write it as a number, for example 12.5."), code="number")
