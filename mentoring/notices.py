"""What people are told about mentoring."""

from django.utils.translation import gettext_lazy as _

from lms.notices.kinds import DAY, NAME, TITLES, kind

kind(
    "mentoring.concern_came",
    label=_("A safeguarding concern came to you"),
    title=_("A concern came in"),
    text=_("Open it as soon as you can."),
    places={},
    by_sms=True,
)

kind(
    "mentoring.note_opened",
    label=_("A private note of yours is opened"),
    title=_("Your private note is opened since %(day)s"),
    text=_(
        "%(asked_by)s asked and %(agreed_by)s agreed. For one day the two can read it. "
        "Why, and when they read it, is on the page of the session."
    ),
    places={"day": DAY, "asked_by": NAME, "agreed_by": NAME},
    by_sms=True,
)

kind(
    "mentoring.opening_asked",
    label=_("The opening of a private note waits for a second person"),
    title=_("%(asked_by)s asks to open a private note"),
    text=_("Read why, then agree or refuse."),
    places={"asked_by": NAME},
)

kind(
    "mentoring.opening_agreed",
    label=_("Somebody agreed to the opening that you asked for"),
    title=_("%(agreed_by)s agreed to open the private note"),
    text=_("You can read it for one day. Each reading is written down, and the author sees it."),
    places={"agreed_by": NAME},
)

kind(
    "mentoring.opening_refused",
    label=_("Somebody refused the opening that you asked for"),
    title=_("%(refused_by)s refused to open the private note"),
    text=_("It stays closed."),
    places={"refused_by": NAME},
)

kind(
    "mentoring.mentor_asked",
    label=_("You are asked to accompany a cooperative"),
    title=_("Will you accompany %(cooperative)s?"),
    text=_("Read what is planned, then say yes or no."),
    places={"cooperative": NAME},
    by_sms=True,
)

kind(
    "mentoring.mentor_accepted",
    label=_("A mentor whom you asked has answered"),
    title=_("%(mentor)s will accompany %(cooperative)s"),
    text=_("Next, the cooperative signs the agreement."),
    places={"mentor": NAME, "cooperative": NAME},
)

kind(
    "mentoring.mentor_declined",
    label=_("A mentor whom you asked has declined"),
    title=_("%(mentor)s will not accompany %(cooperative)s"),
    text=_("Read why on the page of the engagement, and ask somebody else."),
    places={"mentor": NAME, "cooperative": NAME},
)

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
kind(
    "mentoring.stage_passed",
    label=_("A cooperative passes to the next stage"),
    title=_("%(cooperative)s has passed: %(stage)s"),
    text=_("Look at the ladder: it shows what comes next."),
    places={"cooperative": NAME, "stage": TITLES},
)
kind(
    "mentoring.stage_returned",
    label=_("Something is missing for the next stage"),
    title=_("%(cooperative)s: something is missing for “%(stage)s”"),
    text=_("Read what the programme asks for, add it, and ask again."),
    places={"cooperative": NAME, "stage": TITLES},
)

for name, label, title, text in [
    (
        "opened",
        _("You are the expert of a mission"),
        _("%(cooperative)s: a mission for you"),
        _("Read what is asked for, and write down each half-day that you work."),
    ),
    (
        "delivered",
        _("A mission waits to be accepted"),
        _("%(cooperative)s: the expert has handed over the work"),
        _("Look at what was delivered, then accept it or say what is missing."),
    ),
    (
        "returned",
        _("A mission is given back to you"),
        _("%(cooperative)s: the work is given back to you"),
        _("Read what is missing. Put it right, then hand it over again."),
    ),
]:
    kind(
        f"mentoring.mission_{name}",
        label=label,
        title=title,
        text=text,
        places={"cooperative": NAME},
    )
