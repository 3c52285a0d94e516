"""The people one can be in the demonstration, and how each signs in. Sample secrets: the demo runs on one's own machine."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.utils.translation import gettext_lazy as _

PASSWORD = "tamghart-2026"  # noqa: S105 - printed for everybody who starts the demo
SECOND_FACTOR_KEY = "DEMOCOOPDEMOCOOPDEMOCOOP"
CARD_CODE = "TAMGHART"
CARD_SECRET = "2026"  # noqa: S105

ACCOUNTS = {
    "learner": _("learner: continues a course"),
    "trainer": _("trainer: writes BootCoop, releases it, runs a cohort"),
    "mentor": _("mentor: logs a session with a cooperative"),
    "expert": _("expert: writes down half-days of a mission"),
    "certifier": _("certifier: decides on candidates"),
    "certifier2": _("second certifier: every approval takes two"),
    "manager": _("programme manager of Morocco: opens cohorts and engagements"),
    "admin": _("administrator: people, roles, schemes, all pages"),
}


def second_factor_code(now=None):
    """The six digits that the demo's authenticator shows at this moment (RFC 6238)."""
    return format_hotp_value(hotp_value(SECOND_FACTOR_KEY, int(now or time.time()) // 30))
