"""What somebody says of a portfolio."""

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.forms.marking import RubricForm


class JudgementForm(RubricForm):
    words = forms.CharField(
        label=_("What you say to the candidate"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        help_text=_("What is good, and what is still missing. It stays with the portfolio."),
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.order_fields([*self.criteria, "words"])
