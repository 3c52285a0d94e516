"""The form in which a layout is edited: its frame, its columns, and one row for each item."""

from django import forms
from django.utils.translation import gettext_lazy as _
from PIL import Image

from . import layouts
from .artwork import as_jpeg
from .faces import SCRIPTS
from .words import LANGUAGES

LARGEST_UPLOAD = 5 * 1024 * 1024


def choices(of, **more):
    return [*more.items(), *of.items()]


class MillimetreInput(forms.NumberInput):
    def __init__(self):
        super().__init__({"step": "0.1", "min": "0", "size": "5"})


class Row(forms.Form):
    """A form in the row of a table: its labels are the heads of the columns, and said with each field."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.say_labels()

    def say_labels(self):
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = field.label


class AreaForm(Row):
    """The place of a column, in millimetres from the top and the starting edge."""

    x = forms.FloatField(label=_("from the start"), widget=MillimetreInput())
    y = forms.FloatField(label=_("from the top"), widget=MillimetreInput())
    width = forms.FloatField(label=_("width"), widget=MillimetreInput())
    height = forms.FloatField(label=_("height"), widget=MillimetreInput())
    loosest = forms.FloatField(
        label=_("spaces stretch up to"), widget=MillimetreInput(), min_value=0.3, max_value=5
    )
    smallest = forms.FloatField(
        label=_("shrinks down to"), widget=MillimetreInput(), min_value=0.5, max_value=1
    )


class ItemForm(Row):
    """One item of a layout."""

    field = forms.ChoiceField(label=_("what"), choices=[("", "—"), *layouts.FIELDS.items()])
    area = forms.ChoiceField(
        label=_("where"),
        choices=choices(layouts.AREAS, **{layouts.ON_PAGE: _("at its own place")}),
        initial="statement",
    )
    space = forms.FloatField(label=_("space above"), widget=MillimetreInput(), initial=2)
    x = forms.FloatField(label=_("from the start"), widget=MillimetreInput(), initial=0)
    y = forms.FloatField(label=_("from the top"), widget=MillimetreInput(), initial=0)
    width = forms.FloatField(label=_("width"), widget=MillimetreInput(), initial=0)
    height = forms.FloatField(label=_("height"), widget=MillimetreInput(), initial=0)
    size = forms.FloatField(label=_("size"), widget=MillimetreInput(), initial=10)
    smallest = forms.FloatField(label=_("smallest size"), widget=MillimetreInput(), initial=7)
    # A browser sends the first line of a list that nobody touched: it is where the list begins, not a change.
    weight = forms.ChoiceField(
        label=_("weight"), choices=choices(layouts.WEIGHTS), initial="regular"
    )
    colour = forms.ChoiceField(label=_("colour"), choices=choices(layouts.COLOURS), initial="ink")
    align = forms.ChoiceField(
        label=_("alignment"), choices=choices(layouts.ALIGNMENTS), initial="centre"
    )
    role = forms.ChoiceField(label=_("read as"), choices=choices(layouts.ROLES), initial="P")
    language = forms.ChoiceField(
        label=_("language"),
        choices=[("", _("of the certificate")), *LANGUAGES.items()],
        required=False,
    )
    direction = forms.ChoiceField(
        label=_("direction"), choices=choices(layouts.DIRECTIONS), required=False
    )
    mark = forms.ChoiceField(label=_("which mark"), required=False)

    def __init__(self, *args, marks, **options):
        super().__init__(*args, **options)
        self.fields["mark"].choices = [("", "—"), *marks]


class Rows(forms.BaseFormSet):
    """Place in the order and removal are fields that come to a row later: they say their labels too."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.say_labels()


ItemFormSet = forms.formset_factory(
    ItemForm, Rows, extra=2, can_order=True, can_delete=True, max_num=60
)


class LayoutForm(forms.Form):
    """A whole layout. ``layout`` is what it says, once it is valid; ``marks`` are those it may show, by number."""

    artwork = forms.ChoiceField(
        label=_("Behind the words"), choices=choices(layouts.ARTWORKS), widget=forms.RadioSelect
    )
    picture = forms.FileField(
        label=_("Picture behind the words"),
        required=False,
        help_text=_("PNG or JPEG in the shape of a landscape A4 page, at most 5 MB."),
        widget=forms.ClearableFileInput({"accept": "image/png,image/jpeg"}),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=choices(LANGUAGES), widget=forms.CheckboxSelectMultiple
    )
    scripts = forms.MultipleChoiceField(
        label=_("Scripts it can print"),
        choices=[(name, script.label) for name, script in SCRIPTS.items()],
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data=None, files=None, *, layout, marks=()):
        super().__init__(data, files, initial=layout)
        self.areas = {
            name: AreaForm(
                data, initial={"loosest": 1, "smallest": 1, **layout["areas"][name]}, prefix=name
            )
            for name in layouts.AREAS
        }
        rows = [vars(item) for item in layouts.read(layout).items]
        self.rows = ItemFormSet(data, initial=rows, prefix="items", form_kwargs={"marks": marks})

    @property
    def named_areas(self):
        return [(layouts.AREAS[name], form) for name, form in self.areas.items()]

    def clean_picture(self):
        """The picture as a JPEG of its own: whatever else the upload carried is gone."""
        if not (uploaded := self.cleaned_data["picture"]):
            return None
        if uploaded.size > LARGEST_UPLOAD:
            raise forms.ValidationError(_("The file is larger than 5 MB."))
        try:
            return as_jpeg(uploaded.read())
        except (OSError, Image.DecompressionBombError) as fault:
            raise forms.ValidationError(_("This is not a picture.")) from fault

    def clean(self):
        # Each is asked, so that each shows its own errors.
        sound = [part.is_valid() for part in (*self.areas.values(), self.rows)]
        if self.errors or not all(sound):
            raise forms.ValidationError(_("Some fields below are not filled in rightly."))
        self.layout = {
            "artwork": self.cleaned_data["artwork"],
            "languages": self.cleaned_data["languages"],
            "scripts": self.cleaned_data["scripts"],
            "areas": {name: form.cleaned_data for name, form in self.areas.items()},
            "items": [self._item(form) for form in self.rows.ordered_forms],
        }
        if found := layouts.faults(self.layout):
            raise forms.ValidationError(found)
        return self.cleaned_data

    def _item(self, form):
        names = layouts.columns()
        return {name: value for name, value in form.cleaned_data.items() if name in names}
