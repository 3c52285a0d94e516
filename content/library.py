"""Pictures and files of the library that editions were printed from."""

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from courses.reports.printed import texts_printed_from
from lms.core.errors import RuleError


class StillUsed(RuleError):
    code = "still_used"


def refuse_while_printed(kind, item):
    """An edition never changes, so what it was printed from is not deleted, whoever asks. Its file may be replaced."""
    if refusal := refusal_for(kind, item):
        raise refusal


def refusal_for(kind, item):
    """Why an item cannot be deleted, with the first of its uses; None where no edition shows it."""
    printed = texts_printed_from(kind, item.pk)
    first = printed.first()
    return first and StillUsed(
        _(
            "“%(item)s” cannot be deleted: %(edition)s shows it in “%(activity)s” (%(language)s). "
            "In all, %(count)s texts of editions show it."
        ),
        item=item.title,
        edition=first.activity.edition,
        activity=first.title,
        language=get_language_info(first.language)["name_translated"],
        count=printed.count(),
    )
