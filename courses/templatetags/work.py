from django import template
from django.utils.translation import gettext as _

from courses.choices import UploadKind
from courses.reports import work

register = template.Library()


@register.filter
def accepted_kind(kind):
    """What may be handed in, in words."""
    return _("a text") if kind == "text" else UploadKind(kind).label


@register.filter
def spoken_reviews(submission):
    return work.spoken_reviews(submission)


@register.simple_tag
def levels(rubric, review):
    """The levels that a review gave, in the words of a printed rubric."""
    return list(work.shown_levels(rubric, review))
