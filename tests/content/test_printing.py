"""Blocks as learners get them: clean, described, light."""

import pytest
from django.core.files.storage import default_storage

from content import files, printing
from courses import reading
from tests.factories import content as write

pytestmark = pytest.mark.django_db


def printed(*blocks, store=files.own_name):
    page = write.lesson(*blocks)
    page.locale = write.home().locale
    return printing.text_of(page, store=store)


def html(*blocks):
    return printed(*blocks).parts[0]["html"]


def test_a_text_keeps_its_headings_lists_and_links_to_the_world():
    source = '<h2>Un</h2><ul><li>a</li></ul><p><a href="https://example.org/">site</a></p>'

    assert html(write.text(source)) == (
        "<h2>Un</h2><ul><li>a</li></ul>"
        '<p><a href="https://example.org/" rel="noopener noreferrer">site</a></p>'
    )


def test_a_link_to_another_page_becomes_its_words_because_pages_move_and_editions_stay():
    source = '<p>Voir <a linktype="page" id="3">la <b>page</b></a> et <a id="2">là</a>.</p>'

    assert html(write.text(source)) == "<p>Voir la <b>page</b> et là.</p>"


def test_nothing_that_could_run_is_printed():
    source = '<p onclick="x()">a<script>x()</script><a href="javascript:x()">b</a></p>'

    assert html(write.text(source)) == "<p>ab</p>"


def test_words_typed_into_a_plain_field_are_not_html():
    assert "<b>" not in html(write.block("key_idea", {"text": "<b>1 < 2</b>"}))
    assert "&lt;b&gt;1 &lt; 2" in html(write.block("key_idea", {"text": "<b>1 < 2</b>"}))


def test_an_image_comes_in_two_widths_with_its_description_and_loads_when_it_is_reached():
    text = printed(write.picture(write.image(1200, 800), "Trois femmes."), store=files.keep)

    shown = text.parts[0]["html"]
    small, large = (default_storage.url(name) for name in text.files)
    assert f'src="{small}"' in shown
    assert f'srcset="{small} 640w, {large} 1024w"' in shown
    assert 'width="640" height="426" alt="Trois femmes." loading="lazy"' in shown
    assert all(name.startswith("editions/") and name.endswith(".webp") for name in text.files)


def test_a_small_image_is_not_blown_up():
    text = printed(write.picture(write.image(300, 200)), store=files.keep)

    assert len(text.files) == 1
    assert 'width="300"' in text.parts[0]["html"]


def test_a_recording_says_its_size_and_loads_only_when_played():
    recording = write.block("audio", {"file": write.document().pk, "transcript": "Bonjour."})

    shown = html(recording)

    assert '<div class="listen"><audio controls="" preload="none" src="' in shown
    assert "22&nbsp;octets" in shown
    assert "<p>Bonjour.</p>" in shown


def test_a_video_has_its_poster():
    film = write.document("film.mp4", b"\x00\x00\x00\x18ftypmp42")
    shown = html(
        write.block("video", {"file": film.pk, "poster": write.image().pk, "transcript": ""})
    )

    assert 'preload="none"' in shown
    assert 'poster="' in shown
    assert "<details" not in shown


def test_what_is_searched_in_a_lesson_is_what_its_author_wrote():
    spoken = {"file": write.document().pk, "transcript": "Bonjour."}
    film = write.document("film.mp4", b"\x00\x00\x00\x18ftypmp42").pk
    seen = {"file": film, "poster": None, "transcript": ""}

    blocks = write.text("<p>Avant.</p>"), write.block("audio", spoken), write.block("video", seen)
    shown = "".join(part["html"] for part in printed(*blocks).parts)
    assert "Regarder" in shown
    assert reading.words(shown) == "Avant. Bonjour."


def test_a_file_is_a_link_that_says_what_it_is():
    paper = write.document("fiche.pdf", b"%PDF-1.7")

    assert ">La fiche (PDF, 8&nbsp;octets)</a>" in html(
        write.block("file", {"file": paper.pk, "title": "La fiche"})
    )


def test_steps_and_activities_are_numbered():
    activity = {"title": "Ensemble", "minutes": 20, "steps": [write.block("item", "Comptez.")]}

    assert '<ol class="numbered"><li>Un</li><li>Deux</li></ol>' in html(write.steps("Un", "Deux"))
    assert "<ol><li>Comptez.</li></ol>" in html(write.block("activity", activity))


def test_the_same_bytes_are_kept_once():
    first, second = write.document("a.mp3"), write.document("b.mp3")

    assert files.keep(first.file) == files.keep(second.file)
