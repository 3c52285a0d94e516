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

kind(
    "mentoring.visit_ahead",
    label=_("A visit is planned for tomorrow"),
    title=_("%(cooperative)s: visit on %(day)s"),
    text=_("Look at what was agreed last time, and prepare what you want to ask."),
    places={"cooperative": NAME, "day": DAY},
    by_sms=True,
)
kind(
    "mentoring.session_unconfirmed",
    label=_("A session waits for your answer"),
    title=_("%(cooperative)s: was the session of %(day)s as it is written?"),
    text=_("Read it and say yes, or say what is not true. Until then it counts as unconfirmed."),
    places={"cooperative": NAME, "day": DAY},
    by_sms=True,
)
