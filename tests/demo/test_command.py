"""What somebody reads who starts the demonstration."""

import subprocess
import sys

from django.conf import settings

from lms.demo.management.commands import demo


def test_the_welcome_names_a_python_that_has_what_it_needs():
    assert f"{sys.executable} manage.py demo --code" in demo.welcome(8000)


def test_a_python_without_the_libraries_is_told_which_one_to_use():
    # -S leaves the installed libraries out.
    started = subprocess.run(
        [sys.executable, "-S", "manage.py", "check"],
        cwd=settings.BASE_DIR,
        env={},
        capture_output=True,
        text=True,
        check=False,
    )

    assert started.returncode == 1
    assert ".venv/bin/python manage.py" in started.stderr
    assert "Traceback" not in started.stderr


def test_only_the_worker_sees_the_keys():
    seen = {name: own["LMS_KEYS"] for name, (_arguments, own) in demo.commands(8000).items()}

    assert seen == {"web": "", "worker": str(settings.KEYS_DIR), "beat": ""}
    assert seen["worker"]


def test_what_is_issued_while_loading_names_the_address_that_will_answer(settings, monkeypatch):
    settings.DEBUG = True
    monkeypatch.setattr(demo.connection, "vendor", "sqlite", raising=False)
    monkeypatch.setattr(demo.processes, "check_free", lambda host, port: None)
    named = []
    for step in ("prepare", "run"):
        monkeypatch.setattr(
            demo.Command, step, lambda command, argument: named.append(settings.SITE_ADDRESS)
        )

    demo.Command().handle(reset=False, code=False, port=8123)

    assert named == ["http://127.0.0.1:8123"] * 2
