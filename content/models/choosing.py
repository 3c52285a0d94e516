"""Forms that choose other pages of a curriculum. What is kept is a translation key, which survives any page."""

from uuid import UUID

from django import forms
from django.apps import apps
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from courses.choices import UploadKind

from .base import SourceRulesForm

WAYS_TO_HAND_IN = [("text", _("text")), *UploadKind.choices]
WAVES = [(3, _("3 months")), (6, _("6 months")), (12, _("12 months"))]


class CourseForm(SourceRulesForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "requires" in self.fields:
            _replace(self, "requires", forms.MultipleChoiceField, self._courses(), widget=_boxes())

    def _courses(self):
        """The other courses of the programme."""
        programmes = apps.get_model("content", "ProgrammePage").objects
        programme = programmes.ancestor_of(self.parent_page, inclusive=True).get()
        courses = apps.get_model("content", "CoursePage").objects.descendant_of(programme)
        others = courses.exclude(translation_key=self.instance.translation_key).order_by("path")
        return [(str(course.translation_key), course.title) for course in others]


class ActivityForm(SourceRulesForm):
    """Which activity of the course comes before, and which quiz is the test before this one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, models in (("opens_after", None), ("pre_test", ["QuizPage"])):
            if name in self.fields:
                choices = [("", _("None")), *self._activities(models)]
                _replace(self, name, forms.TypedChoiceField, choices, coerce=UUID, empty_value=None)
        if "accepts" in self.fields:
            kinds = forms.MultipleChoiceField
            _replace(self, "accepts", kinds, WAYS_TO_HAND_IN, widget=_boxes())
            if not self.instance.pk:
                self.initial["accepts"] = ["text", UploadKind.PHOTO]
        if "waves" in self.fields:
            waves = {"coerce": int, "widget": _boxes()}
            _replace(self, "waves", forms.TypedMultipleChoiceField, WAVES, **waves)

    def _activities(self, models):
        """Those of the course other than this one, under the titles of their modules."""
        module = self.parent_page
        siblings = Page.objects.child_of(module.get_parent()).order_by("path")
        below = Page.objects.descendant_of(module.get_parent()).filter(depth=module.depth + 1)
        if models:
            below = below.type(*(apps.get_model("content", model) for model in models))
        below = list(below.exclude(translation_key=self.instance.translation_key).order_by("path"))
        for one in siblings:
            inside = [page for page in below if page.path.startswith(one.path)]
            if inside:
                yield one.title, [(str(page.translation_key), page.title) for page in inside]


def _boxes():
    return forms.CheckboxSelectMultiple()


def _replace(form, name, field, choices, **options):
    """A plain list to choose from, in the place of the field that the model makes."""
    made = form.fields[name]
    form.fields[name] = field(
        choices=choices,
        label=made.label,
        help_text=made.help_text,
        required=made.required,
        **options,
    )
