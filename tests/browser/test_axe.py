"""What a screen reader's checker says against the pages people learn on: nothing.

Each part of the product adds its own pages; ``{place}`` and the like are filled from what the demonstration knows.
"""

from itertools import pairwise

import pytest
from playwright.sync_api import expect

from tests.browser.axe import faults
from tests.browser.looks import cut_off, too_faint, too_small, too_wide
from tests.factories.courses import QUESTION

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

LEARNER, TRAINER = ("AFRAH", 1), "trainer"
COURSE, COHORT = "/learn/courses/{place}/", "/teach/{cohort}/"
OF_A_LEARNER = {
    "home": "/learn/",
    "course": COURSE,
    "lesson": COURSE + "lessons/{lesson}/",
    "lesson of the demonstration": "/learn/courses/{demo_place}/lessons/{other_lesson}/",
    "questions under a lesson": COURSE + "lessons/{lesson}/questions/",
    "group lesson": COURSE + "lessons/{lesson}/group/",
    "note": COURSE + "lessons/{lesson}/note/",
    "module on paper": "/learn/courses/{demo_place}/modules/{other_module}/print/",
    "quiz of every kind": COURSE + "quizzes/{every_kind}/",
    "one question": "/learn/attempts/{attempt}/7/",
    "overview": "/learn/attempts/{attempt}/overview/",
    "result": "/learn/results/{result}/",
    "assignment": COURSE + "assignments/{work}/",
    "marks": COURSE + "marks/",
    "contest a mark": "/learn/contests/attempt/{uncontested}/",
    "workshop": COURSE + "workshops/{workshop}/",
    "survey": COURSE + "surveys/{survey}/",
    "search": "/learn/search/?q=prix",
    "bookmarks": "/learn/bookmarks/",
    "notes": "/learn/notes/",
    "messages": "/learn/messages/",
    "news": "/news/",
    "choices of news": "/news/choices/",
}
OF_A_TRAINER = {
    "teaching": "/teach/",
    "me": "/me/",
    "cohort": COHORT,
    "learner": COHORT + "{place}/",
    "prior learning": COHORT + "{place}/prior/",
    "roster": COHORT + "roster/",
    "add one": COHORT + "roster/one/",
    "trainers": COHORT + "trainers/",
    "dates": COHORT + "dates/",
    "messages to a cohort": COHORT + "messages/",
    "questions of a cohort": COHORT + "questions/",
    "training days": COHORT + "days/",
    "training day": "/teach/days/{day}/",
    "attendance": "/teach/days/{day}/am/",
    "sheet": "/teach/days/{day}/sheet/",
    "report": COHORT + "workshops/{workshop}/report/",
    "survey of a cohort": COHORT + "surveys/{survey}/",
    "to be marked": "/teach/marking/",
    "review": "/teach/marking/work/{submission}/",
    "answers to mark": "/teach/marking/answers/{waits}/",
    "contested mark": "/teach/marking/contests/{contest}/",
    "more time or tries": COHORT + "{place}/more/",
    "gradebook": COHORT + "grades/",
    "grade": COHORT + "grades/{place}/{work}/",
    "progress": COHORT + "progress/",
    "items": COHORT + "quizzes/{quiz}/figures/",
    "what they learned": COHORT + "gain/",
    "lesson as its trainer reads it": COHORT + "lessons/{lesson}/",
    "quiz as its trainer reads it": COHORT + "lessons/{every_kind}/",
    "assignment as its trainer reads it": COHORT + "lessons/{work}/",
    "workshop as its trainer reads it": COHORT + "lessons/{workshop}/",
    "survey as its trainer reads it": COHORT + "lessons/{survey}/",
    "correct an answer key": COHORT + "lessons/{quiz}/questions/{question}/",
    "search in a course": COHORT + "search/?q=body",
    "lesson with a group": COHORT + "lessons/{lesson}/group/",
    "new code": COHORT + "code/",
    "withdraw": COHORT + "{place}/withdraw/",
    "move a learner": COHORT + "{place}/move/",
    "open a cohort": "/teach/open/",
    "plan a training day": COHORT + "workshops/{workshop}/plan/",
    "change a training day": "/teach/days/{day}/change/",
    "cancel a training day": "/teach/days/{day}/cancel/",
    "somebody not on the list": "/teach/days/{day}/am/walk-in/",
    "editions": COHORT + "editions/",
    "compare": COHORT + "editions/2/",
    "compare a lesson": COHORT + "editions/2/{lesson}/",
    "move": COHORT + "editions/2/move/",
}
OF_A_MANAGER = {"what was sent": "/news/log/"}
FILE, CERTIFICATE = "/certification/files/{%s}/", "/certification/credentials/{%s}/"
OF_A_CERTIFIER = {
    "desk": "/certification/desk/",
    "desk, filtered": "/certification/desk/?show=decided&scheme={scheme}",
    "open files": "/certification/schemes/{scheme}/people/",
    "file": FILE % "to_read",
    "file given back": FILE % "asked_for_more",
    "records": FILE % "to_read" + "records/2/",
    "ask for more": FILE % "to_read" + "ask-for-more/",
    "name told by phone": FILE % "unheard" + "name-heard/",
    "pause": FILE % "unheard" + "pause/",
    "lists of files": "/certification/lists/",
    "list of files": "/certification/lists/{list}/",
    "register of certificates": "/certification/register/",
    "certificate": CERTIFICATE % "asked_about",
    "files of a certificate": CERTIFICATE % "asked_about" + "files/",
    "correct": CERTIFICATE % "asked_about" + "replace/",
    "suspend": CERTIFICATE % "asked_about" + "propose/suspended/",
    "withdraw": CERTIFICATE % "asked_about" + "propose/revoked/",
    "answer a holder": "/certification/requests/{request}/answer/",
    "figures of certification": "/certification/figures/",
    "to watch and to judge": "/certification/observing/",
}
OF_A_MASTER_TRAINER = {
    "my certificates": "/certification/mine/",
    "my certificate": CERTIFICATE % "master",
    "ask for a correction": CERTIFICATE % "master" + "ask/correction/",
    "to watch and to judge": "/certification/observing/",
    "grid": FILE % "to_grid" + "observe/",
    "what was seen": "/certification/observations/{to_countersign}/",
    "recommend": FILE % "to_recommend" + "state/2/",
}
OF_A_CANDIDATE = {
    "my files": "/certification/mine/",
    "my file": FILE % "asked_for_more",
    "my name": FILE % "asked_for_more" + "name/",
    "take my file back": FILE % "asked_for_more" + "withdraw/",
    "countersign": "/certification/observations/{to_countersign}/",
}
OF_A_STRANGER = {
    "check": "/verify/",
    "check a file": "/verify/file/",
    "genuine": "/v/{code}/",
    "private": "/v/{private}/",
    "register": "/register/",
    "log": "/log/",
}
PAGES = {
    LEARNER: OF_A_LEARNER,
    TRAINER: OF_A_TRAINER,
    "manager": OF_A_MANAGER,
    "certifier": OF_A_CERTIFIER,
    "trainer3": OF_A_MASTER_TRAINER,
    "trainer2": OF_A_CANDIDATE,
}
IN_THE_ADMIN = {
    "schemes": "/cms/certification-rules/",
    "version of a scheme": "/cms/certification-rules/versions/{draft_version}/",
    "words of a version": "/cms/certification-rules/versions/{draft_version}/words/",
    "requirement": "/cms/certification-rules/versions/{draft_version}/add/observed_delivery/",
    "templates": "/cms/certification_templates/",
    "editor of a template": "/cms/certification_template_versions/edit/{template_draft}/",
    "marks": "/cms/certification_marks/new/",
    "permission of a mark": "/cms/certification_mark_permissions/new/",
}
AS_HELD = {"fr": 390, "ar": 1280}
"""In French on a phone, in Arabic at a desk."""

HEADINGS = """[...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
    .filter((one) => one.checkVisibility()).map((one) => Number(one.tagName[1]))"""


@pytest.fixture
def known(demo):
    return {
        **demo["room"],
        **demo["desk"],
        "question": QUESTION,
        "demo_place": demo["places"]["AFRAH 1"],
        "other_lesson": demo["lessons"][1],
        "other_module": demo["modules"][0],
    }


NAMES = ["learner", "trainer", "manager", "certifier", "master trainer", "candidate"]


@pytest.mark.parametrize("who", PAGES, ids=NAMES)
@pytest.mark.parametrize("language", AS_HELD)
def test_axe_finds_nothing(visit, known, who, language):
    page = visit(who, f"/{language}/", width=AS_HELD[language])
    found = {
        name: wrong_with(page, f"/{language}{path.format(**known)}")
        for name, path in PAGES[who].items()
    }

    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("language", AS_HELD)
def test_axe_finds_nothing_on_what_strangers_open(visit, known, language):
    page = visit(None, f"/verify/?lang={language}", width=AS_HELD[language])
    found = {
        name: wrong_with(page, f"{path.format(**known)}?lang={language}")
        for name, path in OF_A_STRANGER.items()
    }

    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_axe_finds_nothing_in_our_part_of_the_admin(visit, known):
    page = visit("admin", "/cms/")
    found = {}
    for name, path in IN_THE_ADMIN.items():
        assert page.goto(path.format(**known)).status == 200, name
        found[name] = [*faults(page, "main"), *cut_off(page)]

    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def wrong_with(page, address):
    """Open a page with all that is folded away, and what is to be said against it."""
    reply = page.goto(address)
    assert (address, reply.status, reply.request.redirected_from) == (address, 200, None)
    page.evaluate("document.querySelectorAll('details').forEach(one => (one.open = true))")
    small = too_small(page) if page.viewport_size["width"] == AS_HELD["fr"] else []
    return [
        *faults(page),
        *wrong_levels(page.evaluate(HEADINGS)),
        *too_wide(page),
        *too_faint(page),
        *small,
    ]


def wrong_levels(levels):
    """What is wrong with the headings of a page: not one title, or a level left out on the way down."""
    titles = [] if levels.count(1) == 1 else [f"{levels.count(1)} titles"]
    return titles + [f"h{one}, then h{other}" for one, other in pairwise(levels) if other > one + 1]


def test_a_lesson_goes_on_where_it_was_left(visit, known, demo):
    lesson = f"/en/learn/courses/{known['demo_place']}/lessons/{demo['lessons'][2]}/"
    page = visit(LEARNER, lesson, width=390)
    page.locator("[data-part]").last.scroll_into_view_if_needed()
    page.mouse.wheel(0, 2000)
    with page.expect_response("**/place/") as told:
        page.evaluate("dispatchEvent(new Event('pagehide'))")
    assert told.value.status == 204

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
