"""What work is marked by. The id of a criterion is that of its block, the id of a level that of its list item."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .lists import at_least


class LevelBlock(blocks.StructBlock):
    title = blocks.CharBlock(
        label=_("Level"), max_length=60, help_text=_("For example: not yet, nearly, well done.")
    )
    text = blocks.TextBlock(
        label=_("What one sees at this level"), required=False, default="", rows=2
    )
    points = blocks.IntegerBlock(
        label=_("Points"),
        min_value=0,
        max_value=100,
        default=0,
        help_text=_("Taken from the French page."),
    )

    class Meta:
        label = _("Level")
        form_classname = "struct-block level"


class CriterionBlock(blocks.StructBlock):
    title = blocks.CharBlock(
        label=_("What is looked at"),
        max_length=150,
        help_text=_("For example: The costs are complete."),
    )
    levels = at_least(
        2,
        LevelBlock(),
        label=_("Levels"),
        max_num=6,
        help_text=_(
            "From the weakest to the best. The best level of all criteria together is 100 %."
        ),
    )


def criteria():
    return [("criterion", CriterionBlock(label=_("Criterion"), icon="list-ul"))]
