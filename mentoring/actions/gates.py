from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.filing import id_of_content, prepared
from courses.models import Programme
from courses.models.editions import in_reader_language
from lms.core.errors import ReasonMissing, RuleError
from lms.core.moves import move
from lms.core.policy import SYSTEM, require
from lms.notices.actions import notify
from lms.people.models import Cooperative, Person
from lms.people.querysets import in_force_of
from mentoring import defaults, ladder
from mentoring.models import GateEvidence, StageGate, StagePassage
from mentoring.policy import gates as policy

Status = StagePassage.Status
MOST_FILES = 20
"""How many words, photos and documents can be given for one piece of evidence."""


class UnknownEvidence(RuleError):
    code = "unknown_evidence"


class GatePassed(RuleError):
    code = "gate_passed"


class GateClosed(RuleError):
    code = "gate_closed"


class EvidenceMissing(RuleError):
    code = "evidence_missing"


class AlreadyDecided(RuleError):
    code = "already_decided"


class TooMuchGiven(RuleError):
    code = "too_much_given"


class WrittenMeanwhile(RuleError):
    code = "written_meanwhile"


class CodeGone(RuleError):
    code = "code_gone"


@transaction.atomic
def give_evidence(gate, cooperative, code, *, id, words, by):
    """Say in words what shows a piece of evidence that no record shows. The same id again returns what is given."""
    require(policy.can_give_evidence, by, cooperative)
    cooperative = Cooperative.objects.select_for_update().get(pk=cooperative.pk)
    if known := GateEvidence.objects.filter(pk=id, gate=gate, cooperative=cooperative).first():
        return known
    _refuse_giving(gate, cooperative, code)
    return GateEvidence.objects.create(
        id=id, gate=gate, cooperative=cooperative, code=code, words=words, given_by=by
    )


def give_file(gate, cooperative, code, kind, file, *, by):
    """Give a photo or a document for it. The same file twice is once.

    It is looked through and drawn anew before anybody is locked out.
    """
    require(policy.can_give_evidence, by, cooperative)
    key = id_of_content(f"{gate.pk}:{cooperative.pk}", code, file)
    return _keep(gate, cooperative, code, key, kind, prepared(kind, file), by)


@transaction.atomic
def ask_passage(cooperative, gate, *, id, by):
    """A mentor says that all is shown, and asks the programme. Asked or passed already returns that.

    Raises RuleError where the stage before is not passed, or something is missing: it is named.
    """
    require(policy.can_ask_passage, by, cooperative)
    cooperative = Cooperative.objects.select_for_update().get(pk=cooperative.pk)
    known = StagePassage.objects.standing().filter(gate=gate, cooperative=cooperative)
    if passage := known.first():
        return passage
    _refuse_out_of_turn(cooperative, gate)
    shown = _shown(cooperative, gate)
    return StagePassage.objects.create(
        id=id, gate=gate, cooperative=cooperative, shown=shown, mentor=by
    )


@transaction.atomic
def approve_passage(passage, *, by):
    """The programme lets the cooperative pass, on what is shown now: it is looked up again, and frozen.

    Approving twice changes nothing. Raises RuleError where it was sent back, or something is missing by now.
    """
    require(policy.can_decide_passage, by, passage)
    passage = _locked(passage)
    if passage.status == Status.PASSED:
        return passage
    _refuse_decided(passage)
    shown = _shown(passage.cooperative, passage.gate)
    now = timezone.now()
    move(passage, Status.PASSED, shown=shown, decided_by=by, decided_at=now)
    _tell(passage, "mentoring.stage_passed")
    return passage


@transaction.atomic
def return_passage(passage, reason, *, by):
    """The programme sends it back and says what is missing. Sending it back twice changes nothing."""
    require(policy.can_decide_passage, by, passage)
    passage = _locked(passage)
    if passage.status == Status.RETURNED:
        return passage
    _refuse_decided(passage)
    if not reason.strip():
        raise ReasonMissing(_("Say what is missing, so that it can be put right."))
    facts = {"reason": reason, "decided_by": by, "decided_at": timezone.now()}
    move(passage, Status.RETURNED, **facts)
    _tell(passage, "mentoring.stage_returned")
    return passage


@transaction.atomic
def write_gate(gate, *, title, evidence, read, by):
    """Change the words of a stage and what it asks for. What cooperatives have passed stays as it was shown.

    ``read`` is the ``reading`` of what was changed: what somebody else wrote meanwhile is not overwritten. A code that
    stands in the stage stays, so that what was given for it keeps its place.
    """
    require(policy.can_write_gates, by)
    gate = StageGate.objects.select_for_update().get(pk=gate.pk)
    if (gate.title, gate.evidence) == (title, evidence):
        return gate
    if gate.reading != read:
        raise WrittenMeanwhile(_("Somebody has changed this stage meanwhile. Read it again."))
    gone = {piece["code"] for piece in gate.evidence} - {piece["code"] for piece in evidence}
    if GateEvidence.objects.filter(gate=gate, code__in=gone).exists():
        raise CodeGone(_("Cooperatives have given evidence for what you take away. Keep it."))
    gate.title, gate.evidence = title, evidence
    gate.save()
    return gate


@transaction.atomic
def seed_ladders(*, by):
    """The default ladders of the programmes that are here and have none. Returns the gates that were written."""
    require(policy.can_write_gates, by)
    known = Programme.objects.filter(code__in=defaults.LADDERS, stage_gates=None)
    return StageGate.objects.bulk_create(
        StageGate(programme=programme, number=number, **gate)
        for programme in known.select_for_update(of=("self",))
        for number, gate in enumerate(defaults.LADDERS[programme.code], 1)
    )


def _locked(passage):
    rows = StagePassage.objects.select_for_update(of=("self",))
    return rows.select_related("cooperative", "gate__programme", "decided_by").get(pk=passage.pk)


def _shown(cooperative, gate):
    """All that a gate asks for as it stands now. EvidenceMissing where one piece is not there."""
    found = ladder.pieces(ladder.Records(cooperative, gate.programme), gate)
    missing = [in_reader_language(piece.title) for piece in found if not piece.met]
    if missing:
        raise EvidenceMissing(_("Still missing: %(pieces)s."), pieces="; ".join(missing))
    return [piece.frozen() for piece in found]


def _refuse_out_of_turn(cooperative, gate):
    passed = StagePassage.objects.passed().filter(
        cooperative=cooperative, gate__programme=gate.programme_id, gate__number__lt=gate.number
    )
    before = StageGate.objects.filter(programme=gate.programme_id, number__lt=gate.number)
    if passed.count() < before.count():
        raise GateClosed(_("Pass the stage before this one first."))


def _refuse_giving(gate, cooperative, code):
    if code not in {p["code"] for p in gate.evidence if p["kind"] == ladder.DOCUMENT}:
        raise UnknownEvidence(_("This stage does not ask for this."))
    if StagePassage.objects.passed().filter(gate=gate, cooperative=cooperative).exists():
        raise GatePassed(_("This stage is passed. What was shown for it stays."))
    given = GateEvidence.objects.filter(gate=gate, cooperative=cooperative, code=code)
    if given.count() >= MOST_FILES:
        raise TooMuchGiven(_("Keep at most %(number)s pieces."), number=MOST_FILES)


def _refuse_decided(passage):
    if passage.status != Status.ASKED:
        raise AlreadyDecided(
            _("%(person)s has already decided: %(state)s."),
            person=passage.decided_by,
            state=passage.get_status_display(),
        )


@transaction.atomic
def _keep(gate, cooperative, code, key, kind, fit, by):
    cooperative = Cooperative.objects.select_for_update().get(pk=cooperative.pk)
    if known := GateEvidence.objects.filter(pk=key).first():
        return known
    _refuse_giving(gate, cooperative, code)
    fit.content.seek(0)
    kept = GateEvidence(
        id=key,
        gate=gate,
        cooperative=cooperative,
        code=code,
        kind=kind,
        file_name=fit.name,
        content_type=fit.content_type,
        size=fit.content.size,
        given_by=by,
    )
    kept.file.save(f"{key}.{fit.extension}", fit.content, save=False)
    kept.save(force_insert=True)
    return kept


def _tell(passage, kind):
    """The mentor who asked, and those who hold an office in the cooperative."""
    cooperative = passage.cooperative
    officers = Person.objects.filter(
        in_force_of("memberships"),
        in_force_of("memberships__offices"),
        memberships__cooperative=cooperative,
    )
    notify(
        [passage.mentor, *officers.distinct()],
        kind,
        subject=passage.pk,
        params={"cooperative": str(cooperative), "stage": passage.gate.title},
        path=f"mentoring/cooperatives/{cooperative.pk}/ladder/",
        by=SYSTEM,
    )
