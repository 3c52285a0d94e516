"""What people are told about learning and teaching."""

from django.utils.translation import gettext_lazy as _

from lms.notices.kinds import DAY, NAME, TITLES, kind

kind(
    "courses.enrolled",
    label=_("I am in a new course"),
    title=_("You are in “%(course)s”"),
    text=_("%(cohort)s: you can learn from %(day)s on."),
    places={"course": TITLES, "cohort": NAME, "day": DAY},
)
kind(
    "courses.work_marked",
    label=_("My work is marked"),
    title=_("“%(activity)s” is marked"),
    text=_("%(name)s has looked at your work. Read what she says."),
    places={"activity": TITLES, "name": NAME},
)
kind(
    "courses.grade_set",
    label=_("A trainer sets a mark of mine"),
    title=_("“%(activity)s”: your mark was set by hand"),
    text=_("%(name)s has given a reason. Read it with your marks."),
    places={"activity": TITLES, "name": NAME},
)
kind(
    "courses.result_changed",
    label=_("A result of mine changes"),
    title=_("“%(activity)s”: your result has changed"),
    text=_(
        "The answer to a question was marked wrongly, and is put right. Look at your new result."
    ),
    places={"activity": TITLES},
)
kind(
    "courses.more_allowed",
    label=_("I get more time or tries"),
    title=_("“%(activity)s”: you get more time or another try"),
    text=_("%(name)s gives you more than the quiz does. Look at what you have now."),
    places={"activity": TITLES, "name": NAME},
)
kind(
    "courses.due_soon",
    label=_("Something is due soon"),
    title=_("“%(activity)s” is due on %(day)s"),
    text=_("In “%(course)s” there is still something to do until %(day)s."),
    places={"activity": TITLES, "course": TITLES, "day": DAY},
    by_sms=True,
)
kind(
    "courses.day_tomorrow",
    label=_("A training day is tomorrow"),
    title=_("Tomorrow: “%(activity)s”, %(venue)s"),
    text=_("Your training day is tomorrow, %(day)s, at %(venue)s."),
    places={"activity": TITLES, "day": DAY, "venue": NAME},
    by_sms=True,
)
kind(
    "courses.moved",
    label=_("My group or my course changes"),
    title=_("“%(course)s” goes on in %(cohort)s"),
    text=_("What you have done stays done. Look at what is new."),
    places={"course": TITLES, "cohort": NAME},
)
kind(
    "courses.message",
    label=_("My trainer writes to the group"),
    title=_("%(name)s wrote to %(cohort)s"),
    text=_("Read the message in your course."),
    places={"name": NAME, "cohort": NAME},
)
kind(
    "courses.question_asked",
    label=_("Somebody asks under a lesson of my cohorts"),
    title=_("A question under “%(activity)s”"),
    text=_("%(name)s asks something in %(cohort)s."),
    places={"activity": TITLES, "name": NAME, "cohort": NAME},
)
kind(
    "courses.question_answered",
    label=_("Somebody answers my question"),
    title=_("An answer under “%(activity)s”"),
    text=_("%(name)s has answered your question."),
    places={"activity": TITLES, "name": NAME},
)
kind(
    "courses.mark_contested",
    label=_("A learner does not agree with a mark"),
    title=_("The mark for “%(activity)s” is contested"),
    text=_("%(name)s does not agree with a mark. Read why, and answer."),
    places={"activity": TITLES, "name": NAME},
)
kind(
    "courses.contest_answered",
    label=_("My contest is answered"),
    title=_("There is an answer about “%(activity)s”"),
    text=_("You did not agree with a mark. %(name)s has looked at it again."),
    places={"activity": TITLES, "name": NAME},
)
kind(
    "courses.survey_asks",
    label=_("I am asked what I think"),
    title=_("What do you think? %(cohort)s"),
    text=_("A few questions, in two minutes. Nobody can see who answered what."),
    places={"cohort": NAME},
)
kind(
    "courses.day_planned",
    label=_("A training day is planned"),
    title=_("A training day on %(day)s"),
    text=_("%(cohort)s meets on %(day)s at %(venue)s."),
    places={"cohort": NAME, "day": DAY, "venue": NAME},
)
kind(
    "courses.day_changed",
    label=_("A training day is changed"),
    title=_("The training day has changed: %(day)s"),
    text=_("%(cohort)s now meets on %(day)s at %(venue)s. Look at what has changed."),
    places={"cohort": NAME, "day": DAY, "venue": NAME},
)
kind(
    "courses.day_cancelled",
    label=_("A training day is called off"),
    title=_("No training day on %(day)s"),
    text=_("The day of %(cohort)s on %(day)s at %(venue)s was called off."),
    places={"cohort": NAME, "day": DAY, "venue": NAME},
)
