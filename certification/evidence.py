"""What the records show about a person and the requirements of a scheme.

A requirement is met when its evidence is found. The earliest record that meets it is taken, so that what somebody
does later never changes evidence that was found before.
"""

import hashlib
import json
from itertools import groupby

from django.apps import apps
from django.utils.translation import ngettext

from certification.requirements import courses, observing, persons, portfolio, practice  # noqa: F401 - they register their kinds
from certification.requirements.kinds import KINDS, titles_of
from lms.people.models import Person


def look_up(requirements, person, opened=None):
    """A finding for each requirement, in their order. Takes the same few queries for any number of them.

    ``opened`` is ``{version id: when the file was opened}``: with it, what a renewal asks for anew is looked for after
    the certificate that it renews.
    """
    requirements = list(requirements)
    _mark_since(requirements, person, opened or {})
    titles = titles_of(requirements)
    by_kind = groupby(sorted(requirements, key=lambda r: r.kind), key=lambda r: r.kind)
    findings = {
        finding.requirement: finding
        for kind, asked in by_kind
        for finding in KINDS[kind].find(list(asked), person, titles)
    }
    return [findings[requirement] for requirement in requirements]


def _mark_since(requirements, person, opened):
    """Give those that ask for something anew the first day of the certificate that was held when the file was opened."""
    renewing = [r for r in requirements if r.version_id in opened and KINDS[r.kind].comes_anew(r)]
    if not renewing:
        return
    held = (
        apps.get_model("certification", "Credential")
        .objects.standing()
        .filter(candidacy__person=person)
    )
    version = "candidacy__version"
    known = list(
        held.values_list(f"{version}__scheme", f"{version}__renewed_by", "issued_at", "valid_from")
    )
    for requirement in renewing:
        scheme, moment = requirement.version.scheme_id, opened[requirement.version_id]
        before = [
            first_day
            for own, renewed_by, issued_at, first_day in known
            if scheme in (own, renewed_by) and issued_at < moment
        ]
        requirement.since = max(before, default=None)


def missing(findings):
    """What is asked and not yet shown, in words. Of a group only as many as it needs are asked for."""
    words = [f.asked for f in findings if not f.met and not f.requirement.group]
    for members in _groups(findings):
        needed = members[0].requirement.group_needs - sum(finding.met for finding in members)
        if needed > 0:
            left = [finding.asked for finding in members if not finding.met]
            words.append(_some_of(needed, left))
    return words


def asked(findings):
    """Everything that is asked, in words, whether it is shown or not."""
    words = [finding.asked for finding in findings if not finding.requirement.group]
    for members in _groups(findings):
        words.append(_some_of(members[0].requirement.group_needs, [f.asked for f in members]))
    return words


def asked_of_anybody(requirements):
    """The same before there is a person: nothing is in the records of one who does not exist."""
    return asked(look_up(requirements, Person(pk=0)))


def _groups(findings):
    grouped = sorted((f for f in findings if f.requirement.group), key=_group_of)
    return [list(members) for _group, members in groupby(grouped, key=_group_of)]


def _group_of(finding):
    return (finding.requirement.version_id, finding.requirement.group)


def _some_of(needed, left):
    return ngettext("%(needed)s of these: %(left)s", "%(needed)s of these: %(left)s", needed) % {
        "needed": needed,
        "left": " · ".join(left),
    }


def snapshot(findings):
    """What was asked and what was found, as data to be kept: equal snapshots are equal evidence."""
    return [
        {
            "kind": finding.requirement.kind,
            "course": str(finding.requirement.course_key or ""),
            "activity": str(finding.requirement.activity_key or ""),
            "params": finding.requirement.params,
            "asked": _asked_of(finding.requirement),
            "evidence": finding.evidence,
        }
        for finding in findings
    ]


def _asked_of(requirement):
    """How many of its group it takes, or that it must be met."""
    return {"group": requirement.group, "needs": requirement.group_needs}


def digest_of(data):
    """SHA-256 of JSON data, the same for the same data."""
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
