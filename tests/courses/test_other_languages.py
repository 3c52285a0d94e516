"""Titles that are not there in the reader's language stand in another, and the page says in which."""

import copy
import pickle

import pytest
from django.template import Context, Template
from django.urls import reverse
from django.utils import translation

from courses.models.editions import in_reader_language
from tests.factories.courses import CohortFactory, EnrolmentFactory, edition, lesson, quiz
from tests.factories.people import PersonFactory

IN_FRENCH = '<span lang="fr" dir="ltr">Lesson fr</span>'


def shown(texts, reader="ar", given=""):
    with translation.override(reader):
        words = in_reader_language(texts)
        source = "{% load site %}{{ words|in_its_language" + given + " }}"
        return Template(source).render(Context({"words": words}))


def test_words_of_another_language_say_which_one():
    assert shown({"fr": "Les prix"}) == '<span lang="fr" dir="ltr">Les prix</span>'
    assert shown({"ar": "الأسعار"}, "fr") == '<span lang="ar" dir="rtl">الأسعار</span>'


def test_words_in_the_language_of_the_page_stand_alone():
    assert shown({"fr": "Les prix", "ar": "الأسعار"}) == "الأسعار"
    assert shown({"fr": "Les prix"}, given=":'ar'") == "Les prix"
    assert shown({}) == ""


@pytest.mark.parametrize("reader", ["fr", "ar"])
def test_words_are_escaped_once(reader):
    assert "Prix &amp; &lt;b&gt;marges" in shown({"fr": "Prix & <b>marges"}, reader)


def test_what_knows_no_language_stands_alone():
    assert (
        Template("{% load site %}{{ 'Les prix'|in_its_language }}").render(Context()) == "Les prix"
    )


@pytest.mark.parametrize("kept", [copy.deepcopy, lambda words: pickle.loads(pickle.dumps(words))])  # noqa: S301
def test_words_keep_their_language_where_they_are_copied(kept):
    words = kept(in_reader_language({"fr": "Les prix"}))

    assert (words, words.language) == ("Les prix", "fr")


# On the pages


def page(client, name, *args, reader, language="ar"):
    client.force_login(reader)
    with translation.override(language):
        address = reverse(name, args=args)
    return " ".join(client.get(address).content.decode().split())


@pytest.fixture
def enrolment(db):
    printed = edition(lesson(languages=["fr"]), quiz(languages=["fr", "ar"]))
    return EnrolmentFactory(cohort=CohortFactory(edition=printed), learner=PersonFactory())


def test_a_learner_hears_a_french_title_as_french(client, enrolment):
    learner, key = enrolment.learner, enrolment.cohort.edition.activities.first().key

    outline = page(client, "learn:course", enrolment.pk, reader=learner)
    body = page(client, "learn:lesson", enrolment.pk, key, reader=learner)

    assert f">{IN_FRENCH}</a>" in outline
    assert f"<h1>{IN_FRENCH}</h1>" in page(client, "learn:home", reader=learner)
    assert f"<h1>{IN_FRENCH}</h1>" in body
    assert "<title>Lesson fr" in body


def test_a_translated_title_is_not_marked(client, enrolment):
    outline = page(client, "learn:course", enrolment.pk, reader=enrolment.learner)
    in_french = page(client, "learn:course", enrolment.pk, reader=enrolment.learner, language="fr")

    assert "Quiz ar" in outline
    assert ">Quiz ar</span>" not in outline
    assert "Lesson fr" in in_french
    assert '<span lang="fr"' not in in_french


def test_a_trainer_hears_a_french_title_as_french(client, enrolment):
    cohort = enrolment.cohort
    cohort.trainers.add(trainer := PersonFactory())
    key = cohort.edition.activities.first().key

    assert f">{IN_FRENCH}</a>" in page(client, "teach:cohort", cohort.pk, reader=trainer)
    assert f">{IN_FRENCH}</a>" in page(client, "teach:progress", cohort.pk, reader=trainer)
    assert f"<h1>{IN_FRENCH}</h1>" in page(client, "teach:lesson", cohort.pk, key, reader=trainer)
