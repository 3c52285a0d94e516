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


class BegunRows(forms.BaseFormSet):
    """Rows that may be filled with what was begun before; each may still be left empty."""

    def __init__(self, *args, begun=(), **kwargs):
        self.begun = begun
        super().__init__(*args, **kwargs)

    def get_form_kwargs(self, index):
        begun = self.begun[index] if index is not None and index < len(self.begun) else {}
        return {**super().get_form_kwargs(index), "initial": begun}


ActionRows = forms.formset_factory(
    ActionForm, formset=BegunRows, extra=3, max_num=3, validate_max=True
)


def _number(value):
    return int(value) if str(value).isdecimal() else None


def clock(time):
    """An hour as a phone tells it."""
    return time.strftime("%H:%M") if time else None


class HeldForm(forms.Form):
    """How a session was held: all that can be amended later."""

    mode = forms.ChoiceField(label=_("How did you meet?"), choices=Mode, widget=forms.RadioSelect)
    held_on = forms.DateField(label=_("Date"), widget=DayInput)
    minutes = forms.IntegerField(
        label=_("How long"), min_value=1, max_value=CoachingSession.LONGEST, widget=forms.Select
    )
    starts_at = forms.TimeField(label=_("From what time"), required=False, widget=HourInput)
    place = forms.CharField(
        label=_("Place"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
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
    topics = forms.MultipleChoiceField(
        label=_("Topics"), choices=Topic, widget=forms.CheckboxSelectMultiple
    )
    shared_summary = forms.CharField(
        label=_("What you worked on"),
        help_text=_("The cooperative sees this."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )

    NUMBERS = ("guests_women", "guests_men")
    PLAIN = ("mode", "minutes", "place", "topics", "shared_summary", *NUMBERS)

    def clean(self):
        data = super().clean()
        # A number left empty is none.
        data.update({name: data.get(name) or 0 for name in self.NUMBERS if name in data})
        people = [data.get(name) for name in ("attendees", "guests_women", "guests_men")]
        if not any(people) and not self.errors:
            raise ValidationError(_("Tick who took part, or count the guests."), code="nobody")
        return data

    def offer(self, roster, *, earliest):
        """Let the screen choose among the members, the usual lengths and the days that can be."""
        self.fields["attendees"].choices = roster
        # A phone may have told a length that is not among the usual ones.
        lengths = {*USUAL_LENGTHS, *filter(None, [_number(self.initial.get("minutes"))])}
        self.fields["minutes"].widget.choices = [(n, length(n)) for n in sorted(lengths)]
        self.fields["held_on"].widget.attrs = {"max": timezone.localdate(), "min": earliest}

    def told(self):
        """What a phone would tell of these fields."""
        data = self.cleaned_data
        return {
            **{name: data[name] for name in self.PLAIN},
            "held_on": data["held_on"].isoformat(),
            "starts_at": clock(data["starts_at"]),
            "attendees": [member.pk for member in data["attendees"]],
        }


class SessionForm(HeldForm):
    """What happened in a session, without what was agreed."""

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
    no_actions = forms.BooleanField(label=_("We agreed on no action this time."), required=False)

    TIME = ("preparation_minutes", "travel_minutes", "travel_km")
    NUMBERS = (*HeldForm.NUMBERS, *TIME)

    def clean(self):
        data = super().clean()
        if data.get("next_at") and not data.get("next_on"):
            self.add_error("next_on", _("Say on which day, or leave the time empty."))
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
    """The mentor's screen: the session and three rows for what was agreed, filled with what she has begun."""

    def __init__(self, data=None, *, engagement, roster, colleagues=(), begun=None):
        begun = begun or {}
        usual = {"held_on": timezone.localdate(), "mode": Mode.VISIT, "minutes": 90}
        super().__init__(data, initial={**usual, **self._begun(begun)})
        self.engagement = engagement
        self.fields["with_mentors"].choices = colleagues
        self.offer(roster, earliest=engagement.starts_on)
        rows = [self._row(begun, number) for number in range(ActionRows.max_num)]
        self.rows = ActionRows(data, prefix="actions", begun=rows, form_kwargs={"roster": roster})

    def _begun(self, begun):
        """``{field: [values]}`` of a draft as initial values: many only where a field takes many."""
        known = {name: values for name, values in begun.items() if name in self.base_fields}
        many = (forms.MultipleChoiceField, forms.ModelMultipleChoiceField)
        return {
            name: values if isinstance(self.base_fields[name], many) else "".join(values[:1])
            for name, values in known.items()
        }

    def _row(self, begun, number):
        named = {name: begun.get(f"actions-{number}-{name}") for name in ActionForm.base_fields}
        return {name: values[0] for name, values in named.items() if values}

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
            **self.told(),
            **{name: data[name] for name in (*self.TIME, "no_actions")},
            "engagement": str(self.engagement.pk),
            "next_on": data["next_on"] and data["next_on"].isoformat(),
            "next_at": clock(data["next_at"]),
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
        next_on, next_at = data.pop("next_on"), data.pop("next_at")
        return {
            **{name: value for name, value in data.items() if name not in self.TIME},
            "time": {name: data[name] for name in self.TIME},
            "next_visit": {"day": next_on, "starts_at": next_at} if next_on else None,
        }


class NoteForm(forms.Form):
    """The panel of the private note. Never kept on the device, never remembered by the browser."""

    prefix = "note"
    text = forms.CharField(
        label=_("Private note"),
        help_text=_(
            "Only you can read this. In an emergency two people of the programme together can open "
            "it, for a reason; you are told. The programme manager sees that a note exists, not "
            "what it says. Write facts, not judgements."
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


class DraftForm(forms.Form):
    """What a device sends of a form that is being filled: its fields, but for secrets and private words."""

    saved_at = forms.DateTimeField()

    MOST_FIELDS = 80
    LEFT_OUT = ("csrfmiddlewaretoken", "event_id", "note_event_id", "device_at", "saved_at")

    def fields_typed(self):
        """``{field: [values]}``."""
        typed = [
            (name, values)
            for name, values in self.data.lists()
            if name not in self.LEFT_OUT and not name.startswith(f"{NoteForm.prefix}-")
        ]
        return dict(typed[: self.MOST_FIELDS])


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
