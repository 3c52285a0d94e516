"""What the addresses of plans and stages are opened with, for the table of permissions."""

import uuid

from mentoring.actions import gates, plans
from mentoring.models import GateEvidence

from .mentoring import mentor_of
from .plans import ObjectiveFactory, photo, piece, stages


def addresses(action):
    """Those of a plan with an objective, and of one of its actions, shown with a photo."""
    cooperative = action.cooperative
    plans.show_evidence(action, photo=photo(), by=action.owner.person)
    objective = ObjectiveFactory(cooperative=cooperative, set_by=action.session.logged_by)
    of_cooperative = ("plan", "plan_on_paper", "add_action", "set_objective")
    of_action = ("action", "show_evidence", "reschedule_action", "hand_over_action")
    return {
        **{f"mentoring:{name}": [cooperative.pk] for name in of_cooperative},
        **{f"mentoring:{name}": [action.pk] for name in (*of_action, "evidence_photo")},
        "mentoring:move_objective": [objective.pk],
        "mentoring:overdue_file": ["csv"],
    }


def addresses_of_stages(engagement):
    """Those of a ladder: what was given for its first stage, and its passage, which waits."""
    [gate] = stages(engagement.programme, [piece("cash_book")])
    cooperative, mentor = engagement.cooperative, mentor_of(engagement)
    gates.give_file(gate, cooperative, "cash_book", "photo", photo(), by=mentor)
    passage = gates.ask_passage(cooperative, gate, id=uuid.uuid4(), by=mentor)
    return {
        "mentoring:ladder": [cooperative.pk],
        "mentoring:give_evidence": [cooperative.pk, gate.pk, "cash_book"],
        "mentoring:ask_passage": [cooperative.pk, gate.pk],
        "mentoring:gate_evidence": [GateEvidence.objects.get(gate=gate).pk],
        "mentoring:write_gate": [gate.pk],
        **{f"mentoring:{name}": [passage.pk] for name in ("approve_passage", "return_passage")},
    }
