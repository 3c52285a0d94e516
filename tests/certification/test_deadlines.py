import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from freezegun import freeze_time

from certification import tasks
from certification.actions import candidacies, deadlines
from certification.choices import PauseReason
from certification.models import Candidacy, Pause
from lms.core.policy import SYSTEM
from lms.notices.models import Notice
from lms.people.choices import Role
from tests.factories.certification import (
    NAMES,
    certifier,
    certifiers_of,
    file_under_review,
    granted_file,
    open_file,
    ready_file,
)
from tests.factories.people import PersonFactory, appointed

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def due_in(file, days):
    file.deadline = timezone.localdate() + days * DAY
    file.save(update_fields=["deadline"])
    return file


def keep_time():
    tasks.keep_deadlines(None)


def warnings():
    return Notice.objects.filter(kind="certification.deadline_near").count()


def test_a_file_has_a_year():
    with freeze_time("2026-03-01"):
        assert open_file().deadline == dt.date(2027, 2, 28)


@pytest.mark.parametrize(
    ("days", "told"), [(31, 0), (30, 1), (29, 1), (7, 1), (1, 1), (0, 1), (-1, 0)]
)
def test_the_candidate_is_told_when_30_7_and_1_days_are_left(days, told):
    due_in(open_file(), days)

    for _again in range(2):
        keep_time()

    assert warnings() == told


def test_each_step_is_told_once_on_the_way():
    file = open_file()
    end = timezone.now() + 31 * DAY
    due_in(file, 31)

    for left in range(31, -1, -1):
        with freeze_time(end - left * DAY):
            keep_time()

    assert warnings() == 3


def test_a_file_whose_time_is_over_lapses_once_and_the_candidate_is_told():
    file = due_in(open_file(), -1)

    for _again in range(2):
        keep_time()

    file.refresh_from_db()
    assert file.status == "lapsed"
    told = Notice.objects.get(person=file.person)
    assert (told.kind, told.params["day"]) == (
        "certification.lapsed",
        {"day": file.deadline.isoformat()},
    )
    assert candidacies.open_candidacy(file.scheme, file.person, by=file.person).status == "open"


def test_a_file_that_is_with_the_certifiers_or_closed_never_lapses():
    files = [due_in(file_under_review(), -5), due_in(granted_file(), -5)]

    keep_time()

    assert [Candidacy.objects.get(pk=f.pk).status for f in files] == ["under_review", "granted"]
    assert not Notice.objects.filter(kind="certification.lapsed").exists()


def test_a_file_is_not_handed_in_after_its_time():
    file = due_in(ready_file(), -1)

    with pytest.raises(candidacies.TimeIsOver):
        candidacies.submit(file, by=file.person)


def test_the_clock_is_honest_after_a_pause():
    judge = certifiers_of(due_in(file := open_file(), 10))[0]
    before = file.deadline
    deadlines.pause(file, PauseReason.LEAVE, by=judge)

    with freeze_time(timezone.now() + 40 * DAY):
        keep_time()
        assert Candidacy.objects.get().status == "open"
        for _again in range(2):
            deadlines.resume(file, by=judge)
        keep_time()

    file.refresh_from_db()
    assert (file.deadline, file.status) == (before + 40 * DAY, "open")
    # Ten days are left again, and of the new day she was not told before.
    assert warnings() == 1


def test_a_paused_file_warns_nobody_and_may_be_handed_in():
    file = due_in(ready_file(), -1)
    deadlines.pause(file, PauseReason.LEAVE, by=certifiers_of(file)[0])

    keep_time()

    assert not Notice.objects.filter(person=file.person).exists()
    assert candidacies.submit(file, by=file.person).status == "under_review"


def test_pausing_twice_is_once_even_for_the_database():
    file = open_file()
    judge = certifiers_of(file)[0]

    first = deadlines.pause(file, PauseReason.LEAVE, by=judge)

    assert deadlines.pause(file, PauseReason.SAFEGUARDING, by=judge) == first
    with pytest.raises(IntegrityError), transaction.atomic():
        Pause.objects.create(candidacy=file, reason="leave", begun_by=judge)


def test_certifiers_and_managers_pause_and_nobody_else():
    made = open_file()
    for helper in (certifiers_of(made)[0], appointed(Role.MANAGER), appointed(Role.ADMINISTRATOR)):
        deadlines.pause(made, PauseReason.LEAVE, by=helper)
        deadlines.resume(made, by=helper)
    for stranger in (
        made.person,
        PersonFactory(),
        certifier(),
        appointed(Role.MANAGER, country="SN"),
        appointed(Role.TRAINER),
    ):
        for verb in (
            lambda by: deadlines.pause(made, "leave", by=by),
            lambda by: deadlines.resume(made, by=by),
        ):
            with pytest.raises(PermissionDenied):
                verb(stranger)

    assert Pause.objects.count() == 3


def test_a_file_that_the_candidate_does_not_have_is_not_paused():
    file = file_under_review()

    with pytest.raises(deadlines.ClockNotRunning):
        deadlines.pause(file, PauseReason.LEAVE, by=certifiers_of(file)[0])


def test_people_do_not_move_the_clock():
    file = due_in(open_file(), -1)
    for verb in (deadlines.warn, deadlines.lapse):
        with pytest.raises(PermissionDenied):
            verb(file, by=appointed(Role.ADMINISTRATOR))

    assert deadlines.lapse(file, by=SYSTEM).status == "lapsed"
    with pytest.raises(candidacies.FileNotOpen):
        candidacies.confirm_name(file, NAMES, by=file.person)
