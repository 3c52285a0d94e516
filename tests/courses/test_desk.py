"""The desk of a cohort: people one by one, files of people, co-trainers, messages."""

import io
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook

from courses.actions import cohorts, joining
from courses.models import Attempt, CohortMessage, Enrolment
from lms.core.policy import SYSTEM
from lms.people.choices import Role
from tests.factories.courses import CohortFactory, EnrolmentFactory
from tests.factories.people import CooperativeFactory, PersonFactory, appointed
from tests.factories.sign_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    cohort, trainer = CohortFactory(), appointed(Role.TRAINER, last_name="Trainer")
    cohort.trainers.add(trainer)
    return cohort, signed_in(trainer), trainer


def test_nobody_joins_when_all_places_are_taken(desk):
    cohort, _visitor, _trainer = desk
    cohort.most_learners = 1
    cohort.save()
    first = joining.join(cohort.join_code, by=PersonFactory())

    with pytest.raises(joining.CohortFull):
        joining.join(cohort.join_code, by=PersonFactory())

    assert joining.join(cohort.join_code, by=first.learner) == first


def test_a_place_that_becomes_free_can_be_taken_and_a_trainer_may_go_beyond(desk):
    cohort, _visitor, _trainer = desk
    cohort.most_learners = 1
    cohort.save()
    EnrolmentFactory(cohort=cohort, status="withdrawn")
    joining.join(cohort.join_code, by=PersonFactory())

    cohorts.enrol(PersonFactory(), cohort, by=SYSTEM)

    assert cohort.enrolments.staying().count() == 2


def test_a_trainer_limits_the_places_with_a_new_code(desk):
    cohort, visitor, _trainer = desk
    old = cohort.join_code

    visitor.post(
        reverse("teach:new_code", args=[cohort.pk]),
        {"ends_on": timezone.localdate(), "most_learners": "20"},
    )

    cohort.refresh_from_db()
    assert cohort.join_code != old
    assert (
        "0 of 20 places are taken"
        in visitor.get(reverse("teach:cohort", args=[cohort.pk])).content.decode()
    )


def workbook(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return SimpleUploadedFile("people.xlsx", file.getvalue())


def test_a_workbook_is_looked_at_first_and_then_taken_once(desk):
    cohort, visitor, _trainer = desk
    address = reverse("teach:roster", args=[cohort.pk])
    cooperative = CooperativeFactory()
    sent = {
        "cooperative": cooperative.pk,
        "file": workbook(["Prénom", "Nom", "Téléphone"], ["Amina", "Alaoui", "0612345678"]),
    }

    page = visitor.post(address, sent).content.decode()
    assert not cohort.enrolments.exists()
    assert "Alaoui" in page
    assert "Nothing is stored yet." in page

    lines = "Prénom\tNom\tTéléphone\nAmina\tAlaoui\t0612345678"
    for _again in range(2):
        visitor.post(address, {"cooperative": cooperative.pk, "people": lines, "confirm": "yes"})
    assert cohort.enrolments.get().learner.phone == "+212612345678"


def test_a_csv_of_an_old_windows_shows_its_arabic_names(desk):
    cohort, visitor, _trainer = desk
    names = ["أمينة الفاسي", "فاطمة الزهراء بنعلي", "خديجة المرابط", "عائشة الإدريسي"]
    data = "\r\n".join(["الاسم;سنة الميلاد", *(f"{name};1985" for name in names)]).encode("cp1256")

    page = visitor.post(
        reverse("teach:roster", args=[cohort.pk]),
        {"cooperative": CooperativeFactory().pk, "file": SimpleUploadedFile("a.csv", data)},
    ).content.decode()

    assert all(name in page for name in names)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04broken", b"\x00\x01\x02" * 50])
def test_a_file_that_is_no_list_is_refused_and_nothing_is_stored(desk, data):
    cohort, visitor, _trainer = desk

    response = visitor.post(
        reverse("teach:roster", args=[cohort.pk]), {"file": SimpleUploadedFile("a.xlsx", data)}
    )

    assert response.status_code == 200
    assert "Something is still missing or wrong" in response.content.decode()
    assert not Enrolment.objects.exists()


def test_one_person_is_added_by_hand_and_her_card_is_shown_once(desk):
    cohort, visitor, _trainer = desk
    address = reverse("teach:add_one", args=[cohort.pk])
    given = {"first_name_arabic": "أمينة", "sex": "woman", "birth_year": "1985"}

    refused = visitor.post(address, given).content.decode()
    page = visitor.post(address, {**given, "cooperative": CooperativeFactory().pk})

    assert "choose the cooperative" in refused
    assert "أمينة" in refused
    assert "no-store" in page["Cache-Control"]
    learner = cohort.enrolments.get().learner
    assert (learner.first_name_arabic, learner.birth_year) == ("أمينة", 1985)


@pytest.mark.parametrize(
    "wrong", [{"first_name": ""}, {"birth_year": "1850"}, {"phone": "12"}, {"first_name": "12"}]
)
def test_a_person_who_cannot_be_is_refused_with_what_was_typed_kept(desk, wrong):
    cohort, visitor, _trainer = desk
    given = {"first_name": "Amina", "last_name": "Alaoui", **wrong}

    page = visitor.post(reverse("teach:add_one", args=[cohort.pk]), given).content.decode()

    assert "Alaoui" in page
    assert not cohort.enrolments.exists()


def test_adding_somebody_who_is_known_by_her_phone_makes_nobody_new(desk):
    cohort, visitor, _trainer = desk
    known = PersonFactory(phone="+212612345678")

    visitor.post(
        reverse("teach:add_one", args=[cohort.pk]), {"first_name": "Amina", "phone": "0612345678"}
    )

    assert cohort.enrolments.get().learner == known


def test_trainers_of_a_cohort_choose_their_colleagues_and_one_stays(desk):
    cohort, visitor, trainer = desk
    colleague, stranger = appointed(Role.TRAINER), PersonFactory()
    address = reverse("teach:trainers", args=[cohort.pk])

    visitor.post(address, {"trainers": [trainer.pk, colleague.pk]})
    assert set(cohort.trainers.all()) == {trainer, colleague}
    visitor.post(address, {"trainers": [stranger.pk]})
    visitor.post(address, {})
    assert set(cohort.trainers.all()) == {trainer, colleague}


def test_who_is_no_trainer_is_not_made_one(desk):
    cohort, _visitor, trainer = desk

    with pytest.raises(cohorts.NotATrainer):
        cohorts.choose_trainers(cohort, [PersonFactory()], by=trainer)
    with pytest.raises(cohorts.NotATrainer):
        cohorts.choose_trainers(cohort, [], by=trainer)
    with pytest.raises(PermissionDenied):
        cohorts.choose_trainers(cohort, [trainer], by=appointed(Role.TRAINER))


def test_who_leaves_a_cohort_sees_it_no_more(desk):
    cohort, visitor, _trainer = desk
    colleague = appointed(Role.TRAINER)

    response = visitor.post(
        reverse("teach:trainers", args=[cohort.pk]), {"trainers": [colleague.pk]}
    )

    assert response.url == reverse("teach:home")
    assert visitor.get(reverse("teach:cohort", args=[cohort.pk])).status_code == 404


def test_everybody_who_stays_is_told_of_a_message_but_not_what_it_says(desk):
    cohort, visitor, _trainer = desk
    staying, gone = EnrolmentFactory(cohort=cohort), EnrolmentFactory(cohort=cohort)
    cohorts.withdraw(gone, by=SYSTEM)
    sent = {"event_id": uuid.uuid4(), "text": "Bring <b>honey</b>"}

    for _again in range(2):
        visitor.post(reverse("teach:messages", args=[cohort.pk]), sent)

    assert CohortMessage.objects.count() == 1
    notice = staying.learner.notices.get(kind="courses.message")
    assert "honey" not in f"{notice.title} {notice.text} {notice.params}"
    assert not gone.learner.notices.exists()
    page = signed_in(staying.learner).get(reverse("learn:messages")).content.decode()
    assert "Bring &lt;b&gt;honey" in page
    assert "honey" not in signed_in(gone.learner).get(reverse("learn:messages")).content.decode()


def test_the_device_forgets_a_message_that_is_sent(desk):
    cohort, visitor, _trainer = desk
    sent = {"event_id": uuid.uuid4(), "text": "Bring honey"}

    page = visitor.post(reverse("teach:messages", args=[cohort.pk]), sent, follow=True)

    assert f'data-sent="message-{cohort.pk}"' in page.content.decode()


def test_an_empty_message_is_not_sent(desk):
    cohort, visitor, _trainer = desk
    sent = {"event_id": uuid.uuid4(), "text": "  "}

    page = visitor.post(reverse("teach:messages", args=[cohort.pk]), sent).content.decode()

    assert "This field is required." in page
    assert not CohortMessage.objects.exists()


def used_up(enrolment):
    """All three tries of the quiz, none passed."""
    quiz = enrolment.cohort.edition.activities.last()
    for number in range(1, 4):
        Attempt.objects.create(
            enrolment=enrolment,
            activity=quiz,
            number=number,
            language="fr",
            status="marked",
            max_score=1,
            handed_in_at=timezone.now(),
        )


def test_the_desk_shows_who_is_stuck(desk):
    cohort, visitor, _trainer = desk
    stuck = EnrolmentFactory(cohort=cohort, learner__last_name="Stuck")
    EnrolmentFactory(cohort=cohort, learner__last_name="Going")
    used_up(stuck)

    page = visitor.get(reverse("teach:cohort", args=[cohort.pk]), {"show": "stuck"})

    assert "Stuck" in page.content.decode()
    assert "Going" not in page.content.decode()


def test_a_learners_page_says_where_she_stands_and_what_can_be_done(desk):
    cohort, visitor, _trainer = desk
    enrolment = EnrolmentFactory(cohort=cohort)
    enrolment.learner.set_unusable_password()
    enrolment.learner.save()
    used_up(enrolment)

    page = visitor.get(reverse("teach:learner", args=[cohort.pk, enrolment.pk])).content.decode()

    assert "No tries left" in page
    for name in ("withdraw", "move_learner", "prior", "new_pin"):
        assert reverse(f"teach:{name}", args=[cohort.pk, enrolment.pk]) in page


def test_a_learner_of_another_cohort_has_no_page_here(desk):
    cohort, visitor, _trainer = desk
    other = EnrolmentFactory(cohort__edition=cohort.edition)

    assert visitor.get(reverse("teach:learner", args=[cohort.pk, other.pk])).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("learn:messages", 5), ("teach:messages", 5)])
def test_messages_cost_the_same_for_any_number(
    desk, name, queries, rows, django_assert_num_queries
):
    cohort, visitor, trainer = desk
    learner = signed_in(EnrolmentFactory(cohort=cohort).learner)
    for number in range(rows):
        cohorts.send_message(cohort, f"Said {number}", message_id=uuid.uuid4(), by=trainer)
    teaching = name.startswith("teach")
    address = reverse(name, args=[cohort.pk] if teaching else [])

    with django_assert_num_queries(queries + teaching):
        page = (visitor if teaching else learner).get(address).content.decode()

    assert page.count("Said ") == rows
