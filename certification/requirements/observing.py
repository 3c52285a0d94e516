"""Asked of somebody who trains: to be watched by a master trainer, and to have countersigned what she saw."""

from django import forms
from django.apps import apps
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from certification.choices import RequirementKind

from .kinds import Finding, Kind, Record, counts, day, kind, number, percent


@kind(RequirementKind.OBSERVED_DELIVERY)
class ObservedDelivery(Kind):
    def fields(self):
        return {
            "observations": number(gettext_lazy("number of trainings observed")),
            "min_line": number(gettext_lazy("lowest level of a line, from 1 to 4"), most=4),
            "min_percent": percent(gettext_lazy("total at least, in percent")),
            "own_trainer": forms.BooleanField(
                label=gettext_lazy("who trained the candidate may observe too"), required=False
            ),
        }

    def comes_anew(self, requirement):
        return True

    def find(self, requirements, person, titles):
        seen = list(
            apps.get_model("certification", "Observation")
            .objects.filter(person=person)
            .select_related("observer")
            .order_by("held_on", "pk")
        )
        for requirement in requirements:
            yield _observed(requirement, [o for o in seen if counts(requirement, o.held_on)])


def _observed(requirement, observations):
    params = requirement.params
    needed = params["observations"]
    allowed = [o for o in observations if params.get("own_trainer") or not o.observer_trained]
    enough = [
        o for o in allowed if o.lowest >= params["min_line"] and o.percent >= params["min_percent"]
    ]
    good = [o for o in enough if o.countersigned_at]
    said = {
        "good": len(good),
        "unsigned": len(enough) - len(good),
        "low": len(allowed) - len(enough),
    }
    return Finding(
        requirement,
        _("Observed training"),
        ngettext(
            "Have %(observations)s training observed by a master trainer: no line under level %(min_line)s, %(min_percent)s%% altogether",
            "Have %(observations)s trainings observed by a master trainer: no line under level %(min_line)s, %(min_percent)s%% altogether",
            needed,
        )
        % params,
        _("Good and countersigned: %(good)s. To be countersigned: %(unsigned)s. Too low: %(low)s.")
        % said,
        {"observations": [_kept(o) for o in good[:needed]]} if len(good) >= needed else None,
        tuple(
            Record(
                f"{day(o.held_on)} · {o.observer} · {o.percent}%",
                reverse("certification:observation", args=[o.pk]),
            )
            for o in observations
        ),
    )


def _kept(observation):
    return {
        "observation": str(observation.pk),
        "grid": observation.grid,
        "percent": observation.percent,
        "lowest": observation.lowest,
        "countersigned_at": observation.countersigned_at.isoformat(),
    }
