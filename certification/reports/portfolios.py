"""A candidate's portfolios for one requirement, as she and those who judge them see them."""

from certification import evidence, rubrics
from certification.models import Evidence, Portfolio
from courses.models.editions import in_reader_language
from courses.reports.work import shown_levels


def rounds(requirement, person):
    """All of them with files and who judged them, the newest first."""
    return list(
        Portfolio.objects.filter(requirement=requirement, person=person)
        .select_related("judged_by")
        .prefetch_related("files")
        .order_by("-pk")
    )


def page(requirement, portfolios):
    """What is asked, by what it is judged, and what was said of those that were judged."""
    rubric = rubrics.in_words(requirement.params["rubric"])
    for portfolio in portfolios:
        portfolio.given = list(shown_levels(rubric, portfolio))
    return {
        "about": in_reader_language(requirement.params["about"]),
        "min_percent": requirement.params["min_percent"],
        "rubric": rubric,
        "portfolios": portfolios,
    }


def takes_more(candidacy, requirement, last):
    """Whether the candidate can hand something in now; ``last`` is her newest portfolio, or None.

    What is accepted, also for an earlier file, is done: unless the certifiers have asked for more since, or a renewal
    asks for it anew.
    """
    if not candidacy.is_with_candidate:
        return False
    own = last is not None and last.candidacy_id == candidacy.pk
    if own and last.status != Portfolio.Status.ACCEPTED:
        return last.status != Portfolio.Status.WAITING
    opened = {candidacy.version_id: candidacy.opened_at}
    [finding] = evidence.look_up([requirement], candidacy.person, opened)
    if not finding.met or not own:
        return not finding.met
    returned = candidacy.evidence.filter(requirement=requirement, status=Evidence.Status.RETURNED)
    return returned.filter(judged_at__gt=last.judged_at).exists()
