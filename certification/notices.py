"""What people are told about certificates."""

from django.utils.translation import gettext_lazy as _

from lms.notices.kinds import DAY, NAME, TITLES, kind

kind(
    "certification.suspended",
    label=_("My certificate is suspended"),
    title=_("“%(certificate)s” is suspended until %(day)s"),
    text=_(
        "Your certificate %(number)s does not count until %(day)s. Open your certificates to read why and to ask a question."
    ),
    places={"certificate": TITLES, "day": DAY, "number": NAME},
    by_sms=True,
)
kind(
    "certification.reinstated",
    label=_("My certificate is valid again"),
    title=_("“%(certificate)s” is valid again"),
    text=_("Your certificate %(number)s counts again from today."),
    places={"certificate": TITLES, "number": NAME},
    by_sms=True,
)
kind(
    "certification.revoked",
    label=_("My certificate is withdrawn"),
    title=_("“%(certificate)s” is withdrawn"),
    text=_(
        "Your certificate %(number)s no longer counts. You can appeal until %(day)s: open your certificates."
    ),
    places={"certificate": TITLES, "number": NAME, "day": DAY},
    by_sms=True,
)
kind(
    "certification.replaced",
    label=_("My certificate is replaced"),
    title=_("“%(certificate)s” has a new number"),
    text=_(
        "%(number)s takes the place of %(old)s. Please use the new certificate; the old one says that it is replaced."
    ),
    places={"certificate": TITLES, "number": NAME, "old": NAME},
    by_sms=True,
)
kind(
    "certification.ends_soon",
    label=_("My certificate runs out soon"),
    title=_("“%(certificate)s” runs out on %(day)s"),
    text=_("Your certificate is valid until %(day)s. Look at what you need to renew it."),
    places={"certificate": TITLES, "day": DAY},
    by_sms=True,
)
kind(
    "certification.ended",
    label=_("My certificate has run out"),
    title=_("“%(certificate)s” has run out"),
    text=_("It was valid until %(day)s. Look at what you need to renew it."),
    places={"certificate": TITLES, "day": DAY},
)
kind(
    "certification.second_needed",
    label=_("A proposal waits for a second certifier"),
    title=_("A second certifier is needed: %(number)s"),
    text=_("%(name)s proposes a measure on the certificate %(number)s. Look at it and decide."),
    places={"number": NAME, "name": NAME},
)
kind(
    "certification.asked",
    label=_("A holder asks for something"),
    title=_("%(name)s asks about the certificate %(number)s"),
    text=_("Read what the holder asks, and answer."),
    places={"name": NAME, "number": NAME},
)
kind(
    "certification.answered",
    label=_("My question about a certificate is answered"),
    title=_("There is an answer about “%(certificate)s”"),
    text=_("Open your certificate to read it."),
    places={"certificate": TITLES},
)
