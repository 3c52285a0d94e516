"""How many files came to which end, by scheme, country and sex: one query for any number of them."""

from dataclasses import dataclass, fields

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from certification.models import Candidacy, CertificationScheme
from lms.people.choices import Country, Sex

ENDS = {
    "under_way": Q(status__in=Candidacy.UNDER_WAY),
    "granted": Q(status=Candidacy.Status.GRANTED),
    "refused": Q(status=Candidacy.Status.REFUSED),
    "deferred": Q(status=Candidacy.Status.DEFERRED),
    "closed": Q(status__in=[Candidacy.Status.WITHDRAWN, Candidacy.Status.LAPSED]),
}


@dataclass(frozen=True)
class Figures:
    """Files by how they stand."""

    files: int = 0
    under_way: int = 0
    granted: int = 0
    refused: int = 0
    deferred: int = 0
    closed: int = 0

    def __add__(self, other):
        return Figures(*(a + b for a, b in zip(self.values, other.values, strict=True)))

    @property
    def values(self):
        return [getattr(self, field.name) for field in fields(self)]


@dataclass(frozen=True)
class Row:
    """A scheme in a country: the files of everybody, and among them those of women."""

    scheme: str
    country: str
    all: Figures
    women: Figures


def counted(files):
    """``{(scheme, country, sex): Figures}`` of the files, schemes by their title."""
    groups = (
        files.order_by()
        .values_list("version__scheme", "person__country", "person__sex")
        .annotate(
            files=Count("pk"), **{name: Count("pk", filter=end) for name, end in ENDS.items()}
        )
    )
    schemes = CertificationScheme.objects.with_versions().in_bulk()
    found = {
        (schemes[scheme].title, country, sex): Figures(*figures)
        for scheme, country, sex, *figures in groups
    }
    return dict(sorted(found.items()))


def by_scheme(counted):
    """A row for each scheme and country."""
    places = dict.fromkeys((scheme, country) for scheme, country, _sex in counted)
    return [
        Row(scheme, Country(country).label, *_everybody_and_women(_of(counted, scheme, country)))
        for scheme, country in places
    ]


def _of(counted, scheme, country):
    return {key: figures for key, figures in counted.items() if key[:2] == (scheme, country)}


def _everybody_and_women(counted):
    women = (figures for (*_place, sex), figures in counted.items() if sex == Sex.WOMAN)
    return sum(counted.values(), Figures()), sum(women, Figures())


def total(counted):
    return Row("", "", *_everybody_and_women(counted))


def headings():
    return [
        *[_("Certificate"), _("Country"), _("Sex"), _("Files"), _("Under way")],
        *[_("Granted"), _("Refused"), _("Decisions put off"), _("Withdrawn or lapsed")],
    ]


def sheet(counted):
    """The figures row by row as they go into a workbook."""
    for (scheme, country, sex), figures in counted.items():
        yield [str(scheme), str(Country(country).label), str(Sex(sex).label), *figures.values]
