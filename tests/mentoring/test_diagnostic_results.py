"""What a finished diagnostic shows: a chart, the same in a table, why, and never a difference between versions."""

import re

import pytest
from django.urls import reverse
from django.utils import translation

from tests.factories.diagnostics import (
    diagnostic,
    done,
    finished,
    members,
    mentor,
    newer_version,
    scored,
)
from tests.factories.mentoring import EngagementFactory, mentor_of
from tests.factories.people import MembershipFactory

from .screens import page

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown():
    return diagnostic(members=4)


@pytest.fixture
def engagement():
    made = EngagementFactory(cooperative__country="MA")
    MembershipFactory.create_batch(3, cooperative=made.cooperative)
    return made


def test_the_result_has_a_chart_the_same_figures_in_a_table_and_the_reasons(enter, shown):
    finished(shown, 2, market=0, finance=1)
    words = page(enter(members(shown)[0].person), "mentoring:diagnostic", shown.pk)

    assert words.count("<circle") == 8
    assert 'role="img"' in words
    assert re.findall(r'class="number" data-label="At the beginning">(\S+?)</td>', words) == [
        *"22220212"
    ]
    assert "Because of market." in words
    assert "Change" not in words


def test_the_weakest_axes_lead_to_the_plan(enter, shown):
    finished(shown, 3, market=0, finance=1, digital=2)

    words = page(enter(mentor(shown)), "mentoring:diagnostic", shown.pk)

    plan = reverse("mentoring:set_objective", args=[shown.cooperative_id])
    assert re.findall(rf'href="{plan}\?axis=(\w+)&amp;diagnostic={shown.pk}"', words) == [
        *("market", "finance", "digital")
    ]


def test_the_beginning_the_middle_and_the_end_lie_over_each_other_with_the_change(
    enter, engagement
):
    done(engagement, "baseline", 1)
    done(engagement, "middle", 2)
    last = done(engagement, "end", 4)

    words = page(enter(mentor_of(engagement)), "mentoring:diagnostic", last.pk)

    assert re.findall(r'<g class="(\w+)"><polygon', words) == ["baseline", "middle", "end"]
    assert words.count('<bdi class="ltr">+3</bdi>') == 8


def test_scores_from_another_version_are_not_mixed_in_the_chart(enter, engagement):
    first = done(engagement, "baseline", 1)
    last = done(engagement, "end", 4, tool=newer_version())
    client = enter(mentor_of(engagement))

    for one, moment in [(first, "baseline"), (last, "end")]:
        words = page(client, "mentoring:diagnostic", one.pk)
        assert re.findall(r'<g class="(\w+)"><polygon', words) == [moment]
        assert "Change" not in words
        assert "<bdi" not in words
        assert "no difference can be shown" in words


def test_in_arabic_the_chart_runs_the_other_way_and_figures_keep_their_point(enter, shown):
    finished(shown, 2)
    client = enter(mentor(shown))
    read = {}
    for code in ("ar", "en"):
        with translation.override(code):
            read[code] = page(client, "mentoring:diagnostic", shown.pk)

    spokes = [re.findall(r'x2="(\S+?)" y2="(\S+?)"', words) for words in read.values()]
    assert [found[2] for found in spokes] == [("-100.0", "0.0"), ("100.0", "0.0")]
    assert "الحكامة" in read["ar"]


@pytest.mark.parametrize("name", ["print_diagnostic", "diagnostic_paper"])
def test_there_is_a_page_for_paper_without_a_name(enter, shown, name):
    finished(scored(shown, 1, 2, 3))

    words = page(enter(mentor(shown)), f"mentoring:{name}", shown.pk)

    assert 'class="page narrow sheet"' in words
    assert not any(str(member.person) in words for member in members(shown))


def test_the_empty_sheet_holds_every_level_with_its_face(enter, shown):
    words = page(enter(mentor(shown)), "mentoring:diagnostic_paper", shown.pk)

    assert [words.count(f"icons.svg#face-{number}") for number in range(1, 6)] == [16] * 5


def test_what_is_not_finished_has_no_result_to_print(enter, shown):
    address = reverse("mentoring:print_diagnostic", args=[shown.pk])

    assert enter(mentor(shown)).get(address).status_code == 302


@pytest.mark.parametrize("number", [1, 4])
def test_the_result_costs_the_same(enter, engagement, number, django_assert_num_queries):
    MembershipFactory.create_batch(number, cooperative=engagement.cooperative)
    for moment in ["baseline", "middle", "end", "middle"][:number]:
        last = done(engagement, moment, 2)
    client = enter(mentor_of(engagement))
    page(client, "mentoring:diagnostic", last.pk)

    with django_assert_num_queries(14):
        page(client, "mentoring:diagnostic", last.pk)
