"""What field tools have failed at, as far as only a browser shows it: each test is named by the rule.

The other rows of the list stand in tests/mentoring/test_failures_users_report.py.
"""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PHONE = 390
SUMMARY = "What you worked on"
KEPT = "Object.keys(localStorage).filter(key => key.startsWith('kept:')).length"


def log_form(visit, demo, code="ANZAL"):
    return visit("mentor", log_path(demo, code), width=PHONE)


def log_path(demo, code="ANZAL"):
    return f"/en/mentoring/engagements/{demo['engagements'][code]}/log/"


def test_a_phone_deletes_only_after_the_servers_receipt(visit, demo):
    page = log_form(visit, demo)
    page.get_by_label(SUMMARY).fill("How to call an assembly.")
    page.context.set_offline(True)
    page.get_by_role("button", name="Save the session").tap()
    page.wait_for_timeout(300)
    page.context.set_offline(False)

    page.goto(log_path(demo))
    expect(page.get_by_label(SUMMARY)).to_have_value("How to call an assembly.")
    page.get_by_label("Guests, women").fill("2")
    page.get_by_text("Governance", exact=True).tap()
    page.get_by_text("We agreed on no action this time.").tap()
    page.get_by_role("button", name="Save the session").tap()
    page.wait_for_url("**/mentoring/sessions/*/")

    assert page.evaluate(KEPT) == 0


def test_a_draft_goes_to_the_server_once_online_and_is_resumed_on_another_phone(visit, demo):
    page = log_form(visit, demo, "ZAAFRAN")
    page.get_by_label(SUMMARY).fill("Begun on the first phone.")
    page.get_by_label("Private note").fill("She said so in tears.")
    expect(page.get_by_text("Also kept with us")).to_be_visible()

    other = log_form(visit, demo, "ZAAFRAN")
    expect(other.get_by_role("heading", name="You have begun already")).to_be_visible()
    assert "in tears" not in other.content()
    other.get_by_role("link", name="Go on with it").tap()
    expect(other.get_by_label(SUMMARY)).to_have_value("Begun on the first phone.")
    expect(other.get_by_label("Private note")).to_have_value("")

    other.goto(log_path(demo, "ZAAFRAN"))
    other.get_by_role("button", name="Throw it away").tap()
    expect(other.get_by_label(SUMMARY)).to_have_value("")


def test_what_comes_back_is_said_with_its_date_and_cooperative_and_can_be_discarded(visit, demo):
    page = log_form(visit, demo)
    page.get_by_label(SUMMARY).fill("An older draft.")
    page.reload()

    offer = page.locator("[data-kept]")
    expect(offer).to_contain_text("on this phone is here again:")
    expect(offer.locator("b")).to_have_text(re.compile(r"20\d\d"))
    offer.get_by_role("button", name="Throw it away").tap()
    expect(page.get_by_label(SUMMARY)).to_have_value("")
    assert page.evaluate(KEPT) == 0


def test_unsent_items_are_counted_on_every_screen_and_a_warning_comes_before_sign_out(visit, demo):
    page = log_form(visit, demo)
    page.get_by_label(SUMMARY).fill("Not sent yet.")
    for path in ("/en/mentoring/", "/en/learn/", "/en/me/"):
        page.goto(path)
        expect(page.locator("[data-unsent]")).to_have_text(
            "Begun on this phone and not sent yet: 1"
        )

    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.get_by_role("button", name="Sign out").tap()
    assert asked == [
        "Something you began on this phone is not sent yet. Sign out all the same?",
    ]
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def test_sending_stops_when_the_server_refuses_and_says_so_in_plain_words(visit, demo):
    page = log_form(visit, demo)
    page.evaluate(
        "() => { window.sent = 0;"
        " window.fetch = async () => { window.sent += 1; return new Response('', { status: 403 }); }; }"
    )
    page.get_by_label(SUMMARY).fill("First")
    expect(page.get_by_text("Kept on this phone only")).to_be_visible()
    for words in ("Second", "Third"):
        page.get_by_label(SUMMARY).fill(words)
        page.wait_for_timeout(3500)

    assert page.evaluate("window.sent") == 1
    assert page.evaluate(KEPT) == 1


def test_a_photo_is_resized_on_the_device_before_it_is_sent(visit, demo):
    page = visit(
        "mentor", f"/en/mentoring/engagements/{demo['engagements']['TAMGHART']}/", width=PHONE
    )
    page.locator("a[href*='/mentoring/sessions/']").first.tap()
    page.get_by_role("link", name="Add a photo").tap()
    chooser = page.locator("input[type=file]")
    picture, content = Image.effect_noise((3200, 2400), 80).convert("RGB"), io.BytesIO()
    picture.save(content, "PNG")
    chooser.set_input_files(
        {"name": "press.png", "mimeType": "image/png", "buffer": content.getvalue()}
    )

    page.wait_for_function(
        "() => document.querySelector('[data-scale]').files[0].name === 'press.jpg'"
    )
    size = chooser.evaluate(
        "async input => { const p = await createImageBitmap(input.files[0]); return [p.width, p.height]; }"
    )
    assert size == [1600, 1200]
