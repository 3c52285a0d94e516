from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 2000


class WordsField(forms.CharField):
    """Words of a person to others: plain text in whatever direction."""

    def __init__(self, **kwargs):
        widget = forms.Textarea(attrs={"rows": 3, "dir": "auto"})
        super().__init__(max_length=LONGEST, widget=widget, **kwargs)


class QuestionAskedForm(forms.Form):
    cohort = forms.IntegerField(min_value=1, max_value=2**53)
    activity = forms.UUIDField()
    text = WordsField()


class QuestionRepliedForm(forms.Form):
    question = forms.UUIDField()
    text = WordsField()


class AskForm(forms.Form):
    text = WordsField(
        label=_("Your question"),
        help_text=_("Your group and your trainers read it, nobody else."),
    )


class ReplyForm(forms.Form):
    text = WordsField(label=_("Your answer"))


class HideForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"),
        max_length=300,
        help_text=_(
            "The author reads it. What you hide is kept, and nobody else of the group sees it."
        ),
    )
