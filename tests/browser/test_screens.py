"""Each main screen as its person holds it: no sideways scrolling, within a thumb's reach, readable by night."""

import pytest

from tests.browser.looks import too_faint, too_small, too_wide

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PHONE, DESK = 390, 1280

# name: who opens it, where, and in which language
SCREENS = {
    "home": (None, "/fr/", "fr"),
    "home-ar": (None, "/ar/", "ar"),
    "sign-in": (None, "/fr/sign-in/", "fr"),
    "sign-in-with-card": (None, "/ar/sign-in/card/", "ar"),
    "learner": (("AFRAH", 1), "/fr/learn/", "fr"),
    "lesson": (("AFRAH", 1), "/fr/learn/courses/{place}/lessons/{lesson}/", "fr"),
    "lesson-ar": (("AFRAH", 1), "/ar/learn/courses/{place}/lessons/{lesson}/", "ar"),
    "quiz": (("AFRAH", 1), "/fr/learn/courses/{place}/quizzes/{quiz}/", "fr"),
    "quiz-ar": (("AFRAH", 1), "/ar/learn/courses/{place}/quizzes/{quiz}/", "ar"),
    "cohort": ("trainer", "/fr/teach/{cohort}/", "fr"),
    "mentors-log": ("mentor", "/fr/mentoring/engagements/{engagement}/log/", "fr"),
    "mentors-log-ar": ("mentor", "/ar/mentoring/engagements/{engagement}/log/", "ar"),
    "mentoring": (("TAMGHART", 1), "/fr/mentoring/", "fr"),
    "engagement": ("mentor", "/ar/mentoring/engagements/{engagement}/", "ar"),
    "certifiers-file": ("certifier", "/fr/certification/files/{file}/", "fr"),
    "register": ("certifier", "/fr/certification/register/", "fr"),
    "certificate": ("certifier", "/fr/certification/credentials/{certificate}/", "fr"),
    "certificate-files": ("certifier", "/ar/certification/credentials/{certificate}/files/", "ar"),
    "achievement": (None, "{achievement}?lang=fr", "fr"),
    "verify": (None, "/verify/?lang=fr", "fr"),
    "verification": (None, "/v/{credential}/?lang=fr", "fr"),
    "verification-ar": (None, "/v/{credential}/?lang=ar", "ar"),
    "verification-withdrawn": (None, "/v/{withdrawn}/?lang=ar", "ar"),
    "verify-file": (None, "/verify/file/?lang=ar", "ar"),
    "public-register": (None, "/register/?lang=fr", "fr"),
    "public-log": (None, "/log/?lang=ar", "ar"),
}


@pytest.fixture
def known(demo):
    """What the addresses of the screens are filled with."""
    return {
        "place": demo["places"]["AFRAH 1"],
        "lesson": demo["lessons"][1],
        "quiz": demo["quizzes"][1],
        "cohort": demo["cohort"],
        "engagement": demo["engagements"]["TAMGHART"],
        "file": demo["file"],
        "credential": demo["credential"],
        "withdrawn": demo["withdrawn"],
        "certificate": demo["certificate"],
        "achievement": demo["achievement"],
    }


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_fits_reads_and_can_be_pressed(visit, known, name):
    who, path, language = SCREENS[name]
    page = visit(who, path.format(**known), width=PHONE)

    html = page.locator("html")
    assert html.get_attribute("lang") == language
    assert html.get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    assert too_small(page) == []
    for width in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": 800})
        assert (too_wide(page), too_faint(page)) == ([], []), width
