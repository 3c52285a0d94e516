"""Who is told what about a file. Names, titles and days only: what people write to each other is read in the file.

``by`` has done it, and is not told.
"""

from lms.core.policy import SYSTEM
from lms.notices.actions import notify
from lms.notices.kinds import KINDS
from lms.people.choices import Role
from lms.people.querysets import in_force_of


def opened(candidacy, *, by):
    _tell_candidate("certification.file_opened", candidacy, candidacy.pk)


def handed_in(candidacy, *, by):
    subject = f"{candidacy.pk}:{candidacy.submitted_at.isoformat()}"
    _tell_certifiers("certification.handed_in", candidacy, subject, but=by)


def asked_for_more(candidacy, *, by):
    """Once for each time that the file was handed in."""
    subject = f"{candidacy.pk}:{candidacy.submitted_at.isoformat()}"
    _tell_candidate("certification.asked_for_more", candidacy, subject)


def message_written(message, *, by):
    """To the certifiers what the candidate writes, to the candidate what a certifier writes."""
    candidacy = message.candidacy
    if by.pk == candidacy.person_id:
        _tell_certifiers("certification.candidate_writes", candidacy, message.pk, but=by)
    else:
        _tell_candidate("certification.certifier_writes", candidacy, message.pk)


def to_second(decision, *, by):
    _tell_certifiers("certification.to_second", decision.candidacy, decision.pk, but=by)


def not_seconded(decision, *, by):
    _tell([decision.decided_by], "certification.not_seconded", decision.candidacy, decision.pk)


def portfolio_handed_in(portfolio, *, by):
    _tell_certifiers(
        "certification.portfolio_handed_in",
        portfolio.candidacy,
        portfolio.pk,
        but=by,
        path=f"certification/portfolios/{portfolio.pk}/",
    )


def portfolio_judged(portfolio, *, by):
    candidacy, place = portfolio.candidacy, portfolio.requirement.position
    _tell(
        [portfolio.person],
        "certification.portfolio_judged",
        candidacy,
        portfolio.pk,
        path=f"certification/files/{candidacy.pk}/portfolio/{place}/",
    )


def decided(decision, *, by):
    _tell_candidate(f"certification.outcome_{decision.outcome}", decision.candidacy, decision.pk)


def deadline_near(candidacy, days, *, by):
    """Once for each step before a day; another day begins anew."""
    subject = f"{candidacy.pk}:{candidacy.deadline}:{days}"
    _tell_candidate("certification.deadline_near", candidacy, subject, day=candidacy.deadline)


def observed(observation, *, by):
    """To the candidate: what was seen of her counts only when she has countersigned it."""
    candidacy = observation.candidacy
    _tell_candidate(
        "certification.observed",
        candidacy,
        observation.pk,
        path=f"certification/observations/{observation.pk}/",
    )


def lapsed(candidacy, *, by):
    _tell_candidate("certification.lapsed", candidacy, candidacy.pk, day=candidacy.deadline)


def _tell_candidate(kind, candidacy, subject, **params):
    _tell([candidacy.person], kind, candidacy, subject, **params)


def _tell_certifiers(kind, candidacy, subject, *, but, path=""):
    """Those who may decide on it: nobody else has anything to do with the file."""
    appointed = candidacy.scheme.certifiers.filter(
        in_force_of("appointments"), appointments__role=Role.CERTIFIER
    ).exclude(pk__in=[candidacy.person_id, but.pk])
    told = [person for person in appointed.distinct() if not candidacy.conflict_of(person)]
    _tell(told, kind, candidacy, subject, path=path)


def _tell(people, kind, candidacy, subject, *, path="", **params):
    """``path`` is where it is read; empty, that is the file."""
    known = {"scheme": candidacy.version.titles, "name": str(candidacy.person), **params}
    notify(
        people,
        kind,
        subject=str(subject),
        params={place: known[place] for place in KINDS[kind].places},
        path=path or f"certification/files/{candidacy.pk}/",
        by=SYSTEM,
    )
