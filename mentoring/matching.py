"""Whom to ask to accompany a cooperative: mentors in order, each with the reasons in words. No records, no clock."""

from typing import NamedTuple

from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _

LANGUAGE, REGION, NEIGHBOURS, SECTOR, ROOM = 40, 30, 20, 20, 10
"""The most points that each brings. Language weighs most: without a common one, nothing else helps."""


class Sought(NamedTuple):
    """A cooperative that looks for a mentor. ``languages`` counts its members by language code."""

    languages: dict
    region: str
    sector: str
    sector_name: str


class Mentor(NamedTuple):
    """``load`` is how many engagements she accompanies or is asked for, ``most`` how many she can take.

    ``near`` are the regions of the cooperatives she accompanies; ``declined_on`` a day in words, where she has said no
    to this one already.
    """

    key: int
    languages: frozenset
    regions: frozenset
    near: frozenset
    sectors: frozenset
    load: int
    most: int
    declined_on: str = ""

    @property
    def is_full(self):
        return self.load >= self.most


class Reason(NamedTuple):
    text: str
    speaks_for: bool


class Candidate(NamedTuple):
    key: int
    points: float
    is_full: bool
    reasons: list


def ranked(sought, mentors, *, tied=frozenset()):
    """Candidates, who fits best first and who can take no more last. Who is ``tied`` to the cooperative is not among them."""
    candidates = [_candidate(sought, mentor) for mentor in mentors if mentor.key not in tied]
    return sorted(candidates, key=lambda one: (one.is_full, -one.points, one.key))


def _candidate(sought, mentor):
    found = [_by_language(sought, mentor), _by_region(sought, mentor), _by_sector(sought, mentor)]
    found += [_by_load(mentor), _by_answer(mentor)]
    reasons = [reason for _points, some in found for reason in some]
    points = sum(points for points, _some in found)
    return Candidate(mentor.key, points, mentor.is_full, reasons)


def _by_language(sought, mentor):
    members = sum(sought.languages.values())
    if not members:
        return 0, [Reason(_("No member of the cooperative is written down yet."), False)]
    shared = {code: n for code, n in sought.languages.items() if code in mentor.languages}
    if not shared:
        return 0, [Reason(_("Speaks no language of the members."), False)]
    often_first = sorted(shared.items(), key=lambda item: (-item[1], item[0]))
    reasons = [Reason(_speaks(code, n, members), True) for code, n in often_first]
    return LANGUAGE * sum(shared.values()) / members, reasons


def _speaks(code, number, members):
    sentence = ngettext(
        "Speaks %(language)s, as %(number)d of %(members)d members does",
        "Speaks %(language)s, as %(number)d of %(members)d members do",
        number,
    )
    language = get_language_info(code)["name_translated"]
    return sentence % {"language": language, "number": number, "members": members}


def _by_region(sought, mentor):
    if not sought.region:
        return 0, []
    region = {"region": sought.region}
    if sought.region in mentor.regions:
        return REGION, [Reason(_("Works in this region: %(region)s") % region, True)]
    if sought.region in mentor.near:
        sentence = _("Accompanies a cooperative in the same region: %(region)s")
        return NEIGHBOURS, [Reason(sentence % region, True)]
    return 0, [Reason(_("Has not named this region: %(region)s") % region, False)]


def _by_sector(sought, mentor):
    sector = {"sector": sought.sector_name}
    if sought.sector in mentor.sectors:
        return SECTOR, [Reason(_("Knows this sector: %(sector)s") % sector, True)]
    return 0, [Reason(_("Has not named this sector: %(sector)s") % sector, False)]


def _by_load(mentor):
    room = max(0, mentor.most - mentor.load)
    sentence = _("Accompanies %(load)d of at most %(most)d, questions that wait included")
    reason = Reason(sentence % {"load": mentor.load, "most": mentor.most}, bool(room))
    return ROOM * room / mentor.most, [reason]


def _by_answer(mentor):
    """Who has said no may be asked again, after those who have not."""
    if not mentor.declined_on:
        return 0, []
    reason = Reason(_("Declined on %(day)s") % {"day": mentor.declined_on}, False)
    return -LANGUAGE, [reason]
