"""What people are told about files, decisions and certificates."""

from django.utils.translation import gettext_lazy as _

from lms.notices.kinds import DAY, NAME, TITLES, kind

kind(
    "certification.ready",
    label=_("My certificate is made"),
    title=_("“%(certificate)s”: your certificate is ready"),
    text=_("Congratulations! Your certificate %(number)s can be downloaded, printed and shown."),
    places={"certificate": TITLES, "number": NAME},
    by_sms=True,
)
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
kind(
    "certification.file_opened",
    label=_("A file for a certificate is opened for me"),
    title=_("Your file for “%(scheme)s” is open"),
    text=_("Check how your name will be printed, and see what is still missing."),
    places={"scheme": TITLES},
)
kind(
    "certification.handed_in",
    label=_("A candidate hands in a file"),
    title=_("%(name)s has handed in a file"),
    text=_("The file for “%(scheme)s” waits to be reviewed."),
    places={"scheme": TITLES, "name": NAME},
)
kind(
    "certification.asked_for_more",
    label=_("Certifiers ask for more"),
    title=_("Something is still needed for “%(scheme)s”"),
    text=_(
        "The certifiers have looked at your file. Read what is still needed, and hand it in again."
    ),
    places={"scheme": TITLES},
    by_sms=True,
)
kind(
    "certification.observed",
    label=_("A training of mine was observed"),
    title=_("Your training was observed"),
    text=_("Read what was seen and countersign it. Until then it does not count for “%(scheme)s”."),
    places={"scheme": TITLES},
    by_sms=True,
)
kind(
    "certification.candidate_writes",
    label=_("A candidate writes to the certifiers"),
    title=_("%(name)s has written to you"),
    text=_("Read the message in the file for “%(scheme)s”."),
    places={"scheme": TITLES, "name": NAME},
)
kind(
    "certification.certifier_writes",
    label=_("A certifier writes to me"),
    title=_("A message about “%(scheme)s”"),
    text=_("A certifier has written to you. Read it in your file."),
    places={"scheme": TITLES},
)
kind(
    "certification.portfolio_handed_in",
    label=_("A candidate hands in a portfolio"),
    title=_("%(name)s has handed in a portfolio"),
    text=_("It belongs to the file for “%(scheme)s” and waits to be judged."),
    places={"scheme": TITLES, "name": NAME},
)
kind(
    "certification.portfolio_judged",
    label=_("My portfolio is judged"),
    title=_("Your portfolio for “%(scheme)s” was looked at"),
    text=_("Read what was said of it, and what you can do now."),
    places={"scheme": TITLES},
    by_sms=True,
)
kind(
    "certification.to_second",
    label=_("A decision waits for a second certifier"),
    title=_("A decision on %(name)s waits for you"),
    text=_("The first certifier has decided on the file for “%(scheme)s”. Agree, or say why not."),
    places={"scheme": TITLES, "name": NAME},
)
kind(
    "certification.not_seconded",
    label=_("Another certifier does not agree with me"),
    title=_("Your decision on %(name)s was not seconded"),
    text=_("Read in the file for “%(scheme)s” why, then look at it again."),
    places={"scheme": TITLES, "name": NAME},
)
kind(
    "certification.outcome_grant",
    label=_("My certificate is granted"),
    title=_("Granted: “%(scheme)s”"),
    text=_("The certifiers have said yes. Your certificate is being made."),
    places={"scheme": TITLES},
    by_sms=True,
)
kind(
    "certification.outcome_refuse",
    label=_("My file is refused"),
    title=_("There is a decision on “%(scheme)s”"),
    text=_("The certifiers have said no. Read why in your file."),
    places={"scheme": TITLES},
)
kind(
    "certification.outcome_defer",
    label=_("The decision on my file is put off"),
    title=_("Not yet: “%(scheme)s”"),
    text=_("The certifiers have put the decision off. Read why, and from when you may ask again."),
    places={"scheme": TITLES},
)
kind(
    "certification.deadline_near",
    label=_("The time for my file is nearly over"),
    title=_("Your file for “%(scheme)s”: until %(day)s"),
    text=_("Hand it in before %(day)s. Look at what is still missing."),
    places={"scheme": TITLES, "day": DAY},
    by_sms=True,
)
kind(
    "certification.lapsed",
    label=_("My file is closed because its time is over"),
    title=_("Your file for “%(scheme)s” is closed"),
    text=_(
        "The time for it was over on %(day)s. What you learnt stays recorded, and you can ask again."
    ),
    places={"scheme": TITLES, "day": DAY},
)
