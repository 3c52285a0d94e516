"""Fields of the rules: words in each language, and a rubric whose levels are described."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from certification import grids
from certification.faces import SCRIPT_OF
from certification.words import LANGUAGES

MOST_CRITERIA = 8
OTHERS = [(code, name) for code, name in LANGUAGES.items() if code not in dict(settings.LANGUAGES)]
"""The languages of certificates in which the site itself does not speak."""


class WordsWidget(forms.MultiWidget):
    """One line for each language."""

    def __init__(self, line=forms.TextInput, languages=settings.LANGUAGES):
        self.codes = [code for code, _name in languages]
        super().__init__([self._line(line, code, name) for code, name in languages])

    def _line(self, line, code, name):
        # Django knows nothing of Amazigh, not even its direction.
        runs = "rtl" if SCRIPT_OF[code] == "arabic" else "ltr"
        return line({"aria-label": name, "placeholder": name, "lang": code, "dir": runs})

    def decompress(self, words):
        return [(words or {}).get(code, "") for code in self.codes]


class WordsField(forms.MultiValueField):
    """``{language: words}``: in all languages of the site, or in none when it may be empty.

    What is printed may be written in the other languages of certificates too.
    """

    def __init__(self, *, printed=False, **options):
        languages = [*settings.LANGUAGES, *(OTHERS if printed else [])]
        self.codes = [code for code, _name in languages]
        lines = [forms.CharField(max_length=300, required=False) for _code in self.codes]
        options.setdefault("widget", WordsWidget(languages=languages))
        super().__init__(lines, require_all_fields=False, **options)

    def compress(self, values):
        words = {code: value for code, value in zip(self.codes, values, strict=False) if value}
        if words and not words.keys() >= dict(settings.LANGUAGES).keys():
            raise forms.ValidationError(_("Write it in each language of this site."))
        return words


class CriterionWidget(forms.MultiWidget):
    """What is looked at, how much it counts, and what each level looks like."""

    template_name = "certification/rules/criterion.html"

    def __init__(self):
        weight = forms.NumberInput({"min": 1, "max": 9, "aria-label": _("counts so many times")})
        described = [WordsWidget(forms.Textarea) for _level in grids.LEVELS]
        super().__init__([WordsWidget(), weight, *described])

    def decompress(self, criterion):
        known = criterion or {"titles": {}, "weight": 1, "levels": {}}
        levels = [known["levels"].get(str(level), {}) for level in grids.LEVELS]
        return [known["titles"], known["weight"], *levels]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        title, weight, *described = context["widget"]["subwidgets"]
        levels = [
            (grids.level_words(level), widget)
            for level, widget in zip(grids.LEVELS, described, strict=True)
        ]
        typed = any(line["value"] for line in title["subwidgets"])
        context["widget"] |= {"title": title, "weight": weight, "levels": levels, "typed": typed}
        return context


class CriterionField(forms.MultiValueField):
    """``{"titles": words, "weight": number, "levels": {level: words}}``, or nothing where it has no title."""

    def __init__(self):
        described = [WordsField(required=False) for _level in grids.LEVELS]
        weight = forms.IntegerField(min_value=1, max_value=9, required=False)
        super().__init__(
            [WordsField(required=False), weight, *described],
            widget=CriterionWidget(),
            require_all_fields=False,
            required=False,
        )

    def compress(self, values):
        titles, weight, *described = values or [{}, None]
        if not titles:
            if any(described):
                raise forms.ValidationError(_("Say what these levels are about."))
            return None
        if not all(described):
            raise forms.ValidationError(
                _("Describe each level of “%(criterion)s”."),
                params={"criterion": next(iter(titles.values()))},
            )
        levels = {str(level): text for level, text in zip(grids.LEVELS, described, strict=True)}
        return {"titles": titles, "weight": weight or 1, "levels": levels}


class RubricWidget(forms.MultiWidget):
    template_name = "certification/rules/rubric.html"

    def __init__(self):
        super().__init__([CriterionWidget() for _place in range(MOST_CRITERIA)])

    def decompress(self, rubric):
        return list(rubric or [])


class RubricField(forms.MultiValueField):
    """A list of criteria, each with an id of its own; what is left empty is not there."""

    def __init__(self, **options):
        super().__init__(
            [CriterionField() for _place in range(MOST_CRITERIA)],
            widget=RubricWidget(),
            require_all_fields=False,
            **options,
        )

    def compress(self, values):
        criteria = [criterion for criterion in values if criterion]
        if self.required and not criteria:
            raise forms.ValidationError(_("Describe at least one thing that is looked at."))
        return [{"id": f"c{place}", **each} for place, each in enumerate(criteria, 1)]
