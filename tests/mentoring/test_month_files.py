"""The file of a closed month: the same in another process, and the same as it was when this test was written."""

import hashlib
import io
import json
import os
import subprocess
import sys
import uuid
import zipfile
from datetime import date

import pytest
from django.conf import settings

from lms.core import sheets
from lms.people.choices import Role
from mentoring.actions.amendments import amend_session
from mentoring.actions.months import close_month
from mentoring.models import ClosedMonth, CoachingSession
from mentoring.reports import month_sheets
from mentoring.reports import months as report
from tests.factories.mentoring import CoachingSessionFactory, EngagementFactory
from tests.factories.people import MembershipFactory, appointed

WORDS = {
    "bidi": True,
    "title": "تقرير",
    "sheets": ["أرقام", "حصص", "أوقات", "تصحيحات"],
    "yes": "نعم",
    "no": "لا",
    "country": {"MA": "المغرب"},
    "mode": {"visit": "زيارة"},
    "topic": {"accounts": "الحسابات"},
    "field": {"minutes": "الدقائق"},
    "figure": {
        name: name
        for name in (
            *("figure", "value", "country", "month", "closed_on", "closed_by"),
            *(*month_sheets.FIGURES, "amendments"),
        )
    },
    "sessions": ["التاريخ"],
    "times": ["الموجه"],
    "amendments": ["التاريخ"],
}
COOPERATIVE = {
    "code": "TAMGHART",
    "name": "=Tamghart",
    "name_arabic": "تمغارت",
    "register_number": "R-1",
    "region": "Souss-Massa",
    "commune": "Tiznit",
}
MENTOR = {"name": "Nadia Alami", "name_arabic": "نادية العلمي", "id": 1}
FACTS = {
    "country": "MA",
    "month": "2026-03",
    "closed_on": "2026-04-02",
    "closed_by": {"name": "Leila Cherkaoui", "name_arabic": ""},
    "sessions": [
        {
            "id": "0197f000-0000-7000-8000-000000000001",
            "version": 1,
            "held_on": "2026-03-10",
            "late": False,
            "cooperative": COOPERATIVE,
            "programme": "BOOTCOOP",
            "mode": "visit",
            "minutes": 90,
            "mentors": [{**MENTOR, "minutes": 90, "preparation": 30, "travel": 45, "km": 12}],
            "heads": {"women": 4, "men": 1, "not_stated": 0},
            "ages": {"26-35": 3, "unknown": 1},
            "topics": ["accounts"],
            "confirmed_on": "2026-03-11",
            "accepted_on": "2026-03-30",
            "accepted_because": "",
        }
    ],
    "amendments": [
        {
            "session": "0197f000-0000-7000-8000-000000000002",
            "version": 2,
            "reported_in": "2026-02",
            "held_on": "2026-02-10",
            "cooperative": COOPERATIVE,
            "programme": "BOOTCOOP",
            "made_on": "2026-03-05",
            "made_by": {"name": "Leila Cherkaoui", "name_arabic": ""},
            "reason": "Une heure de moins.",
            "before": {"minutes": 120},
            "after": {"minutes": 60},
        }
    ],
    "totals": {
        "sessions": 1,
        "confirmed": 1,
        "late": 0,
        "contact": 90,
        "mentor_minutes": 90,
        "preparation": 30,
        "travel": 45,
        "km": 12,
    },
    "words": {"ar": WORDS},
}
AS_IT_WAS = "c9c9a098317688200f9c2770780ab67a09ca3bc82282fb6bc9e005f43f439de8"

ELSEWHERE = """
import hashlib, json, sys
import django
django.setup()
from tests.mentoring.test_month_files import workbook
print(hashlib.sha256(workbook(json.load(sys.stdin))).hexdigest())
"""


def workbook(facts):
    made = month_sheets.sheets_of(facts, "ar")
    at = report.born(facts)
    response = sheets.reproducible_xlsx("report", made, right_to_left=True, at=at)
    return b"".join(response.streaming_content)


def digest(content):
    return hashlib.sha256(content).hexdigest()


def test_the_file_is_what_it_was():
    """Red after a change of how reports are made: then reports of closed months are other files than those handed out."""
    assert digest(workbook(FACTS)) == AS_IT_WAS


@pytest.mark.parametrize("seed", ["1", "2"])
def test_another_process_makes_the_same_file(seed):
    told = subprocess.run(
        [sys.executable, "-c", ELSEWHERE],
        cwd=settings.BASE_DIR,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "lms.settings.test",
            "PYTHONHASHSEED": seed,
            "TZ": "Asia/Kolkata",
        },
        input=json.dumps(dict(reversed(FACTS.items()))),
        capture_output=True,
        text=True,
        check=True,
    )

    assert told.stdout.strip() == digest(workbook(FACTS))


def test_the_archive_gives_no_other_moment_away_than_the_one_of_closing():
    with zipfile.ZipFile(io.BytesIO(workbook(FACTS))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()

    assert core.count("2026-04-02T00:00:00Z") == 2


@pytest.mark.django_db
def test_what_is_amended_after_closing_is_told_by_the_next_report_and_changes_no_file():
    manager = appointed(Role.MANAGER, "MA")
    engagement = EngagementFactory(cooperative__country="MA")
    session = CoachingSessionFactory(
        engagement=engagement, held_on=date(2026, 3, 10), status="accepted"
    )
    member = MembershipFactory(cooperative=engagement.cooperative)
    march = close_month("MA", date(2026, 3, 1), by=manager)
    before = workbook(march.facts)

    session = CoachingSession.objects.get(pk=session.pk)
    amend_session(
        session,
        id=uuid.uuid4(),
        changes={"minutes": 60, "attendees": [member], "topics": ["market"], "place": "Azrou"},
        reason="It was shorter.",
        base_version=1,
        by=manager,
    )
    april = close_month("MA", date(2026, 4, 1), by=manager)

    assert workbook(ClosedMonth.objects.get(pk=march.pk).facts) == before
    rows = [row[7:10] for row in month_sheets.sheets_of(april.facts, "en")[3].rows]
    assert rows == [
        ["Members who took part", 0, 1],
        ["Minutes", 90, 60],
        ["Place", "", "Azrou"],
        ["Topics", "Accounts", "Market and sales"],
    ]
