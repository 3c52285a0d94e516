"""Fields of the rules: words in each language, and a rubric whose levels are described."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from certification import grids
from lms.core.templatetags.site import direction

MOST_CRITERIA = 8


class WordsWidget(forms.MultiWidget):
    """One line for each language."""

    def __init__(self, line=forms.TextInput):
        super().__init__([self._line(line, code, name) for code, name in settings.LANGUAGES])

    def _line(self, line, code, name):
        return line({"aria-label": name, "placeholder": name, "lang": code, "dir": direction(code)})

    def decompress(self, words):
        return [(words or {}).get(code, "") for code, _name in settings.LANGUAGES]


class WordsField(forms.MultiValueField):
    """``{language: words}``: in all languages, or in none when it may be empty."""

    def __init__(self, **options):
        lines = [
            forms.CharField(max_length=300, required=False) for _language in settings.LANGUAGES
        ]
        options.setdefault("widget", WordsWidget())
        super().__init__(lines, require_all_fields=False, **options)

    def compress(self, values):
        words = {
            code: value
            for (code, _name), value in zip(settings.LANGUAGES, values, strict=False)
            if value
        }
        if words and len(words) < len(settings.LANGUAGES):
            raise forms.ValidationError(_("Write it in each language."))
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
