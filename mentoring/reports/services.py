"""The statement of service of an expert mission: what was delivered, and who accepted it."""

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lms.core import papers

WIDTHS, NUMBERS = [3, 2, 9], frozenset()


def in_days(half_days):
    """Half-days as days, in the reader's way of writing numbers: 1.5."""
    return number_format(half_days / 2, decimal_pos=1 if half_days % 2 else 0)


def service_paper(mission):
    """The PDF of an accepted mission, as bytes: the same for everybody and on every day."""
    title = _("Statement of service")
    worked = list(mission.half_days.all())
    listed = [
        [date_format(half.worked_on, "SHORT_DATE_FORMAT"), half.get_half_display(), half.note]
        for half in worked
    ]
    count = {"half_days": len(worked), "days": in_days(len(worked))}
    parts = [
        papers.Facts(_about(mission)),
        papers.Heading(_("Terms of reference")),
        papers.Words(mission.terms),
        papers.Heading(_("Half-days worked")),
        papers.Table(
            [_("Date"), _("Half of the day"), _("What was done")], listed, WIDTHS, NUMBERS
        ),
        papers.Words(_("%(half_days)s half-days, which are %(days)s days.") % count),
        papers.Heading(_("What was delivered")),
        *(papers.Words(file.name) for file in mission.files.all()),
        papers.Heading(_("Accepted by")),
        papers.Facts(_accepted(mission)),
        papers.Words(
            _("This statement says what was delivered. It is neither an invoice nor a payment."),
            small=True,
        ),
    ]
    at = max(mission.cooperative_accepted_at, mission.manager_accepted_at)
    return papers.written(
        title,
        parts,
        language=get_language(),
        at=at,
        foot=f"{title} · {mission.expert} · {date_format(at, 'SHORT_DATE_FORMAT')}",
    )


def _about(mission):
    period = {
        "first": date_format(mission.starts_on, "SHORT_DATE_FORMAT"),
        "last": date_format(mission.ends_on, "SHORT_DATE_FORMAT"),
    }
    return [
        (_("Expert"), str(mission.expert)),
        (_("For"), str(mission.cooperative)),
        (_("Programme"), str(mission.programme.title)),
        (_("Mission"), mission.title),
        (_("Period"), _("%(first)s to %(last)s") % period),
        (_("Half-days budgeted"), str(mission.half_days_budgeted)),
    ]


def _accepted(mission):
    sides = [
        (_("The cooperative"), mission.cooperative_accepted_by, mission.cooperative_accepted_at),
        (_("The programme"), mission.manager_accepted_by, mission.manager_accepted_at),
    ]
    return [
        (
            side,
            _("%(person)s, on %(day)s")
            % {"person": person, "day": date_format(at, "SHORT_DATE_FORMAT")},
        )
        for side, person, at in sides
    ]
