"""What was agreed in an engagement can be agreed on anew, and both sides read what was before."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from lms.people.choices import Role
from mentoring.actions import engagements
from mentoring.reports import changes
from tests.factories.mentoring import EngagementFactory, agreed, member_of, mentor_of
from tests.factories.people import appointed

from .screens import page

pytestmark = pytest.mark.django_db


@pytest.fixture
def engagement():
    engagement = EngagementFactory(cooperative__country="MA", goals="Hold an assembly.")
    agreed(engagement)
    return engagement


@pytest.fixture
def manager():
    return appointed(Role.MANAGER, "MA", first_name="Leila", last_name="Cherkaoui")


def plan(**changed):
    usual = {
        "ends_on": dt.date(2999, 12, 31),
        "planned_sessions": 12,
        "goals": "Hold an assembly.",
        "readers": "members",
    }
    return {**usual, **changed}


def test_the_same_plan_again_changes_nothing(engagement, manager):
    versions = engagement.history.count()

    engagements.change_plan(engagement, **plan(), by=manager)

    assert engagement.history.count() == versions
    assert changes.of_plan(engagement) == []


def test_only_who_runs_it_changes_the_plan(engagement):
    cooperative = engagement.cooperative
    for by in [mentor_of(engagement), member_of(cooperative), appointed(Role.MANAGER, "SN")]:
        with pytest.raises(PermissionDenied):
            engagements.change_plan(engagement, **plan(planned_sessions=3), by=by)


def test_a_closed_engagement_and_an_end_before_its_start_are_refused(engagement, manager):
    with pytest.raises(ValidationError):
        engagements.change_plan(engagement, ends_on=dt.date(2019, 1, 1), by=manager)
    engagements.close_engagement(engagement, "reached", by=manager)
    with pytest.raises(engagements.EngagementClosed):
        engagements.change_plan(engagement, planned_sessions=3, by=manager)


def test_both_sides_read_what_was_agreed_and_what_was_changed_by_whom(enter, engagement, manager):
    typed = plan(planned_sessions="20", readers="officers")
    enter(manager).post(reverse("mentoring:change_plan", args=[engagement.pk]), typed)

    for person in [mentor_of(engagement), member_of(engagement.cooperative), manager]:
        shown = page(enter(person), "mentoring:engagement", engagement.pk)
        today = date_format(timezone.localdate(), "DATE_FORMAT")
        assert f"Changed on {today} by Leila Cherkaoui" in shown
        assert "Planned sessions: 20 (before: 12)" in shown
        assert "(before: All members of the cooperative)" in shown
        assert "Agreed on Jan. 1, 2020" in shown


def test_pausing_and_going_on_are_no_changes_of_the_plan(engagement, manager):
    engagements.pause_engagement(engagement, "Harvest", by=manager)
    engagements.resume_engagement(engagement, by=manager)

    assert changes.of_plan(engagement) == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"planned_sessions": "0"}, "greater than or equal to 1"),
        ({"planned_sessions": "999"}, "less than or equal to 200"),
        ({"ends_on": "2019-01-01"}, "cannot end before it starts"),
        ({"ends_on": "soon"}, "valid date"),
        ({"goals": ""}, "This field is required."),
        ({"readers": "everybody"}, "Select a valid choice."),
    ],
)
def test_what_is_wrong_with_a_plan_is_said_and_nothing_typed_is_lost(
    enter, engagement, manager, wrong, said
):
    address = reverse("mentoring:change_plan", args=[engagement.pk])

    shown = enter(manager).post(address, plan(**{"goals": "Keep the books.", **wrong}))

    assert said in shown.content.decode()
    assert "Keep the books." in shown.content.decode() or "goals" in wrong
    engagement.refresh_from_db()
    assert (engagement.goals, engagement.planned_sessions) == ("Hold an assembly.", 12)


def test_past_its_end_it_says_that_it_is_to_be_closed_or_prolonged(enter, engagement, manager):
    client = enter(manager)
    sentence = "It is to be closed or prolonged."
    assert sentence not in page(client, "mentoring:engagement", engagement.pk)

    engagements.change_plan(engagement, ends_on=dt.date(2020, 2, 1), by=manager)
    assert sentence in page(client, "mentoring:engagement", engagement.pk)

    engagements.close_engagement(engagement, "reached", by=manager)
    assert sentence not in page(client, "mentoring:engagement", engagement.pk)


@pytest.mark.parametrize(
    ("language", "heading"), [("fr", "Convention"), ("ar", "اتفاقية"), ("en", "Agreement")]
)
def test_the_sheet_to_sign_says_what_is_agreed_in_the_readers_language(
    enter, engagement, language, heading
):
    client = enter(mentor_of(engagement))
    address = reverse("mentoring:print_agreement", args=[engagement.pk])

    shown = client.get(address.replace("/en/", f"/{language}/")).content.decode()

    assert heading in shown
    assert "Hold an assembly." in shown
    assert str(mentor_of(engagement).first_name_arabic if language == "ar" else "El Fassi") in shown
