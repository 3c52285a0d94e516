from django import forms
from django.utils.translation import gettext_lazy as _

from courses.choices import ActivityKind


class AllowMoreForm(forms.Form):
    """What one learner gets beyond the rules of a quiz, and why."""

    quiz = forms.ModelChoiceField(queryset=None, label=_("Quiz"), empty_label=None)
    minutes = forms.IntegerField(
        label=_("More minutes for each try"),
        min_value=0,
        max_value=600,
        initial=0,
        help_text=_("A try that is under way gets them too."),
    )
    tries = forms.IntegerField(label=_("More tries"), min_value=0, max_value=20, initial=0)
    reason = forms.CharField(
        label=_("Why"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=_("Those who run the cohort read it."),
    )

    def __init__(self, *args, edition, **kwargs):
        super().__init__(*args, **kwargs)
        quizzes = edition.activities.filter(kind=ActivityKind.QUIZ).defer("answer_key")
        limited = [quiz.pk for quiz in quizzes if quiz.tries or quiz.time_limit]
        self.fields["quiz"].queryset = quizzes.filter(pk__in=limited)

    @property
    def quizzes(self):
        """Those that limit the time or the tries."""
        return self.fields["quiz"].queryset
