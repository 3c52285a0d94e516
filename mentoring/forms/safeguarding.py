from django import forms
from django.utils.translation import gettext_lazy as _

from lms.people.choices import Country
from lms.people.models import Appointment, Cooperative, Person

NEVER_KEPT = {"rows": 6, "dir": "auto", "autocomplete": "off", "data-never-keep": ""}


class ConcernForm(forms.Form):
    """What somebody saw or heard. Never kept on the device, never remembered by the browser."""

    prefix = "concern"
    in_danger_now = forms.BooleanField(label=_("Somebody is in danger now"), required=False)
    text = forms.CharField(
        label=_("What did you see or hear?"),
        help_text=_("When, where, who. Write what you know, and what you only suspect."),
        max_length=4000,
        widget=forms.Textarea(attrs=NEVER_KEPT),
    )


class ConcernRaised(forms.Form):
    """The payload of ``mentoring.concern_raised``."""

    cooperative = forms.ModelChoiceField(Cooperative.objects.all())
    text = forms.CharField(max_length=4000)
    in_danger_now = forms.BooleanField(required=False)


class SettleForm(forms.Form):
    """What was done about a concern."""

    prefix = "settle"
    what_was_done = forms.CharField(
        label=_("What was done?"),
        help_text=_("Only you read this."),
        max_length=4000,
        widget=forms.Textarea(attrs={**NEVER_KEPT, "rows": 4}),
    )


class ContactForm(forms.Form):
    """Who is named for a country, among those appointed to something today."""

    country = forms.ChoiceField(label=_("Country"), choices=Country)
    person = forms.ModelChoiceField(
        Person.objects.none(), label=_("Named person"), empty_label=_("Choose a person")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        appointed = Appointment.objects.current().values("person")
        people = Person.objects.filter(pk__in=appointed, is_active=True)
        self.fields["person"].queryset = people.order_by("last_name", "first_name", "pk")
