import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from freezegun import freeze_time

from certification.actions import candidacies
from certification.models import Candidacy, CertificationScheme
from lms.core.moves import MoveRefused, move
from lms.people.choices import Role
from tests.factories.certification import (
    NAMES,
    attempt,
    certifier,
    complete,
    credential,
    enrolled,
    file_under_review,
    granted_file,
    open_file,
    ready_file,
    refused_file,
    revoked,
    scheme,
)
from tests.factories.people import PersonFactory, appointed

pytestmark = pytest.mark.django_db


def test_an_enrolled_learner_opens_her_own_file_with_her_names():
    made = scheme()
    learner = enrolled(made).learner

    file = candidacies.open_candidacy(made, learner, language="ar", by=learner)

    assert (file.status, file.language, file.person) == ("open", "ar", learner)
    assert (file.name_latin, file.name_arabic) == (learner.name_latin, learner.name_arabic)
    assert file.name_confirmed_at is None


def test_opening_twice_gives_the_same_file():
    file = open_file()

    assert candidacies.open_candidacy(file.scheme, file.person, by=file.person) == file


def test_the_certifier_the_manager_and_the_administrator_open_for_others():
    made = scheme()
    learner = enrolled(made).learner
    helpers = [made.certifiers.first(), appointed(Role.MANAGER), appointed(Role.ADMINISTRATOR)]

    files = {candidacies.open_candidacy(made, learner, by=helper) for helper in helpers}

    assert len(files) == 1


@pytest.mark.parametrize(
    "stranger",
    [
        PersonFactory,
        certifier,
        lambda: appointed(Role.TRAINER),
        lambda: appointed(Role.MANAGER, country="SN"),
    ],
)
def test_nobody_else_opens_for_others(stranger):
    made = scheme()
    learner = enrolled(made).learner

    with pytest.raises(PermissionDenied):
        candidacies.open_candidacy(made, learner, by=stranger())


def test_who_is_not_enrolled_on_a_course_asked_for_has_no_file():
    made, other = scheme(), scheme()
    learner = enrolled(other).learner

    with pytest.raises(candidacies.NotWithinReach):
        candidacies.open_candidacy(made, learner, by=learner)


def test_who_has_left_the_course_has_no_file():
    made = scheme()
    place = enrolled(made)
    place.status = "withdrawn"
    place.save()

    with pytest.raises(candidacies.NotWithinReach):
        candidacies.open_candidacy(made, place.learner, by=place.learner)


def test_who_holds_the_certificate_cannot_ask_for_it_again_until_it_is_over():
    held = credential()
    made, holder = held.candidacy.scheme, held.candidacy.person
    with pytest.raises(candidacies.AlreadyHeld):
        candidacies.open_candidacy(made, holder, by=holder)

    revoked(held)

    assert candidacies.open_candidacy(made, holder, by=holder).status == "open"


def test_an_expired_certificate_can_be_asked_for_again():
    with freeze_time("2020-06-05"):
        held = credential(scheme(validity_months=12))
    made, holder = held.candidacy.scheme, held.candidacy.person

    assert list(CertificationScheme.objects.open_to(holder)) == [made]
    assert candidacies.open_candidacy(made, holder, by=holder) != held.candidacy


def test_a_refused_candidate_may_try_again_and_a_granted_one_waits_for_her_number():
    refused, granted = refused_file(), granted_file()

    again = candidacies.open_candidacy(refused.scheme, refused.person, by=refused.person)
    same = candidacies.open_candidacy(granted.scheme, granted.person, by=granted.person)

    assert again != refused
    assert same == granted


def test_only_one_file_is_under_way_even_for_the_database():
    file = open_file()

    with pytest.raises(IntegrityError), transaction.atomic():
        Candidacy.objects.create(
            version=file.version, person=file.person, language="fr", deadline=file.deadline
        )


def test_the_candidate_confirms_her_name_and_nobody_else_does():
    file = open_file()
    with pytest.raises(PermissionDenied):
        candidacies.confirm_name(file, NAMES, by=file.scheme.certifiers.first())

    file = candidacies.confirm_name(file, NAMES, by=file.person)

    assert file.name_latin == NAMES["name_latin"]
    assert file.name_confirmed_at
    assert file.name_differs_from_roster


def test_a_name_is_fixed_once_the_file_is_handed_in():
    file = file_under_review()

    with pytest.raises(candidacies.FileNotOpen):
        candidacies.confirm_name(file, {"name_latin": "Other"}, by=file.person)


def test_a_file_is_handed_in_when_all_is_met_and_the_name_is_confirmed():
    file = ready_file()

    handed_in = candidacies.submit(file, by=file.person)

    assert handed_in.status == "under_review"
    assert candidacies.submit(file, by=file.person) == handed_in


def test_a_file_with_an_unconfirmed_name_is_not_handed_in():
    made = scheme()
    place = complete(enrolled(made))
    file = candidacies.open_candidacy(made, place.learner, by=place.learner)

    with pytest.raises(candidacies.NameNotConfirmed):
        candidacies.submit(file, by=file.person)


def test_a_file_with_something_missing_is_not_handed_in_and_says_what():
    file = open_file()
    attempt(file.person.enrolments.get())
    candidacies.confirm_name(file, NAMES, by=file.person)

    with pytest.raises(candidacies.RequirementsMissing, match="Complete the course “Course”$"):
        candidacies.submit(file, by=file.person)


def test_the_database_too_keeps_unconfirmed_names_from_the_certifiers():
    file = candidacies.confirm_name(open_file(), NAMES, by=Candidacy.objects.get().person)
    file.name_confirmed_at = None
    file.save()

    with pytest.raises(IntegrityError), transaction.atomic():
        move(file, Candidacy.Status.UNDER_REVIEW)


def test_only_the_candidate_hands_in_and_withdraws():
    file = ready_file()
    for verb in (candidacies.submit, candidacies.withdraw):
        with pytest.raises(PermissionDenied):
            verb(file, by=file.scheme.certifiers.first())

    assert candidacies.withdraw(file, by=file.person).status == "withdrawn"
    assert candidacies.withdraw(file, by=file.person).status == "withdrawn"


@pytest.mark.parametrize("here", Candidacy.Status)
@pytest.mark.parametrize("there", Candidacy.Status)
def test_a_file_moves_only_as_its_table_says(here, there):
    allowed = {
        "open": {"evidence_pending", "withdrawn", "lapsed"},
        "evidence_pending": {"under_review", "withdrawn", "lapsed"},
        "under_review": {"evidence_pending", "ready", "withdrawn"},
        "ready": {
            "under_review",
            "evidence_pending",
            "granted",
            "refused",
            "deferred",
            "withdrawn",
        },
    }
    file = ready_file()
    file.submitted_at = file.decided_at = file.name_confirmed_at
    file.status = here
    file.save()

    if there in allowed.get(here, ()):
        move(file, there)
        assert Candidacy.objects.get(pk=file.pk).status == there
    else:
        with pytest.raises(MoveRefused):
            move(file, there)
