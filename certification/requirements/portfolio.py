"""Asked of somebody who shows her work: files that are judged by a rubric."""

from django.apps import apps
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certification.choices import RequirementKind
from courses.models.editions import in_reader_language

from .fields import RubricField, WordsField
from .kinds import Finding, Kind, Record, counts, day, kind, percent


@kind(RequirementKind.PORTFOLIO)
class PortfolioJudged(Kind):
    """Files that somebody judged by the rubric of the requirement. Of several, the one handed in last counts."""

    def fields(self):
        return {
            "about": WordsField(
                label=gettext_lazy("what is handed in"),
                help_text=gettext_lazy("For instance: plan, photos and report of one training."),
            ),
            "min_percent": percent(gettext_lazy("total at least, in percent")),
            "rubric": RubricField(
                label=gettext_lazy("rubric"),
                help_text=gettext_lazy("What is looked at, and what each level of it looks like."),
            ),
        }

    def find(self, requirements, person, titles):
        portfolios = apps.get_model("certification", "Portfolio").objects.that_may_count()
        mine = list(
            portfolios.filter(requirement__in=requirements, person=person)
            .prefetch_related("files")
            .order_by("handed_in_at", "pk")
        )
        for requirement in requirements:
            yield _judged(requirement, [p for p in mine if _is_of(requirement, p)])

    def comes_anew(self, requirement):
        return True

    def own_step(self, finding):
        return "certification:my_portfolio", _("My portfolio")


def _is_of(requirement, portfolio):
    handed_in = timezone.localdate(portfolio.handed_in_at)
    return portfolio.requirement_id == requirement.pk and counts(requirement, handed_in)


def _judged(requirement, portfolios):
    about = in_reader_language(requirement.params["about"])
    last = portfolios[-1] if portfolios else None
    return Finding(
        requirement,
        about,
        _("Hand in “%(about)s” and reach %(percent)s%% by its rubric")
        % {"about": about, "percent": requirement.params["min_percent"]},
        _shown(last),
        last.kept if last and last.is_accepted else None,
        tuple(
            Record(
                f"{day(p.handed_in_at)} · {p.get_status_display()}",
                reverse("certification:portfolio", args=[p.pk]),
            )
            for p in portfolios
        ),
    )


def _shown(last):
    if last is None:
        return _("Nothing handed in yet.")
    if not last.judged_at:
        return _("Handed in on %(day)s. It is still to be judged.") % {
            "day": day(last.handed_in_at)
        }
    said = {"day": day(last.judged_at), "percent": last.whole_percent}
    if last.is_accepted:
        return _("Accepted on %(day)s with %(percent)s%%.") % said
    return _("Given back on %(day)s with %(percent)s%%. Read what is missing.") % said
