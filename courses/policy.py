"""Who may do what with courses. Reading is ``visible_to`` on the querysets."""

from lms.people.choices import Role


def manages(by, country):
    return by.is_administrator or country in by.managed_countries


def teaches(by, cohort):
    return cohort.trainers.filter(pk=by.pk).exists()


def can_run(by, cohort):
    """Its trainers, the manager of its country, an administrator."""
    return manages(by, cohort.country) or teaches(by, cohort)


def can_recognise(by, enrolment):
    """Whoever runs the cohort, and never for herself."""
    return by.pk != enrolment.learner_id and can_run(by, enrolment.cohort)


def can_allow_more(by, enrolment):
    """Whoever runs the cohort, and never for herself."""
    return can_recognise(by, enrolment)


def can_lead_group(by, cohort):
    """Whoever runs the cohort, and its learners who were given the right."""
    return can_run(by, cohort) or cohort.enrolments.of(by).filter(leads_groups=True).exists()


def can_open_rounds(by):
    """Nobody: rounds of surveys open by the clock."""
    return False


def can_take_attendance(by, day):
    """Whoever runs the cohort, and the trainer of the day."""
    return by.pk == day.trainer_id or can_run(by, day.cohort)


def can_accept_report(by, report):
    """Whoever looks after the country, if she neither trained there nor wrote it."""
    cohort = report.cohort
    trained = teaches(by, cohort) or cohort.training_days.filter(trainer=by).exists()
    return manages(by, cohort.country) and by.pk != report.submitted_by_id and not trained


def can_open_cohort(by, edition, country):
    """A trainer of the programme, or the manager of the country."""
    return manages(by, country) or edition.programme.trainers.filter(pk=by.pk).exists()


def can_join(by):
    """Whoever signed in and holds a code."""
    return by.is_active


def can_learn(by, enrolment):
    return by.pk == enrolment.learner_id and enrolment.status != "withdrawn"


def takes_part(by, enrolment):
    """The learner herself and whoever runs her cohort: what they do may change her grade."""
    return can_learn(by, enrolment) or can_run(by, enrolment.cohort)


def can_talk(by, cohort):
    """Those who learn in a cohort and those who run it."""
    return cohort.enrolments.of(by).exists() or can_run(by, cohort)


def can_mark(by, handed_in):
    """Whoever runs the cohort, and never one's own answers or work."""
    return can_recognise(by, handed_in.enrolment)


def can_hand_over(by, enrolment):
    """Files go from a learner to who runs her cohort, and from them to her."""
    return takes_part(by, enrolment)


def can_release(by, programme):
    return by.is_administrator or programme.trainers.contains(by)


def can_appoint_trainer(by, programme):
    return by.is_administrator or bool(by.managed_countries)


def can_teach(by):
    """Has the teaching screens: trainers, managers, administrators."""
    return by.is_administrator or bool(by.roles & {Role.TRAINER, Role.MANAGER})


def can_remind(by):
    """The clock reminds."""
    return False


def can_contest(by, marked):
    """The learner herself, as long as she is enrolled. ``marked`` is an attempt or a submission."""
    return can_learn(by, marked.enrolment)


def can_answer_contest(by, contest):
    """Whoever runs the cohort and did not give the mark: another trainer, else a manager."""
    return can_mark(by, contest.of) and by.pk not in contest.markers()
