"""Putting a portfolio together, handing it in, and judging it by its rubric."""

import hashlib

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from certification import policy
from certification import rubrics as described
from certification.actions import telling
from certification.actions.decisions import InConflict
from certification.choices import RequirementKind
from certification.models import Candidacy, Portfolio, PortfolioFile
from certification.reports.portfolios import takes_more
from courses import rubrics
from courses.filing import id_of_content, prepared
from lms.core.errors import ReasonMissing, RuleError
from lms.core.moves import move
from lms.core.policy import require

from .observations import NotAsked

MOST_FILES = 20
"""How many files one portfolio can hold."""


class NotNow(RuleError):
    """It is being judged, or it is accepted and nobody asks for another."""

    code = "portfolio_not_now"


class TooManyFiles(RuleError):
    code = "too_many_files"


class NothingHandedIn(RuleError):
    code = "nothing_handed_in"


class AlreadyJudged(RuleError):
    code = "already_judged"


class LevelsMissing(RuleError):
    code = "levels_missing"


@transaction.atomic
def put_together(candidacy, requirement, text, *, without=(), by):
    """Begin a portfolio, or go on with it: its text, and which of its files (ids) it is to have no longer.

    One that was given back begins the next with all that it had.
    """
    require(policy.can_prepare, by, candidacy)
    candidacy = Candidacy.objects.locked(candidacy)
    _refuse_unless_asked(candidacy, requirement)
    portfolio = _draft(candidacy, requirement)
    portfolio.text = text
    portfolio.save(update_fields=["text"])
    for file in portfolio.files.filter(pk__in=without):
        _take_out(portfolio, file)
    return portfolio


def add_file(portfolio, kind, file, *, by):
    """Add a photo or document to a portfolio that is being put together. The same file twice is once.

    It is looked through and drawn anew before anybody is locked out.
    """
    require(policy.can_prepare, by, portfolio.candidacy)
    key = id_of_content("portfolio", portfolio.person_id, file)
    return _keep(portfolio, key, kind, prepared(kind, file), by=by)


@transaction.atomic
def hand_in(portfolio, *, by):
    """Hand it over to be judged; those who may judge it are told. Twice is once."""
    require(policy.can_prepare, by, portfolio.candidacy)
    candidacy, portfolio = _locked(portfolio)
    if portfolio.status != Portfolio.Status.DRAFT:
        return portfolio
    _refuse_unless_asked(candidacy, portfolio.requirement)
    if not portfolio.files.exists():
        raise NothingHandedIn(_("There is nothing here yet: add a photo or a document."))
    move(portfolio, Portfolio.Status.WAITING, handed_in_at=timezone.now())
    telling.portfolio_handed_in(portfolio, by=by)
    return portfolio


@transaction.atomic
def judge(portfolio, levels, words, *, by):
    """Say of each criterion which level was reached, and in words why; the rubric decides whether it is enough.

    ``levels`` is ``{criterion id: level id}``. What was said stays; the same again changes nothing.
    """
    require(policy.can_judge, by, portfolio)
    candidacy, portfolio = _locked(portfolio)
    words = words.strip()
    if _says(portfolio, levels, words, by):
        return portfolio
    _refuse_to_judge(candidacy, portfolio, by)
    rubric = described.points(portfolio.requirement.params["rubric"])
    if not rubrics.fits(rubric, levels):
        raise LevelsMissing(_("Choose a level for each criterion."))
    if not words:
        raise ReasonMissing(_("Say in words what is good and what is missing."))
    percent = rubrics.percent(rubric, levels)
    enough = percent >= portfolio.requirement.params["min_percent"]
    move(
        portfolio,
        Portfolio.Status.ACCEPTED if enough else Portfolio.Status.RETURNED,
        levels=levels,
        words=words,
        percent=percent,
        judged_by=by,
        judged_at=timezone.now(),
    )
    telling.portfolio_judged(portfolio, by=by)
    return portfolio


def _locked(portfolio):
    candidacy = Candidacy.objects.locked(portfolio.candidacy)
    found = Portfolio.objects.select_related("requirement", "person").get(pk=portfolio.pk)
    found.candidacy = candidacy
    return candidacy, found


def _refuse_unless_asked(candidacy, requirement):
    asked = candidacy.version.requirements.filter(kind=RequirementKind.PORTFOLIO)
    if not candidacy.is_with_candidate or not asked.filter(pk=requirement.pk).exists():
        raise NotAsked(_("No portfolio is asked for in this file any more."))


def _draft(candidacy, requirement):
    hers = Portfolio.objects.filter(requirement=requirement, person=candidacy.person)
    last = hers.order_by("-pk").first()
    if not takes_more(candidacy, requirement, last):
        raise NotNow(
            _("Your portfolio of %(day)s is with those who judge it, or accepted already."),
            day=date_format(last.handed_in_at, "DATE_FORMAT"),
        )
    own = last is not None and last.candidacy_id == candidacy.pk
    if own and last.status == Portfolio.Status.DRAFT:
        return last
    begun = Portfolio.objects.create(
        candidacy=candidacy,
        requirement=requirement,
        person=candidacy.person,
        round=last.round + 1 if own else 1,
    )
    # What was accepted for an earlier certificate shows nothing new.
    begun.files.set(last.files.all() if last and (own or not last.is_accepted) else [])
    return begun


def _take_out(portfolio, file):
    """What was never handed in is deleted; what was, stays where it was."""
    portfolio.files.remove(file)
    if not file.portfolios.exists():
        storage, name = file.file.storage, file.file.name
        file.delete()
        transaction.on_commit(lambda: storage.delete(name))


@transaction.atomic
def _keep(portfolio, key, kind, fit, *, by):
    candidacy, portfolio = _locked(portfolio)
    _refuse_unless_asked(candidacy, portfolio.requirement)
    if portfolio.status != Portfolio.Status.DRAFT:
        raise NotNow(_("This portfolio is handed in. Nothing can be added to it any more."))
    if portfolio.files.filter(pk=key).exists():
        return portfolio.files.get(pk=key)
    if portfolio.files.count() >= MOST_FILES:
        raise TooManyFiles(_("Hand in at most %(number)s files."), number=MOST_FILES)
    kept = PortfolioFile.objects.filter(pk=key).first() or _written(key, kind, fit, by)
    portfolio.files.add(kept)
    return kept


def _written(key, kind, fit, person):
    fit.content.seek(0)
    digest = hashlib.file_digest(fit.content, "sha256").hexdigest()
    fit.content.seek(0)
    kept = PortfolioFile(
        id=key,
        person=person,
        kind=kind,
        name=fit.name,
        content_type=fit.content_type,
        size=fit.content.size,
        digest=digest,
    )
    kept.file.save(f"{key}.{fit.extension}", fit.content, save=False)
    kept.save(force_insert=True)
    return kept


def _says(portfolio, levels, words, by):
    said = (portfolio.judged_by_id, portfolio.levels, portfolio.words)
    return said == (by.pk, levels, words)


def _refuse_to_judge(candidacy, portfolio, by):
    if portfolio.judged_at:
        raise AlreadyJudged(
            _("%(person)s has judged this portfolio. What was said of it stays."),
            person=portfolio.judged_by,
        )
    if portfolio.status != Portfolio.Status.WAITING or not candidacy.is_with_candidate:
        raise NotAsked(_("There is nothing to judge in this file now."))
    if reason := candidacy.conflict_of(by):
        raise InConflict(_("You cannot judge this portfolio. %(reason)s"), reason=reason)
