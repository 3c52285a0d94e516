"""Fields of questions that are answered in several places: pairs, orders, gaps."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses import scoring


class Choice:
    """An option as a choice of Django's: prints as its text, and brings its picture and its reading along."""

    def __init__(self, option):
        self.text = option["text"]
        self.image = option.get("image")
        self.audio = option.get("audio")

    def __str__(self):
        return self.text

    @classmethod
    def of(cls, options):
        return [(option["id"], cls(option)) for option in options]


class FacesSelect(forms.RadioSelect):
    """Five faces from sad to glad: each option says which one it is."""

    def create_option(self, name, value, label, selected, index, **more):
        option = super().create_option(name, value, label, selected, index, **more)
        return {**option, "face": f"face-{index + 1}"}


class PartsWidget(forms.MultiWidget):
    """A small field for each place of one question. ``places``: id → widget; the value is id → what stands there."""

    use_fieldset = True

    def __init__(self, question, places):
        self.question, self.places = question, list(places)
        super().__init__({place.replace("-", ""): widget for place, widget in places.items()})

    def value_from_datadict(self, data, files, name):
        given = super().value_from_datadict(data, files, name)
        return {place: value for place, value in zip(self.places, given, strict=True) if value}

    def decompress(self, value):
        return [(value or {}).get(place) for place in self.places]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, self.decompress(value), attrs)
        drawn = dict(zip(self.places, context["widget"]["subwidgets"], strict=True))
        context["rows"] = self.rows(drawn)
        return context

    def rows(self, drawn):
        """What the template draws: each option with its field."""
        return [{**option, "field": drawn[option["id"]]} for option in self.question["options"]]


class PairsWidget(PartsWidget):
    template_name = "courses/learn/_pairs.html"


class OrderingWidget(PartsWidget):
    """The place of each option as a number; what it shows and takes is the list of the options in order."""

    template_name = "courses/learn/_ordering.html"

    def decompress(self, value):
        if isinstance(value, list):
            value = {option: str(number) for number, option in enumerate(value, 1)}
        return super().decompress(value)


class GapsWidget(PartsWidget):
    template_name = "courses/learn/_gaps.html"

    def rows(self, drawn):
        return [
            {"field": drawn[piece["gap"]]} if "gap" in piece else piece
            for piece in self.question["pieces"]
        ]


class PartsField(forms.Field):
    """The answer is ``{place: what stands there}``. Where one is required, so is every place."""

    def __init__(self, question):
        places = self.widgets(question)
        super().__init__(widget=self.widget_class(question, places), help_text=self.help)

    def clean(self, value):
        given = super().clean(value) or {}
        if self.required and len(given) < len(self.widget.places):
            raise ValidationError(self.error_messages["required"], code="required")
        if not scoring.fits(self.widget.question, given):
            raise ValidationError(self.error_messages["unfit"], code="unfit")
        return given


UNFIT = gettext_lazy("Choose one of those that are offered.")


class PairsField(PartsField):
    widget_class = PairsWidget
    help = gettext_lazy("Choose what belongs to each line.")
    default_error_messages = {
        "required": gettext_lazy("Choose something for each line."),
        "unfit": UNFIT,
    }

    def widgets(self, question):
        choices = [("", "–"), *((target["id"], target["text"]) for target in question["targets"])]
        return {option["id"]: forms.Select(choices=choices) for option in question["options"]}


class GapsField(PartsField):
    widget_class = GapsWidget
    help = gettext_lazy("Fill each gap.")
    default_error_messages = {"required": gettext_lazy("Fill each gap."), "unfit": UNFIT}

    def widgets(self, question):
        texts = {option["id"]: option["text"] for option in question["options"]}
        gaps = [piece for piece in question["pieces"] if "gap" in piece]
        return {
            gap["gap"]: self._widget(gap.get("options"), texts, number, len(gaps))
            for number, gap in enumerate(gaps, 1)
        }

    def _widget(self, options, texts, number, total):
        name = _("Gap %(number)s of %(total)s") % {"number": number, "total": total}
        if options:
            choices = [("", "–"), *((option, texts[option]) for option in options)]
            return forms.Select(choices=choices, attrs={"aria-label": name})
        longest = {"maxlength": scoring.LONGEST_WORDS, "autocomplete": "off"}
        return forms.TextInput(attrs={**longest, "aria-label": name, "dir": "auto"})


class OrderingField(PartsField):
    """The answer is the list of all options in order. Nothing counts until it was put in order."""

    widget_class = OrderingWidget
    help = gettext_lazy("Number the lines in the right order.")
    default_error_messages = {
        "required": gettext_lazy("Give every line its number."),
        "unfit": gettext_lazy("Give every line its own number: each number once."),
    }

    def widgets(self, question):
        numbers = [str(number) for number, _option in enumerate(question["options"], 1)]
        choices = [("", "–"), *((number, number) for number in numbers)]
        return {option["id"]: forms.Select(choices=choices) for option in question["options"]}

    def clean(self, value):
        numbers = forms.Field.clean(self, value) or {}
        if not numbers and not self.required:
            return []
        places = [str(number) for number, _place in enumerate(self.widget.places, 1)]
        if len(numbers) < len(places):
            raise ValidationError(self.error_messages["required"], code="required")
        if sorted(numbers.values()) != sorted(places):
            raise ValidationError(self.error_messages["unfit"], code="unfit")
        return sorted(numbers, key=lambda option: int(numbers[option]))
