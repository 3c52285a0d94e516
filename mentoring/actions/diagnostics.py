from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from courses.models.editions import in_reader_language
from lms.core.apart import mix_in
from lms.core.errors import ReasonMissing, RuleError
from lms.core.moves import move
from lms.core.policy import require
from lms.people.models import Cooperative
from mentoring import maturity
from mentoring.models import (
    AnonymousScores,
    ConsensusReason,
    ConsensusScore,
    Diagnostic,
    DiagnosticTool,
    ScoreInvitation,
)
from mentoring.policy import diagnostics as policy
from mentoring.querysets.reach import roster


class DiagnosticUnderWay(RuleError):
    code = "diagnostic_under_way"


class ToolNotPublished(RuleError):
    code = "tool_not_published"


class DiagnosticInTheFuture(RuleError):
    code = "diagnostic_in_the_future"


class NobodyToAsk(RuleError):
    code = "nobody_to_ask"


class NotAskedForScores(RuleError):
    code = "not_asked_for_scores"


class ScoringClosed(RuleError):
    code = "scoring_closed"


class LevelsDoNotFit(RuleError):
    code = "levels_do_not_fit"


class NotAgreeing(RuleError):
    code = "not_agreeing"


class AxesMissing(RuleError):
    code = "axes_missing"


@transaction.atomic
def open_diagnostic(cooperative, tool, *, id, moment, held_on, by):
    """Diagnose a cooperative with a published version, and ask each of its members for her scores.

    The same id again returns what is open. Raises RuleError while another one is under way.
    """
    require(policy.can_open_diagnostic, by, cooperative)
    cooperative = Cooperative.objects.select_for_update().get(pk=cooperative.pk)
    if existing := cooperative.diagnostics.filter(pk=id).first():
        return existing
    members = roster(cooperative, timezone.localdate())
    tool = DiagnosticTool.objects.get(pk=tool.pk)
    _refuse_opening(cooperative, tool, held_on, members)
    opened = Diagnostic.objects.create(
        id=id, cooperative=cooperative, tool=tool, moment=moment, held_on=held_on, opened_by=by
    )
    ScoreInvitation.objects.bulk_create(
        ScoreInvitation(diagnostic=opened, membership=member) for member in members.order_by("pk")
    )
    return opened


@transaction.atomic
def give_scores(diagnostic, membership, levels, *, by):
    """Take what a member scores, apart from her, and write down that she has given her scores. Twice is once.

    ``levels``: question code → 0 to 4; what she does not know is left out.
    """
    diagnostic = _locked(diagnostic)
    asked = diagnostic.invitations.select_related("membership").filter(membership=membership)
    invitation = asked.first()
    if invitation is None:
        raise NotAskedForScores(_("You are not asked for scores here."))
    invitation.diagnostic = diagnostic
    require(policy.can_give_scores, by, invitation)
    if invitation.answered:
        return
    if not diagnostic.is_scoring:
        raise ScoringClosed(_("The group has begun to agree. No more scores are taken."))
    if not maturity.fits(levels, diagnostic.tool.questions):
        raise LevelsDoNotFit(_("Choose a level for at least one question of this tool."))
    mix_in(diagnostic.scores, partial(AnonymousScores, diagnostic=diagnostic), "levels", levels)
    invitation.answered = True
    invitation.save(update_fields=["answered"])


@transaction.atomic
def close_scoring(diagnostic, *, by):
    """Everybody has scored who wanted to; now the group agrees. Twice is once, and there is no way back.

    With nobody's scores too: a group may have scored on paper.
    """
    require(policy.can_lead_diagnostic, by, diagnostic)
    diagnostic = _locked(diagnostic)
    if diagnostic.is_scoring:
        move(diagnostic, Diagnostic.Status.AGREEING)
    return diagnostic


@transaction.atomic
def agree_on_axis(diagnostic, axis, levels, reason, *, by):
    """Write down where the group stands on one axis, and why. Until it is finished the last word counts.

    ``levels``: a level for each question of the axis.
    """
    require(policy.can_lead_diagnostic, by, diagnostic)
    diagnostic = _locked(diagnostic)
    _refuse_unless_agreeing(diagnostic)
    _refuse_levels(diagnostic.tool.axis(axis), levels)
    if not reason.strip():
        raise ReasonMissing(_("Write down why the group stands there."))
    for question, level in levels.items():
        ConsensusScore.objects.update_or_create(
            diagnostic=diagnostic, question=question, defaults={"level": level}
        )
    ConsensusReason.objects.update_or_create(
        diagnostic=diagnostic, axis=axis, defaults={"text": reason.strip()}
    )
    return diagnostic


@transaction.atomic
def finish_diagnostic(diagnostic, *, by):
    """The group has agreed on every axis: nothing changes any more. Twice is once."""
    require(policy.can_lead_diagnostic, by, diagnostic)
    diagnostic = _locked(diagnostic)
    if diagnostic.is_done:
        return diagnostic
    _refuse_unless_agreeing(diagnostic)
    agreed = set(diagnostic.reasons.values_list("axis", flat=True))
    missing = [axis for axis in diagnostic.tool.axes if axis["code"] not in agreed]
    if missing:
        raise AxesMissing(
            _("The group has not agreed yet on: %(axes)s."),
            axes=", ".join(in_reader_language(axis["title"]) for axis in missing),
        )
    move(diagnostic, Diagnostic.Status.DONE, finished_at=timezone.now())
    return diagnostic


def _locked(diagnostic):
    """Those who score at once take turns."""
    rows = Diagnostic.objects.select_for_update(of=("self",))
    return rows.select_related("cooperative", "tool").get(pk=diagnostic.pk)


def _refuse_opening(cooperative, tool, held_on, members):
    if cooperative.diagnostics.exclude(status=Diagnostic.Status.DONE).exists():
        raise DiagnosticUnderWay(_("Finish the diagnostic that is under way first."))
    if not tool.is_published:
        raise ToolNotPublished(_("This version of the tool is not in use. Choose another one."))
    if held_on > timezone.localdate():
        raise DiagnosticInTheFuture(
            _("%(day)s is still to come. Open the diagnostic on the day it begins."),
            day=date_format(held_on, "DATE_FORMAT"),
        )
    if not members.exists():
        raise NobodyToAsk(
            _("No member of this cooperative is written down. Write down its members first.")
        )


def _refuse_unless_agreeing(diagnostic):
    if diagnostic.is_scoring:
        raise NotAgreeing(_("Members still give their scores. Close the scoring first."))
    if diagnostic.is_done:
        raise NotAgreeing(_("This diagnostic is finished. It does not change any more."))


def _refuse_levels(axis, levels):
    questions = [question["code"] for question in axis["questions"]] if axis else []
    if not maturity.fits(levels, questions) or len(levels) != len(questions):
        raise LevelsDoNotFit(_("Choose one level for each question of this axis."))
