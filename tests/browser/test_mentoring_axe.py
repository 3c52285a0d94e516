"""What a screen reader's checker says against the pages of mentoring: nothing."""

import pytest

from tests.browser.test_axe import AS_HELD, wrong_with

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

COOPERATIVE, ENGAGEMENT = "/cooperatives/{cooperative}/", "/engagements/{engagement}/"
SESSION, DIAGNOSTIC = "/sessions/{session}/", "/diagnostics/{diagnostic}/"
OF_A_MENTOR = {
    "home": "/",
    "week": "/week/",
    "engagement": ENGAGEMENT,
    "log": ENGAGEMENT + "log/",
    "plan a visit": ENGAGEMENT + "visits/new/",
    "agreement": ENGAGEMENT + "agreement/",
    "session": SESSION,
    "time": SESSION + "time/",
    "photo": SESSION + "photos/",
    "plan": COOPERATIVE + "plan/",
    "objective": COOPERATIVE + "objectives/new/",
    "add an action": COOPERATIVE + "actions/new/",
    "action": "/actions/{action}/",
    "overdue": "/overdue/",
    "ladder": COOPERATIVE + "ladder/",
    "diagnostics": COOPERATIVE + "diagnostics/",
    "diagnostic": DIAGNOSTIC,
    "diagnostic on paper": DIAGNOSTIC + "print/",
    "scoring": "/diagnostics/{scoring}/",
    "assemblies": COOPERATIVE + "assemblies/",
    "assembly": COOPERATIVE + "assemblies/new/",
    "concern": COOPERATIVE + "concern/",
    "calendars": "/calendars/",
    "statement": "/statement/?first=2026-01-01&last=2026-12-31",
    "profile": "/profile/",
}
OF_A_MANAGER = {
    "home": "/",
    "board": "/board/",
    "accept": "/board/accept/",
    "unanswered": "/board/unanswered/",
    "undecided": "/board/undecided/",
    "months": "/months/",
    "month": "/months/{month}/",
    "engagement": ENGAGEMENT,
    "propose": "/engagements/new/",
    "looking for a mentor": "/engagements/looking/",
    "candidates": "/engagements/{proposed}/candidates/",
    "change the plan": ENGAGEMENT + "plan/",
    "missions": "/missions/",
    "mission": "/missions/{mission}/",
}
OF_A_MEMBER = {
    "home": "/",
    "engagement": ENGAGEMENT,
    "session": SESSION,
    "plan": COOPERATIVE + "plan/",
    "scores": "/diagnostics/{scoring}/",
    "ladder": COOPERATIVE + "ladder/",
}
OF_AN_ADMINISTRATOR = {
    "tools": "/tools/",
    "ladders": "/ladders/",
    "named persons": "/concerns/contacts/",
    "openings": "/openings/",
}
PAGES = {
    "mentor": OF_A_MENTOR,
    "manager": OF_A_MANAGER,
    ("TAMGHART", 1): OF_A_MEMBER,
    "admin": OF_AN_ADMINISTRATOR,
    "expert": {"missions": "/missions/", "mission": "/missions/{mission}/"},
}


@pytest.mark.parametrize("who", PAGES, ids=["mentor", "manager", "member", "admin", "expert"])
@pytest.mark.parametrize("language", AS_HELD)
def test_axe_finds_nothing(visit, demo, who, language):
    page = visit(who, f"/{language}/mentoring/", width=AS_HELD[language])
    known = demo["mentoring"]
    found = {
        name: wrong_with(page, f"/{language}/mentoring{path.format(**known)}")
        for name, path in PAGES[who].items()
    }

    assert {name: wrong for name, wrong in found.items() if wrong} == {}
