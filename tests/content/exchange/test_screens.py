"""Upload, look, import; look, download."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from freezegun import freeze_time
from wagtail.models import Locale

from content import waiting
from content.actions.imports import import_questions
from content.exchange import reading
from content.models import BankQuestion
from courses.models import Programme
from lms.core.policy import SYSTEM
from lms.core.storage import private_storage
from tests.factories import banks
from tests.factories import content as write
from tests.factories.people import PersonFactory
from tests.factories.sign_in import signed_in

from .samples import GIFT, MOODLE

pytestmark = pytest.mark.django_db


@pytest.fixture
def bank():
    write.programme("MINE")
    return banks.bank(Programme.objects.get(code="MINE"))


def trainer_of(programme):
    person = PersonFactory(language="en")
    programme.trainers.add(person)
    return signed_in(person)


@pytest.fixture
def client(bank):
    return trainer_of(bank.programme)


def upload(client, bank, text=GIFT, **options):
    data = text if isinstance(text, bytes) else text.encode()
    file = SimpleUploadedFile("questions.txt", data)
    return client.post(reverse("banks:upload", args=[bank.pk]), {"file": file, **options})


def uploaded(client, bank, text=GIFT, **options):
    response = upload(client, bank, text, **options)
    assert response.status_code == 302
    return response["Location"]


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode())


def confirm(client, url, **answers):
    return client.post(url, {"scope": "all", "language": "fr", "difficulty": 2, **answers})


def test_nothing_is_in_the_bank_before_one_says_yes(client, bank):
    shown = text_of(client.get(uploaded(client, bank)))

    assert BankQuestion.objects.count() == 0
    assert "7 questions of this file are new." in shown
    assert "Une coopérative est _____ autonome." in shown
    assert "Bold, italics and the like are not kept." in shown


def test_saying_yes_puts_all_of_them_there(client, bank):
    response = confirm(client, uploaded(client, bank), tags="loi، prix", difficulty=3)

    assert response.status_code == 302
    assert bank.questions.count() == 7
    first = bank.questions.first()
    assert first.difficulty == 3
    assert {"loi", "prix"} <= set(first.tags.names())


def test_only_what_is_ticked_is_taken(client, bank):
    url = uploaded(client, bank)

    confirm(client, url, scope="these", numbers=["2", "5"])

    assert [q.name for q in bank.questions.all()] == [
        "Une coopérative est _____ autonome.",
        "Relier",
    ]


def test_saying_yes_twice_adds_nothing(client, bank):
    url = uploaded(client, bank)
    confirm(client, url)

    confirm(client, url)

    assert bank.questions.count() == 7


def test_nothing_ticked_is_said(client, bank):
    response = confirm(client, uploaded(client, bank), scope="these")

    assert "Tick at least one question." in text_of(response)
    assert bank.questions.count() == 0


def test_what_is_skipped_is_shown_with_its_reason(client, bank):
    shown = text_of(client.get(uploaded(client, bank, MOODLE)))

    assert "Pente" in shown
    assert "Questions of the kind “calculated” do not exist here." in shown
    assert "What a further try costs is not kept" in shown


def test_what_the_bank_has_already_is_marked_and_cannot_be_ticked(client, bank):
    known = reading.read(GIFT.encode()).questions[:2]
    import_questions(bank, known, locale=Locale.get_default(), difficulty=1, by=SYSTEM)

    shown = text_of(client.get(uploaded(client, bank)))

    assert shown.count("It is in the bank already.") == 2
    assert 'name="numbers" value="1"' not in shown
    assert 'name="numbers" value="3" checked' in shown


def test_a_question_without_its_picture_is_not_ticked(client, bank):
    file = "[html]<img src\\=x>What is this? {=a cow ~a goat}\n\nYes? {T}"
    url = uploaded(client, bank, file)

    shown = text_of(client.get(url))
    confirm(client, url)

    assert 'name="numbers" value="1" checked' not in shown
    assert 'name="numbers" value="1"' in shown
    assert [q.name for q in bank.questions.all()] == ["Yes?"]


def test_arabic_in_an_old_encoding_is_read_and_the_guess_can_be_mended(client, bank):
    file = "من يقرر في الفائض؟ {=الجمع العام ~الرئيسة}".encode("cp1256")
    url = uploaded(client, bank, file)

    shown = text_of(client.get(url))
    assert "من يقرر في الفائض؟" in shown
    assert "is a guess" in shown
    assert '<option value="ar" selected>' in shown

    other = text_of(client.get(f"{url}?encoding=cp1252"))
    assert "من يقرر" not in other
    assert "is a guess" not in other


def test_what_is_typed_in_a_file_stays_text(client, bank):
    shown = client.get(uploaded(client, bank, "[plain]<script>alert(1)</script>? {T}"))

    assert b"<script>alert(1)" not in shown.content


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"PK\x03\x04word", "plain text"),
        (b"<html><body>No</body></html>", "not Moodle XML"),
        (b"$CATEGORY: x", "no question in this file"),
    ],
)
def test_what_is_no_file_of_questions_is_refused_with_a_sentence(client, bank, data, said):
    assert said in text_of(upload(client, bank, data))


def test_a_file_that_is_gone_is_asked_for_again(client, bank):
    url = reverse("banks:preview", args=[bank.pk, "0" * 64])

    response = client.get(url, follow=True)

    assert "Upload it once more." in text_of(response)


def test_nobody_sees_or_imports_the_file_of_somebody_else(client, bank):
    url = uploaded(client, bank)
    colleague = trainer_of(bank.programme)

    assert colleague.get(url).status_code == 302
    assert confirm(colleague, url).status_code == 302
    assert bank.questions.count() == 0


def test_files_that_waited_for_a_day_are_taken_away(bank):
    person = PersonFactory()
    with freeze_time("2026-11-01"):
        old = waiting.keep(person, b"old")
    with freeze_time("2026-11-03"):
        new = waiting.keep(person, b"new")

    names = private_storage().listdir(f"imports/{person.pk}")[1]
    assert new in names
    assert old not in names
    with pytest.raises(FileNotFoundError):
        waiting.read(person, old)


@pytest.mark.parametrize("rows", [1, 3])
def test_looking_at_a_file_costs_the_same_for_any_number_of_questions(
    client, bank, rows, django_assert_num_queries
):
    for number in range(rows):
        banks.question(bank, write.true_false(f"Known {number}"))
    url = uploaded(client, bank, "\n\n".join(f"New {n}? {{T}}" for n in range(rows)))
    client.get(url)

    with django_assert_num_queries(PREVIEW_QUERIES):
        client.get(url)


PREVIEW_QUERIES = 16


def test_a_long_file_comes_in_pages_and_can_be_taken_page_by_page(client, bank):
    url = uploaded(client, bank, "\n\n".join(f"Number {n}? {{T}}" for n in range(1, 121)))

    second = text_of(client.get(f"{url}?page=2"))
    assert "Import question 51" in second
    assert "Import question 50 " not in second

    response = confirm(client, f"{url}?page=2", scope="these", numbers=["51", "52"])
    assert response["Location"].endswith("page=2")
    assert bank.questions.count() == 2
    confirm(client, url)
    assert bank.questions.count() == 120


def test_a_bank_is_written_to_a_file_that_brings_all_of_it_back(client, bank):
    confirm(client, uploaded(client, bank, MOODLE))

    file = client.get(reverse("banks:download", args=[bank.pk, "fr", "moodle"]))

    assert file.streaming
    assert 'filename="prix-fr.xml"' in file["Content-Disposition"]
    again = reading.read(file.getvalue())
    assert again.skipped == []
    assert [one.text for one in again.questions] == [
        q.block.value["text"] for q in bank.questions.all()
    ]


def test_what_a_format_cannot_say_is_told_before_the_download(client, bank):
    confirm(client, uploaded(client, bank, MOODLE))

    shown = text_of(client.get(reverse("banks:export", args=[bank.pk])))

    assert "GIFT has no questions of this kind. (1)" in shown
    assert "its unit (1)" in shown
    assert "Download 3 questions" in shown


def test_gift_leaves_out_what_it_cannot_say(client, bank):
    confirm(client, uploaded(client, bank, MOODLE))

    file = client.get(reverse("banks:download", args=[bank.pk, "fr", "gift"])).getvalue().decode()

    assert "Combien ?" in file
    assert "Fill in" not in file


def test_an_unknown_format_or_an_empty_language_is_no_file_of_questions(client, bank):
    unknown = client.get(reverse("banks:download", args=[bank.pk, "fr", "qti"]), follow=True)
    assert unknown.status_code == 404
    empty = client.get(reverse("banks:download", args=[bank.pk, "ar", "gift"]))
    assert empty.getvalue() == b""


@pytest.mark.parametrize("name", ["upload", "export"])
def test_banks_of_other_programmes_do_not_exist(bank, name):
    write.programme("OTHER")
    other = trainer_of(Programme.objects.get(code="OTHER"))

    response = other.get(reverse(f"banks:{name}", args=[bank.pk]), follow=True)

    assert response.status_code == 404


def test_the_list_of_banks_leads_to_import_and_export(client, bank):
    shown = client.get(reverse("wagtailsnippets_content_questionbank:list")).content.decode()

    assert reverse("banks:upload", args=[bank.pk]) in shown
    assert reverse("banks:export", args=[bank.pk]) in shown


def test_the_form_of_a_bank_says_how_to_export_from_moodle_and_leads_on(client, bank):
    written = client.get(reverse("wagtailsnippets_content_questionbank:edit", args=[bank.pk]))
    new = client.get(reverse("wagtailsnippets_content_questionbank:add"))

    assert "Moodle XML format" in text_of(written)
    assert reverse("banks:upload", args=[bank.pk]) in text_of(written)
    assert "Moodle XML format" in text_of(new)
