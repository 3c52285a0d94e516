"""What is filled in about a candidate's file."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certification.choices import ConflictAnswer, Outcome, PauseReason
from certification.models import Evidence
from lms.core.inputs import DayInput
from lms.people.choices import Country

from .credentials import SchemeFilter


class DeclarationForm(forms.Form):
    """Before a certifier is shown the decision: whether anything stands between her and the candidate."""

    answer = forms.ChoiceField(
        label=_("Does anything stand between you and a fair decision on this candidate?"),
        choices=ConflictAnswer,
        widget=forms.RadioSelect,
        help_text=_(
            "For instance: you trained or coached her or him, you are related, you work together."
        ),
    )
    text = forms.CharField(
        label=_("What is it?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Needed if you should not decide. Only you will read it."),
    )

    def clean(self):
        conflict = self.cleaned_data.get("answer") == ConflictAnswer.CONFLICT
        if conflict and not self.cleaned_data.get("text", "").strip():
            self.add_error("text", _("Say in a few words what it is."))
        return self.cleaned_data


class DecisionForm(forms.Form):
    """A certifier's decision: a note for a grant, a reason for a refusal, a reason and a day for putting off."""

    reason = forms.CharField(
        label=_("Note to the file"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Certifiers read it, the candidate does not."),
    )
    again_from = forms.DateField(label=_("May ask again from"), widget=DayInput)
    rejected = forms.ModelMultipleChoiceField(
        Evidence.objects.none(),
        label=_("What does not count"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, outcome, file, **options):
        super().__init__(*args, auto_id=f"{outcome}_%s", **options)
        if outcome == Outcome.GRANT:
            del self.fields["again_from"], self.fields["rejected"]
            return
        self.fields["reason"].label = _("Why")
        self.fields["reason"].required = True
        self.fields["reason"].help_text = _("The candidate will read it.")
        del self.fields["rejected" if outcome == Outcome.DEFER else "again_from"]
        if outcome == Outcome.REFUSE:
            handed_in = self.fields["rejected"]
            handed_in.queryset = file.evidence.submitted()
            handed_in.label_from_instance = lambda evidence: evidence.asked

    def clean_again_from(self):
        day = self.cleaned_data["again_from"]
        if day <= timezone.localdate():
            raise forms.ValidationError(_("Choose a day to come."))
        return day


class ObjectionForm(forms.Form):
    objection = forms.CharField(
        label=_("Why you do not agree"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The other certifier reads it, the candidate does not."),
    )


class AskForMoreForm(forms.Form):
    """For each requirement that was handed in, what is still needed; what is good stays empty."""

    def __init__(self, *args, lines, **options):
        super().__init__(*args, **options)
        for line in lines:
            self.fields[f"needed_{line.requirement.pk}"] = forms.CharField(
                label=line.asked,
                required=False,
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text=line.shown,
            )

    @property
    def messages(self):
        """``{requirement id: words}`` of those that were written."""
        written = {int(name.removeprefix("needed_")): t for name, t in self.cleaned_data.items()}
        return {key: text for key, text in written.items() if text}

    def clean(self):
        if not self.errors and not self.messages:
            raise forms.ValidationError(_("Write at least once what is still needed."))
        return self.cleaned_data


class FileMessageForm(forms.Form):
    event_id = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Your message"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class PauseForm(forms.Form):
    """Why the deadline stands still; for the one who writes it alone."""

    reason = forms.ChoiceField(label=_("Why"), choices=PauseReason, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only you will read why. Everybody else sees that the deadline stands still."),
    )


class FilesFilter(SchemeFilter):
    """Which files a list shows; nothing chosen is all of them."""

    country = forms.ChoiceField(
        label=_("Country"), required=False, choices=[("", _("All countries")), *Country.choices]
    )

    def pick(self, files):
        """Those asked for; what cannot be understood is not asked."""
        asked = self.cleaned_data if self.is_valid() else {}
        if scheme := asked.get("scheme"):
            files = files.of_scheme(scheme)
        if country := asked.get("country"):
            files = files.filter(person__country=country)
        return files
