"""What a screen reader's checker says against the pages people learn on: nothing.

Each part of the product adds its own pages; ``{place}`` and the like are filled from what the demonstration knows.
"""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import faults

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

LEARNER = ("AFRAH", 1)
PAGES = {
    "home": (LEARNER, "/fr/learn/"),
    "home-ar": (LEARNER, "/ar/learn/"),
    "course": (LEARNER, "/fr/learn/courses/{place}/"),
    "lesson": (LEARNER, "/fr/learn/courses/{place}/lessons/{lesson}/"),
    "lesson-ar": (LEARNER, "/ar/learn/courses/{place}/lessons/{lesson}/"),
    "search": (LEARNER, "/fr/learn/search/?q=prix"),
    "bookmarks": (LEARNER, "/fr/learn/bookmarks/"),
    "notes": (LEARNER, "/ar/learn/notes/"),
    "note": (LEARNER, "/fr/learn/courses/{place}/lessons/{lesson}/note/"),
    "module on paper": (LEARNER, "/fr/learn/courses/{place}/modules/{module}/print/"),
    "dates": ("trainer", "/fr/teach/{cohort}/dates/"),
    "prior learning": ("trainer", "/ar/teach/{cohort}/{place}/prior/"),
}


@pytest.fixture
def known(demo):
    return {
        "place": demo["places"]["AFRAH 1"],
        "lesson": demo["lessons"][1],
        "module": demo["modules"][0],
        "cohort": demo["cohort"],
    }


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(visit, known, name, width):
    who, path = PAGES[name]
    page = visit(who, path.format(**known), width=width)

    # What is folded away is read too.
    page.evaluate("document.querySelectorAll('details').forEach(one => (one.open = true))")

    assert faults(page) == []


def test_a_lesson_goes_on_where_it_was_left(visit, known, demo):
    lesson = f"/en/learn/courses/{known['place']}/lessons/{demo['lessons'][2]}/"
    page = visit(LEARNER, lesson, width=390)
    page.locator("[data-part]").last.scroll_into_view_if_needed()
    page.mouse.wheel(0, 2000)
    with page.expect_request("**/place/") as told:
        page.evaluate("dispatchEvent(new Event('pagehide'))")
    assert told.value.method == "POST"

    page.reload()
    expect(page.get_by_role("link", name="Go on where you stopped")).to_be_visible()


def test_what_only_this_phone_has_is_listed_on_the_home_of_its_writer(visit, demo):
    lesson = f"/en/learn/courses/{demo['places']['AFRAH 1']}/lessons/{demo['lessons'][3]}/"
    page = visit(LEARNER, lesson, width=390)
    title = page.get_by_role("heading", level=1).inner_text()
    page.locator("section.check").first.get_by_role("radio").first.check()

    page.goto("/en/learn/")
    waiting = page.get_by_role("region", name="On this phone, not handed in yet")
    expect(waiting.get_by_role("link", name=title)).to_be_visible()

    # Somebody else on the same phone does not read of it.
    page.evaluate(
        """const key = Object.keys(localStorage).find((one) => one.startsWith("kept:"));
        const kept = JSON.parse(localStorage.getItem(key));
        localStorage.setItem(key, JSON.stringify({ ...kept, reader: "0" }))"""
    )
    page.reload()
    expect(waiting).to_be_hidden()
