"""A mentor's day on a phone, in French and in Arabic: prepare, diagnose, plan, log, be confirmed, state her days."""

import re
from datetime import date, timedelta

import pytest
from django.utils import translation
from django.utils.translation import gettext as _
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PHONE = 390
SUMMARY = "Nous avons ouvert le livre de caisse."
REASON = "Personne ne note l'argent chaque jour."
SECRET_WORDS = "elle craint pour son crédit"
OBJECTIVE = "Le livre de caisse est tenu chaque soir."
ACTION = "Acheter un livre de caisse"
DAYS = [("fr", "ANZAL", "mentor", "ltr"), ("ar", "KHIDMA", "mentor2", "rtl")]


@pytest.mark.parametrize(("language", "code", "mentor", "direction"), DAYS)
def test_a_mentors_day_on_a_phone(visit, demo, language, code, mentor, direction):
    with translation.override(language):
        page = visit(mentor, f"/{language}/mentoring/week/", width=PHONE)
        expect(page.locator("html")).to_have_attribute("dir", direction)
        engagement = f"/{language}/mentoring/engagements/{demo['engagements'][code]}/"
        expect(page.locator(f"a[href='{engagement}']").first).to_be_visible()

        they_diagnose(page, engagement)
        they_plan(page, engagement)
        session = she_logs(page, engagement)
        fits(page)
        they_confirm(visit, (code, 1), session)
        the_programme_accepts(visit, language, session)
        she_states_her_days(page, language, session)


def press(page, words):
    with page.expect_navigation():
        page.get_by_role("button", name=words, exact=True).tap()


def follow(page, words):
    with page.expect_navigation():
        page.get_by_role("link", name=words, exact=True).first.tap()


def fits(page):
    """Nothing is wider than the phone."""
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE


def they_diagnose(page, engagement):
    """One member scores on the mentor's phone; the group agrees on every axis, with its reason."""
    page.goto(engagement)
    follow(page, _("Diagnostics"))
    follow(page, _("Open a diagnostic"))
    press(page, _("Open it and ask the members"))
    follow(page, _("Pass this phone round"))
    for way in ("main ul.rows a", "main a[href='?here=1']"):
        with page.expect_navigation():
            page.locator(way).first.tap()
    for axis in page.locator("main form section[id^=axis-]").all():
        choose_the_middle(axis)
        if axis.locator("nav a.button:not(.quiet)").count():
            axis.locator("nav a.button:not(.quiet)").tap()
    press(page, _("Send my scores"))
    follow(page, _("End the round"))
    press(page, _("Close the scoring"))
    fits(page)
    with page.expect_navigation():
        page.locator("a[href*='/axes/']").first.tap()
    for _axis in range(8):
        page.locator("textarea[name=reason]").fill(REASON)
        choose_the_middle(page.locator("main form"))
        press(page, _("Save and go on"))
    press(page, _("Finish the diagnostic"))
    expect(page.locator("svg.radar, figure svg").first).to_be_visible()
    fits(page)


def choose(page, name, value=None):
    """Tap the words of a choice, as a finger does: its box is too small to be seen."""
    wanted = f"input[name='{name}']" + (f"[value='{value}']" if value else "")
    box = page.locator(wanted).first
    page.locator(f"label[for='{box.get_attribute('id')}']").tap()
    expect(box).to_be_checked()


def choose_the_middle(part):
    """The third of five levels of every question in view."""
    for label in part.locator("label[for$='_2']").all():
        label.tap()


def they_plan(page, engagement):
    page.goto(engagement)
    follow(page, _("Action plan"))
    follow(page, _("Set an objective"))
    choose(page, "axis", "accounts")
    page.locator("[name=text]").fill(OBJECTIVE)
    press(page, _("Set the objective"))
    follow(page, _("Add an action"))
    page.locator("[name=text]").fill(ACTION)
    page.locator("select[name=owner]").select_option(index=1)
    page.locator("[name=due_on]").fill(in_a_week())
    press(page, _("Add it to the plan"))
    expect(page.get_by_text(ACTION).first).to_be_visible()
    fits(page)


def in_a_week():
    return (date.today() + timedelta(days=7)).isoformat()  # noqa: DTZ011 - as the device's own calendar


def she_logs(page, engagement):
    """One screen; the next meeting at ten; a note for herself alone. Returns the address of the session."""
    page.goto(f"{engagement}log/")
    expect(page.get_by_text(ACTION)).to_be_visible()
    choose(page, "topics", "accounts")
    choose(page, "attendees")
    page.locator("[name=shared_summary]").fill(SUMMARY)
    page.locator("[name=no_actions]").check()
    page.locator("[name=next_on]").fill(in_a_week())
    page.locator("[name=next_at]").fill("10:00")
    page.get_by_text(_("My time besides: getting ready, on the way")).tap()
    page.locator("[name=preparation_minutes]").fill("30")
    page.locator("[name=travel_minutes]").fill("90")
    page.locator("[name=note-text]").fill(SECRET_WORDS)
    fits(page)
    press(page, _("Save the session"))
    page.wait_for_url("**/mentoring/sessions/*/")
    expect(page.get_by_text(SECRET_WORDS)).to_be_visible()
    expect(page.get_by_text(ACTION)).to_be_visible()
    return page.url


def they_confirm(visit, member, session):
    page = visit(member, session, width=PHONE)
    expect(page.get_by_text(SUMMARY)).to_be_visible()
    assert SECRET_WORDS not in page.content()
    press(page, _("Yes, it is true"))
    expect(page.get_by_text(_("Says it is true"))).to_be_visible()
    fits(page)


def the_programme_accepts(visit, language, session):
    page = visit("manager", f"/{language}/mentoring/board/accept/", width=PHONE)
    key = re.search(r"sessions/([^/]+)/", session).group(1)
    expect(page.locator(f"input[name=sessions][value='{key}']")).to_be_checked()
    assert SECRET_WORDS not in page.content()
    press(page, _("Accept what is ticked"))
    page.goto(session)
    expect(page.get_by_text(_("accepted by the programme"), exact=False).first).to_be_visible()


def she_states_her_days(page, language, session):
    today = date.today()  # noqa: DTZ011 - as the device's own calendar
    page.goto(f"/{language}/mentoring/statement/?first={today}&last={today}")
    link = re.sub(r"^https?://[^/]+", "", session)
    expect(page.locator(f"a[href='{link}']")).to_be_visible()
    expect(page.get_by_role("link", name=_("PDF to sign and file"))).to_be_visible()
    assert SECRET_WORDS not in page.content()
    fits(page)
