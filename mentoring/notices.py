"""What people are told about mentoring."""

from django.utils.translation import gettext_lazy as _

from lms.notices.kinds import DAY, NAME, kind

kind(
    "mentoring.assembly_ahead",
    label=_("An assembly of a cooperative comes near"),
    title=_("%(cooperative)s: assembly on %(day)s"),
    text=_("Invite the members in time, and prepare what is to be decided."),
    places={"cooperative": NAME, "day": DAY},
    by_sms=True,
)
