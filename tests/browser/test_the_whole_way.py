"""The story of the product by hand, each person in a browser of her own."""

import os
import re
import signal
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PHONE = 390
SUMMARY = "We wrote the cash book together."
SECRET_WORDS = "she fears for her loan"
WHY_WITHDRAWN = "Issued to the wrong person."


def test_from_a_trainers_edit_to_a_strangers_check(visit, demo):
    a_trainer_edits_and_releases(visit, demo["pages"])
    a_learner_completes_the_course_in_two_languages(visit, demo)
    session = a_mentor_logs_on_a_phone(visit, demo["engagements"]["TAMGHART"])
    a_member_confirms_without_seeing_the_note(visit, session)
    file = the_learner_hands_in_her_file(visit)
    public_page = two_certifiers_approve(visit, file, demo["processes"]["worker"])

    stranger = visit(None, public_page, width=PHONE)
    expect(stranger.get_by_role("heading", name="This certificate is genuine")).to_be_visible()
    expect(stranger.get_by_text("Fatima Aït Lahcen")).to_be_visible()
    two_certifiers_withdraw(visit, file)
    stranger.reload()
    expect(stranger.get_by_role("heading", name="no longer counts")).to_be_visible()
    assert WHY_WITHDRAWN not in stranger.content()


def a_trainer_edits_and_releases(visit, pages):
    """In the editor: a new title for a lesson, published; then the release shows it and prints edition 2."""
    page = visit("trainer", f"/cms/pages/{pages['lesson']}/edit/")
    page.locator("input[name=title]").fill("Seule ou ensemble ?")
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish", exact=True).click()
    page.wait_for_url("**/cms/pages/*/")

    page.goto(f"/cms/pages/{pages['course']}/")
    page.get_by_role("button", name="Actions", exact=True).click()
    page.get_by_role("link", name="Release an edition").click()
    expect(page.locator(".changes")).to_contain_text("Working alone, working together (French)")
    page.get_by_role("button", name="Release edition 2").click()
    expect(page.locator(".messages")).to_contain_text("edition 2")
    expect(page.locator("table.listing tbody tr")).to_have_count(2)


def a_learner_completes_the_course_in_two_languages(visit, demo):
    """Nearly through already: a check and the last lesson, and she reads in Arabic that she has done it."""
    course = f"learn/courses/{demo['places']['TAMGHART 1']}/"
    page = visit("learner", f"/en/{course}")
    page.get_by_role("link", name="Continue").click()
    answer_the_quick_check(page, demo["right"])
    lesson = page.url.partition("#")[0]
    page.get_by_role("button", name=re.compile("^Done")).click()
    page.wait_for_url(lambda url: not url.startswith(lesson))
    page.goto(f"/en/{course}")
    expect(page.get_by_text("8 of 8 done")).to_be_visible()
    expect(page.get_by_text("You completed this course")).to_be_visible()

    read_in(page, "ar", "العربية")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("progress").first).to_have_attribute("value", "8")


def read_in(page, code, name):
    page.get_by_role("link", name=name).click()
    page.wait_for_url(f"**/{code}/**")


def answer_the_quick_check(page, right):
    check = page.locator("section.check").first
    choose_the_right_answers(check, right)
    check.get_by_role("button", name="Answer").click()
    expect(check.get_by_text("That is right.")).to_be_visible()


def choose_the_right_answers(part, right):
    questions = part.locator("form[data-keep] :is(input:not([type=hidden]))").evaluate_all(
        "fields => [...new Set(fields.map(field => field.name))]"
    )
    for question in questions:
        for answer in right[question]:
            option = part.locator(f"input[name='{question}'][value='{answer}']")
            if option.count():
                option.check()
            else:
                part.locator(f"input[name='{question}']").fill(answer)


def a_mentor_logs_on_a_phone(visit, engagement):
    """A visit with one agreed action and a private note; returns the session's address."""
    page = visit("mentor", f"/en/mentoring/engagements/{engagement}/log/", width=PHONE)
    page.get_by_text("Accounts", exact=True).tap()
    page.get_by_text("Fatima Aït Lahcen", exact=True).first.tap()
    page.get_by_label("What you worked on").fill(SUMMARY)
    page.get_by_label("What is to be done").first.fill("Write the price list")
    page.get_by_label("Who does it").first.select_option(index=1)
    due = date.today() + timedelta(days=7)  # noqa: DTZ011 - as the device's own calendar
    page.get_by_label("By when").first.fill(due.isoformat())
    page.get_by_label("Private note").fill(SECRET_WORDS)
    page.get_by_role("button", name="Save the session").tap()
    page.wait_for_url("**/mentoring/sessions/*/")
    expect(page.get_by_text(SECRET_WORDS)).to_be_visible()
    return page.url


def a_member_confirms_without_seeing_the_note(visit, session):
    page = visit(("TAMGHART", 1), session, width=PHONE)
    expect(page.get_by_text(SUMMARY)).to_be_visible()
    assert SECRET_WORDS not in page.content()
    page.get_by_role("button", name="Yes, it is true").tap()
    expect(page.get_by_text("Says it is true")).to_be_visible()
    assert SECRET_WORDS not in page.content()


def the_learner_hands_in_her_file(visit):
    """She checks her name as it will be printed and hands in; returns the file's address."""
    page = visit("learner", "/en/certification/mine/", width=PHONE)
    page.get_by_role("link", name="Check my name").tap()
    page.get_by_role("button", name="Yes, this is my name").tap()
    page.get_by_role("button", name="Hand in my file").tap()
    expect(page.get_by_text("You have nothing to do").first).to_be_visible()
    return page.url


def two_certifiers_approve(visit, file, worker):
    """The second agreement issues: progress first, then by itself the number. Returns the public page."""
    first = visit("certifier", file)
    nothing_stands_between(first)
    first.get_by_role("button", name="Grant").click()
    expect(first.get_by_text("Now another certifier looks at the file")).to_be_visible()

    second = visit("certifier2", file)
    nothing_stands_between(second)
    with paused(worker):
        second.get_by_role("button", name="Agree and issue").click()
        expect(second.locator("#issuing progress")).to_have_attribute("value", "0")
    expect(second.locator("#issuing bdi")).to_contain_text("CA-BC-")
    paper = second.get_by_role("link", name="Download the PDF").get_attribute("href")
    assert second.request.get(paper).body().startswith(b"%PDF")
    return second.get_by_role("link", name="See the public page").get_attribute("href")


def nothing_stands_between(page):
    """Each certifier says so before she is shown a decision."""
    page.get_by_label("Nothing stands between me and a fair decision").check()
    page.get_by_role("button", name="Go on").click()


@contextmanager
def paused(process):
    os.kill(process.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(process.pid, signal.SIGCONT)


def two_certifiers_withdraw(visit, file):
    """One proposes, another agrees; alone neither does anything."""
    first = visit("certifier", file)
    first.get_by_role("link", name="Open the certificate").click()
    first.get_by_role("link", name="Withdraw it for good").click()
    first.locator("#main form").get_by_label("it was issued in error").check()
    first.locator("#main textarea").fill(WHY_WITHDRAWN)
    first.locator("#main form button.danger").click()
    expect(first.get_by_text("It happens when another certifier agrees")).to_be_visible()

    second = visit("certifier2", first.url)
    second.get_by_role("button", name="I agree: do it").click()
    expect(second.get_by_text("It is done.")).to_be_visible()
