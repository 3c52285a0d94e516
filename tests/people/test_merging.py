"""Cooperatives that were written down twice become one, with their history, and two again."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from lms.people import merging
from lms.people.choices import Role
from lms.people.models import Cooperative, CooperativeMerge, Membership
from tests.factories.mentoring import CoachingSessionFactory, EngagementFactory
from tests.factories.people import (
    CooperativeFactory,
    MembershipFactory,
    PersonFactory,
    appointed,
)
from tests.factories.sign_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    """The same cooperative, written down by two people who were both without network."""
    return [
        CooperativeFactory(name=name, country="MA", commune="Tiznit")
        for name in ("Coopérative Tamghart", "COOPERATIVE TAMGHART")
    ]


@pytest.fixture
def manager():
    return appointed(Role.MANAGER, "MA")


def test_merging_keeps_history(pair, manager):
    kept, duplicate = pair
    member = MembershipFactory(cooperative=duplicate)
    session = CoachingSessionFactory(engagement__cooperative=duplicate)

    for _ in range(2):
        merging.merge_cooperatives(duplicate, kept, by=manager)

    member.refresh_from_db()
    session.engagement.refresh_from_db()
    assert (member.cooperative, session.engagement.cooperative) == (kept, kept)
    assert [row.cooperative_id for row in member.history.order_by("history_id")] == [
        duplicate.pk,
        kept.pk,
    ]
    duplicate.refresh_from_db()
    assert duplicate.status == "dissolved"
    assert CooperativeMerge.objects.count() == 1


def test_a_merge_is_undone(pair, manager):
    kept, duplicate = pair
    hers = MembershipFactory(cooperative=kept)
    moved = MembershipFactory(cooperative=duplicate)
    merge = merging.merge_cooperatives(duplicate, kept, by=manager)

    for _ in range(2):
        merging.undo_merge(merge, by=manager)

    homes = dict(Membership.objects.values_list("pk", "cooperative"))
    assert homes == {hers.pk: kept.pk, moved.pk: duplicate.pk}
    assert Cooperative.objects.get(pk=duplicate.pk).status == duplicate.status


def test_what_the_other_has_already_stays_and_is_named(pair, manager):
    kept, duplicate = pair
    twice = PersonFactory()
    MembershipFactory(cooperative=kept, person=twice)
    second = MembershipFactory(cooperative=duplicate, person=twice)
    engagement = EngagementFactory(cooperative=kept)
    other = EngagementFactory(cooperative=duplicate, programme=engagement.programme)

    merge = merging.merge_cooperatives(duplicate, kept, by=manager)

    assert merge.left == {
        "mentoring.Engagement": [str(other.pk)],
        "people.Membership": [str(second.pk)],
    }


def test_only_who_manages_the_country_merges(pair):
    kept, duplicate = pair
    for person in [appointed(Role.MANAGER, "SN"), appointed(Role.MENTOR), PersonFactory()]:
        with pytest.raises(PermissionDenied):
            merging.merge_cooperatives(duplicate, kept, by=person)


def test_a_cooperative_is_merged_neither_into_itself_nor_twice_nor_across_a_border(pair):
    kept, duplicate = pair
    administrator, abroad = appointed(Role.ADMINISTRATOR), CooperativeFactory(country="SN")
    for other in (duplicate, abroad):
        with pytest.raises(merging.NotTheSame):
            merging.merge_cooperatives(duplicate, other, by=administrator)
    merging.merge_cooperatives(duplicate, kept, by=administrator)

    for wrong in [(duplicate, CooperativeFactory(country="MA")), (kept, duplicate)]:
        with pytest.raises(merging.MergedAlready):
            merging.merge_cooperatives(*wrong, by=administrator)


def test_a_manager_finds_compares_merges_and_undoes(pair, manager):
    kept, duplicate = pair
    MembershipFactory(cooperative=duplicate)
    CooperativeFactory(name="Coopérative Tamghart", country="SN", code="ABROAD")
    client = signed_in(manager)
    address = reverse("registry:merge", args=[duplicate.pk, kept.pk])

    listed = client.get(reverse("registry:alike")).content.decode()
    assert address in listed
    assert "ABROAD" not in listed
    assert "Memberships" in client.get(address).content.decode()
    client.post(address)
    listed = client.get(reverse("registry:alike")).content.decode()
    assert f"{duplicate.code} became {kept.code}" in listed
    client.post(reverse("registry:undo", args=[CooperativeMerge.objects.get().pk]))

    assert Membership.objects.get().cooperative == duplicate


@pytest.mark.parametrize("number", [1, 4])
def test_the_list_costs_the_same_for_any_number(manager, number, django_assert_num_queries):
    for group in range(number):
        CooperativeFactory.create_batch(2, name=f"Group {group}", country="MA")
    client = signed_in(manager)
    client.get(reverse("registry:alike"))

    with django_assert_num_queries(5):
        client.get(reverse("registry:alike"))
