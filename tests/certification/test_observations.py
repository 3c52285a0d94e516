"""Watching a training by the grid, countersigning, recommending."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from certification import grids
from certification.actions import candidacies, observations
from certification.forms.observing import ObservationForm
from certification.models import Observation
from lms.core.ids import new_id
from lms.notices.models import Notice
from tests.factories.certification import DONE, NAMES, certifier, open_file
from tests.factories.observing import (
    OBSERVED,
    file_that_asks,
    marks,
    master_trainer,
    observation,
)
from tests.factories.people import PersonFactory
from tests.factories.sign_in import signed_in

pytestmark = pytest.mark.django_db


def met(file):
    return file.findings()[1].met


def said(level=3, **others):
    data = {"held_on": "2026-03-14", "place": "Taroudant", "participants": "18", "advice": ""}
    for key, mark in marks(level, **others).items():
        data |= {f"level_{key}": str(mark["level"]), f"example_{key}": mark["example"]}
    return data


def test_a_countersigned_observation_meets_the_requirement():
    seen = observation()
    file = seen.candidacy

    before = file.findings()[1]
    observations.countersign(seen, answer="I would do it again.", by=file.person)
    after = file.findings()[1]

    assert not before.met
    assert before.shown == "Good and countersigned: 0. To be countersigned: 1. Too low: 0."
    assert after.evidence["observations"][0]["observation"] == str(seen.pk)
    assert after.evidence["observations"][0]["percent"] == 75


def test_the_candidate_is_told_once_and_finds_what_to_countersign_on_her_file():
    file, observer = file_that_asks("observed_delivery", OBSERVED), master_trainer()
    seen = observation(file, observer)
    page = reverse("certification:observation", args=[seen.pk])
    address = reverse("certification:file", args=[file.pk])

    told = Notice.objects.get(person=file.person, kind="certification.observed")
    assert page.endswith(told.path)
    assert page in signed_in(file.person).get(address).content.decode()

    observations.countersign(seen, by=file.person)
    assert page not in signed_in(file.person).get(address).content.decode()


@pytest.mark.parametrize(
    ("level", "others", "enough"),
    [(3, {}, True), (4, {"time": 1}, False), (3, {"aim": 2}, False), (4, {"time": 2}, True)],
)
def test_no_line_and_no_total_may_be_under_its_minimum(level, others, enough):
    seen = observation(marks=marks(level, **others))
    observations.countersign(seen, by=seen.person)

    assert met(seen.candidacy) is enough


def test_an_observation_is_fixed_and_countersigned_once():
    seen = observation()
    observations.countersign(seen, answer="Yes", by=seen.person)
    observations.countersign(seen, answer="No", by=seen.person)

    seen.refresh_from_db()
    assert seen.answer == "Yes"
    seen.marks = marks(4)
    with pytest.raises(TypeError):
        seen.save()
    with pytest.raises(TypeError):
        seen.delete()


def test_sending_it_twice_keeps_one():
    file, observer, key = file_that_asks("observed_delivery", OBSERVED), master_trainer(), new_id()
    seen = {"held_on": DONE.date(), "place": "Here", "participants": 9, "marks": marks(), "grid": 1}

    first = observations.observe(file, id=key, by=observer, **seen)
    second = observations.observe(file, id=key, by=observer, **seen)

    assert first == second
    with pytest.raises(observations.AlreadyObserved):
        observations.observe(file, id=new_id(), by=observer, **seen)


def test_who_trained_the_candidate_observes_only_where_the_scheme_says_so():
    observer = master_trainer()
    file = file_that_asks("observed_delivery", OBSERVED)
    file.person.enrolments.get().cohort.trainers.add(observer)
    free = file_that_asks("observed_delivery", OBSERVED | {"own_trainer": True})
    free.person.enrolments.get().cohort.trainers.add(observer)

    with pytest.raises(observations.TrainedTheCandidate):
        observation(file, observer)
    seen = observation(free, observer)
    observations.countersign(seen, by=free.person)

    assert seen.observer_trained
    assert met(free)


def test_only_master_trainers_and_certifiers_of_the_scheme_observe_and_nobody_herself():
    file = file_that_asks("observed_delivery", OBSERVED)
    elsewhere = certifier(open_file().scheme)

    for stranger in (PersonFactory(), elsewhere, file.person):
        with pytest.raises(PermissionDenied):
            observation(file, stranger)
    assert observation(file, certifier(file.scheme)).person == file.person
    with pytest.raises(PermissionDenied):
        observations.countersign(Observation.objects.get(), by=elsewhere)


def test_the_database_too_lets_nobody_observe_herself():
    seen = observation()
    wrong = Observation(
        id=new_id(),
        candidacy=seen.candidacy,
        person=seen.person,
        observer=seen.person,
        held_on=dt.date(2026, 1, 1),
        participants=3,
        marks={},
        observed_at=DONE,
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        Observation.objects.bulk_create([wrong])


def test_both_ends_of_the_scale_need_an_example():
    file = file_that_asks("observed_delivery", OBSERVED)
    data = said(aim=1, time=4, women=2) | {"candidacy": str(file.pk)}
    data |= {f"example_{key}": " " for key in ("aim", "time", "women")}

    form = ObservationForm(data)

    assert not form.is_valid()
    assert set(form.errors) == {"example_aim", "example_time"}


def test_a_master_trainer_fills_the_grid_and_the_candidate_countersigns():
    file, observer = file_that_asks("observed_delivery", OBSERVED), master_trainer()
    hers, client = signed_in(file.person), signed_in(observer)
    event = {"event_id": str(new_id()), "device_at": ""}

    listed = client.get(reverse("certification:observing")).content.decode()
    shown = client.get(reverse("certification:observe", args=[file.pk])).content.decode()
    sent = client.post(reverse("certification:observe", args=[file.pk]), said() | event)
    seen = Observation.objects.get()
    page = hers.get(reverse("certification:observation", args=[seen.pk])).content.decode()
    hers.post(reverse("certification:countersign", args=[seen.pk]), {"answer": "Thank you"})

    assert str(file.person) in listed
    assert shown.count('type="radio"') == 12 * len(grids.LEVELS)
    assert sent.url.endswith(reverse("certification:observation", args=[seen.pk])[3:])
    assert (seen.marks, seen.observer) == (marks(), observer)
    assert "She asked each woman first." in page
    assert met(file)
    other = signed_in(PersonFactory())
    address = reverse("certification:observation", args=[seen.pk])
    assert other.get(address).status_code == 404


def test_a_master_trainer_who_did_not_train_the_candidate_recommends():
    file = file_that_asks("statement", {"statement": "recommendation"})
    observer, own = master_trainer(), master_trainer()
    file.person.enrolments.get().cohort.trainers.add(own)
    asked = file.version.requirements.get(position=2)

    with pytest.raises(observations.TrainedTheCandidate):
        observations.state(file, asked, "She is good.", by=own)
    with pytest.raises(PermissionDenied):
        observations.state(file, asked, "I am good.", by=file.person)
    said = observations.state(file, asked, "She is good.", by=observer)

    assert observations.state(file, asked, "Other words.", by=observer) == said
    assert file.findings()[1].evidence == {"statement": str(said.pk), "digest": said.digest}


def test_a_declaration_is_the_candidates_own():
    file = file_that_asks("statement", {"statement": "declaration"})
    address = reverse("certification:state", args=[file.pk, 2])

    assert signed_in(master_trainer()).get(address).status_code == 404
    signed_in(file.person).post(address, {"text": "All of it is true.", "signed": "on"})

    assert met(file)


def test_a_candidate_is_led_to_her_declaration_until_it_is_there():
    file = file_that_asks("statement", {"statement": "declaration"})
    candidacies.confirm_name(file, NAMES, by=file.person)
    client, address = signed_in(file.person), reverse("certification:state", args=[file.pk, 2])
    pages = [reverse("certification:mine"), reverse("certification:file", args=[file.pk])]

    before = [address in client.get(page).content.decode() for page in pages]
    client.post(address, {"text": "All of it is true.", "signed": "on"})
    after = [address in client.get(page).content.decode() for page in pages]

    assert (before, after) == ([True, True], [False, False])


def test_a_master_trainer_finds_whom_to_watch_from_her_certificates_and_others_do_not():
    address = reverse("certification:observing")

    hers = signed_in(master_trainer()).get(reverse("certification:mine")).content.decode()
    others = signed_in(PersonFactory()).get(reverse("certification:mine")).content.decode()

    assert address in hers
    assert address not in others
