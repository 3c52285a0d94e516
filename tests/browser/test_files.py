"""Photos and recordings on a form: lighter before they leave the phone, and heard before they are sent."""

import io

import pytest
from PIL import Image
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PHONE = 390
LEARNER = ("AFRAH", 2)
SIZE = """async (input) => {
    const picture = await createImageBitmap(input.files[0]);
    return [input.files[0].name, picture.width, picture.height];
}"""


@pytest.fixture
def assignment(visit, demo):
    room = demo["room"]
    path = f"/en/learn/courses/{room['other_place']}/assignments/{room['work']}/"
    return visit(LEARNER, path, width=PHONE)


def photo(width, height):
    """A photo as a camera takes it: many colours, many bytes."""
    content = io.BytesIO()
    Image.effect_noise((width, height), 80).convert("RGB").save(content, "PNG")
    return {"name": "my sheet.png", "mimeType": "image/png", "buffer": content.getvalue()}


def test_a_photo_is_made_smaller_on_the_phone(assignment):
    chooser = assignment.locator("input[type=file][data-scale]")
    longest = int(chooser.get_attribute("data-scale"))
    chooser.set_input_files(photo(longest * 2, longest))

    assignment.wait_for_function(
        "() => document.querySelector('[data-scale]').files[0].name.endsWith('.jpg')"
    )
    assert chooser.evaluate(SIZE) == ["my sheet.jpg", longest, longest // 2]


def test_who_is_quicker_than_her_phone_sends_the_small_photo_all_the_same(assignment):
    chooser = assignment.locator("input[type=file][data-scale]")
    longest = int(chooser.get_attribute("data-scale"))
    chooser.set_input_files(photo(longest * 2, longest))
    with assignment.expect_navigation():
        assignment.get_by_role("button", name="Add the files, not yet hand in").tap()

    received = assignment.get_by_role("group", name="Files already here")
    expect(received.get_by_role("checkbox")).to_have_count(1)
    shown = received.get_by_role("img")
    expect(shown).to_have_attribute("alt", "Photo my sheet.jpg")
    shown.scroll_into_view_if_needed()
    assignment.wait_for_function("() => document.querySelector('.upload img').complete")
    assert shown.evaluate("one => one.naturalWidth") == longest


def test_a_learner_records_hears_and_sends_her_voice(assignment):
    chooser = assignment.locator("input[type=file][data-record]")
    controls = assignment.locator(".recorder")
    controls.get_by_role("button", name="Record").tap()
    expect(controls.get_by_role("status")).to_have_text("Recording… speak now.")
    stop = controls.get_by_role("button", name="Stop")
    expect(stop).to_be_focused()
    assignment.wait_for_timeout(500)
    stop.tap()

    expect(controls.get_by_role("status")).to_have_text("Recorded. Listen to it, or record again.")
    expect(controls.locator("audio")).to_be_visible()
    assert chooser.evaluate("input => input.files.length === 1 && input.files[0].size > 0")
    with assignment.expect_navigation():
        assignment.get_by_role("button", name="Add the files, not yet hand in").tap()
    sound = assignment.get_by_role("group", name="Files already here").locator("audio").last
    kept = assignment.request.get(sound.get_attribute("src"))
    assert kept.headers["content-type"].startswith("audio/")
    assert kept.headers["x-content-type-options"] == "nosniff"
