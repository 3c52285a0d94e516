"""Opening and closing an engagement."""

import pytest
from django.urls import reverse

from courses.models import Programme
from lms.people.choices import Role
from mentoring.models import Engagement
from tests.factories.mentoring import (
    EngagementFactory,
    mentor_of,
)
from tests.factories.people import (
    CooperativeFactory,
    MembershipFactory,
    PersonFactory,
    appointed,
)

from .screens import page

pytestmark = pytest.mark.django_db


@pytest.fixture
def engagement():
    return EngagementFactory(cooperative__country="MA", cooperative__name="Tamghart")


def typed_engagement(**changes):
    cooperative, mentor = CooperativeFactory(country="MA"), appointed(Role.MENTOR, country="MA")
    EngagementFactory()
    typed = {
        "cooperative": cooperative.pk,
        "mentor": mentor.pk,
        "programme": Programme.objects.first().pk,
        "planned_sessions": "12",
        "starts_on": "2026-01-01",
        "ends_on": "2027-12-31",
    }
    return {**typed, **changes}


def test_a_manager_opens_an_engagement(enter):
    typed = typed_engagement()

    response = enter(appointed(Role.MANAGER)).post(reverse("mentoring:open_engagement"), typed)

    opened = Engagement.objects.get(cooperative=typed["cooperative"])
    assert response.url == reverse("mentoring:engagement", args=[opened.pk])


def test_a_refused_engagement_keeps_what_was_typed_and_says_why(enter):
    typed = typed_engagement()
    MembershipFactory(cooperative_id=typed["cooperative"], person_id=typed["mentor"])

    response = enter(appointed(Role.MANAGER)).post(reverse("mentoring:open_engagement"), typed)

    shown = response.content.decode()
    assert "A mentor cannot accompany her own cooperative." in shown
    assert 'value="2027-12-31"' in shown


def test_a_period_in_the_wrong_order_is_said_on_the_form(enter):
    typed = typed_engagement(ends_on="2025-01-01")

    response = enter(appointed(Role.MANAGER)).post(reverse("mentoring:open_engagement"), typed)

    assert "An engagement cannot end before it starts." in response.content.decode()


def test_a_manager_chooses_among_the_people_and_cooperatives_of_her_country(enter):
    here = CooperativeFactory(country="MA", name="Tamghart")
    elsewhere = CooperativeFactory(country="SN", name="Ndar")
    mentor = appointed(Role.MENTOR, country="MA", first_name="Hafida")
    foreign = appointed(Role.MENTOR, first_name="Awa")
    foreign.country = "SN"
    foreign.save()
    PersonFactory(first_name="Nobody")

    shown = page(enter(appointed(Role.MANAGER)), "mentoring:open_engagement")

    for known in [here.name, mentor.first_name]:
        assert known in shown
    for hidden in [elsewhere.name, foreign.first_name, "Nobody"]:
        assert hidden not in shown


def test_only_managers_find_the_form_to_open_an_engagement(enter, engagement):
    address = reverse("mentoring:open_engagement")
    for person in [mentor_of(engagement), PersonFactory(), appointed(Role.TRAINER)]:
        assert enter(person).get(address).status_code == 403


def test_a_manager_closes_an_engagement(enter, engagement):
    address = reverse("mentoring:close_engagement", args=[engagement.pk])

    assert enter(mentor_of(engagement)).post(address).status_code == 403
    enter(appointed(Role.MANAGER)).post(address)

    engagement.refresh_from_db()
    assert engagement.status == "closed"
    log = reverse("mentoring:log_session", args=[engagement.pk])
    assert log not in page(enter(mentor_of(engagement)), "mentoring:engagement", engagement.pk)
