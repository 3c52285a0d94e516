"""Question banks: who keeps them, and what quizzes draw from them."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from content import drawing, files
from content.actions import releases
from content.models import BankQuestion, QuestionBank, QuizPage
from content.reports import release_report
from courses.models import Programme
from lms.core.policy import SYSTEM
from tests.factories import banks
from tests.factories import content as write
from tests.factories import question_blocks as ask
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    write.programme("MINE")
    return Programme.objects.get(code="MINE")


@pytest.fixture
def trainer(programme, client):
    person = PersonFactory(language="en")
    programme.trainers.add(person)
    client.force_login(person)
    return person


@pytest.fixture
def stranger(client):
    """A trainer of another programme."""
    write.programme("OTHER")
    person = PersonFactory(language="en")
    Programme.objects.get(code="OTHER").trainers.add(person)
    client.force_login(person)
    return person


def quiz_of(programme, *blocks, languages=(), **values):
    page = write.ProgrammePage.objects.get(translation_key=programme.key)
    quiz = write.quiz(*blocks)
    return write.course(page, activities=[quiz], languages=languages, **values)


def release(page):
    return releases.release(page, number=1, by=SYSTEM).activities.get()


def codes(page):
    remarks = release_report(page, store=files.edition_name).remarks
    return [(remark.finding.code, remark.finding.language) for remark in remarks]


def words(response):
    return response.content.decode()


# Who keeps them


def address(model, name, *arguments):
    return reverse(f"wagtailsnippets_content_{model}:{name}", args=arguments)


def addresses(of_bank, question):
    """Every address of a bank and of a question that there is."""
    for model, row in (("questionbank", of_bank), ("bankquestion", question)):
        names = {pattern.name for pattern in row.snippet_viewset.get_urlpatterns()}
        for name in sorted(names - {"list", "list_results", "add", "preview_on_add"}):
            if name.startswith("revisions_"):
                keys = [row.pk, getattr(row, "latest_revision_id", 0) or 0]
                keys += [keys[-1]] if name == "revisions_compare" else []
            else:
                keys = [row.pk]
            yield address(model, name, *keys)
        chooser = row.snippet_viewset.chooser_viewset.url_namespace
        yield reverse(f"{chooser}:chosen", args=[row.pk])
        yield reverse(f"{chooser}:chosen_multiple") + f"?id={row.pk}"
        bulk = reverse("wagtail_bulk_action", args=["content", model, "delete"])
        yield f"{bulk}?id={row.pk}"


def test_a_trainer_of_another_programme_finds_no_address_of_a_bank(client, programme, stranger):
    question = banks.question(banks.bank(programme), tags=["prix"])
    bank = question.bank

    found = list(addresses(bank, question))
    opened = [
        url
        for url in found
        for ask_for in (client.get, client.post)
        if ask_for(url, follow=True).status_code != 404
    ]

    assert len(found) > 15
    assert opened == []
    assert QuestionBank.objects.count() == BankQuestion.objects.count() == 1


def test_a_trainer_opens_what_she_keeps(client, programme, trainer):
    question = banks.question(banks.bank(programme))

    for model, row in (("questionbank", question.bank), ("bankquestion", question)):
        for name in ("edit", "usage", "history"):
            assert client.get(address(model, name, row.pk)).status_code == 200, (model, name)


@pytest.mark.parametrize("model", ["questionbank", "bankquestion"])
def test_lists_show_ones_own_alone(client, programme, trainer, model):
    write.programme("OTHER")
    foreign = banks.bank(Programme.objects.get(code="OTHER"), title="Étrangère")
    banks.question(foreign, write.true_false("Question étrangère"))
    banks.question(banks.bank(programme, title="La mienne"), write.true_false("Question mienne"))

    chooser = reverse(f"wagtailsnippetchoosers_content_{model}:choose")
    for url in (address(model, "list"), address(model, "list_results"), chooser):
        shown = words(client.get(url))
        assert "mienne" in shown, url
        assert "trang" not in shown, url


def test_a_bank_is_made_for_a_programme_that_one_teaches(client, programme, trainer):
    write.programme("OTHER")
    other = Programme.objects.get(code="OTHER")

    refused = client.post(address("questionbank", "add"), {"title": "Prix", "programme": other.pk})
    client.post(address("questionbank", "add"), {"title": "Prix", "programme": programme.pk})

    assert "Select a valid choice." in words(refused)
    assert [bank.programme for bank in QuestionBank.objects.all()] == [programme]


def test_a_question_is_written_into_ones_own_bank_alone(client, programme, trainer):
    write.programme("OTHER")
    foreign = banks.bank(Programme.objects.get(code="OTHER"))
    question = banks.question(banks.bank(programme))

    shown = words(client.get(address("bankquestion", "edit", question.pk)))

    choice = shown.partition('name="bank"')[2].partition("</select>")[0]
    assert f'<option value="{foreign.pk}"' not in choice
    assert f'<option value="{question.bank_id}" selected' in choice


def test_a_learner_sees_no_bank(client, programme):
    client.force_login(PersonFactory())

    assert client.get(address("questionbank", "list"), follow=True).status_code == 403


def test_a_translation_asks_for_words_alone(client, programme, trainer):
    question = banks.question(banks.bank(programme))
    english = banks.translate(question, "en", text="Each member has one vote.")

    shown = words(client.get(address("bankquestion", "edit", english.pk)))

    assert "Each member has one vote." in shown
    assert 'name="difficulty"' not in shown
    assert 'name="bank"' not in shown


def test_a_question_is_listed_by_its_first_words(programme):
    question = banks.question(banks.bank(programme), write.true_false("mot " * 60))

    assert question.name.startswith("mot mot")
    assert len(question.name) == 150


# What is drawn


def test_a_quiz_prints_what_it_can_draw_and_how_many(programme):
    bank = banks.bank(programme)
    prices = [banks.question(bank, tags=["Prix"]) for _n in range(3)]
    banks.question(bank, tags=["autre"])
    banks.question(bank, tags=["Prix"], difficulty=3)
    own = write.number()
    page = quiz_of(programme, own, banks.draw(bank, 2, tags="PRIX, coûts", difficulty="2"))

    activity = release(page)

    pool = [question.block.id for question in prices]
    assert activity.rules["draws"] == [{"pool": pool, "number": 2}]
    asked = [question["id"] for question in activity.texts.get().questions]
    assert asked == [own["id"], *pool]
    assert set(activity.answer_key) == set(asked)


def test_drafts_are_not_drawn(programme):
    bank = banks.bank(programme)
    banks.question(bank)
    banks.question(bank).unpublish()

    pool = release(quiz_of(programme, banks.draw(bank))).rules["draws"][0]["pool"]

    assert len(pool) == 1


def test_a_drawn_question_comes_in_the_language_of_the_quiz_with_all_accepted_texts(programme):
    bank = banks.bank(programme)
    question = banks.question(bank, ask.short("La trésorière"))
    banks.translate(question, "en", text="Who keeps the cash?", accepted="the treasurer")
    page = quiz_of(programme, banks.draw(bank), languages=["en"])

    activity = release(page)

    english = activity.texts.get(language="en").questions[0]
    assert (english["text"], "language" in english) == ("Who keeps the cash?", False)
    assert activity.answer_key[english["id"]]["accepted"] == ["La trésorière", "the treasurer"]


def test_a_drawn_question_without_translation_keeps_its_words_and_says_their_language(programme):
    bank = banks.bank(programme)
    banks.question(bank, write.true_false("Une voix chacune."))
    page = quiz_of(programme, banks.draw(bank), languages=["en"])

    assert ("untranslated_draw", "en") in codes(page)
    activity = release(page)

    english = activity.texts.get(language="en").questions[0]
    assert (english["text"], english["language"]) == ("Une voix chacune.", "fr")
    assert activity.edition.languages == ["fr"]


def test_asking_for_more_than_there_is_is_refused(programme):
    bank = banks.bank(programme)
    banks.question(bank)
    page = quiz_of(programme, banks.draw(bank, 2))

    remark = release_report(page, store=files.edition_name).errors[0]

    assert remark.finding.sentence == (
        "A draw asks for 2 questions, but the bank has only 1 that fit."
    )


def test_two_quizzes_draw_the_same_question(programme):
    bank = banks.bank(programme)
    banks.question(bank)
    page = quiz_of(programme, banks.draw(bank))
    write.add(page.get_children().get(), write.quiz(banks.draw(bank), title="Encore"))

    assert release_report(page, store=files.edition_name).errors == []


def test_two_draws_of_a_quiz_never_take_the_same_question(programme):
    bank = banks.bank(programme)
    for _n in range(3):
        banks.question(bank)
    page = quiz_of(programme, banks.draw(bank, 1), banks.draw(bank, 1))

    assert ("too_few_to_draw", "") in codes(page)


def test_the_bank_of_another_programme_is_refused(programme):
    write.programme("OTHER")
    foreign = banks.bank(Programme.objects.get(code="OTHER"))
    banks.question(foreign)

    assert ("foreign_bank", "fr") in codes(quiz_of(programme, banks.draw(foreign)))


def test_a_bank_that_was_deleted_is_refused(programme):
    bank = banks.bank(programme)
    page = quiz_of(programme, write.number(), banks.draw(bank))
    bank.delete()

    assert ("no_bank", "fr") in codes(page)


def test_reading_draws_costs_the_same_for_any_number_of_questions(
    programme, django_assert_num_queries
):
    few, many = banks.bank(programme), banks.bank(programme, title="Beaucoup")
    banks.question(few, tags=["a"])
    for _n in range(3):
        banks.translate(banks.question(many, tags=["a", "b"]), "en")
    small = quiz_of(programme, banks.draw(few))
    large = quiz_of(programme, *[banks.draw(many) for _n in range(3)], code="C-2")
    release_report(small, store=files.edition_name)

    with django_assert_num_queries(22):
        release_report(small, store=files.edition_name)
    with django_assert_num_queries(22):
        release_report(large, store=files.edition_name)


def test_the_page_of_a_quiz_says_what_it_draws(programme):
    bank = banks.bank(programme)
    quiz = QuizPage(title="Q", questions=[banks.draw(bank, 3)])

    assert [block.value["number"] for block in quiz.draw_blocks] == [3]
    assert quiz.question_blocks == []


DRAWS = st.lists(
    st.builds(
        drawing.Draw,
        bank=st.integers(1, 2),
        number=st.integers(1, 3),
        tags=st.frozensets(st.sampled_from("ab")),
        difficulty=st.sampled_from([None, 1, 2]),
    ),
    max_size=4,
)
CANDIDATES = st.lists(
    st.builds(
        drawing.Candidate,
        key=st.uuids(),
        bank=st.integers(1, 2),
        difficulty=st.integers(1, 3),
        tags=st.frozensets(st.sampled_from("abc")),
    ),
    max_size=8,
)


@given(DRAWS, CANDIDATES)
def test_pools_share_no_question_and_leave_none_that_fits(draws, candidates):
    pools = drawing.pools(draws, candidates)

    taken = [key for pool in pools for key in pool]
    assert len(taken) == len(set(taken))
    fitting = {c.key for c in candidates if any(draw.takes(c) for draw in draws)}
    assert set(taken) == fitting
