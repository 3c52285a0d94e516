from django import forms
from django.utils.translation import gettext_lazy as _

from .kinds import KINDS
from .models import Channel, Delivery


class ChoicesForm(forms.Form):
    """For each kind of notice the channels by which it is wanted. Ticked is wanted."""

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        unwanted = set(person.unwanted_notices.values_list("kind", "channel"))
        for kind in KINDS.values():
            channels = [Channel.EMAIL, *([Channel.SMS] if kind.by_sms else [])]
            self.fields[kind.name] = forms.MultipleChoiceField(
                label=kind.label,
                required=False,
                choices=[(channel.value, channel.label) for channel in channels],
                initial=[c.value for c in channels if (kind.name, c.value) not in unwanted],
                widget=forms.CheckboxSelectMultiple,
            )

    def unwanted(self):
        """The ``(kind, channel)`` that were not ticked."""
        return {
            (name, channel)
            for name, field in self.fields.items()
            for channel, _label in field.choices
            if channel not in self.cleaned_data[name]
        }


class LogForm(forms.Form):
    """Which deliveries are shown."""

    status = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("all")), *Delivery.Status.choices]
    )
    channel = forms.ChoiceField(
        label=_("By"), required=False, choices=[("", _("all")), *Channel.choices]
    )

    def pick(self, deliveries):
        """The deliveries asked for; all when the question cannot be read."""
        asked = self.cleaned_data if self.is_valid() else {}
        return deliveries.filter(**{name: value for name, value in asked.items() if value})
