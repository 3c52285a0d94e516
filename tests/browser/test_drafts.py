"""What was typed is not lost, what is private is not kept, and none of it is needed to learn."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PHONE = 390


def test_a_closed_page_keeps_what_the_mentor_typed_but_not_her_private_note(visit, demo):
    log = f"/en/mentoring/engagements/{demo['engagements']['ZAAFRAN']}/log/"
    page = visit("mentor", log, width=PHONE)
    page.get_by_text("Phone", exact=True).tap()
    page.get_by_text("Governance", exact=True).tap()
    page.get_by_label("How long").select_option("45")
    page.get_by_label("What you worked on").fill("Who may sign for the cooperative.")
    page.get_by_label("Private note").fill("She does not trust the treasurer.")
    page.close()

    again = page.context.new_page()
    again.goto(log)
    expect(again.get_by_label("Phone", exact=True)).to_be_checked()
    expect(again.get_by_label("Governance")).to_be_checked()
    expect(again.get_by_label("Accounts")).not_to_be_checked()
    expect(again.get_by_label("How long")).to_have_value("45")
    expect(again.get_by_label("What you worked on")).to_have_value(
        "Who may sign for the cooperative."
    )
    expect(again.get_by_label("Private note")).to_have_value("")
    kept = again.evaluate("JSON.stringify([localStorage, sessionStorage])")
    assert "Who may sign" in kept
    assert "treasurer" not in kept


def test_what_is_typed_before_the_script_has_come_stays(visit, demo):
    log = f"/en/mentoring/engagements/{demo['engagements']['ZAAFRAN']}/log/"
    page = visit("mentor", log, width=PHONE)
    page.get_by_label("What you worked on").fill("An older draft.")
    page.get_by_label("How long").select_option("30")
    page.get_by_text("Phone", exact=True).tap()

    on_the_way = []
    page.route(re.compile(r"/forms[^/]*\.js"), lambda route: on_the_way.append(route))
    page.goto(log, wait_until="commit")
    page.get_by_label("What you worked on").fill("What she has just typed.")
    page.locator("label:has([type=radio])").nth(2).tap()
    on_the_way[0].continue_()
    page.wait_for_load_state()

    expect(page.get_by_label("What you worked on")).to_have_value("What she has just typed.")
    expect(page.locator("[type=radio]").nth(2)).to_be_checked()
    expect(page.get_by_label("How long")).to_have_value("30")


def test_what_has_arrived_is_forgotten_on_the_phone(visit, demo):
    lesson = f"/en/learn/courses/{demo['places']['AFRAH 1']}/lessons/{demo['lessons'][0]}/"
    page = visit(("AFRAH", 1), lesson, width=PHONE)
    check = page.locator("section.check").first
    check.get_by_role("radio").first.check()
    assert page.evaluate("localStorage.length") == 1

    check.get_by_role("button", name="Answer").tap()
    expect(check.get_by_role("status")).to_be_visible()
    page.reload()
    expect(page.locator("section.check").first.get_by_role("radio")).to_have_count(0)
    assert page.evaluate("localStorage.length") == 0


def test_without_javascript_a_learner_answers_a_check_and_finishes_a_lesson(visit, demo):
    place, key = demo["places"]["AFRAH 2"], demo["lessons"][5]
    lesson = f"/en/learn/courses/{place}/lessons/{key}/"
    page = visit(("AFRAH", 2), lesson, width=PHONE, java_script_enabled=False)
    check = page.locator("section.check").first
    question = check.get_by_role("radio").first.get_attribute("name")
    check.locator(f"input[value='{demo['right'][question][0]}']").check()
    check.get_by_role("button", name="Answer").tap()
    expect(check.get_by_text("That is right.")).to_be_visible()

    page.get_by_role("button", name=re.compile("^Done")).tap()
    page.wait_for_url(lambda url: key not in url)
    page.goto(f"/en/learn/courses/{place}/")
    expect(page.locator("li.done", has=page.locator(f"a[href*='{key}']"))).to_be_visible()
