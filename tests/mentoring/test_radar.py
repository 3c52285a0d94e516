"""Where a group stands, counted, and drawn as points: plain values."""

import pytest

from mentoring import maturity, radar

AXES = [
    {"code": "governance", "questions": [{"code": "a"}, {"code": "b"}]},
    {"code": "market", "questions": [{"code": "c"}]},
]


@pytest.mark.parametrize(
    ("given", "spread"),
    [
        ([], None),
        ([4, 4], None),
        ([0, 1, 4], (3, [1, 1, 0, 0, 1], 1)),
        ([1, 2, 3, 4], (4, [0, 1, 1, 1, 1], 2)),
    ],
)
def test_a_spread_is_of_three_at_least_and_its_middle_is_the_lower_of_two(given, spread):
    assert maturity.spread_of(given) == spread


def test_a_question_that_few_answered_is_hidden_while_others_are_shown():
    scores = [{"a": 1, "b": 0}, {"a": 2, "b": 4}, {"a": 3}]

    assert maturity.spreads(["a", "b", "c"], scores) == {
        "a": (3, [0, 1, 1, 1, 0], 2),
        "b": None,
        "c": None,
    }


@pytest.mark.parametrize(
    ("levels", "fits"),
    [
        ({"a": 0, "b": 4}, True),
        ({"a": 4}, True),
        ({}, False),
        ({"a": 5}, False),
        ({"a": -1}, False),
        ({"a": True}, False),
        ({"a": 1.0}, False),
        ({"a": "1"}, False),
        ({"a": None}, False),
        ({"a": 1, "x": 1}, False),
    ],
)
def test_levels_are_whole_numbers_from_0_to_4_of_known_questions(levels, fits):
    assert maturity.fits(levels, ["a", "b"]) is fits


def test_an_axis_has_a_value_once_each_of_its_questions_is_agreed():
    assert maturity.axis_values(AXES, {"a": 1, "b": 2, "c": 4}) == {"governance": 1.5, "market": 4}
    assert maturity.axis_values(AXES, {"a": 1, "c": 0}) == {"market": 0}


def test_the_weakest_axes_come_first_and_the_top_is_never_weak():
    values = {"a": 3, "b": 0, "c": 4, "d": 1.5, "e": 3.5}

    assert maturity.weakest(values) == ["b", "d", "a"]
    assert maturity.weakest({"c": 4}) == []


def test_the_first_axis_points_up_and_the_others_follow_the_clock():
    found = radar.spokes(["a", "b", "c", "d"])

    assert [(one.axis, one.x, one.y, one.anchor) for one in found] == [
        ("a", "0.0", "-100.0", "middle"),
        ("b", "100.0", "0.0", "after"),
        ("c", "0.0", "100.0", "middle"),
        ("d", "-100.0", "0.0", "before"),
    ]


def test_for_readers_from_right_to_left_it_runs_against_the_clock():
    axes = ["a", "b", "c", "d"]
    values = dict.fromkeys(axes, 4)

    assert [one.x for one in radar.spokes(axes, mirrored=True)] == ["0.0", "-100.0", "0.0", "100.0"]
    assert radar.shape(axes, values, mirrored=True).points == (
        "0.0,-100.0 -100.0,0.0 0.0,100.0 100.0,0.0"
    )


def test_a_shape_goes_through_its_values_and_leaves_out_what_is_not_there():
    shape = radar.shape(["a", "b", "c", "d"], {"a": 2, "b": 0, "d": 4})

    assert shape.dots == [("0.0", "-50.0"), ("0.0", "0.0"), ("-100.0", "0.0")]


def test_there_is_a_ring_for_each_level_above_0():
    assert [ring.split()[0] for ring in radar.rings(8)] == [
        "0.0,-25.0",
        "0.0,-50.0",
        "0.0,-75.0",
        "0.0,-100.0",
    ]
