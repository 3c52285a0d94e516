from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.core.inputs import DayInput, HourInput
from lms.people.models import Membership, Person
from mentoring.choices import USUAL_LENGTHS, Mode, Topic, length
from mentoring.models import CoachingSession, Engagement

MOST_ACTIONS = 10
"""How many actions one session may agree on. The screen offers three: more are not kept up with."""


class RowsField(forms.ModelMultipleChoiceField):
    """Rows by their ids. One longer than any id is none of them; the database would break on it."""

    LONGEST_ID = 18

    def clean(self, value):
        if isinstance(value, list) and any(len(str(pk)) > self.LONGEST_ID for pk in value):
            raise ValidationError(self.error_messages["invalid_list"], code="invalid_list")
        return super().clean(value)


class ActionForm(forms.Form):
    """One agreed action: what, who, by when."""

    text = forms.CharField(
        label=_("What is to be done"),
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    owner = forms.ModelChoiceField(Membership.objects.all(), label=_("Who does it"))
    due_on = forms.DateField(label=_("By when"), widget=DayInput)

    def __init__(self, *args, roster=None, **kwargs):
        super().__init__(*args, **kwargs)
        if roster is not None:
            self.fields["owner"].choices = [("", _("Choose a person")), *roster]


ActionRows = forms.formset_factory(ActionForm, extra=3, max_num=3, validate_max=True)


class SessionForm(forms.Form):
    """What happened in a session, without what was agreed."""

    mode = forms.ChoiceField(label=_("How did you meet?"), choices=Mode, widget=forms.RadioSelect)
    held_on = forms.DateField(label=_("Date"), widget=DayInput)
    minutes = forms.IntegerField(
        label=_("How long"), min_value=1, max_value=CoachingSession.LONGEST, widget=forms.Select
    )
    attendees = RowsField(
        Membership.objects.all(),
        label=_("Who took part?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    guests_women = forms.IntegerField(
        label=_("Guests, women"), min_value=0, max_value=999, required=False
    )
    guests_men = forms.IntegerField(
        label=_("Guests, men"), min_value=0, max_value=999, required=False
    )
    starts_at = forms.TimeField(label=_("From what time"), required=False, widget=HourInput)
    place = forms.CharField(
        label=_("Place"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    with_mentors = RowsField(
        Person.objects.all(),
        label=_("Which other mentors were there?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    preparation_minutes = forms.IntegerField(
        label=_("Getting ready, minutes"), min_value=0, max_value=1440, required=False
    )
    travel_minutes = forms.IntegerField(
        label=_("On the way, minutes"), min_value=0, max_value=2880, required=False
    )
    travel_km = forms.IntegerField(
        label=_("On the way, kilometres"), min_value=0, max_value=5000, required=False
    )
    next_on = forms.DateField(label=_("When do you meet next?"), required=False, widget=DayInput)
    next_at = forms.TimeField(label=_("At what time?"), required=False, widget=HourInput)
    topics = forms.MultipleChoiceField(
        label=_("Topics"), choices=Topic, widget=forms.CheckboxSelectMultiple
    )
    shared_summary = forms.CharField(
        label=_("What you worked on"),
        help_text=_("The cooperative sees this."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    no_actions = forms.BooleanField(label=_("We agreed on no action this time."), required=False)

    NUMBERS = (
        "guests_women",
        "guests_men",
        "preparation_minutes",
        "travel_minutes",
        "travel_km",
    )

    def clean(self):
        data = super().clean()
        # A number left empty is none.
        data.update({name: data.get(name) or 0 for name in self.NUMBERS if name in data})
        if data.get("next_at") and not data.get("next_on"):
            self.add_error("next_on", _("Say on which day, or leave the time empty."))
        people = [data.get(name) for name in ("attendees", "guests_women", "guests_men")]
        if not any(people) and not self.errors:
            raise ValidationError(_("Tick who took part, or count the guests."), code="nobody")
        return data

    def refuse_unless_said(self, actions, no_actions):
        """Either something was agreed, or the mentor says that nothing was: silence is neither."""
        if not actions and not no_actions:
            raise ValidationError(
                _("Write what you agreed, or tick that you agreed on no action."), code="unsaid"
            )
        if actions and no_actions:
            raise ValidationError(
                _("You wrote an action and ticked that there was none. Keep one of the two."),
                code="both_said",
            )


class SessionScreen(SessionForm):
    """The mentor's screen: the session and three rows for what was agreed."""

    def __init__(self, data=None, *, engagement, roster, colleagues=()):
        today = timezone.localdate()
        super().__init__(data, initial={"held_on": today, "mode": Mode.VISIT, "minutes": 90})
        self.engagement = engagement
        self.fields["with_mentors"].choices = colleagues
        self.fields["attendees"].choices = roster
        self.fields["minutes"].widget.choices = [(n, length(n)) for n in USUAL_LENGTHS]
        self.fields["held_on"].widget.attrs = {"max": today, "min": engagement.starts_on}
        self.rows = ActionRows(data, prefix="actions", form_kwargs={"roster": roster})

    def clean(self):
        data = super().clean()
        if not self.rows.is_valid():
            raise ValidationError(
                _("An action needs what is to be done, who does it and by when."), code="actions"
            )
        self.refuse_unless_said(self.agreed(), data.get("no_actions"))
        return data

    def agreed(self):
        return [row.cleaned_data for row in self.rows if row.has_changed()]

    def payload(self):
        """The event, as a phone would tell it."""
        data = self.cleaned_data
        return {
            **data,
            "engagement": str(self.engagement.pk),
            "held_on": data["held_on"].isoformat(),
            **{name: _clock(data[name]) for name in ("starts_at", "next_at")},
            "next_on": data["next_on"] and data["next_on"].isoformat(),
            "attendees": [member.pk for member in data["attendees"]],
            "with_mentors": [mentor.pk for mentor in data["with_mentors"]],
            "actions": [
                {
                    "text": action["text"],
                    "owner": action["owner"].pk,
                    "due_on": action["due_on"].isoformat(),
                }
                for action in self.agreed()
            ],
        }


def _clock(time):
    return time.strftime("%H:%M") if time else None


class SessionLogged(SessionForm):
    """The payload of ``mentoring.session_logged``, cleaned to what ``log_session`` takes."""

    engagement = forms.ModelChoiceField(Engagement.objects.all())
    actions = forms.JSONField(required=False)

    def clean_actions(self):
        told = self.cleaned_data["actions"] or []
        if not isinstance(told, list) or len(told) > MOST_ACTIONS:
            raise ValidationError(_("These are not actions."), code="actions")
        rows = [ActionForm(row if isinstance(row, dict) else {}) for row in told]
        if not all(row.is_valid() for row in rows):
            raise ValidationError(
                _("An action needs what is to be done, who does it and by when."), code="actions"
            )
        return [row.cleaned_data for row in rows]

    def clean(self):
        data = super().clean()
        if "actions" in data:
            self.refuse_unless_said(data["actions"], data.get("no_actions"))
        if self.errors:
            return data
        time = ("preparation_minutes", "travel_minutes", "travel_km")
        next_on, next_at = data.pop("next_on"), data.pop("next_at")
        return {
            **{name: value for name, value in data.items() if name not in time},
            "time": {name: data[name] for name in time},
            "next_visit": {"day": next_on, "starts_at": next_at} if next_on else None,
        }


class NoteForm(forms.Form):
    """The panel of the private note. Never kept on the device, never remembered by the browser."""

    prefix = "note"
    text = forms.CharField(
        label=_("Private note"),
        help_text=_(
            "Only you can read this. Write facts, not judgements. "
            "The programme manager sees that a note exists, not what it says."
        ),
        max_length=4000,
        widget=forms.Textarea(
            attrs={"rows": 3, "dir": "auto", "autocomplete": "off", "data-never-keep": ""}
        ),
    )


class AboutSession(forms.Form):
    """The payload of an event about a session."""

    session = forms.ModelChoiceField(CoachingSession.objects.all())


class SessionConfirmed(AboutSession):
    """The payload of ``mentoring.session_confirmed``; ``version`` is what the member has read."""

    version = forms.IntegerField(min_value=1, required=False)


class NoteKept(AboutSession):
    """The payload of ``mentoring.private_note_kept``."""

    text = forms.CharField(max_length=4000)


class DisputeForm(forms.Form):
    """Why it is not true."""

    reason = forms.CharField(
        label=_("What is not true?"),
        help_text=_("Your mentor, your cooperative and the programme manager see this."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


class SessionDisputed(SessionConfirmed, DisputeForm):
    """The payload of ``mentoring.session_disputed``."""
