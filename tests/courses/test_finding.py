"""Words looked for in a text, on plain values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses import reading
from courses.finding import snippet, words_of
from lms.core.folding import fold


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", []),
        ("  ,, ", []),
        ("Prix  de REVIENT", ["prix", "de", "revient"]),
        ("prix, prix!", ["prix"]),
        ("التدريب", ["تدريب"]),
        ("والتدريب", ["تدريب"]),
        ("للتعاونية", ["تعاونيه"]),
        ("الى", ["الي"]),
        # Four letters, but nothing but an article and one letter: left as it is.
        ("وال", ["وال"]),
        ("تعاونيّة", ["تعاونيه"]),
        ("100%", ["100"]),
        (" ".join(map(str, range(20))), ["0", "1", "2", "3", "4", "5", "6", "7"]),
    ],
)
def test_a_query_is_folded_word_by_word(query, words):
    assert words_of(query) == words


@pytest.mark.parametrize("query", ["تدريب", "التدريب", "وَالتَّدْرِيب"])
@pytest.mark.parametrize("text", ["هذا تدريب", "هذا التدريب", "هذا التَّدْرِيب"])
def test_training_is_found_with_and_without_its_article(query, text):
    assert all(word in fold(text) for word in words_of(query))
    assert any(piece.hit for piece in snippet(text, words_of(query)))


def test_a_snippet_marks_the_words_as_they_are_written():
    pieces = snippet("Compter le Prix de revient d'un litre.", words_of("prix revient"))

    assert [piece.text for piece in pieces if piece.hit] == ["Prix", "revient"]
    assert "".join(piece.text for piece in pieces) == "Compter le Prix de revient d'un litre."


def test_a_marked_word_keeps_its_vowel_signs():
    hits = [piece.text for piece in snippet("كتاب التَّدْرِيبُ الجديد", ["تدريب"]) if piece.hit]

    assert hits == ["تَّدْرِيبُ"]


def test_a_snippet_of_a_long_text_holds_whole_words_around_the_hit():
    text = "un mot " * 100 + "safran " + "deux mots " * 100

    shown = "".join(piece.text for piece in snippet(text, ["safran"], around=30))

    assert shown == "un mot un mot un mot un mot safran deux mots deux mots"


def test_where_nothing_is_found_the_beginning_is_shown():
    assert "".join(p.text for p in snippet("one two three four", ["five"], around=5)) == "one two"
    assert snippet("", ["five"]) == []


TEXTS = st.text(st.sampled_from("abé ßﷺتدريبلا\u0651\u064e \n'"), max_size=60)


@given(TEXTS, st.text(st.sampled_from("abéتدريبلا "), max_size=8))
def test_a_snippet_is_a_stretch_of_the_text_and_its_hits_are_words_of_the_query(text, query):
    words = words_of(query)
    pieces = snippet(text, words, around=10)

    assert "".join(piece.text for piece in pieces) in text
    assert all(any(word in fold(p.text) for word in words) for p in pieces if p.hit)


# The printed HTML of a lesson

PRINTED = (
    '<p>Un prix &amp; un coût</p><figure class="picture"><img src="/media/a.webp" '
    'srcset="/media/a.webp 640w" alt="Trois femmes &gt; deux" loading="lazy"></figure>'
    '<video controls="" preload="none" src="/media/b.mp4" poster="/media/c.webp"></video>'
    '<audio controls="" preload="none" src="/media/d.mp3"></audio>'
)


def test_words_are_read_without_tags_and_never_run_together():
    assert reading.words("<h2>Prix</h2><p>Un <b>co</b>ût &lt; deux</p>") == "Prix Un coût < deux"
    assert reading.words('<img alt="a > b">text') == "text"


def test_without_pictures_their_descriptions_are_read_and_nothing_is_loaded():
    bare = reading.without_pictures(PRINTED)

    assert '<p class="no-picture">Trois femmes &gt; deux</p>' in bare
    assert ".webp" not in bare
    assert "/media/b.mp4" in bare


def test_recordings_go_on_where_they_were_left():
    html = reading.goes_on(PRINTED, {"/media/d.mp3": 42, "/media/b.mp4": 0, "/media/x.mp3": 9})

    assert 'src="/media/d.mp3#t=42"' in html
    assert html.count("#t=") == 1
