"""Portfolios: put together, handed in, judged by a rubric, frozen with the file."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from certification import evidence
from certification.actions import candidacies, portfolios, reviews
from certification.actions.decisions import InConflict, declare
from certification.actions.observations import NotAsked
from certification.models import Portfolio, PortfolioFile
from courses.filing import FileRefused
from lms.core.errors import ReasonMissing
from lms.core.storage import private_storage
from lms.notices.models import Notice
from lms.people.choices import Role
from tests.factories.certification import (
    NAMES,
    certifier,
    cleared,
    complete,
    open_file,
)
from tests.factories.mentoring import EngagementFactory
from tests.factories.observing import master_trainer
from tests.factories.people import AppointmentFactory, MembershipFactory, PersonFactory
from tests.factories.portfolios import (
    ASKED,
    GOOD,
    POOR,
    again,
    draft,
    file_that_asks_for_a_portfolio,
    handed_in,
    judged,
    photo,
    returned,
)

pytestmark = pytest.mark.django_db


def asked_in(file):
    return file.version.requirements.get(kind="portfolio")


def finding(file):
    return file.findings()[1]


def test_a_portfolio_that_reaches_the_minimum_of_its_rubric_meets_the_requirement():
    waiting = handed_in()
    file = waiting.candidacy

    before = finding(file)
    done = judged(waiting)
    after = finding(file)

    assert not before.met
    assert before.shown.startswith("Handed in on ")
    assert after.met
    assert (done.status, str(done.percent)) == ("accepted", "66.67")
    assert after.evidence["files"] == [waiting.files.get().digest]
    assert after.evidence["levels"] == GOOD
    assert "66%" in after.shown


def test_below_the_minimum_it_is_given_back_and_what_is_missing_is_said_in_words():
    given_back = returned()
    found = finding(given_back.candidacy)

    assert given_back.status == "returned"
    assert not found.met
    assert evidence.missing([found]) == [
        "Hand in “Plan and photos (en)” and reach 60% by its rubric"
    ]
    assert "with 55%. Read what is missing." in found.shown


def test_what_is_not_quite_reached_does_not_look_as_if_it_were():
    waiting = handed_in(file_that_asks_for_a_portfolio(min_percent=67))

    assert judged(waiting).status == "returned"
    assert "66%" in finding(waiting.candidacy).shown


def test_what_was_given_back_is_handed_in_again_with_its_files_and_the_last_one_counts():
    first = returned()
    file, asked = first.candidacy, first.requirement

    second = portfolios.put_together(file, asked, "Better.", by=file.person)
    portfolios.add_file(second, "photo", photo("more.jpg", "blue"), by=file.person)
    portfolios.hand_in(second, by=file.person)
    waiting = finding(file)
    judged(again(second), by=first.judged_by)

    assert (second.round, second.files.count(), first.files.count()) == (2, 2, 1)
    assert not waiting.met
    assert finding(file).evidence["round"] == 2


def test_a_judged_portfolio_is_fixed():
    done = judged()
    file = done.candidacy

    done.words = "Better words."
    with pytest.raises(TypeError):
        done.save()
    with pytest.raises(TypeError):
        done.delete()
    with pytest.raises(portfolios.NotNow):
        portfolios.put_together(file, done.requirement, "Other.", by=file.person)
    with pytest.raises(portfolios.NotNow):
        portfolios.add_file(done, "photo", photo("b.jpg", "blue"), by=file.person)
    with pytest.raises(portfolios.AlreadyJudged):
        portfolios.judge(done, POOR, "No.", by=master_trainer())


def test_handing_in_and_judging_twice_is_once():
    begun, judge = draft(), master_trainer()

    portfolios.hand_in(begun, by=begun.person)
    portfolios.hand_in(begun, by=begun.person)
    first = judged(begun, by=judge)
    second = judged(begun, by=judge)

    assert (first.judged_at, first.round) == (second.judged_at, 1)
    assert Notice.objects.filter(kind="certification.portfolio_judged").count() == 1


def test_only_master_trainers_and_certifiers_of_the_scheme_judge_and_nobody_herself():
    waiting = handed_in()

    for stranger in (PersonFactory(), certifier(open_file().scheme), waiting.person):
        with pytest.raises(PermissionDenied):
            judged(waiting, by=stranger)
    assert judged(waiting, by=certifier(waiting.candidacy.scheme)).is_accepted


def test_who_could_not_decide_cannot_judge_either():
    waiting = handed_in()
    trained, near, declared = master_trainer(), master_trainer(), master_trainer()
    waiting.person.enrolments.get().cohort.trainers.add(trained)
    cooperative = MembershipFactory(person=waiting.person).cooperative
    EngagementFactory(cooperative=cooperative, mentors=[near])
    AppointmentFactory(person=declared, role=Role.CERTIFIER)
    waiting.candidacy.scheme.certifiers.add(declared)
    declare(waiting.candidacy, "conflict", "My cousin.", by=declared)

    for judge in (trained, near, declared):
        with pytest.raises(InConflict):
            judged(waiting, by=judge)
    assert again(waiting).status == "waiting"


@pytest.mark.parametrize("levels", [{}, {"c1": "3"}, {"c1": "3", "c2": "9"}, GOOD | {"c3": "1"}])
def test_one_level_of_each_criterion_is_chosen(levels):
    waiting = handed_in()

    with pytest.raises(portfolios.LevelsMissing):
        portfolios.judge(waiting, levels, "Good.", by=master_trainer())


def test_nobody_judges_without_words():
    with pytest.raises(ReasonMissing):
        judged(words="  ")


def test_an_empty_portfolio_is_not_handed_in():
    file = file_that_asks_for_a_portfolio()
    begun = portfolios.put_together(file, asked_in(file), "Only words.", by=file.person)

    with pytest.raises(portfolios.NothingHandedIn):
        portfolios.hand_in(begun, by=file.person)


def test_nothing_is_handed_in_or_judged_when_the_file_is_not_with_the_candidate():
    begun = draft()
    waiting = handed_in()
    for one in (begun, waiting):
        candidacies.withdraw(one.candidacy, by=one.person)

    with pytest.raises(NotAsked):
        portfolios.hand_in(begun, by=begun.person)
    with pytest.raises(NotAsked):
        judged(waiting)
    with pytest.raises(NotAsked):
        portfolios.put_together(begun.candidacy, begun.requirement, "", by=begun.person)


@pytest.mark.parametrize(
    ("kind", "name", "content"),
    [
        ("photo", "a.jpg", b"<script>"),
        ("photo", "a.svg", b"<svg/>"),
        ("document", "a.pdf", b"MZ a program"),
        ("document", "a.docm", b"PK"),
        ("document", "a.html", b"<html>"),
    ],
)
def test_hostile_files_are_refused_as_in_courses(kind, name, content):
    begun = draft()

    with pytest.raises(FileRefused):
        portfolios.add_file(begun, kind, SimpleUploadedFile(name, content), by=begun.person)
    assert begun.files.count() == 1


def test_the_same_file_twice_is_one_and_there_is_an_end_to_files(monkeypatch):
    monkeypatch.setattr(portfolios, "MOST_FILES", 2)
    begun = draft(None, photo(), photo())

    portfolios.add_file(begun, "photo", photo("b.jpg", "blue"), by=begun.person)
    with pytest.raises(portfolios.TooManyFiles):
        portfolios.add_file(begun, "photo", photo("c.jpg", "green"), by=begun.person)
    assert begun.files.count() == 2


def test_what_was_never_handed_in_is_deleted_when_it_is_taken_out(
    django_capture_on_commit_callbacks,
):
    first = returned()
    begun = draft(first.candidacy, photo("b.jpg", "blue"))
    old, new = first.files.get(), begun.files.get(name="b.jpg")

    with django_capture_on_commit_callbacks(execute=True):
        portfolios.put_together(
            begun.candidacy, begun.requirement, "", without=[old.pk, new.pk], by=begun.person
        )

    assert not begun.files.exists()
    assert list(PortfolioFile.objects.all()) == [old]
    assert private_storage().exists(old.file.name)
    assert not private_storage().exists(new.file.name)


def test_the_file_and_its_portfolio_are_frozen_when_it_is_handed_in():
    file = file_that_asks_for_a_portfolio()
    complete(file.person.enrolments.get())
    done = judged(handed_in(file))
    candidacies.confirm_name(file, NAMES, by=file.person)

    file = candidacies.submit(file, by=file.person)
    kept = file.evidence.get(requirement=done.requirement)

    assert kept.snapshot["evidence"]["files"] == [done.files.get().digest]
    assert kept.snapshot["params"]["rubric"] == ASKED["rubric"]
    assert evidence.digest_of(evidence.snapshot([finding(file)])[0]) == kept.digest


def test_certifiers_who_ask_for_more_let_the_candidate_hand_in_another():
    file = file_that_asks_for_a_portfolio()
    complete(file.person.enrolments.get())
    done = judged(handed_in(file))
    candidacies.confirm_name(file, NAMES, by=file.person)
    file = candidacies.submit(file, by=file.person)
    first = cleared(file, certifier(file.scheme))
    reviews.ask_for_more(file, {done.requirement_id: "Show the report too."}, by=first)

    second = draft(again(done).candidacy, photo("report.jpg", "blue"))

    assert (second.round, second.files.count()) == (2, 2)
    assert finding(file).met


@pytest.mark.parametrize("make", [draft, handed_in, returned])
def test_who_took_her_file_back_hands_in_again_in_the_next_one(make):
    before = make()
    person, asked = before.person, before.requirement
    candidacies.withdraw(before.candidacy, by=person)

    file = candidacies.open_candidacy(before.candidacy.scheme, person, by=person)
    second = handed_in(file, photo("b.jpg", "blue"))

    assert (second.candidacy, second.round, second.requirement) == (file, 1, asked)
    assert second.files.count() == 2
    assert judged(second).is_accepted
    assert finding(file).met


def test_what_was_accepted_in_a_file_that_was_taken_back_counts_in_the_next_one():
    done = judged()
    candidacies.withdraw(done.candidacy, by=done.person)

    file = candidacies.open_candidacy(done.candidacy.scheme, done.person, by=done.person)

    assert finding(file).met
    with pytest.raises(portfolios.NotNow):
        draft(file)


def test_the_database_too_lets_nobody_judge_herself_or_without_words():
    done = judged()

    for wrong in ({"judged_by": done.person}, {"words": ""}, {"judged_at": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Portfolio.objects.filter(pk=done.pk).update(**wrong)
