"""A file as somebody reads it: how each requirement stands, what was handed in, and what has changed since."""

from dataclasses import dataclass

from certification import evidence, policy
from certification.models import Candidacy, Evidence
from courses import comparing


@dataclass(frozen=True)
class Line:
    """One requirement. ``kept`` is the evidence that was handed in last, None before; ``changes`` are the words that
    differ today, as ``comparing.compared`` gives them, and ``changed`` says whether the records differ at all."""

    finding: object
    kept: Evidence | None
    asked: str
    shown: str
    changed: bool
    changes: list

    @property
    def requirement(self):
        return self.finding.requirement

    @property
    def met(self):
        if self.kept and not self.is_returned:
            return bool(self.kept.snapshot["evidence"])
        return self.finding.met

    @property
    def is_submitted(self):
        return bool(self.kept) and self.kept.status == Evidence.Status.SUBMITTED

    @property
    def is_returned(self):
        return bool(self.kept) and self.kept.status == Evidence.Status.RETURNED


def lines(file, findings):
    """A ``Line`` for each requirement: as handed in, or as of today for what is still to be handed in."""
    last, drafts = {}, set()
    for one in file.evidence.all():
        if one.is_draft:
            drafts.add(one.requirement_id)
        else:
            last[one.requirement_id] = one
    return [
        _line(finding, last.get(finding.requirement.pk), finding.requirement.pk in drafts)
        for finding in findings
    ]


def _line(finding, kept, to_hand_in):
    if kept is None or to_hand_in:
        return Line(finding, kept, finding.asked, finding.shown, changed=False, changes=[])
    today = evidence.digest_of(evidence.snapshot([finding])[0])
    changed = today != kept.digest
    changes = comparing.compared(kept.shown, finding.shown) if changed else []
    return Line(finding, kept, kept.asked, kept.shown, changed, changes)


def page(file, reader):
    """Everything that the page of a file shows to a reader beside its forms."""
    findings = file.findings()
    digest = evidence.digest_of(evidence.snapshot(findings))
    own = policy.can_prepare(reader, file)
    judges = policy.can_decide(reader, file)
    conflict = file.conflict_of(reader) if judges else None
    talks = own or (judges and not conflict)
    shown = lines(file, findings)
    return {
        "file": file,
        "lines": shown,
        "met": sum(line.met for line in shown),
        "missing": evidence.missing(findings),
        "is_mine": own,
        "to_countersign": _to_countersign(file) if own else [],
        "judges": judges,
        "conflict": conflict,
        "decisions": _readable(file, own),
        "outdated": bool(file.proposed) and file.proposed.digest != digest,
        "step": _step(file, reader, judges, conflict, digest),
        "talk": _talk(file, shown) if talks else None,
        "may_pause": policy.can_pause(reader, file),
    }


def _to_countersign(file):
    """What was seen for this file and does not count before the candidate has countersigned it."""
    return file.observations.filter(countersigned_at=None)


def _step(file, reader, judges, conflict, digest):
    """What a certifier does next: ``conflict declare decide second wait``; nothing for everybody else."""
    if not judges or not file.is_with_certifiers:
        return ""
    if conflict:
        return "conflict"
    if not file.is_cleared_by(reader):
        return "declare"
    if file.proposed is None:
        return "decide"
    if reader.pk not in file.proposed.agreed:
        return "second"
    first = file.proposed.decided_by_id == reader.pk
    return "decide" if first and file.proposed.digest != digest else "wait"


def _readable(file, own):
    """A candidate reads the decision that stands, and why when it is no; those at the desk read all."""
    if not own:
        return list(file.decisions.all())
    stands = file.carried
    return [stands] if stands and file.status != Candidacy.Status.GRANTED else []


def _talk(file, shown):
    """The messages, each with what was asked where it is about one requirement."""
    asked = {line.requirement.pk: line.asked for line in shown}
    talk = list(file.messages.select_related("author"))
    for message in talk:
        message.about = asked.get(message.requirement_id)
    return talk
