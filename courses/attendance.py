"""How far somebody's attendance of a workshop has come, and whether it is enough. Plain values, no tables.

A half-day counts for whoever was present or late. Excused counts as absent: the certificate says that she was there,
and what the rule leaves free (a quarter, a fifth) is meant for sick children and market days. Whoever missed more than
that for good reasons is recognised by a trainer, with the reason written down.

What is asked is never less than the curriculum plans or the cohort has planned, so that nobody is through on the first
morning. When the workshop has been reported, no more days will come: then the half-days that were held are all there
is, and a day that was cancelled costs nobody anything.
"""

from typing import NamedTuple


class Standing(NamedTuple):
    """``attended`` of ``asked`` half-days; ``needed`` percent of them are enough."""

    attended: int
    asked: int
    needed: int

    @property
    def percent(self):
        """Rounded down: what is needed is said when it is reached, and not before."""
        return 100 * self.attended // self.asked if self.asked else 0

    @property
    def met(self):
        return self.attended > 0 and 100 * self.attended >= self.needed * self.asked


class Workshop(NamedTuple):
    """Half-days: as the curriculum has it, planned in the cohort without those cancelled, and held so far."""

    half_days: int
    planned: int
    held: int
    needed: int
    reported: bool = False

    @property
    def asked(self):
        return self.held if self.reported else max(self.half_days, self.planned)

    def standing(self, attended):
        """Where somebody stands who was there for so many half-days. Never more than all of them."""
        return Standing(min(attended, self.asked), self.asked, self.needed)
