"""Candidates whom somebody may watch, recommend or judge, and what stands between."""

from django.db.models import Prefetch

from certification import conflicts
from certification.choices import RequirementKind, StatementKind
from certification.models import Candidacy, Portfolio
from courses.models import Enrolment


def files(observer):
    """Those that need her, with what is read from them."""
    waiting = Prefetch("portfolios", Portfolio.objects.waiting(), to_attr="waiting_portfolios")
    return (
        Candidacy.objects.to_observe_by(observer)
        .select_related("version", "person")
        .prefetch_related("version__requirements", waiting)
        .order_by("person__last_name", "opened_at", "pk")
    )


def with_steps(shown, observer):
    """The files of a page, each with what can be done for it today: the same few queries for any number of them.

    ``watch`` says whether she may watch a training, ``recommendation`` is the requirement that waits for her words,
    ``judged`` the portfolios that she may judge, ``has_no_step`` that there
    is nothing of all this, and ``stays_out`` why, where something stands between.
    """
    shown = list(shown)
    trained = set(
        Enrolment.objects.filter(
            learner__in={file.person_id for file in shown}, cohort__trainers=observer
        ).values_list("learner", flat=True)
    )
    reasons = conflicts.found(observer, shown)
    for file in shown:
        _add_steps(file, file.person_id in trained, reasons.get(file.pk))
    return shown


def _add_steps(file, trained, conflict):
    asked = list(file.version.requirements.all())
    watched = [r for r in asked if r.kind == RequirementKind.OBSERVED_DELIVERY]
    file.watch = any(not trained or r.params.get("own_trainer") for r in watched)
    file.recommendation = None if trained else next(filter(_is_recommendation, asked), None)
    file.judged = [] if conflict else file.waiting_portfolios
    file.has_no_step = not (file.watch or file.recommendation or file.judged)
    file.stays_out = conflict if file.has_no_step else None


def _is_recommendation(requirement):
    return requirement.params.get("statement") == StatementKind.RECOMMENDATION
