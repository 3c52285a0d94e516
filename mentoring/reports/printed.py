"""Statements as papers and tables: the same figures as on the page."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lms.core import papers
from lms.people.choices import Country
from mentoring.choices import length
from mentoring.reports.statements import TIMES

WIDTHS = [16, 20, 13, 19, 17, 17, 12, 8]
NUMBERS = frozenset({4, 5, 6, 7})


def headings():
    return [
        _("Date"),
        _("Cooperative"),
        _("How you met"),
        _("Mentors who were there"),
        _("With the cooperative, min"),
        _("Preparation, min"),
        _("On the way, min"),
        _("Km"),
    ]


def filters(statement):
    """Whose work, when, where, and as of which moment: what stands above the figures."""
    days = {"first": _day(statement.first), "last": _day(statement.last)}
    rows = [
        (_("Mentor"), str(statement.mentor)),
        (_("Period"), _("%(first)s to %(last)s") % days),
        (_("Sessions"), _("Accepted by the programme only")),
    ]
    if statement.countries:
        named = ", ".join(str(Country(code).label) for code in statement.countries)
        rows.append((_("Countries"), named))
    return [*rows, (_("As of"), moment(statement.as_of))]


def in_hours(statement):
    """The totals as people say them."""
    sums = statement.totals
    return [
        (_("Sessions counted"), str(len(statement.lines))),
        (_("With cooperatives"), length(sums.minutes)),
        (_("Preparation"), length(sums.preparation)),
        (_("On the way"), length(sums.travel)),
        (_("Kilometres"), str(sums.km)),
    ]


def small_print():
    return [
        _(
            "A session counts once the programme has accepted it. Time with the cooperative, of "
            "preparation and on the way is counted apart, as the mentor stated it."
        ),
        _(
            "A visit of several mentors is one session. Here stands the time of this mentor alone; "
            "the others state theirs themselves."
        ),
        _("This statement is neither an invoice nor a payment."),
    ]


def rows(statement):
    """The sessions as plain values, for a table."""
    return [
        [
            line.session.held_on,
            str(line.session.engagement.cooperative),
            line.session.get_mode_display(),
            line.mentors,
            *(getattr(line, name) for name in TIMES),
        ]
        for line in statement.lines
    ]


def total_row(statement):
    return [_("Total"), "", "", "", *(getattr(statement.totals, name) for name in TIMES)]


def statement_table(statement):
    """The rows of the XLSX: sessions, their total, and beneath it what was asked for and how it is counted."""
    facts = [*filters(statement), *in_hours(statement)]
    notes = [[sentence] for sentence in small_print()]
    return [*rows(statement), total_row(statement), [], *map(list, facts), [], *notes]


def statement_paper(statement):
    """The PDF, as bytes."""
    texts = [[_day(day), *map(str, rest)] for day, *rest in rows(statement)]
    listed = papers.Table(
        headings(), texts, WIDTHS, NUMBERS, [str(value) for value in total_row(statement)]
    )
    parts = [
        papers.Facts(filters(statement)),
        papers.Heading(_("In all")),
        papers.Facts(in_hours(statement)),
        papers.Heading(_("Session by session")),
        listed if texts else papers.Words(_("No accepted session in this period.")),
        *(papers.Words(sentence, small=True) for sentence in small_print()),
    ]
    title = _("Statement of work")
    return papers.written(
        title,
        parts,
        language=get_language(),
        at=statement.as_of,
        foot=f"{title} · {statement.mentor} · {moment(statement.as_of)}",
    )


def moment(at):
    return date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT")


def _day(day):
    return date_format(day, "SHORT_DATE_FORMAT")
