from django import forms

from lms.people.models import Cooperative
from mentoring.querysets.reach import cooperatives_of


class FeedForm(forms.Form):
    """Which calendar: that of a cooperative one belongs to; without one, one's own as a mentor."""

    cooperative = forms.ModelChoiceField(Cooperative.objects.none(), required=False)

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        mine = Cooperative.objects.filter(pk__in=cooperatives_of(by))
        self.fields["cooperative"].queryset = mine
