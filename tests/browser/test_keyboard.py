"""Without a mouse: a whole quiz and the attendance of a training day, by the names a screen reader says."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

MOST_STOPS = 120
"""So many presses of Tab pass every control of a page at least once."""
LINES = ["Count en", "Write en", "Sign en", "Lock away en"]
PAIRS = {
    "Cash en": "Money in the box en",
    "Surplus en": "What is left at the end en",
    "Share en": "What a member paid in en",
}


def test_a_whole_quiz_is_done_with_the_keyboard(visit, demo):
    room = demo["room"]
    page = visit(("AFRAH", 1), f"/en/learn/courses/{room['place']}/quizzes/{room['by_keyboard']}/")
    hand_in = page.get_by_role("button", name="Hand in")
    press(page, hand_in)
    what_is_missing_is_tied_to_its_field(page)

    choose(page, page.get_by_role("radio", name="In a book en"))
    press(page, page.get_by_role("checkbox", name="Women en"), "Space")
    press(page, page.get_by_role("checkbox", name="Men en", exact=True), "Space")
    choose(page, page.get_by_role("radio", name="True en"))
    write(page, page.get_by_role("textbox", name="4. Question number en"), "12.5")
    write(page, page.get_by_role("textbox", name="5. Question short en"), "Le registre")
    for line, target in PAIRS.items():
        write(page, page.get_by_role("combobox", name=line), target)
    put_in_order(page)
    write(page, page.get_by_role("combobox", name="Gap 1 of 2"), "members en")
    write(page, page.get_by_role("textbox", name="Gap 2 of 2"), "board")
    press(page, hand_in)

    page.wait_for_url("**/learn/results/**")
    expect(page.get_by_role("heading", name="You have passed")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("100%")


def test_the_attendance_of_three_is_taken_with_the_keyboard(visit, demo):
    room = demo["room"]
    page = visit("trainer", f"/en/teach/days/{room['day']}/am/")
    marks = dict(zip(room["names"], ["present", "late", "absent"], strict=True))
    for name, presence in marks.items():
        choose(page, page.get_by_role("radio", name=f"{name}: {presence}"))
    expect(page.get_by_role("main").get_by_role("status").first).to_contain_text("no mark 0")
    with page.expect_navigation():
        press(page, page.get_by_role("button", name="Store the marks"))

    page.goto(f"/en/teach/days/{room['day']}/am/")
    for name, presence in marks.items():
        expect(page.get_by_role("radio", name=f"{name}: {presence}")).to_be_checked()


def test_who_stores_no_mark_is_told_and_one_of_three_can_be_stored(visit, demo):
    room = demo["room"]
    page = visit("trainer", f"/en/teach/days/{room['day']}/pm/")
    store = page.get_by_role("button", name="Store the marks")
    with page.expect_navigation():
        press(page, store)
    expect(page.get_by_text("Nobody was marked yet")).to_be_visible()

    choose(page, page.get_by_role("radio", name=f"{room['names'][0]}: late"))
    with page.expect_navigation():
        press(page, store)
    expect(page.get_by_text("1 mark is stored.")).to_be_visible()
    expect(page.get_by_role("radio", name=f"{room['names'][0]}: late")).to_be_checked()
    expect(page.locator(".tally")).to_contain_text("no mark 2")


def what_is_missing_is_tied_to_its_field(page):
    """The summary has the focus and leads to each question, which says by itself what is wrong with it."""
    expect(page.get_by_role("alert")).to_be_focused()
    number = page.get_by_role("textbox", name="4. Question number en")
    expect(number).to_have_attribute("aria-invalid", "true")
    expect(number).to_have_accessible_description(re.compile("Write a number"))
    pairs = page.get_by_role("group", name="6. Question matching en")
    expect(pairs).to_have_accessible_description(re.compile("Choose something for each line"))

    press(page, page.get_by_role("link", name="Question 4", exact=True))
    expect(number).to_be_focused()


def put_in_order(page):
    """Each line to the top, the last one first."""
    for line in reversed(LINES):
        up = page.get_by_role("button", name=f"Move up: {line}")
        for _place in LINES:
            press(page, up)
    for number, line in enumerate(LINES, 1):
        expect(page.get_by_role("combobox", name=line, exact=True)).to_have_value(str(number))


def press(page, control, key="Enter"):
    walk_to(page, control)
    page.keyboard.press(key)


def write(page, control, words):
    """Into a field, or to the option of a list that begins so."""
    walk_to(page, control)
    page.keyboard.type(words)


def choose(page, radio):
    """One Tab stop for the whole group; within it the arrows go on."""
    group = radio.evaluate("radio => radio.name")
    walk(page, f"document.activeElement.name === '{group}'")
    page.keyboard.press("Space")
    for _option in range(radio.evaluate("radio => radio.form.elements[radio.name].length")):
        if radio.is_checked():
            return
        page.keyboard.press("ArrowDown")
    expect(radio).to_be_checked()


def walk_to(page, control):
    """Tab until the control has the focus."""
    place = control.evaluate("one => [...document.querySelectorAll('*')].indexOf(one)")
    walk(page, f"document.querySelectorAll('*')[{place}] === document.activeElement")


def walk(page, arrived):
    for _stop in range(MOST_STOPS):
        if page.evaluate(arrived):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab never gets there: {arrived}")
