"""Questions into a bank: what is added, what is left, and by whom."""

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.models import Locale

from content import incoming
from content.actions.imports import import_questions
from content.exchange import reading
from content.models.banks import BankQuestion, QuestionTag
from lms.core.policy import SYSTEM
from lms.people.choices import Role
from tests.factories import banks
from tests.factories import content as write
from tests.factories.people import appointed

from .samples import AIKEN, GIFT, MOODLE

pytestmark = pytest.mark.django_db


@pytest.fixture
def bank():
    write.course(languages=())
    return banks.bank()


def bring(bank, text=GIFT, by=SYSTEM, **options):
    options = {"locale": Locale.get_default(), "difficulty": 3, **options}
    return import_questions(bank, reading.read(text.encode()).questions, by=by, **options)


@pytest.mark.parametrize("text", [GIFT, MOODLE, AIKEN])
def test_what_is_in_the_bank_afterwards_is_what_the_file_said(bank, text):
    number = bring(bank, text)

    found = reading.read(text.encode()).questions
    kept = list(incoming.questions(incoming.in_language(bank, "fr")))
    assert number == len(found)
    assert [(one.kind, one.text, one.options, one.pieces, one.pairs) for one in kept] == [
        (one.kind, one.text, one.options, one.pieces, one.pairs) for one in found
    ]


def test_imported_questions_are_published_named_and_as_hard_as_said(bank):
    bring(bank)

    first = bank.questions.first()
    assert first.live
    assert first.first_published_at
    assert first.name == "À qui va l'excédent : qui décide ?"
    assert first.difficulty == 3
    assert first.locale.language_code == "fr"


def test_tags_of_the_file_and_of_the_trainer_are_kept_each_once(bank):
    QuestionTag.objects.create(name="SURPLUS")

    bring(bank, tags=["loi", "surplus"])

    first = bank.questions.first()
    assert sorted(first.tags.names()) == ["Gestion", "SURPLUS", "loi", "stage 1"]


def test_importing_a_file_again_adds_nothing(bank):
    bring(bank)
    before = BankQuestion.objects.count()

    assert bring(bank) == 0
    assert BankQuestion.objects.count() == before


def test_a_question_that_stands_twice_in_a_file_is_added_once(bank):
    assert bring(bank, "Yes? {T}\n\nyes? {T}\n\nYes? {F}") == 2


def test_a_question_that_was_written_here_is_not_added_again(bank):
    written = banks.question(bank, write.true_false())
    raw = written.question.raw_data[0]
    answer = "TRUE" if raw["value"]["correct"] else "FALSE"

    assert bring(bank, f"{raw['value']['text']} {{{answer}}}") == 0


def test_another_bank_may_have_the_same_questions_under_other_ids(bank):
    other = banks.bank(title="Autre")
    bring(bank)

    assert bring(other) == bank.questions.count()
    ids = [q.question.raw_data[0]["id"] for q in BankQuestion.objects.all()]
    assert len(set(ids)) == len(ids)


def test_only_trainers_of_the_programme_import(bank):
    with pytest.raises(PermissionDenied):
        bring(bank, by=appointed(Role.TRAINER))

    assert bank.questions.count() == 0


def test_an_import_takes_the_same_number_of_queries_however_long_the_file(
    bank, django_assert_num_queries
):
    def file(number):
        return "\n\n".join(f"Number {n}? {{T}}" for n in range(number))

    with django_assert_num_queries(6):
        bring(bank, file(1))
    with django_assert_num_queries(7):
        bring(bank, file(40))


@pytest.mark.parametrize("format", ["gift", "moodle"])
def test_an_unfinished_question_is_told_and_left_out_so_that_the_file_stays_readable(bank, format):
    banks.question(bank, write.true_false(""))
    banks.question(bank, write.single("Qui ?", options=("Elle", "")))
    banks.question(bank, write.true_false("Chaque membre a une voix."))

    (found,) = [one for one in incoming.outgoing(bank, "fr") if one.format == format]
    file = "".join(incoming.file_of(bank, "fr", format))

    assert found.left_out == {
        "It is not finished: it or one of its answers has no words.": ["", "Qui ?"]
    }
    assert [one.text for one in reading.read(file.encode()).questions] == [
        "Chaque membre a une voix."
    ]
