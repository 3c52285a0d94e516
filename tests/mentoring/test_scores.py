"""Members score so that nobody can know who scored what: not from a table, not from a page, not from an event."""

import datetime as dt
import json
import uuid

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from lms.offline import intake
from lms.offline.models import Event
from lms.people.choices import Role
from mentoring.actions import diagnostics as doing
from mentoring.models import AnonymousScores, Diagnostic, ScoreInvitation
from mentoring.reports.diagnostics import spreads_of
from tests.factories.diagnostics import (
    closed,
    diagnostic,
    levels,
    members,
    mentor,
    newer_version,
    scored,
)
from tests.factories.mentoring import EngagementFactory, member_of, mentor_of
from tests.factories.people import MembershipFactory, appointed

pytestmark = pytest.mark.django_db

PLACE = {"sqlite": "rowid", "postgresql": "ctid"}[connection.vendor]
"""Where the database put a row."""


@pytest.fixture
def shown():
    return diagnostic(members=5)


def tell(shown, member, given, *, by=None, id=None):
    payload = {"diagnostic": str(shown.pk), "membership": member.pk, "levels": given}
    told = intake.Told(id or uuid.uuid4(), "mentoring.scores_given", timezone.now(), payload)
    return intake.record(told, by=by or member.person)


def give(shown, member, given=None, *, by=None):
    doing.give_scores(
        shown, member, levels(shown) if given is None else given, by=by or member.person
    )


# Once each


def test_one_member_scores_once(shown):
    her = members(shown)[0]
    give(shown, her, levels(shown, 1))
    give(shown, her, levels(shown, 4))

    assert AnonymousScores.objects.get().levels == levels(shown, 1)
    assert ScoreInvitation.objects.get(answered=True).membership == her


def test_told_twice_over_a_thin_network_is_once(shown):
    her, event = members(shown)[0], uuid.uuid4()
    outcomes = [tell(shown, her, levels(shown), id=event).outcome for _time in range(2)]

    assert outcomes == ["stored", "duplicate"]
    assert tell(shown, her, levels(shown, 4)).outcome == "stored"
    assert AnonymousScores.objects.get().levels == levels(shown)


def test_what_she_does_not_know_she_leaves_out(shown):
    give(shown, members(shown)[0], {"assemblies": 3})

    assert AnonymousScores.objects.get().levels == {"assemblies": 3}


def test_who_was_not_asked_does_not_score(shown):
    for other in [MembershipFactory(), MembershipFactory(cooperative=shown.cooperative)]:
        with pytest.raises(doing.NotAskedForScores):
            give(shown, other)


def test_who_has_left_the_cooperative_does_not_score(shown):
    her = members(shown)[0]
    her.starts_on, her.ends_on = dt.date(2020, 1, 1), timezone.localdate() - dt.timedelta(days=1)
    her.save()

    with pytest.raises(PermissionDenied):
        give(shown, her)
    assert not ScoreInvitation.objects.waiting().of(her.person).exists()


def test_a_mentor_has_no_scores_of_her_own_unless_she_is_a_member():
    engagement = EngagementFactory()
    shown = diagnostic(members=0, engagement=_with_members(engagement))
    asked = {one.membership.person for one in shown.invitations.all()}
    assert mentor_of(engagement) not in asked

    engagement = EngagementFactory()
    both = MembershipFactory(cooperative=engagement.cooperative, person=mentor_of(engagement))
    give(diagnostic(engagement=engagement), both)
    assert AnonymousScores.objects.count() == 1


def _with_members(engagement):
    MembershipFactory.create_batch(3, cooperative=engagement.cooperative)
    return engagement


def test_a_phone_goes_round_in_the_hands_of_the_mentor_or_of_a_member(shown):
    first, second, third, *_rest = members(shown)
    give(shown, first, by=mentor(shown))
    give(shown, second, by=third.person)

    assert ScoreInvitation.objects.filter(answered=True).count() == 2


def test_nobody_else_scores_for_a_member(shown):
    her = members(shown)[0]
    for stranger in [
        appointed(Role.MANAGER, "MA"),
        appointed(Role.ADMINISTRATOR),
        mentor_of(EngagementFactory()),
        member_of(shown.cooperative),
        MembershipFactory().person,
    ]:
        assert tell(shown, her, levels(shown), by=stranger).code == "not_allowed"
    assert not AnonymousScores.objects.exists()


@pytest.mark.parametrize(
    "given",
    [
        *({}, [], None, "x", 7, {"assemblies": 5}, {"assemblies": -1}, {"assemblies": True}),
        *({"assemblies": "1"}, {"assemblies": 1.5}, {"unknown": 1}, {"assemblies": {"a": 1}}),
        {"assemblies": 1, "": 1},
        {"assemblies": 10**400},
        {f"q{number}": 1 for number in range(1_000_000)},
    ],
)
def test_hostile_scores_are_refused_and_nothing_of_them_is_kept(shown, given):
    her = members(shown)[0]

    assert tell(shown, her, given).outcome == "rejected"

    assert Event.objects.get().payload is None
    assert not ScoreInvitation.objects.filter(answered=True).exists()
    assert tell(shown, her, levels(shown)).outcome == "stored"


@pytest.mark.parametrize("wrong", [None, "x", [], {}, -1, 10**30])
def test_hostile_names_of_members_are_refused(shown, wrong):
    payload = {"diagnostic": str(shown.pk), "membership": wrong, "levels": levels(shown)}
    told = intake.Told(uuid.uuid4(), "mentoring.scores_given", timezone.now(), payload)

    assert intake.record(told, by=members(shown)[0].person).outcome == "rejected"


def test_a_question_of_another_version_does_not_fit(shown):
    newer_version()
    other = diagnostic(engagement=_with_members(EngagementFactory()), tool=newer_version())
    assert "phones" not in other.tool.questions

    with pytest.raises(doing.LevelsDoNotFit):
        give(other, members(other)[0], levels(shown))


# Not attributable


def test_a_row_says_neither_who_nor_when():
    fields = {field.name for field in AnonymousScores._meta.get_fields()}

    assert fields == {"id", "diagnostic", "levels"}
    assert {field.name for field in ScoreInvitation._meta.get_fields()} == {
        *("id", "diagnostic", "membership", "answered")
    }
    tracked = {model._meta.label for model in apps.get_models() if "Historical" in model.__name__}
    assert not {"mentoring.HistoricalAnonymousScores", "mentoring.HistoricalScoreInvitation"} & (
        tracked
    )


def test_scores_stand_in_one_table_only(shown, tmp_path):
    her, second, *_rest = members(shown)
    given = levels(shown, 0, assemblies=4, prices=3)
    assert tell(shown, her, given).outcome == "stored"
    assert tell(shown, second, {**given, "prices": 9}).outcome == "rejected"

    call_command("dumpdata", output=str(tmp_path / "all.json"))

    rows = json.loads((tmp_path / "all.json").read_text())
    words = ("'prices': 3", '"prices": 3', "'prices': 9", '"prices": 9')
    found = {row["model"] for row in rows if any(word in str(row) for word in words)}
    assert found == {"mentoring.anonymousscores"}
    kept = [(event.payload, event.result, event.private) for event in Event.objects.all()]
    assert kept == [(None, {}, True)] * 2


def test_an_event_of_a_phone_that_goes_round_names_only_who_holds_it(shown):
    her, holder = members(shown)[0], mentor(shown)
    tell(shown, her, levels(shown), by=holder)

    event = Event.objects.get()
    said = {field.name: getattr(event, field.name) for field in Event._meta.concrete_fields}
    assert event.person == holder
    assert (event.payload, event.result) == (None, {})
    assert str(her.person) not in str(said)


def test_the_same_scores_leave_another_mark_each_time(shown):
    """A digest of what was scored could be tried out: few scores are possible."""
    first, second, *_rest = members(shown)
    for her in (first, second):
        tell(shown, her, levels(shown))

    assert len(set(Event.objects.values_list("digest", flat=True))) == 2


def test_all_rows_are_written_anew_and_shuffled_with_each_member(shown):
    orders = set()
    for level, her in enumerate(members(shown)):
        before = set(AnonymousScores.objects.values_list("pk", flat=True))
        give(shown, her, levels(shown, level))
        by_place = {"select": {"place": PLACE}, "order_by": ["place"]}
        rows = AnonymousScores.objects.extra(**by_place)
        assert before.isdisjoint(row.pk for row in rows)
        assert {row.pk.version for row in rows} == {4}
        orders.add(tuple(row.levels["assemblies"] for row in rows))

    kept = AnonymousScores.objects.values_list("levels", flat=True)
    assert sorted(one["assemblies"] for one in kept) == [0, 1, 2, 3, 4]
    # As they came in would be one chance in 34,560.
    assert orders != {tuple(range(number)) for number in range(1, 6)}


def pages_of(shown):
    place, axis = [shown.pk], [shown.pk, "governance"]
    return [
        reverse("mentoring:diagnostics", args=[shown.cooperative_id]),
        *(
            reverse(f"mentoring:{name}", args=place)
            for name in ("diagnostic", "print_diagnostic", "diagnostic_paper", "pass_round")
        ),
        reverse("mentoring:agree_on_axis", args=axis),
        reverse("mentoring:home"),
    ]


def readers(shown):
    return {
        "member": members(shown)[4].person,
        "mentor": mentor(shown),
        "manager": appointed(Role.MANAGER, "MA"),
        "administrator": appointed(Role.ADMINISTRATOR),
    }


def shows_a_spread(enter, person, shown):
    client = enter(person)
    return any(b'<tr class="middle"' in client.get(one).content for one in pages_of(shown))


def test_while_scores_come_in_nobody_sees_how_they_change(enter, shown):
    scored(shown, 0, 1, 2, 3)

    assert set(spreads_of(shown).values()) == {None}
    for name, person in readers(shown).items():
        assert not shows_a_spread(enter, person, shown), name


def test_of_fewer_than_three_nothing_is_shown_to_anybody(enter, shown):
    closed(scored(shown, 0, 4))

    for name, person in readers(shown).items():
        assert not shows_a_spread(enter, person, shown), name


def test_of_three_the_same_is_shown_to_everybody(enter, shown):
    closed(scored(shown, 0, 1, 4))

    assert {name: shows_a_spread(enter, p, shown) for name, p in readers(shown).items()} == (
        dict.fromkeys(readers(shown), True)
    )
    shown = Diagnostic.objects.get()
    assert spreads_of(shown)["assemblies"] == (3, [1, 1, 0, 0, 1], 1)


def test_no_page_names_a_member_beside_scores(enter, shown):
    closed(scored(shown, 0, 1, 4))
    names = [str(member.person) for member in members(shown)[:3]]

    for name, person in readers(shown).items():
        client = enter(person)
        for address in pages_of(shown)[1:-1]:
            content = client.get(address).content.decode()
            assert not any(one in content for one in names), (name, address)
