from django import forms

from mentoring.models import ActionItem


class ActionMoved(forms.Form):
    """The payload of ``mentoring.action_moved``."""

    action = forms.ModelChoiceField(ActionItem.objects.all())
    status = forms.ChoiceField(choices=ActionItem.Status)
    reason = forms.CharField(max_length=300, required=False)
