"""Who may open what: every role, and nobody, against every address of ours, on one small world.

"open" is any answer that is the page itself or a step on its way; refused is a sign-in, a 403 or a 404. A new address that
is not in the table fails the first test.
"""

import uuid

import pytest
from django.core import signing
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from certification.actions import batches
from certification.actions.candidacies import open_candidacy
from certification.actions.holding import ask
from certification.actions.measures import propose
from certification.models import LogCheckpoint
from certification.reports.roots import roots
from content import waiting
from content.actions.packages import receive
from content.models import ProgrammeDesk
from courses.actions.cohorts import appoint_trainer
from courses.actions.quizzes import start as start_quiz
from courses.models import Programme, TrainingReport
from courses.reports.trainings import figures_of
from lms.core.policy import SYSTEM
from lms.notices.kinds import KINDS
from lms.notices.writing import SALT
from lms.people.choices import Role
from mentoring.actions import assemblies
from tests.architecture.addresses import ours
from tests.factories import banks, content, observing, portfolios
from tests.factories import certification as certificates
from tests.factories.courses import (
    CohortFactory,
    EnrolmentFactory,
    LessonReplyFactory,
    UploadFactory,
    assignment,
    edition,
    lesson,
    quiz,
    survey,
    workshop,
)
from tests.factories.days import SurveyRoundFactory, TrainingDayFactory
from tests.factories.mentoring import (
    ActionItemFactory,
    CoachingSessionFactory,
    EngagementFactory,
    recorded_assembly,
)
from tests.factories.packages import packed
from tests.factories.people import MembershipFactory, PersonFactory, appointed
from tests.factories.sign_in import signed_in
from tests.factories.work import contested, handed_in

pytestmark = pytest.mark.django_db

NOBODY, LEARNER, MEMBER, STRANGER = "nobody", "learner", "member", "stranger"
TRAINER, OTHER_TRAINER, MENTOR, CERTIFIER = "trainer", "other trainer", "mentor", "certifier"
MANAGER, FOREIGN_MANAGER, ADMINISTRATOR = "manager", "foreign manager", "administrator"
SIGNED_IN = {
    *(LEARNER, MEMBER, STRANGER, TRAINER, OTHER_TRAINER, MENTOR, CERTIFIER),
    *(MANAGER, FOREIGN_MANAGER, ADMINISTRATOR),
}
EVERYBODY = SIGNED_IN | {NOBODY}
COHORT_STAFF = {TRAINER, MANAGER, ADMINISTRATOR}
COOPERATIVE = {MEMBER, LEARNER, MENTOR, MANAGER, ADMINISTRATOR}
FILE_READERS = {LEARNER, CERTIFIER, MANAGER, ADMINISTRATOR}
DESK = {CERTIFIER, MANAGER, FOREIGN_MANAGER, ADMINISTRATOR}
TEACHERS = {TRAINER, OTHER_TRAINER, MANAGER, FOREIGN_MANAGER, ADMINISTRATOR}

# address → method, who may
TABLE = {
    "livez": ("get", EVERYBODY),
    "readyz": ("get", EVERYBODY),
    "cms_sign_in": ("get", {NOBODY}),
    "sign_in_with_card": ("get", EVERYBODY),
    "home": ("get", SIGNED_IN),
    "me": ("get", SIGNED_IN),
    "notices:home": ("get", SIGNED_IN),
    "notices:choices": ("get", SIGNED_IN),
    "notices:log": ("get", {MANAGER, FOREIGN_MANAGER, ADMINISTRATOR}),
    "notices:stop": ("get", EVERYBODY),
    "learn:home": ("get", SIGNED_IN),
    "learn:course": ("get", {LEARNER}),
    "learn:lesson": ("get", {LEARNER}),
    "learn:questions": ("get", {LEARNER}),
    "learn:messages": ("get", SIGNED_IN),
    "learn:finish": ("post", {LEARNER}),
    "learn:check": ("post", {LEARNER}),
    "learn:place": ("post", {LEARNER}),
    "learn:bookmark": ("post", {LEARNER}),
    "learn:note": ("get", {LEARNER}),
    "learn:print_module": ("get", {LEARNER}),
    "learn:bookmarks": ("get", SIGNED_IN),
    "learn:notes": ("get", SIGNED_IN),
    "learn:search": ("get", SIGNED_IN),
    "learn:prefer": ("post", SIGNED_IN),
    "learn:quiz": ("get", {LEARNER}),
    "learn:start_quiz": ("post", {LEARNER}),
    "learn:attempt": ("get", {LEARNER}),
    "learn:attempt_question": ("get", {LEARNER}),
    "learn:attempt_overview": ("get", {LEARNER}),
    "learn:result": ("get", {LEARNER}),
    "learn:file": ("get", COHORT_STAFF | {LEARNER}),
    "teach:home": ("get", TEACHERS),
    "teach:open": ("get", TEACHERS),
    "teach:cohort": ("get", COHORT_STAFF),
    "teach:new_code": ("post", COHORT_STAFF),
    "teach:roster": ("get", COHORT_STAFF),
    "teach:lesson": ("get", COHORT_STAFF),
    "teach:correct": ("get", {TRAINER, ADMINISTRATOR}),
    "teach:gain": ("get", COHORT_STAFF),
    "teach:add_one": ("get", COHORT_STAFF),
    "teach:trainers": ("get", COHORT_STAFF),
    "teach:messages": ("get", COHORT_STAFF),
    "teach:learner": ("get", COHORT_STAFF),
    "teach:gradebook": ("get", COHORT_STAFF),
    "teach:gradebook_file": ("get", COHORT_STAFF),
    "teach:progress": ("get", COHORT_STAFF),
    "teach:progress_file": ("get", COHORT_STAFF),
    "teach:grade": ("get", COHORT_STAFF),
    "teach:items": ("get", COHORT_STAFF),
    "teach:editions": ("get", COHORT_STAFF),
    "teach:compare": ("get", COHORT_STAFF),
    "teach:compare_activity": ("get", COHORT_STAFF),
    "teach:move_cohort": ("get", COHORT_STAFF),
    "teach:move_learner": ("get", COHORT_STAFF),
    "teach:questions": ("get", COHORT_STAFF),
    "teach:hide_words": ("post", COHORT_STAFF),
    "teach:approve_reply": ("post", COHORT_STAFF),
    "teach:dates": ("get", COHORT_STAFF),
    "teach:search": ("get", COHORT_STAFF),
    "teach:prior": ("get", COHORT_STAFF),
    "teach:more": ("get", COHORT_STAFF),
    "teach:withdraw": ("get", COHORT_STAFF),
    "teach:take_back": ("post", COHORT_STAFF),
    "teach:new_pin": ("post", COHORT_STAFF),
    "teach:days": ("get", COHORT_STAFF),
    "teach:marking": ("get", TEACHERS),
    "teach:review": ("get", COHORT_STAFF),
    "teach:mark_answers": ("get", COHORT_STAFF),
    "teach:contest": ("get", COHORT_STAFF),
    "teach:plan_day": ("get", COHORT_STAFF),
    "teach:report": ("get", COHORT_STAFF),
    "teach:accept_report": ("post", {MANAGER, ADMINISTRATOR}),
    "teach:day": ("get", COHORT_STAFF),
    "teach:change_day": ("get", COHORT_STAFF),
    "teach:cancel_day": ("get", COHORT_STAFF),
    "teach:sheet": ("get", COHORT_STAFF),
    "teach:attendance": ("get", COHORT_STAFF),
    "teach:others_present": ("get", COHORT_STAFF),
    "teach:walk_in": ("get", COHORT_STAFF),
    "teach:new_walk_in": ("post", COHORT_STAFF),
    "teach:group": ("get", COHORT_STAFF),
    "teach:leads_groups": ("post", COHORT_STAFF),
    "learn:group": ("get", {LEARNER}),
    "teach:survey": ("get", COHORT_STAFF),
    "teach:close_survey": ("post", COHORT_STAFF),
    "learn:survey": ("get", {LEARNER}),
    "learn:asked": ("get", {LEARNER}),
    "learn:workshop": ("get", {LEARNER}),
    "learn:assignment": ("get", {LEARNER}),
    "learn:marks": ("get", {LEARNER}),
    "learn:contest": ("get", {LEARNER}),
    "learn:day": ("get", {LEARNER}),
    "mentoring:home": ("get", SIGNED_IN),
    "mentoring:choose_engagement": ("get", SIGNED_IN),
    "mentoring:open_engagement": ("get", {MANAGER, FOREIGN_MANAGER, ADMINISTRATOR}),
    "mentoring:engagement": ("get", COOPERATIVE),
    "mentoring:actions": ("get", COOPERATIVE),
    "mentoring:log_session": ("get", {MENTOR}),
    "mentoring:close_engagement": ("post", {MANAGER, ADMINISTRATOR}),
    "mentoring:session": ("get", COOPERATIVE),
    "mentoring:confirm_session": ("post", {MEMBER, LEARNER}),
    "mentoring:dispute_session": ("post", {MEMBER, LEARNER}),
    "mentoring:keep_note": ("post", {MENTOR}),
    "mentoring:move_action": ("post", {MEMBER, LEARNER, MENTOR}),
    "mentoring:assemblies": ("get", COOPERATIVE),
    "mentoring:record_assembly": ("get", {MENTOR, MANAGER, ADMINISTRATOR}),
    "mentoring:assembly": ("get", COOPERATIVE),
    "mentoring:keep_minutes": ("post", {MENTOR, MANAGER, ADMINISTRATOR}),
    "mentoring:minutes": ("get", COOPERATIVE),
    "certification:home": ("get", SIGNED_IN),
    "certification:mine": ("get", SIGNED_IN),
    "certification:apply": ("post", {LEARNER}),
    "certification:desk": ("get", DESK),
    "certification:people": ("get", DESK),
    "certification:batches": ("get", DESK),
    "certification:batch_make": ("post", {CERTIFIER}),
    "certification:batch": ("get", {CERTIFIER, ADMINISTRATOR}),
    "certification:batch_judge": ("post", {CERTIFIER}),
    "certification:batch_progress": ("get", {CERTIFIER, ADMINISTRATOR}),
    "certification:batch_papers": ("get", {CERTIFIER, ADMINISTRATOR}),
    "certification:figures": ("get", DESK),
    "certification:figures_file": ("get", DESK),
    "certification:open_files": ("post", {CERTIFIER, MANAGER, ADMINISTRATOR}),
    "certification:file": ("get", FILE_READERS),
    "certification:name": ("get", {LEARNER}),
    "certification:name_heard": ("get", {CERTIFIER}),
    "certification:submit": ("post", {LEARNER}),
    "certification:withdraw": ("get", {LEARNER}),
    "certification:declare": ("post", {CERTIFIER}),
    "certification:decide": ("post", {CERTIFIER}),
    "certification:agree": ("post", {CERTIFIER}),
    "certification:disagree": ("post", {CERTIFIER}),
    "certification:ask_for_more": ("get", {CERTIFIER}),
    "certification:write": ("post", {LEARNER, CERTIFIER}),
    "certification:pause": ("get", {CERTIFIER, MANAGER, ADMINISTRATOR}),
    "certification:resume": ("post", {CERTIFIER, MANAGER, ADMINISTRATOR}),
    "certification:issuing": ("get", FILE_READERS),
    "certification:issue_again": ("post", {CERTIFIER, ADMINISTRATOR}),
    "certification:record": ("get", FILE_READERS),
    "certification:observing": ("get", {CERTIFIER}),
    "certification:observe": ("get", {CERTIFIER}),
    "certification:observation": ("get", FILE_READERS),
    "certification:countersign": ("post", {LEARNER}),
    "certification:state": ("get", {LEARNER}),
    "certification:my_portfolio": ("get", {LEARNER}),
    "certification:portfolio": ("get", FILE_READERS),
    "certification:portfolio_file": ("get", FILE_READERS),
    "certification:register": ("get", DESK),
    "certification:pdf": ("get", FILE_READERS),
    "certification:files": ("get", FILE_READERS),
    "certification:badge": ("get", FILE_READERS),
    "badges:did": ("get", EVERYBODY),
    "badges:issuer": ("get", EVERYBODY),
    "badges:root": ("get", EVERYBODY),
    "badges:achievement": ("get", EVERYBODY),
    "badges:picture": ("get", EVERYBODY),
    "badges:status_list": ("get", EVERYBODY),
    "badges:badge": ("get", EVERYBODY),
    "certification:credential": ("get", FILE_READERS),
    "certification:propose": ("get", {CERTIFIER}),
    "certification:replace": ("get", {CERTIFIER}),
    "certification:second": ("post", {CERTIFIER}),
    "certification:drop": ("post", {CERTIFIER}),
    "certification:answer": ("get", {CERTIFIER}),
    "certification:publicity": ("post", {LEARNER}),
    "certification:newer": ("post", {LEARNER}),
    "certification:ask": ("get", {LEARNER}),
    "verify:ask": ("get", EVERYBODY),
    "verify:code": ("get", EVERYBODY),
    "verify:file": ("get", EVERYBODY),
    "verify:picture": ("get", EVERYBODY),
    "verify:root": ("get", EVERYBODY),
    "verify:register": ("get", EVERYBODY),
    "verify:register_file": ("get", EVERYBODY),
    "verify:log": ("get", EVERYBODY),
    "verify:log_day": ("get", EVERYBODY),
    "content:release": ("get", {TRAINER, ADMINISTRATOR}),
    "banks:upload": ("get", {TRAINER, ADMINISTRATOR}),
    "banks:preview": ("get", {TRAINER, ADMINISTRATOR}),
    "banks:export": ("get", {TRAINER, ADMINISTRATOR}),
    "banks:download": ("get", {TRAINER, ADMINISTRATOR}),
    "content:take_over": ("post", {TRAINER, ADMINISTRATOR}),
    "content:uses": ("get", {TRAINER, ADMINISTRATOR}),
    "content:take_out": ("get", {TRAINER, ADMINISTRATOR}),
    "content:packages": ("get", {TRAINER, ADMINISTRATOR}),
    "content:package": ("get", {TRAINER, ADMINISTRATOR}),
    "content:bring_in": ("post", {TRAINER, ADMINISTRATOR}),
}

OPEN_TO_SIGN_IN = {"account_login", "mfa_authenticate"}
OWN_ACCOUNT = {
    *("account_logout", "account_reauthenticate", "account_change_password"),
    *("mfa_index", "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp"),
    *("mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes"),
}
"""Everybody's own sign-in, the same for every role; tests/people walks through it."""

LEAD_ON = {
    *("home", "certification:home", "cms_sign_in"),
    "mentoring:choose_engagement",
    *("learn:day", "learn:asked"),
}
"""Addresses that only send on to another."""

DEEDS = {
    "learn:place": {"part": "1"},
    "certification:decide": {"outcome": "grant"},
    "certification:disagree": {"objection": "The dates do not fit."},
    "certification:write": {"text": "I have sent it."},
    "mentoring:dispute_session": {"reason": "It was shorter."},
    "mentoring:move_action": {"status": "done"},
}
"""What is sent, where an empty form would only be shown again."""


def test_every_address_is_in_the_table():
    # The screens of trainers who write hang in Wagtail's own tree.
    writing = {name for name in TABLE if name.startswith(("content:", "banks:"))}
    assert set(ours()) | writing == set(TABLE) | OPEN_TO_SIGN_IN | OWN_ACCOUNT


@pytest.mark.parametrize("name", sorted(OWN_ACCOUNT))
def test_ones_account_is_closed_to_nobody(name, client):
    response = client.get(reverse(name))

    assert response.status_code == 302
    assert not client.session.keys()


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """One learner with her records and the staff around her; undone when the module has ended."""
    from django.db import transaction  # noqa: PLC0415 - the database is blocked until here

    with django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


class World:
    """People by role, the arguments of each address, and whom a file is opened for."""

    def __init__(self):
        self.people = {
            LEARNER: MembershipFactory(cooperative__country="MA").person,
            STRANGER: PersonFactory(country="SN"),
            TRAINER: appointed(Role.TRAINER),
            OTHER_TRAINER: appointed(Role.TRAINER),
            MENTOR: appointed(Role.MENTOR),
            MANAGER: appointed(Role.MANAGER, "MA"),
            FOREIGN_MANAGER: appointed(Role.MANAGER, "SN"),
            ADMINISTRATOR: appointed(Role.ADMINISTRATOR),
        }
        self.cooperative = self.people[LEARNER].memberships.get().cooperative
        self.people[MEMBER] = MembershipFactory(cooperative=self.cooperative).person
        self.arguments = {**self.learning(), **self.coaching(), **self.certifying()}
        self.arguments |= self.training() | self.trying() | self.marking()
        course = self.course()
        self.arguments["content:release"] = [course.pk]
        self.arguments["content:take_over"] = [course.pk, "ar"]
        self.arguments["content:take_out"] = [course.pk]
        self.arguments["content:packages"] = [course.programme_page.pk]
        package = self.package(course)
        self.arguments["content:package"] = [package.pk]
        self.arguments["content:bring_in"] = [package.pk]
        self.arguments["content:uses"] = ["image", self.picture().pk]
        self.arguments |= self.banks()
        self.arguments["notices:stop"] = [self.stop_token()]

    def learning(self):
        self.cohort = CohortFactory(edition=edition(lesson(), quiz()), country="MA")
        self.cohort.trainers.add(self.people[TRAINER])
        enrolment = EnrolmentFactory(cohort=self.cohort, learner=self.people[LEARNER])
        first, second = self.cohort.edition.activities.order_by("position")
        attempt = certificates.attempt(enrolment)
        check = next(iter(first.answer_key))
        printed = self.cohort.edition
        newer = edition(lesson(), programme=printed.programme, key=printed.course_key)
        answer = LessonReplyFactory(question__cohort=self.cohort, question__activity_key=first.key)
        place, row = [self.cohort.pk], [self.cohort.pk, enrolment.pk]
        return {
            "learn:course": [enrolment.pk],
            "learn:lesson": [enrolment.pk, first.key],
            "learn:questions": [enrolment.pk, first.key],
            "teach:add_one": place,
            "teach:trainers": place,
            "teach:messages": place,
            "teach:learner": row,
            "teach:gradebook": place,
            "teach:gradebook_file": [self.cohort.pk, "xlsx"],
            "teach:progress": place,
            "teach:progress_file": [self.cohort.pk, "csv"],
            "teach:grade": [self.cohort.pk, enrolment.pk, second.key],
            "teach:items": [self.cohort.pk, second.key],
            "teach:editions": place,
            "teach:compare": [self.cohort.pk, newer.number],
            "teach:compare_activity": [self.cohort.pk, newer.number, first.key],
            "teach:move_cohort": [self.cohort.pk, newer.number],
            "teach:move_learner": row,
            "teach:questions": place,
            "teach:hide_words": [self.cohort.pk, answer.question.pk],
            "teach:approve_reply": [self.cohort.pk, answer.pk],
            "learn:finish": [enrolment.pk, first.key],
            "learn:check": [enrolment.pk, first.key, check],
            **{
                f"learn:{name}": [enrolment.pk, first.key] for name in ("place", "bookmark", "note")
            },
            "learn:print_module": [enrolment.pk, first.module.key],
            "learn:quiz": [enrolment.pk, second.key],
            "learn:result": [attempt.pk],
            "learn:file": [UploadFactory(enrolment=enrolment).pk],
            "teach:lesson": [self.cohort.pk, first.key],
            **{
                f"teach:{name}": place
                for name in ("cohort", "new_code", "roster", "dates", "search")
            },
            **{
                f"teach:{name}": row
                for name in ("withdraw", "take_back", "new_pin", "prior", "more")
            },
        }

    def trying(self):
        """Another cohort of the same trainer, with a try at its quiz under way."""
        cohort = CohortFactory(edition=edition(quiz()), country="MA")
        cohort.trainers.add(self.people[TRAINER])
        cohort.edition.programme.trainers.add(self.people[TRAINER])
        enrolment = EnrolmentFactory(cohort=cohort, learner=self.people[LEARNER])
        key = cohort.edition.activities.get().key
        attempt = start_quiz(
            enrolment,
            key,
            language="fr",
            attempt_id=uuid.uuid4(),
            at=timezone.now(),
            by=enrolment.learner,
        )
        return {
            "teach:correct": [cohort.pk, key, attempt.questions[0]],
            "teach:gain": [cohort.pk],
            "learn:start_quiz": [enrolment.pk, key],
            "learn:attempt": [attempt.pk],
            "learn:attempt_question": [attempt.pk, 1],
            "learn:attempt_overview": [attempt.pk],
        }

    def training(self):
        """Another cohort of the same trainer, with a training day."""
        course = edition(workshop(), lesson(), survey())
        day = TrainingDayFactory(
            trainer=self.people[TRAINER], cohort__country="MA", cohort__edition=course
        )
        together = course.activities.get(kind="lesson").key
        day.cohort.trainers.add(self.people[TRAINER])
        enrolment = EnrolmentFactory(
            cohort=day.cohort, learner=self.people[LEARNER], leads_groups=True
        )
        opinions = course.activities.get(kind="survey").key
        asked = SurveyRoundFactory(cohort=day.cohort, activity_key=opinions)
        held = course.activities.get(key=day.activity_key)
        TrainingReport.objects.create(
            cohort=day.cohort,
            activity_key=day.activity_key,
            figures=figures_of(day.cohort, held),
            submitted_at=timezone.now(),
        )
        half = [day.pk, "am"]
        return {
            "learn:workshop": [enrolment.pk, day.activity_key],
            "learn:survey": [enrolment.pk, asked.activity_key],
            "learn:asked": [asked.pk],
            "teach:survey": [day.cohort_id, asked.activity_key],
            "teach:close_survey": [day.cohort_id, asked.pk],
            "learn:group": [enrolment.pk, together],
            "teach:group": [day.cohort_id, together],
            "teach:leads_groups": [day.cohort_id, enrolment.pk],
            "teach:days": [day.cohort_id],
            **{
                f"teach:{name}": [day.cohort_id, day.activity_key]
                for name in ("plan_day", "report", "accept_report")
            },
            **{f"teach:{name}": [day.pk] for name in ("day", "change_day", "cancel_day", "sheet")},
            **{f"teach:{name}": half for name in ("attendance", "others_present")},
            **{f"teach:{name}": half for name in ("walk_in", "new_walk_in")},
            "learn:day": [day.pk],
        }

    def marking(self):
        """Another cohort of the same trainer, with work handed in and a contested mark."""
        work, test = assignment(), quiz()
        cohort = CohortFactory(edition=edition(work, test), country="MA")
        cohort.trainers.add(self.people[TRAINER])
        enrolment = EnrolmentFactory(cohort=cohort, learner=self.people[LEARNER])
        submission, attempt = handed_in(enrolment, work), certificates.attempt(enrolment)
        contest = contested(attempt)
        return {
            "learn:assignment": [enrolment.pk, work.key],
            "learn:marks": [enrolment.pk],
            "learn:contest": ["attempt", attempt.pk],
            "teach:review": [submission.pk],
            "teach:mark_answers": [attempt.pk],
            "teach:contest": [contest.pk],
        }

    def coaching(self):
        engagement = EngagementFactory(cooperative=self.cooperative, mentor=self.people[MENTOR])
        session = CoachingSessionFactory(engagement=engagement)
        action = ActionItemFactory(session=session)
        of_engagement = ("engagement", "actions", "log_session", "close_engagement")
        of_session = ("session", "confirm_session", "dispute_session", "keep_note")
        return {
            **{f"mentoring:{name}": [engagement.pk] for name in of_engagement},
            **{f"mentoring:{name}": [session.pk] for name in of_session},
            "mentoring:move_action": [action.pk],
            **self.meeting(engagement),
        }

    def meeting(self, engagement):
        """An assembly of the cooperative with its minutes."""
        held = recorded_assembly(engagement, timezone.localdate())
        page = ContentFile(b"%PDF-1.7", "minutes.pdf")
        minutes = assemblies.keep_minutes(held, "document", page, by=engagement.mentor)
        return {
            "mentoring:assemblies": [self.cooperative.pk],
            "mentoring:record_assembly": [self.cooperative.pk],
            "mentoring:assembly": [held.pk],
            "mentoring:keep_minutes": [held.pk],
            "mentoring:minutes": [minutes.pk],
        }

    def observing(self):
        """Files of the learner that ask to be observed, with an observation, and for her declaration."""
        watched = observing.file_that_asks(
            "observed_delivery", observing.OBSERVED, self.people[LEARNER]
        )
        watched.scheme.certifiers.add(self.people[CERTIFIER])
        declared = observing.file_that_asks(
            "statement", {"statement": "declaration"}, self.people[LEARNER]
        )
        seen = observing.observation(watched, certificates.certifier(watched.scheme))
        portfolio = portfolios.handed_in(
            portfolios.file_that_asks_for_a_portfolio(self.people[LEARNER])
        )
        portfolio.candidacy.scheme.certifiers.add(self.people[CERTIFIER])
        return {
            "certification:my_portfolio": [portfolio.candidacy_id, 2],
            "certification:portfolio": [portfolio.pk],
            "certification:portfolio_file": [portfolio.files.get().pk],
            "certification:observe": [watched.pk],
            "certification:observation": [seen.pk],
            "certification:countersign": [seen.pk],
            "certification:state": [declared.pk, 2],
        }

    def certifying(self):
        """A scheme with an open file of the learner, and another with her certificate."""
        scheme = certificates.scheme(self.cohort)
        self.people[CERTIFIER] = scheme.certifiers.first()
        learner = self.people[LEARNER]
        file = open_candidacy(scheme, learner, by=learner)
        credential = certificates.credential(person=self.people[LEARNER])
        credential.candidacy.scheme.certifiers.add(self.people[CERTIFIER])
        waiting = EnrolmentFactory(cohort=self.cohort, learner__country="MA").learner
        self.sent = {"person": waiting.pk}
        free = certificates.scheme(self.cohort)
        free.certifiers.add(self.people[CERTIFIER])
        waits = certificates.file_waiting_for_the_second(certificates.scheme(), learner)
        waits.scheme.certifiers.add(self.people[CERTIFIER])
        of_file = ("file", "name", "name_heard", "submit", "withdraw", "decide")
        talk = ("declare", "write", "pause", "resume", "issuing", "issue_again")
        return {
            "certification:apply": [free.pk],
            "certification:people": [scheme.pk],
            "certification:open_files": [scheme.pk],
            **{f"certification:{name}": [file.pk] for name in of_file + talk},
            "certification:ask_for_more": [waits.pk],
            "certification:agree": [waits.pk, waits.proposed.pk],
            "certification:disagree": [waits.pk, waits.proposed.pk],
            "certification:record": [file.pk, 1],
            "certification:pdf": [credential.pk],
            "certification:files": [credential.pk],
            "certification:badge": [credential.pk, "png"],
            "badges:achievement": [scheme.code, 1],
            "badges:picture": [scheme.code, 1, "ar", "svg"],
            "badges:status_list": [1],
            "badges:root": [roots()[0]["digest"], "pem"],
            "badges:badge": [credential.token],
            **self.measures(credential),
            **self.listing(waits.scheme),
            **self.observing(),
            "verify:code": [credential.token],
            "verify:picture": [credential.template_id, "fr"],
            "verify:log_day": [LogCheckpoint.objects.get().day.isoformat()],
        }

    def listing(self, scheme):
        batch = batches.make(scheme, by=self.people[CERTIFIER])
        of_batch = ("batch", "batch_judge", "batch_progress", "batch_papers")
        return {
            "certification:batch_make": [scheme.pk],
            **{f"certification:{name}": [batch.pk] for name in of_batch},
        }

    def measures(self, credential):
        """A proposal that waits, a request that is open, and a closed day of the log."""
        first = credential.scheme.certifiers.order_by("pk").first()
        proposal = propose(credential, "revoked", "error", by=first)
        asked = ask(credential, "correction", "My name.", by=credential.person)
        LogCheckpoint.objects.create(
            day="2026-06-05", first=1, last=1, root="0" * 64, before="0" * 64, signature="x"
        )
        return {
            **{f"certification:{n}": [credential.pk] for n in ("credential", "replace")},
            "certification:publicity": [credential.pk],
            "certification:newer": [credential.pk],
            "certification:propose": [credential.pk, "suspended"],
            "certification:ask": [credential.pk, "correction"],
            **{f"certification:{name}": [proposal.pk] for name in ("second", "drop")},
            "certification:answer": [asked.pk],
        }

    def stop_token(self):
        kind = next(iter(KINDS))
        return signing.dumps([self.people[LEARNER].pk, kind], salt=SALT)

    def course(self):
        page = content.course(languages=["ar"])
        programme = self.people[TRAINER].taught_programmes.model.objects.get(code="PROG")
        appoint_trainer(programme, self.people[TRAINER], by=SYSTEM)
        return page

    def package(self, course):
        programme = Programme.objects.get(key=course.programme_page.translation_key)
        return receive(programme, packed(course), by=self.people[ADMINISTRATOR])

    def picture(self):
        desk = ProgrammeDesk.objects.get(programme__code="PROG")
        return content.image(300, 200, collection=desk.collection)

    def banks(self):
        bank = banks.bank(self.people[TRAINER].taught_programmes.get(code="PROG"))
        for role in (TRAINER, ADMINISTRATOR):
            digest = waiting.keep(self.people[role], b"Yes? {T}")
        return {
            "banks:upload": [bank.pk],
            "banks:preview": [bank.pk, digest],
            "banks:export": [bank.pk],
            "banks:download": [bank.pk, "fr", "gift"],
        }

    def visitor(self, role):
        return Client() if role == NOBODY else signed_in(self.people[role])


def opens(name, method, response):
    """Whether an answer let the visitor in: the page itself, or for a deed anything but a refusal."""
    redirected = response.status_code in (301, 302)
    if redirected and "/sign-in/" in response.url:
        return name == "cms_sign_in"
    if redirected and response.url.endswith(response.request["PATH_INFO"]):
        # Not found: looked for once more under the visitor's language.
        return False
    if method == "get" and name not in LEAD_ON:
        return response.status_code == 200
    return response.status_code not in (403, 404)


@pytest.mark.parametrize("role", sorted(EVERYBODY))
def test_a_role_opens_what_the_table_says_and_nothing_else(role, world):
    visitor, opened = world.visitor(role), set()
    for name, (method, _allowed) in TABLE.items():
        address = reverse(name, args=world.arguments.get(name, []))
        data = (
            {"event_id": str(uuid.uuid4()), **DEEDS.get(name, {}), **world.sent}
            if method == "post"
            else {}
        )
        if opens(name, method, getattr(visitor, method)(address, data)):
            opened.add(name)

    meant = {name for name, (_method, allowed) in TABLE.items() if role in allowed}
    assert sorted(opened - meant) == []
    assert sorted(meant - opened) == []
