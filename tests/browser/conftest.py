"""The demonstration as ``manage.py demo`` starts it, and a Chromium in front of it.

Both live for this package only: the browser's event loop has to end before tests that ask a database.
"""

import json
import os
import shutil
import socket
import subprocess
import sys

import pytest
from django.conf import settings
from playwright.sync_api import expect, sync_playwright

from lms.demo import processes
from lms.demo.accounts import CARD_CODE, CARD_SECRET, PASSWORD, second_factor_code
from lms.demo.management.commands.demo import HOST, commands
from lms.people import pins
from tests import tables

PATIENCE = 20_000
"""Milliseconds to wait for something on a page: machines that test are busy."""

BROWSER = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A tone where a person would speak into her phone.
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
]
WITH_SECOND_FACTOR = {"certifier", "certifier2", "manager", "admin"}
PREPARE = "import django; django.setup(); from tests.browser.prepare import main; main()"


@pytest.fixture(scope="package")
def demo(tmp_path_factory):
    """The demonstration with one course, running; gives its address and what its database knows."""
    if not shutil.which("chromium"):
        pytest.skip("Debian's chromium is not on this machine.")
    folder, port = tmp_path_factory.mktemp("demo"), free_port()
    tables.copy_into(folder / "lms.sqlite3")
    environment = {
        "DJANGO_SETTINGS_MODULE": "lms.settings.development",
        "LMS_VAR_DIR": str(folder),
        "LMS_ADDRESS": f"http://{HOST}:{port}",
    }
    loaded = subprocess.run(
        [sys.executable, "-c", PREPARE],
        cwd=settings.BASE_DIR,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    started = processes.start(commands(port), folder / "log", **environment)
    try:
        assert processes.wait_until_answers(HOST, port, started["web"]), (
            folder / "log/web.log"
        ).read_text()
        yield {
            "address": environment["LMS_ADDRESS"],
            "processes": started,
            **json.loads(loaded.stdout),
        }
    finally:
        processes.stop(started)


@pytest.fixture(scope="package")
def chromium(demo):
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=BROWSER)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def keys():
    """The cookies of those who have signed in: a code of the second factor is good once only."""
    return {}


@pytest.fixture
def visit(demo, chromium, keys):
    """``visit(who, path, width=…, **options)`` opens a page in a browser of its own, signed in as somebody.

    ``who`` is a username, a card as (code, number), or None for a stranger. At the end no page may have
    complained: no error on the console, which is also where a refused script or style would be named.
    """
    contexts, complaints = [], []

    def visit(who, path, *, width=1280, **options):
        context = chromium.new_context(
            base_url=demo["address"],
            locale="en-GB",
            viewport={"width": width, "height": 800},
            has_touch=width < 600,
            reduced_motion="reduce",
            **options,
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        context.on("console", lambda said: said.type == "error" and complaints.append(said.text))
        context.on("weberror", lambda said: complaints.append(str(said.error)))
        if who and who not in keys:
            keys[who] = cookies_of(chromium, demo["address"], who)
        if who:
            context.add_cookies(keys[who])
        page = context.new_page()
        page.goto(path)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert complaints == []


def free_port():
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def cookies_of(chromium, address, who):
    """Sign in by hand as somebody, and what the browser then remembers."""
    context = chromium.new_context(base_url=address)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    if isinstance(who, tuple):
        with_card(page, *who)
    else:
        with_password(page, who)
    page.wait_for_url(lambda url: "/sign-in/" not in url)
    cookies = context.cookies()
    context.close()
    return cookies


def with_card(page, code=CARD_CODE, number=1):
    page.goto("/en/sign-in/card/")
    page.get_by_label("Code of the cooperative").fill(code)
    page.get_by_label("Your PIN").fill(pins.write(number, CARD_SECRET))
    page.get_by_role("button", name="Sign in").click()


def with_password(page, username):
    page.goto("/en/sign-in/")
    page.get_by_label("E-mail, phone or username").fill(username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    if username in WITH_SECOND_FACTOR:
        page.get_by_role("heading", name="Second factor").wait_for()
        page.locator("#main input[name=code]").fill(second_factor_code())
        page.get_by_role("button", name="Sign in").click()
