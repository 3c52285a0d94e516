"""A trainer's course from the list of names to the last mark, as she clicks through it."""

import io
import re
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook

from courses.actions.cohorts import appoint_trainer
from courses.actions.editions import print_edition
from courses.choices import Basis
from courses.models import Attempt, Contest, Enrolment, Submission, TrainingDay
from courses.reports.outlines import outline_of
from lms.core.policy import SYSTEM
from lms.people.choices import Role
from tests.factories import courses as write
from tests.factories.people import CooperativeFactory, appointed
from tests.factories.questions import id_of
from tests.factories.sign_in import signed_in

from . import privacy
from .pages import fill_in, words

pytestmark = pytest.mark.django_db

COLUMNS = ["Prénom", "Nom", "Sexe", "Téléphone", "E-mail"]
PEOPLE = [
    ["Rkia", "Ait Baha", "f", "+212661000001", "rkia@example.org"],
    ["Fadma", "Ouhssain", "f", "+212661000002", "fadma@example.org"],
    ["Brahim", "Amzil", "h", "", ""],
]
HER_PLAN = "we sell below what it costs us"
HER_SECOND_PLAN = "with the wages counted it is eleven"
HER_ANSWER = "because the president is my uncle"
HER_REASON = "the marker did not read my third line"
SAID_OF_IT = "count your own wages as well"
SAID_OF_THE_ANSWER = "say what the statutes want"
SAID_TO_HER_REASON = "I have read it all once more"
TO_THE_GROUP = "bring the receipts of last month"
SEEN_BEFORE = "she kept the books of the mill for six years"
PRIVATE = {
    HER_PLAN,
    HER_SECOND_PLAN,
    HER_ANSWER,
    HER_REASON,
    SAID_OF_IT,
    SAID_OF_THE_ANSWER,
    SAID_TO_HER_REASON,
    SEEN_BEFORE,
}
WRONG, RIGHT = id_of("single", "", "option", 1), id_of("single", "", "option", 2)


@pytest.fixture
def cohort():
    """A course of a lesson, a quiz whose answer key is wrong, a workshop and an assignment, with two trainers."""
    lesson, quiz = write.lesson(), write.quiz_of("single", "open", rules={"pass_mark": 50})
    workshop, work = write.workshop(half_days=2), write.assignment(accepts=["text"])
    made = write.CohortFactory(edition=write.edition(lesson, quiz, workshop, work))
    made.trainers.set(appointed(Role.TRAINER) for _ in range(2))
    made.hers, made.colleague = made.trainers.order_by("pk")
    appoint_trainer(made.edition.programme, made.hers, by=SYSTEM)
    made.lesson, made.quiz, made.workshop, made.work = made.edition.activities.all()
    return made


def test_a_trainer_runs_a_course(cohort, caplog):
    trainer = signed_in(cohort.hers)
    takes_the_list_in(trainer, cohort)
    rkia, fadma = (cohort.enrolments.get(learner__first_name=name) for name in ("Rkia", "Fadma"))
    holds_a_day_with_a_walk_in(trainer, cohort)
    hands_the_report_in(trainer, cohort)
    marks_work_and_asks_for_it_again(trainer, cohort, rkia)
    marks_an_open_answer(trainer, cohort, rkia)
    her_colleague_answers_a_contest(cohort, rkia)
    puts_a_wrong_key_right(trainer, cohort, rkia)
    reads_the_figures(trainer, cohort)
    writes_to_the_group(trainer, cohort, rkia)
    recognises_what_she_could_before(trainer, cohort, fadma)
    moves_the_cohort_to_the_next_edition(trainer, cohort, rkia)
    nothing_private_is_told(trainer, cohort, fadma, caplog)


def takes_the_list_in(trainer, cohort):
    """From XLSX: first she looks, and nothing is stored; then three people are in, one of them with a card."""
    book, file = Workbook(), io.BytesIO()
    for row in [COLUMNS, *PEOPLE]:
        book.active.append(row)
    book.save(file)
    xlsx = SimpleUploadedFile("liste.xlsx", file.getvalue())
    cooperative = CooperativeFactory(country=cohort.country)
    address = reverse("teach:roster", args=[cohort.pk])
    assert not cohort.enrolments.exists()

    shown = trainer.post(address, {"file": xlsx, "people": "", "cooperative": cooperative.pk})

    assert "Is this right?" in words(shown)
    assert not cohort.enrolments.exists()
    done = trainer.post(address, as_shown(shown) | {"confirm": "yes"})
    assert "Brahim" in words(done)
    assert cohort.enrolments.count() == len(PEOPLE)


def as_shown(page):
    """What the page asks to confirm, as its form holds it."""
    return {name: value for name, value in page.context["form"].data.items() if value}


def holds_a_day_with_a_walk_in(trainer, cohort):
    """Both halves of today: all three are there, and one more whom nobody knows."""
    today = timezone.localdate()
    answer = fill_in(
        trainer,
        reverse("teach:plan_day", args=[cohort.pk, cohort.workshop.key]),
        held_on=today.isoformat(),
        morning="on",
        afternoon="on",
        venue="Dar Taliba",
        places="20",
    )
    assert "Dar Taliba" in words(answer)
    day = TrainingDay.objects.get()
    morning = reverse("teach:attendance", args=[day.pk, "am"])
    marks = {f"mark-{place.pk}": "present" for place in cohort.enrolments.all()}
    assert "3 marks are stored." in words(fill_in(trainer, morning, **marks))

    came = fill_in(
        trainer,
        reverse("teach:walk_in", args=[day.pk, "am"]),
        first_name="Zahra",
        last_name="Id Bella",
        cooperative=str(cohort.enrolments.first().learner.memberships.first().cooperative_id),
    )

    assert "Zahra" in words(came)
    assert cohort.enrolments.count() == len(PEOPLE) + 1
    assert day.attendances.filter(half="am", presence="present").count() == len(PEOPLE) + 1
    assert "Zahra" in words(trainer.get(reverse("teach:sheet", args=[day.pk])))


def hands_the_report_in(trainer, cohort):
    address = reverse("teach:report", args=[cohort.pk, cohort.workshop.key])
    answer = fill_in(trainer, address, went_well="The prices.", submit="yes")
    assert "People, each counted once 4" in words(answer)


def marks_work_and_asks_for_it_again(trainer, cohort, rkia):
    """The rubric, and words; she does it again, and it is accepted."""
    hand_in(rkia, cohort, HER_PLAN)
    review(trainer, write.WORST, SAID_OF_IT, "redo")
    page = reverse("learn:assignment", args=[rkia.pk, cohort.work.key])
    assert SAID_OF_IT in words(signed_in(rkia.learner).get(page))
    hand_in(rkia, cohort, HER_SECOND_PLAN)
    review(trainer, write.FAIR, "", "accept")
    assert list(rkia.submissions.order_by("number").values_list("status", "percent")) == [
        (Submission.Status.REDO, 0),
        (Submission.Status.ACCEPTED, 50),
    ]


def hand_in(place, cohort, text):
    address = reverse("learn:assignment", args=[place.pk, cohort.work.key])
    answer = fill_in(signed_in(place.learner), address, text=text)
    assert "Your work is handed in." in words(answer)


def review(trainer, levels, comment, outcome):
    waiting = Submission.objects.get(status=Submission.Status.WAITING)
    assert str(waiting.pk) in trainer.get(reverse("teach:marking")).content.decode()
    address = reverse("teach:review", args=[waiting.pk])
    answer = fill_in(trainer, address, **levels, comment=comment, outcome=outcome)
    assert "Your review is kept." in words(answer)


def marks_an_open_answer(trainer, cohort, rkia):
    """She chose what is right, against the key; her own words get half a point."""
    browser, question = signed_in(rkia.learner), id_of("open", "")
    address = reverse("learn:quiz", args=[rkia.pk, cohort.quiz.key])
    fill_in(browser, address, **{id_of("single", ""): RIGHT, question: HER_ANSWER})
    attempt = Attempt.objects.get()
    desk = reverse("teach:mark_answers", args=[attempt.pk])
    assert HER_ANSWER in words(trainer.get(desk))
    points = {f"points-{question}": "0.5", f"comment-{question}": SAID_OF_THE_ANSWER}
    assert "Your marks are kept." in words(fill_in(trainer, desk, **points))
    attempt.refresh_from_db()
    assert attempt.percent == 25
    assert SAID_OF_THE_ANSWER in words(browser.get(reverse("learn:result", args=[attempt.pk])))


def her_colleague_answers_a_contest(cohort, rkia):
    """Not who marked: the other trainer, who gives the whole point."""
    attempt, browser = Attempt.objects.get(), signed_in(rkia.learner)
    fill_in(browser, reverse("learn:contest", args=["attempt", attempt.pk]), reason=HER_REASON)
    address = reverse("teach:contest", args=[Contest.objects.get().pk])
    assert signed_in(cohort.hers).get(address).status_code == 404
    colleague = signed_in(cohort.colleague)
    assert HER_REASON in words(colleague.get(address))
    points = {f"points-{id_of('single', '')}": "0", f"points-{id_of('open', '')}": "1"}
    answer = {"answer": SAID_TO_HER_REASON, "outcome": "changed"}
    assert "the learner is told" in words(fill_in(colleague, address, **answer, **points))
    assert SAID_TO_HER_REASON in words(browser.get(reverse("learn:marks", args=[rkia.pk])))
    attempt.refresh_from_db()
    assert attempt.percent == 50


def puts_a_wrong_key_right(trainer, cohort, rkia):
    """First she sees for whom it changes; then the attempt is marked again."""
    address = reverse("teach:correct", args=[cohort.pk, cohort.quiz.key, id_of("single", "")])
    typed = {"correct": [RIGHT], "reason": "The key named the wrong line."}
    effect = fill_in(trainer, address, **typed)
    assert "Correct it and mark again" in words(effect)
    assert Attempt.objects.get().percent == 50
    done = trainer.post(address, typed | {"confirm": "yes"}, follow=True)
    assert "The key is right now." in words(done)
    privacy.do_what_was_promised()
    assert Attempt.objects.get().percent == 100
    assert "100" in words(signed_in(rkia.learner).get(reverse("learn:marks", args=[rkia.pk])))


def reads_the_figures(trainer, cohort):
    book = words(trainer.get(reverse("teach:gradebook", args=[cohort.pk])))
    assert all(name in book for name in ("Rkia", "Fadma", "Brahim", "Zahra"))
    assert re.search(r"Rkia Ait Baha\D+100", book)
    items = words(trainer.get(reverse("teach:items", args=[cohort.pk, cohort.quiz.key])))
    assert "Question single" in items
    assert "100%" in items


def writes_to_the_group(trainer, cohort, rkia):
    fill_in(trainer, reverse("teach:messages", args=[cohort.pk]), text=TO_THE_GROUP)
    assert TO_THE_GROUP in words(signed_in(rkia.learner).get(reverse("learn:messages")))


def recognises_what_she_could_before(trainer, cohort, fadma):
    address = reverse("teach:prior", args=[cohort.pk, fadma.pk])
    fill_in(trainer, address, activity=str(cohort.lesson.key), reason=SEEN_BEFORE)
    assert fadma.completions.get(activity_key=cohort.lesson.key).basis == Basis.PRIOR
    hers = signed_in(fadma.learner).get(reverse("learn:course", args=[fadma.pk]))
    assert SEEN_BEFORE in words(hers)


def moves_the_cohort_to_the_next_edition(trainer, cohort, rkia):
    """One more lesson: nobody loses what she did."""
    done = set(rkia.completions.values_list("activity_key", flat=True))
    course = outline_of(cohort.edition)
    [module] = course.modules
    more = replace(module, activities=[*module.activities, replace(write.lesson(), answer_key={})])
    following = print_edition(replace(course, modules=[more]), by=SYSTEM)
    address = reverse("teach:move_cohort", args=[cohort.pk, following.number])
    assert "Rkia" in words(trainer.get(address))
    trainer.get(reverse("teach:compare", args=[cohort.pk, following.number]))
    assert f"edition {following.number} now" in words(
        fill_in(trainer, address, seen=str(cohort.edition_id))
    )
    assert set(rkia.completions.values_list("activity_key", flat=True)) == done
    assert Enrolment.objects.get(pk=rkia.pk).cohort.edition == following


def nothing_private_is_told(trainer, cohort, fadma, caplog):
    """Work, answers, reviews, contests: not in what is sent, logged or exported, nor on any page of a peer."""
    privacy.do_what_was_promised()
    outside = privacy.told_outside(caplog)
    assert outside["e-mails"]
    assert "Rkia" in outside["e-mails"] or "Rkia" in outside["notices"]
    assert privacy.found_in(outside, PRIVATE | {TO_THE_GROUP}) == set()
    assert privacy.found_in(privacy.exports(trainer, cohort), PRIVATE | {TO_THE_GROUP}) == set()
    pages = privacy.pages_of(signed_in(fadma.learner), "/en/home/")
    assert reverse("learn:course", args=[fadma.pk]) in pages
    assert privacy.found_in(pages, PRIVATE - {SEEN_BEFORE}) == set()
    stranger = privacy.pages_of(signed_in(appointed(Role.TRAINER)), "/en/home/")
    assert privacy.found_in(stranger, PRIVATE | {TO_THE_GROUP}) == set()
