"""Fields as every form shows them."""

from django import forms


class DayInput(forms.DateInput):
    """The device's own calendar. It reads the day as 2026-03-01 in every language."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class HourInput(forms.TimeInput):
    """The device's own clock. It reads the hour as 14:30 in every language."""

    input_type = "time"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%H:%M")
