import datetime as dt
import random
import uuid
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.utils import timezone

from courses import policy
from courses.actions import cohorts as actions
from courses.models import Attempt, CheckAnswer, Cohort, Completion, Enrolment
from courses.roster import read
from lms.core.errors import RuleError
from lms.people.actions import person_with_pin
from lms.people.choices import Role
from lms.people.models import Membership, Person, PinCard
from tests.factories import courses as factories
from tests.factories.courses import CohortFactory, EnrolmentFactory, ProgrammeFactory
from tests.factories.people import CooperativeFactory, MembershipFactory, PersonFactory, appointed

pytestmark = pytest.mark.django_db

TODAY = dt.date(2020, 6, 1)


def trainer_of(programme, **person):
    trainer = appointed(Role.TRAINER, **person)
    programme.trainers.add(trainer)
    return trainer


@pytest.fixture
def edition():
    return factories.edition()


@pytest.fixture
def cohort():
    return CohortFactory()


@pytest.fixture
def trainer(cohort):
    trainer = appointed(Role.TRAINER)
    cohort.trainers.add(trainer)
    return trainer


def opening(edition, by, **values):
    planned = {
        "name": "Taroudant, spring",
        "country": "MA",
        "trainers": [by],
        "opens_on": dt.date(2026, 3, 1),
        "closes_on": dt.date(2026, 6, 30),
    }
    return actions.open_cohort(edition, **{**planned, **values}, by=by)


# Opening


def test_a_trainer_of_the_programme_opens_a_cohort_with_herself(edition):
    trainer = trainer_of(edition.programme)

    cohort = opening(edition, trainer)

    assert list(cohort.trainers.all()) == [trainer]
    assert (cohort.opened_by, cohort.join_code_ends_on) == (trainer, dt.date(2026, 6, 30))
    assert list(Cohort.objects.visible_to(trainer)) == [cohort]


def test_opening_the_same_cohort_twice_opens_one(edition):
    trainer = trainer_of(edition.programme)

    assert opening(edition, trainer) == opening(edition, trainer)
    assert Cohort.objects.count() == 1


@pytest.mark.parametrize(
    ("role", "country", "allowed"),
    [
        (Role.MANAGER, "MA", True),
        (Role.MANAGER, "SN", False),
        (Role.ADMINISTRATOR, "", True),
        (Role.TRAINER, "", False),
        (Role.MENTOR, "", False),
        (Role.CERTIFIER, "", False),
    ],
)
def test_who_else_opens_a_cohort_in_morocco(edition, role, country, allowed):
    person, trainer = appointed(role, country), trainer_of(edition.programme)

    if allowed:
        assert list(opening(edition, person, trainers=[trainer]).trainers.all()) == [trainer]
    else:
        with pytest.raises(PermissionDenied):
            opening(edition, person, trainers=[trainer])


def test_only_trainers_can_be_the_trainers_of_a_cohort(edition):
    manager = appointed(Role.MANAGER)

    with pytest.raises(actions.NotATrainer, match="is not a trainer"):
        opening(edition, manager, trainers=[PersonFactory()])
    with pytest.raises(actions.NotATrainer, match="at least one"):
        opening(edition, manager, trainers=[])


def test_join_codes_have_eight_signs_that_are_not_read_for_one_another(edition):
    trainer = trainer_of(edition.programme)

    codes = [opening(edition, trainer, name=str(n)).join_code for n in range(20)]

    assert len(set(codes)) == 20
    assert {len(code) for code in codes} == {8}
    assert set("".join(codes)) <= set("ABCDEFGHJKLMNPQRSTUVWXYZ23456789")


def test_a_code_that_is_taken_is_drawn_again(edition, monkeypatch):
    CohortFactory(join_code="AAAAAAAA")
    drawn = iter("A" * 8 + "B" * 8)
    monkeypatch.setattr(actions, "secrets", SimpleNamespace(choice=lambda _signs: next(drawn)))

    assert opening(edition, trainer_of(edition.programme)).join_code == "BBBBBBBB"


def test_a_cohort_that_cannot_be_is_not_drawn_for_ever(edition):
    with pytest.raises(IntegrityError, match="cohort_opens_before_it_closes"):
        opening(edition, trainer_of(edition.programme), closes_on=dt.date(2025, 1, 1))


def test_a_new_code_is_valid_until_the_chosen_day_and_the_old_one_is_void(cohort, trainer):
    today, old = timezone.localdate(), cohort.join_code

    renewed = actions.renew_join_code(cohort, ends_on=today, by=trainer)

    assert renewed.join_code != old
    assert renewed.join_code_ends_on == today
    assert not Cohort.objects.filter(join_code=old).exists()


@pytest.mark.parametrize("days", [-1, 11])
def test_a_code_is_not_valid_before_today_or_after_the_cohort(cohort, trainer, days):
    today = timezone.localdate()
    Cohort.objects.update(closes_on=today + dt.timedelta(days=10))

    with pytest.raises(actions.CodeOutlivesCohort):
        actions.renew_join_code(cohort, ends_on=today + dt.timedelta(days=days), by=trainer)


# Who may run one

RUNNING = {
    "renew_join_code": lambda cohort, by: actions.renew_join_code(
        cohort, ends_on=timezone.localdate(), by=by
    ),
    "enrol": lambda cohort, by: actions.enrol(PersonFactory(), cohort, by=by),
    "withdraw": lambda cohort, by: actions.withdraw(EnrolmentFactory(cohort=cohort), by=by),
    "new_pin": lambda cohort, by: actions.new_pin(member_enrolled(cohort), by=by),
    "take_roster": lambda cohort, by: actions.take_roster(
        cohort, rows_of("Amina;Fassi;0612345678"), CooperativeFactory(), by=by
    ),
}


def member_enrolled(cohort, **values):
    learner = MembershipFactory(person__password="!", **values).person
    return EnrolmentFactory(cohort=cohort, learner=learner)


def rows_of(text):
    roster = read(text, country="MA", this_year=2026)
    assert roster.problems == []
    return roster.rows


@pytest.mark.parametrize("verb", RUNNING)
def test_its_trainer_the_manager_of_its_country_and_administrators_run_a_cohort(
    cohort, trainer, verb
):
    for person in (trainer, appointed(Role.MANAGER, "MA"), appointed(Role.ADMINISTRATOR)):
        RUNNING[verb](cohort, person)


@pytest.mark.parametrize("verb", RUNNING)
def test_nobody_else_runs_a_cohort(cohort, verb):
    others = [
        appointed(Role.MANAGER, "SN"),
        appointed(Role.MENTOR),
        trainer_of(ProgrammeFactory()),
        trainer_of(cohort.edition.programme),
        EnrolmentFactory(cohort=cohort).learner,
    ]
    CohortFactory(edition=cohort.edition).trainers.add(others[2])

    for person in others:
        with pytest.raises(PermissionDenied):
            RUNNING[verb](cohort, person)


# Places


def test_a_person_is_enrolled_once(cohort, trainer):
    person = PersonFactory()

    assert actions.enrol(person, cohort, by=trainer) == actions.enrol(person, cohort, by=trainer)
    assert cohort.enrolments.count() == 1


def test_who_withdraws_keeps_her_records_and_is_taken_back_with_them(cohort, trainer):
    enrolment = EnrolmentFactory(cohort=cohort)
    Completion.objects.create(
        enrolment=enrolment, activity_key=uuid.uuid4(), done_at=timezone.now()
    )

    assert actions.withdraw(enrolment, by=trainer).status == "withdrawn"
    assert actions.withdraw(enrolment, by=trainer).status == "withdrawn"
    back = actions.enrol(enrolment.learner, cohort, by=trainer)

    assert (back.pk, back.status) == (enrolment.pk, "active")
    assert back.completions.count() == 1


def test_who_has_completed_stays(cohort, trainer):
    enrolment = EnrolmentFactory(cohort=cohort, status="completed", completed_at=timezone.now())

    with pytest.raises(actions.AlreadyCompleted):
        actions.withdraw(enrolment, by=trainer)


# Trainers of a programme


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ADMINISTRATOR])
def test_managers_and_administrators_appoint_trainers_and_twice_is_once(role):
    programme, trainer, by = ProgrammeFactory(), appointed(Role.TRAINER), appointed(role)

    actions.appoint_trainer(programme, trainer, by=by)
    actions.appoint_trainer(programme, trainer, by=by)

    assert list(programme.trainers.all()) == [trainer]


def test_only_a_trainer_is_appointed_and_not_by_another_trainer():
    programme = ProgrammeFactory()

    with pytest.raises(actions.NotATrainer):
        actions.appoint_trainer(programme, appointed(Role.MENTOR), by=appointed(Role.MANAGER))
    with pytest.raises(PermissionDenied):
        actions.appoint_trainer(programme, appointed(Role.TRAINER), by=trainer_of(programme))
    assert policy.can_appoint_trainer(appointed(Role.CERTIFIER), programme) is False


# PINs


def test_a_new_pin_signs_in_and_the_old_one_does_not(cohort, trainer):
    enrolment = member_enrolled(cohort)

    old, new = actions.new_pin(enrolment, by=trainer), actions.new_pin(enrolment, by=trainer)

    assert new.cooperative == enrolment.learner.memberships.get().cooperative
    assert person_with_pin(new.cooperative.code, new.pin) == enrolment.learner
    if old.pin != new.pin:
        with pytest.raises(RuleError):
            person_with_pin(old.cooperative.code, old.pin)


@pytest.mark.parametrize(
    "guarded",
    [
        lambda: appointed(Role.MENTOR, password="!"),
        lambda: appointed(Role.TRAINER, password="!"),
        lambda: appointed(Role.CERTIFIER, password="!"),
        lambda: PersonFactory(password="!", is_superuser=True),
        lambda: Person.objects.create_user("amina", "a password", first_name="Amina"),
    ],
)
def test_no_pin_for_who_has_a_role_or_a_password(cohort, trainer, guarded):
    enrolment = EnrolmentFactory(cohort=cohort, learner=guarded())
    MembershipFactory(person=enrolment.learner)

    with pytest.raises(actions.NoPinHere, match="needs no PIN"):
        actions.new_pin(enrolment, by=trainer)
    assert not PinCard.objects.exists()


def test_no_pin_without_a_cooperative(cohort, trainer):
    enrolment = EnrolmentFactory(cohort=cohort, learner__password="!")

    with pytest.raises(actions.NoPinHere, match="belongs to no cooperative"):
        actions.new_pin(enrolment, by=trainer)


def test_no_pin_for_who_has_left_the_cohort(cohort, trainer):
    enrolment = member_enrolled(cohort)
    actions.withdraw(enrolment, by=trainer)

    with pytest.raises(actions.NoPinHere, match="has left the cohort"):
        actions.new_pin(Enrolment.objects.get(pk=enrolment.pk), by=trainer)


# Rosters


def test_a_roster_makes_people_members_places_and_cards(cohort, trainer):
    cooperative = CooperativeFactory()
    rows = rows_of("Fatima;Aït Ali;فاطمة;f;1985\nBrahim;Idrissi;h;0612345678\nأمينة;الفاسي")

    cards = actions.take_roster(cohort, rows, cooperative, by=trainer)

    fatima, brahim, amina = (e.learner for e in cohort.enrolments.order_by("learner_id"))
    assert (fatima.name_latin, fatima.name_arabic, fatima.sex) == (
        "Fatima Aït Ali",
        "فاطمة",
        "woman",
    )
    assert (fatima.birth_year, fatima.language, fatima.country) == (1985, "fr", "MA")
    assert (brahim.phone, brahim.sex) == ("+212612345678", "man")
    assert (amina.name_arabic, amina.language) == ("أمينة الفاسي", "ar")
    assert [card.person for card in cards] == [fatima, brahim, amina]
    assert person_with_pin(cooperative.code, cards[1].pin) == brahim
    assert person_with_pin(cooperative.code, cards[2].pin) == amina
    assert Membership.objects.current().filter(cooperative=cooperative).count() == 3
    assert fatima.has_usable_password() is False
    assert fatima.history.count() == 1
    assert cohort.enrolments.first().history.count() == 1


def test_the_same_roster_twice_changes_nothing(cohort, trainer):
    cooperative = CooperativeFactory()
    rows = rows_of("Fatima;Aït Ali;1985\nBrahim;Idrissi;0612345678\nAmina;Fassi;a@coop.ma")

    def everything():
        return [
            list(model.objects.order_by("pk").values())
            for model in (Person, Membership, Enrolment, PinCard, Person.history.model)
        ]

    assert len(actions.take_roster(cohort, rows, cooperative, by=trainer)) == 3
    before = everything()

    assert actions.take_roster(cohort, rows, cooperative, by=trainer) == []
    assert everything() == before


def test_known_people_are_enrolled_as_they_are(cohort, trainer):
    known = PersonFactory(phone="+212612345678", first_name="Fatima")
    rows = rows_of("Tima;Someone;0612345678")

    assert actions.take_roster(cohort, rows, None, by=trainer) == []
    assert cohort.enrolments.get().learner == known
    assert Person.objects.get(pk=known.pk).first_name == "Fatima"
    assert not known.memberships.exists()


def test_who_had_withdrawn_is_taken_back_by_a_roster(cohort, trainer):
    learner = PersonFactory(email="a@coop.ma")
    EnrolmentFactory(cohort=cohort, learner=learner, status="withdrawn")

    actions.take_roster(cohort, rows_of("Amina;Fassi;a@coop.ma"), None, by=trainer)

    assert cohort.enrolments.get().status == "active"


def test_a_member_whose_card_was_never_made_gets_it_when_the_roster_is_taken_again(cohort, trainer):
    member = MembershipFactory(
        person=PersonFactory(password="!", first_name="Fatima", last_name="Ali")
    )
    EnrolmentFactory(cohort=cohort, learner=member.person)

    [card] = actions.take_roster(cohort, rows_of("Fatima;Ali"), member.cooperative, by=trainer)

    assert card.person == member.person


@pytest.mark.parametrize(
    "guarded",
    [
        lambda: appointed(Role.MENTOR, password="!", first_name="Fatima", last_name="Ali"),
        lambda: PersonFactory(
            is_superuser=True, password="!", first_name="Fatima", last_name="Ali"
        ),
        lambda: Person.objects.create_user("f", "a password", first_name="Fatima", last_name="Ali"),
    ],
)
def test_a_roster_makes_no_card_for_who_has_a_role_or_a_password(cohort, trainer, guarded):
    member = MembershipFactory(person=guarded())

    assert actions.take_roster(cohort, rows_of("Fatima;Ali"), member.cooperative, by=trainer) == []
    assert not PinCard.objects.exists()


def test_cards_need_a_cooperative_and_without_it_nothing_is_stored(cohort, trainer):
    people = Person.objects.count()
    rows = rows_of("Brahim;Idrissi;0612345678\nFatima;Ali")

    with pytest.raises(actions.RosterUnclear, match="choose the cooperative"):
        actions.take_roster(cohort, rows, None, by=trainer)

    assert (Person.objects.count(), cohort.enrolments.count()) == (people, 0)


def test_a_roster_that_breaks_half_way_stores_nothing(cohort, trainer, monkeypatch):
    people = Person.objects.count()
    monkeypatch.setattr(actions, "admit", lambda *_args, **_by: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        actions.take_roster(cohort, rows_of("Fatima;Ali"), CooperativeFactory(), by=trainer)

    assert (Person.objects.count(), cohort.enrolments.count()) == (people, 0)


def test_somebody_put_on_another_list_meanwhile_is_a_clear_refusal(cohort, trainer, monkeypatch):
    make = actions._person

    def late(cohort, row):
        PersonFactory(phone=row.phone)
        return make(cohort, row)

    monkeypatch.setattr(actions, "_person", late)

    rows, cooperative = rows_of("Brahim;Idrissi;0612345678"), CooperativeFactory()
    with pytest.raises(actions.RosterUnclear, match="Somebody has just put"):
        actions.take_roster(cohort, rows, cooperative, by=trainer)


def test_too_many_cards_at_once_are_refused(cohort, trainer):
    names = [f"{a}{b};Ali" for a in "abcdefghijk" for b in "abcdefghij"]

    with pytest.raises(actions.RosterUnclear, match="At most 100 new cards"):
        actions.take_roster(cohort, rows_of("\n".join(names)), CooperativeFactory(), by=trainer)


# Figures


def test_progress_counts_required_activities_of_the_edition_whatever_was_completed(
    django_assert_num_queries,
):
    chance = random.Random(7)  # noqa: S311 - the same cases each time
    required = [factories.lesson() for _n in range(4)]
    optional = [factories.quiz(required=False) for _n in range(2)]
    cohort = CohortFactory(edition=factories.edition(*required, *optional))
    other = CohortFactory()
    gone = [uuid.uuid4() for _n in range(3)]
    pool = [a.key for a in required + optional] + gone
    pool += list(other.edition.activities.values_list("key", flat=True))
    expected = {}
    for _learner in range(12):
        enrolment = EnrolmentFactory(cohort=cohort)
        EnrolmentFactory(cohort=other, learner=enrolment.learner)
        done = chance.sample(pool, chance.randrange(len(pool) + 1))
        for enrolled in (enrolment, enrolment.learner.enrolments.get(cohort=other)):
            Completion.objects.bulk_create(
                Completion(enrolment=enrolled, activity_key=key, done_at=timezone.now())
                for key in (done if enrolled == enrolment else pool)
            )
        expected[enrolment.pk] = (4, len({a.key for a in required} & set(done)))

    with django_assert_num_queries(1):
        rows = list(cohort.enrolments.with_progress())

    assert {row.pk: (row.required_count, row.done_count) for row in rows} == expected
    assert len(set(expected.values())) > 2


def at(day):
    return dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC)


def test_the_last_activity_is_the_latest_of_lessons_checks_and_quizzes(cohort):
    none, lesson, check, quiz = EnrolmentFactory.create_batch(4, cohort=cohort)
    early, late = at(TODAY), at(TODAY + dt.timedelta(days=3))
    for enrolment, (done, answered, handed_in) in {
        lesson: (late, early, early),
        check: (early, late, None),
        quiz: (early, None, late),
    }.items():
        for moment in (early, done):
            Completion.objects.create(
                enrolment=enrolment, activity_key=uuid.uuid4(), done_at=moment
            )
        if answered:
            CheckAnswer.objects.create(
                enrolment=enrolment,
                activity_key=uuid.uuid4(),
                question_id=uuid.uuid4(),
                answer=[],
                right=True,
                answered_at=answered,
            )
        if handed_in:
            Attempt.objects.create(
                status=Attempt.Status.MARKED,
                enrolment=enrolment,
                activity=cohort.edition.activities.last(),
                number=1,
                language="fr",
                score=0,
                max_score=1,
                passed=False,
                handed_in_at=handed_in,
            )

    seen = {row.pk: row.last_activity_at for row in Enrolment.objects.with_last_activity()}

    assert seen == {none.pk: None, lesson.pk: late, check.pk: late, quiz.pk: late}


def test_who_is_behind(cohort, django_assert_num_queries):
    border = at(TODAY)
    fresh, silent, waiting, completed, gone = EnrolmentFactory.create_batch(5, cohort=cohort)
    for enrolment, days in ((fresh, 0), (silent, -1), (completed, -9), (gone, -9)):
        Completion.objects.create(
            enrolment=enrolment,
            activity_key=uuid.uuid4(),
            done_at=border + dt.timedelta(days=days),
        )
    Enrolment.objects.filter(pk=completed.pk).update(status="completed", completed_at=border)
    Enrolment.objects.filter(pk=gone.pk).update(status="withdrawn")
    rows = cohort.enrolments.with_last_activity()

    assert list(rows.not_started()) == [waiting]
    assert list(rows.silent_since(border)) == [silent]
    with django_assert_num_queries(1):
        figures = rows.figures(silent_since=border)
    assert figures == {
        "learners": 4,
        "completed": 1,
        "withdrawn": 1,
        "not_started": 1,
        "silent": 1,
    }


@pytest.mark.parametrize(
    ("typed", "found"),
    [("fat", 1), ("ALI fatima", 1), ("فاطمة", 1), ("fatima brahim", 0), ("%", 0), ("", 2)],
)
def test_learners_are_found_by_every_word_of_their_name_in_either_script(cohort, typed, found):
    names = {"first_name_arabic": "فاطمة", "last_name_arabic": "علي"}
    EnrolmentFactory(
        cohort=cohort,
        learner__first_name="Fatima",
        learner__last_name="Aït Ali",
        **{f"learner__{k}": v for k, v in names.items()},
    )
    EnrolmentFactory(
        cohort=cohort,
        learner__first_name="Brahim",
        learner__last_name="Idrissi",
        learner__first_name_arabic="",
        learner__last_name_arabic="",
    )

    assert cohort.enrolments.named(typed).count() == found
