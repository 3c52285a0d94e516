from uuid import uuid5

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.choices import UploadKind
from courses.filing import accepted_by
from lms.core.inputs import DayInput
from lms.offline.intake import Told
from lms.people.models import Cooperative, Membership
from mentoring.choices import Topic
from mentoring.models import ActionItem, Diagnostic, Objective

LONGEST_ID = 18


class RowField(forms.ModelChoiceField):
    """A row by its id. One longer than any id is none of them; the database would break on it."""

    def to_python(self, value):
        if isinstance(value, str) and value.isdecimal() and len(value) > LONGEST_ID:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().to_python(value)


def words_input():
    return forms.TextInput(attrs={"dir": "auto"})


def in_words(rows=3):
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


def people_of(roster):
    return [("", _("Choose a person")), *((m.pk, m.person.get_full_name()) for m in roster)]


class ActionMoved(forms.Form):
    """The payload of ``mentoring.action_moved``."""

    action = forms.ModelChoiceField(ActionItem.objects.all())
    status = forms.ChoiceField(choices=ActionItem.Status)
    reason = forms.CharField(max_length=300, required=False)


class ActionFields(forms.Form):
    """An action as it is written into the plan: what, who, by when."""

    text = forms.CharField(label=_("What is to be done"), max_length=300, widget=in_words(2))
    owner = RowField(Membership.objects.all(), label=_("Who does it"))
    due_on = forms.DateField(label=_("By when"), widget=DayInput)
    objective = forms.ModelChoiceField(
        Objective.objects.all(), label=_("For which objective"), required=False
    )


class ActionScreen(ActionFields):
    """The screen, with the members and the open objectives of one cooperative. Without a choice she is the owner."""

    def __init__(self, data=None, *, cooperative, owners, objectives, objective=None):
        super().__init__(data, initial={"objective": objective})
        self.cooperative = cooperative
        self.fields["owner"].queryset = Membership.objects.filter(pk__in=[m.pk for m in owners])
        self.fields["owner"].choices = people_of(owners)
        if len(owners) == 1:
            self.initial["owner"] = owners[0].pk
        self.fields["objective"].queryset = objectives
        self.fields["objective"].empty_label = _("For no objective")
        self.fields["due_on"].widget.attrs = {"min": timezone.localdate()}
        if not objectives:
            del self.fields["objective"]

    def payload(self):
        """The event, as a phone would tell it."""
        data = self.cleaned_data
        objective = data.get("objective")
        return {
            "cooperative": self.cooperative.pk,
            "text": data["text"],
            "owner": data["owner"].pk,
            "due_on": data["due_on"].isoformat(),
            "objective": objective and str(objective.pk),
        }


class ActionAdded(ActionFields):
    """The payload of ``mentoring.action_added``."""

    cooperative = RowField(Cooperative.objects.all())


class ObjectiveFields(forms.Form):
    """What the cooperative wants to reach, on which axis."""

    axis = forms.ChoiceField(label=_("Axis"), choices=Topic, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("What do you want to reach?"),
        help_text=_("One sentence that everybody understands."),
        max_length=300,
        widget=in_words(2),
    )
    due_on = forms.DateField(label=_("By when"), required=False, widget=DayInput)
    diagnostic = forms.ModelChoiceField(
        Diagnostic.objects.all(), label=_("Out of which diagnostic"), required=False
    )


class ObjectiveScreen(ObjectiveFields):
    """The screen, with the finished diagnostics of one cooperative."""

    def __init__(self, data=None, *, cooperative, diagnostics, axis="", diagnostic=None):
        super().__init__(data, initial={"axis": axis, "diagnostic": diagnostic})
        self.cooperative = cooperative
        self.fields["due_on"].widget.attrs = {"min": timezone.localdate()}
        self.fields["diagnostic"].queryset = diagnostics
        self.fields["diagnostic"].empty_label = _("Out of none")
        if not diagnostics:
            del self.fields["diagnostic"]

    def payload(self):
        """The event, as a phone would tell it."""
        data = self.cleaned_data
        diagnostic = data.get("diagnostic")
        return {
            "cooperative": self.cooperative.pk,
            "axis": data["axis"],
            "text": data["text"],
            "due_on": data["due_on"] and data["due_on"].isoformat(),
            "diagnostic": diagnostic and str(diagnostic.pk),
        }


class ObjectiveSet(ObjectiveFields):
    """The payload of ``mentoring.objective_set``."""

    cooperative = RowField(Cooperative.objects.all())


class ObjectiveMoved(forms.Form):
    """The payload of ``mentoring.objective_moved``."""

    objective = forms.ModelChoiceField(Objective.objects.all())
    status = forms.ChoiceField(choices=Objective.Status)


class EvidenceForm(forms.Form):
    """What shows that an action is done: words, a photo, or both."""

    words = forms.CharField(
        label=_("What shows it"), max_length=300, required=False, widget=in_words(2)
    )
    evidence_photo = forms.FileField(
        label=_("Photo"),
        required=False,
        widget=forms.FileInput(
            attrs={"accept": accepted_by(UploadKind.PHOTO), "data-scale": "1600"}
        ),
    )

    def clean(self):
        data = super().clean()
        if not self.errors and not data["words"] and not data["evidence_photo"]:
            raise ValidationError(_("Write what shows it, or add a photo."), code="nothing")
        return data


class EvidenceShown(forms.Form):
    """The payload of ``mentoring.evidence_shown``: the words. A photo follows by itself, as it is heavy."""

    action = forms.ModelChoiceField(ActionItem.objects.all())
    words = forms.CharField(max_length=300)


class DateForm(forms.Form):
    """Another day, and the one that stood on the page."""

    due_on = forms.DateField(label=_("New date"), widget=DayInput)
    was = forms.DateField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, action):
        super().__init__(data, initial={"was": action.due_on.isoformat()}, auto_id="date_%s")
        self.fields["due_on"].widget.attrs = {"min": timezone.localdate()}


class ActionRescheduled(forms.Form):
    """The payload of ``mentoring.action_rescheduled``; ``was`` is the day that was read."""

    action = forms.ModelChoiceField(ActionItem.objects.all())
    due_on = forms.DateField()
    was = forms.DateField()


class OwnerForm(forms.Form):
    """Another member, and the one who stood on the page."""

    owner = RowField(Membership.objects.all(), label=_("Who does it from now on"))
    was = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data=None, *, action, roster):
        super().__init__(data, initial={"was": action.owner_id}, auto_id="owner_%s")
        self.fields["owner"].choices = people_of([m for m in roster if m.pk != action.owner_id])


class ActionHandedOver(forms.Form):
    """The payload of ``mentoring.action_handed_over``; ``was`` is the owner who was read."""

    action = forms.ModelChoiceField(ActionItem.objects.all())
    owner = RowField(Membership.objects.all())
    was = RowField(Membership.objects.all())


class StillOpen(forms.Form):
    """The open actions of a cooperative inside another form: tick what is done. Embed it with a ``prefix``."""

    done = forms.MultipleChoiceField(
        label=_("Tick what is done"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, actions, **kwargs):
        super().__init__(*args, **kwargs)
        self.actions = list(actions)
        self.fields["done"].choices = [(str(action.pk), action.text) for action in self.actions]

    @property
    def rows(self):
        """Each action with its own tick."""
        return list(zip(self.actions, self["done"], strict=True))

    def events(self, told):
        """``mentoring.action_moved`` for each tick. Their ids come from the event they go with: twice is once."""
        return [
            Told(
                uuid5(told.id, f"action:{pk}"),
                "mentoring.action_moved",
                told.device_at,
                {"action": int(pk), "status": ActionItem.Status.DONE.value, "reason": ""},
            )
            for pk in self.cleaned_data["done"]
        ]
