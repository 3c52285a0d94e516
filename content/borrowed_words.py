"""Sentences of the admin that its own catalogues leave in another language, or say wrongly: ours come first.

What Arabic lacks is otherwise shown in French; a "locale" is no region. Only the catalogues read this.
"""

from django.utils.translation import gettext_noop as _

BORROWED = [
    _("Locales"),
    _("%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s"),
    _("%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s across entire site."),
    _("Expiry date/time must be in the future."),
    _("The slug '%(page_slug)s' is already in use within the parent page."),
    _("Go to the first error"),
    _("Actions (footer)"),
    _("Saved"),
    _("View latest version"),
    _("Currently idle"),
    _("Proceeding will overwrite the changes you made in that window."),
    _("Proceeding will overwrite the changes made by %(user_name)s."),
    _("Saving will overwrite a newer version."),
    _("A network error occurred"),
    _("Readability"),
    _("Disable custom ordering"),
    _("Enable custom ordering"),
    _("Sort item order"),
    _("There are validation errors, click save to highlight them."),
]
