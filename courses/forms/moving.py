from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models import Cohort


class MoveCohortForm(forms.Form):
    """``seen``: the edition that the cohort was on when the change was looked at."""

    seen = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class MoveLearnerForm(forms.Form):
    cohort = forms.ModelChoiceField(
        queryset=None, label=_("Where to"), empty_label=_("Choose a cohort")
    )

    def __init__(self, *args, enrolment, by, **kwargs):
        super().__init__(*args, **kwargs)
        here = enrolment.cohort
        self.fields["cohort"].queryset = (
            Cohort.objects.visible_to(by)
            .filter(edition__course_key=here.edition.course_key)
            .exclude(pk=here.pk)
            .select_related("edition")
            .order_by("-opens_on", "name", "pk")
        )
