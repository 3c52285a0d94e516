"""One small world: a learner with her records, and the staff around her."""

import uuid

from django.core import signing
from django.test import Client
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
from lms.people.merging import merge_cooperatives
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
from tests.factories.packages import packed
from tests.factories.people import CooperativeFactory, MembershipFactory, PersonFactory, appointed
from tests.factories.sign_in import signed_in
from tests.factories.work import contested, handed_in

from .accompanied import Accompanied
from .table import (
    ADMINISTRATOR,
    ASKED_MENTOR,
    CERTIFIER,
    EXPERT,
    FOREIGN_MANAGER,
    LEARNER,
    MANAGER,
    MEMBER,
    MENTOR,
    NOBODY,
    OTHER_TRAINER,
    STRANGER,
    TRAINER,
)


class World(Accompanied):
    """People by role, the arguments of each address, and whom a file is opened for."""

    def __init__(self):
        self.people = {
            LEARNER: MembershipFactory(cooperative__country="MA").person,
            STRANGER: PersonFactory(country="SN"),
            TRAINER: appointed(Role.TRAINER),
            OTHER_TRAINER: appointed(Role.TRAINER),
            MENTOR: appointed(Role.MENTOR),
            ASKED_MENTOR: appointed(Role.MENTOR),
            EXPERT: appointed(Role.EXPERT),
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
        twin = CooperativeFactory(country="MA")
        self.arguments["registry:merge"] = [twin.pk, self.cooperative.pk]
        merged = merge_cooperatives(
            CooperativeFactory(country="MA"), twin, by=self.people[ADMINISTRATOR]
        )
        self.arguments["registry:undo"] = [merged.pk]

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
