from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from courses.comparing import GONE, NEW, SAME, compared, plain, sections
from tests.factories.courses import lesson

WORDS = st.lists(st.sampled_from(["la", "coop", "vend", "du", "miel", "argan"]), max_size=15)


def test_words_that_go_and_come_stand_where_they_change():
    assert compared("we sell honey today", "we sell argan oil today") == [
        (SAME, "we sell"),
        (GONE, "honey"),
        (NEW, "argan oil"),
        (SAME, "today"),
    ]


@given(WORDS, WORDS)
def test_what_stays_and_goes_is_the_old_text_and_what_stays_and_comes_the_new(old, new):
    pieces = compared(" ".join(old), " ".join(new))

    def read(*kinds):
        return " ".join(words for kind, words in pieces if kind in kinds).split()

    assert read(SAME, GONE) == old
    assert read(SAME, NEW) == new


def test_tags_are_no_words_and_paragraphs_do_not_run_together():
    assert plain("<p>One</p><p>two &amp; <b>three</b></p>") == "One two & three"


def test_only_what_differs_is_a_section():
    old = lesson().texts[0]
    new = replace(old, parts=[{"html": "<p>Body new</p>"}], feedback={})

    found = sections(old, new)

    assert [section.label for section in found] == ["Text", "Question 1"]
    assert found[0].pieces == [(SAME, "Body"), (GONE, "fr"), (NEW, "new")]


def test_the_same_text_has_no_sections():
    text = lesson().texts[0]

    assert sections(text, text) == []


def test_a_text_that_is_new_comes_as_a_whole():
    [title, *_others] = sections(None, lesson().texts[0])

    assert title.pieces == [(NEW, "Lesson fr")]
