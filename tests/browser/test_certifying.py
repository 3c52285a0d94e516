"""A stranger's minute and a certifier's day, by hand in a browser."""

import io
import re
import subprocess
import zipfile

import pytest
import zxingcpp
from django.utils import translation
from PIL import Image
from playwright.sync_api import expect

from tests.browser.test_the_whole_way import paused

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PHONE = 390
SCAN = 150
"""Dots per inch of a cheap scanner."""
WATCH_THE_BAR = """() => {
    window.seen = [];
    const note = () => seen.push(document.querySelector("#progress progress").value);
    note();
    new MutationObserver(note).observe(document.querySelector("main"), { childList: true });
}"""
NEEDED = "Quel jour avez-vous fini ?"
ANSWER = "Le lundi suivant, chez ma formatrice."
SEEN = "J'ai vu sa carte."
FORGED = "La feuille du troisième jour est fausse."


def spoken(language):
    """The sentences of the screens in a language."""

    def say(sentence):
        with translation.override(language):
            return translation.gettext(sentence)

    return say


@pytest.mark.parametrize(("language", "script"), [("fr", True), ("fr", False), ("ar", True)])
def test_a_strangers_minute(visit, demo, tmp_path, language, script):
    """She scans the paper, reads the verdict, and asks whether the file she was sent is the one."""
    say, room = spoken(language), demo["desk"]
    paper = downloaded(visit("certifier", f"/en/certification/credentials/{room['asked_about']}/"))
    address = scanned(paper, tmp_path)
    assert address == f"{demo['address']}/V/{room['code']}".upper()

    path = address[len(demo["address"]) :]
    stranger = visit(None, f"{path}?lang={language}", width=PHONE, java_script_enabled=script)
    verdict = say("This certificate is genuine")
    expect(stranger.get_by_role("heading", level=1)).to_have_text(verdict)
    expect(stranger.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
    expect(stranger.get_by_text("Amina El Fassi", exact=True)).to_be_visible()
    stranger.get_by_role("link", name=say("I have it as a file")).tap()

    hand_over(stranger, paper, say("Check the file"))
    expect(stranger.get_by_text(say("Genuine file"), exact=True)).to_be_visible()
    expect(stranger.get_by_text(say("The certificate is valid today."))).to_be_visible()
    hand_over(stranger, paper.replace(b"0", b"1", 1), say("Check the file"))
    expect(stranger.get_by_text(say("Not our file"), exact=True)).to_be_visible()


def downloaded(page):
    link = page.get_by_role("link", name="Download the PDF").get_attribute("href")
    return page.request.get(link).body()


def scanned(paper, folder):
    """What the square code says, read off a picture of the page."""
    (folder / "paper.pdf").write_bytes(paper)
    draw = ["pdftoppm", "-r", str(SCAN), "-png", "-singlefile", "paper.pdf", "page"]
    subprocess.run(draw, cwd=folder, check=True)
    with Image.open(folder / "page.png") as page:
        (found,) = zxingcpp.read_barcodes(page)
    return found.text


def hand_over(page, content, button):
    file = {"name": "certificat.pdf", "mimeType": "application/pdf", "buffer": content}
    page.locator("input[type=file]").set_input_files(file)
    with page.expect_navigation():
        page.get_by_role("button", name=button).tap()


def test_a_file_is_reviewed_given_back_handed_in_again_and_decided_by_two(visit, demo):
    say, path = spoken("fr"), f"/fr/certification/files/{demo['desk']['to_decide']}/"
    first = visit("certifier", "/fr/certification/desk/")
    first.get_by_role("link", name="Rachid Amzil").click()
    nothing_stands_between(first, say)
    first.get_by_role("link", name=say("Ask for more")).click()
    first.locator("#main textarea").first.fill(NEEDED)
    first.get_by_role("button", name=say("Give the file back")).click()
    told = say("The file is back with the candidate, who is told.")
    expect(first.get_by_text(told)).to_be_visible()

    candidate = visit("mentor2", path, width=PHONE)
    expect(candidate.get_by_text(NEEDED)).to_be_visible()
    candidate.locator("#main textarea").fill(ANSWER)
    candidate.get_by_role("button", name=say("Send")).tap()
    candidate.get_by_role("button", name=say("Hand in my file again")).tap()
    expect(candidate.get_by_role("heading", name=say("With the certifiers"))).to_be_visible()

    first.goto(path)
    expect(first.get_by_text(ANSWER)).to_be_visible()
    first.get_by_role("button", name=say("Grant")).click()
    waits = say("You have decided. Now another certifier looks at the file.")
    expect(first.get_by_text(waits)).to_be_visible()
    second = visit("certifier2", path)
    nothing_stands_between(second, say)
    second.get_by_role("button", name=say("Agree and issue")).click()
    expect(second.get_by_role("link", name=say("See the public page"))).to_be_visible()


def nothing_stands_between(page, say):
    page.get_by_label(say("Nothing stands between me and a fair decision")).check()
    page.get_by_role("button", name=say("Go on")).click()


def test_a_list_is_granted_line_by_line_by_two_and_the_bar_moves_by_itself(visit, demo):
    say, many = spoken("fr"), demo["desk"]["many"]
    first = visit("certifier", "/fr/certification/lists/")
    first.get_by_role("button", name=f"{say('List what waits for me')} Tenir la caisse").click()
    tick_and_grant(first, say, many)
    expect(first.get_by_text(f"{many} décisions sont enregistrées.")).to_be_visible()

    second = visit("certifier2", first.url)
    with paused(demo["processes"]["worker"]):
        tick_and_grant(second, say, many)
        expect(second.locator("#progress progress")).to_have_attribute("value", "0")
        second.evaluate(WATCH_THE_BAR)
    take = second.get_by_role("link", name=f"Télécharger {many} certificats")
    expect(take).to_be_visible(timeout=60_000)
    values = second.evaluate("seen")
    assert values == sorted(values)
    assert (values[0], values[-1]) == (0, many)

    archive = second.request.get(take.get_attribute("href")).body()
    with zipfile.ZipFile(io.BytesIO(archive)) as papers:
        assert len(papers.namelist()) == many


def tick_and_grant(page, say, many):
    lines = page.locator("#main table input[type=checkbox]")
    expect(lines).to_have_count(many)
    for line in lines.all():
        line.check()
    nothing = "Nothing stands between me and a fair decision on those I ticked."
    page.get_by_label(say(nothing)).check()
    page.get_by_role("button", name=say("Grant the ticked files")).click()


def test_one_certificate_is_corrected_and_another_withdrawn_by_two(visit, demo):
    say, room = spoken("fr"), demo["desk"]
    first = visit("certifier", f"/fr/certification/credentials/{room['to_correct']}/")
    she_corrects(first, say)
    first.goto(f"/fr/certification/credentials/{room['to_withdraw']}/")
    public = first.get_by_role("link", name=say("See the public page")).get_attribute("href")
    she_proposes_to_withdraw(first, say)
    stranger = visit(None, f"{public}?lang=fr", width=PHONE)
    genuine, over = "This certificate is genuine", "This certificate no longer counts"
    expect(stranger.get_by_role("heading", name=say(genuine))).to_be_visible()

    second = visit("certifier2", first.url)
    expect(second.get_by_text(FORGED)).to_be_visible()
    second.get_by_role("button", name=say("I agree: do it")).click()
    done = "It is done. The public page says so from now on."
    expect(second.get_by_text(say(done))).to_be_visible()
    stranger.reload()
    expect(stranger.get_by_role("heading", name=say(over))).to_be_visible()
    assert FORGED not in stranger.content()


def she_corrects(first, say):
    """The day on the paper is in its calendar already; the new certificate is made by the worker."""
    first.get_by_role("link", name=say("Correct what is printed")).click()
    expect(first.get_by_label(say("Date on the certificate"))).to_have_value(
        re.compile(r"\d{4}-\d\d-\d\d")
    )
    first.get_by_label(say("Name in Latin letters")).fill("Najat Zyani")
    first.get_by_label("correction", exact=True).check()
    first.locator("#main textarea").fill(SEEN)
    first.get_by_role("button", name=say("Look at what changes")).click()
    expect(first.get_by_role("main")).to_contain_text("Najat Zyani")
    first.get_by_role("button", name=say("Issue the corrected certificate")).click()
    expect(first.get_by_text(say("The new certificate is being made."))).to_be_visible()
    expect(first.get_by_text("Najat Zyani").first).to_be_visible()


def she_proposes_to_withdraw(first, say):
    first.get_by_role("link", name=say("Withdraw it for good")).click()
    first.get_by_label("délivré par erreur").check()
    first.locator("#main textarea").fill(FORGED)
    first.get_by_role("button", name=say("Propose the withdrawal")).click()
    expect(first.get_by_text(say("Waiting for the second certifier"))).to_be_visible()


def test_a_grid_filled_in_without_network_is_sent_later_and_countersigned(visit, demo):
    say, room = spoken("fr"), demo["desk"]
    master = visit("trainer3", "/fr/certification/mine/", width=PHONE)
    master.get_by_role("link", name=say("To watch and to judge")).tap()
    master.get_by_role("link", name=f"{say('Watch a training')} Khadija Benslimane").tap()
    grid = f"**/certification/files/{room['to_watch']}/observe/"
    # What the page needs has to be there before the network goes.
    master.wait_for_url(grid, wait_until="networkidle")
    master.context.set_offline(True)
    watch(master, say)
    master.close()

    # Another day, with a network: what she wrote is there.
    master.context.set_offline(False)
    again = master.context.new_page()
    again.goto(f"/fr/certification/files/{room['to_watch']}/observe/")
    expect(again.get_by_label(say("Place"))).to_have_value("Taroudant")
    again.get_by_role("button", name=say("Send the observation")).tap()
    wanted = say("Levels 1 and 4 need an example of what you saw.")
    expect(again.locator(".field.wrong .errorlist")).to_have_text(wanted)
    again.locator(".field.wrong textarea").fill("Chacune a parlé.")
    again.get_by_role("button", name=say("Send the observation")).tap()
    expect(again.get_by_text(say("to be countersigned"))).to_be_visible()

    candidate = visit("mentor", f"/fr/certification/files/{room['to_watch']}/", width=PHONE)
    candidate.get_by_role("link", name=say("Read and countersign")).tap()
    candidate.get_by_label(say("Your answer")).fill("Je commencerai par les plus jeunes.")
    candidate.get_by_role("button", name=say("Countersign"), exact=True).tap()
    told = say("Countersigned. It stays as it is from now on.")
    expect(candidate.get_by_text(told)).to_be_visible()


def watch(page, say):
    """Every line at level 3 but one at the top, which will want an example."""
    page.get_by_label(say("Date of the training")).fill("2026-03-14")
    page.get_by_label(say("Place")).fill("Taroudant")
    page.get_by_label(say("Participants")).fill("18")
    for line in page.locator("fieldset:has([type=radio])").all():
        line.get_by_role("radio").nth(2).check()
    page.locator("fieldset:has([type=radio])").first.get_by_role("radio").nth(3).check()


def test_a_layout_is_saved_in_its_editor_and_looked_at(visit, demo):
    draft = demo["desk"]["template_draft"]
    page = visit("admin", f"/cms/certification_template_versions/edit/{draft}/")
    page.get_by_label("fine lines").check()
    page.get_by_role("button", name="Save the draft").click()
    expect(page.get_by_text("The draft is saved.")).to_be_visible()
    expect(page.get_by_label("fine lines")).to_be_checked()
    specimen = page.get_by_role("link", name="Specimen, العربية").get_attribute("href")
    assert page.request.get(specimen).body().startswith(b"%PDF")
