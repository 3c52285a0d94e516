"""Who fits a cooperative best, on plain values."""

import pytest

from mentoring import matching

SOUGHT = matching.Sought(
    languages={"ar": 9, "fr": 3}, region="Souss-Massa", sector="argan", sector_name="argan"
)


def mentor(key, **facts):
    usual = {
        "languages": frozenset(),
        "regions": frozenset(),
        "near": frozenset(),
        "sectors": frozenset(),
        "load": 0,
        "most": 10,
    }
    return matching.Mentor(
        key, **{**usual, **{n: frozenset(v) if isinstance(v, set) else v for n, v in facts.items()}}
    )


def keys(candidates):
    return [candidate.key for candidate in candidates]


def texts(candidates):
    return [reason.text for reason in candidates[0].reasons]


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"languages": {"ar"}}, {"languages": {"fr"}}),
        ({"languages": {"ar", "fr"}}, {"languages": {"ar"}}),
        ({"languages": {"ar"}}, {"sectors": {"argan"}}),
        ({"regions": {"Souss-Massa"}}, {"near": {"Souss-Massa"}}),
        ({"near": {"Souss-Massa"}}, {"near": {"Oriental"}}),
        ({"regions": {"Souss-Massa"}}, {"regions": {"Oriental"}}),
        ({"sectors": {"argan"}}, {"sectors": {"crafts"}}),
        ({"load": 1}, {"load": 4}),
        ({"load": 4, "most": 10}, {"load": 4, "most": 5}),
        ({}, {"languages": {"ar"}, "declined_on": "3 March 2026"}),
    ],
)
def test_who_fits_better_comes_first(better, worse):
    found = matching.ranked(SOUGHT, [mentor(1, **worse), mentor(2, **better)])

    assert keys(found) == [2, 1]


def test_who_can_take_no_more_comes_last_with_the_reason():
    perfect = {"languages": {"ar", "fr"}, "regions": {"Souss-Massa"}, "sectors": {"argan"}}
    found = matching.ranked(SOUGHT, [mentor(1, **perfect, load=4, most=4), mentor(2)])

    assert keys(found) == [2, 1]
    assert [one.is_full for one in found] == [False, True]
    assert found[1].reasons[-1] == matching.Reason(
        "Accompanies 4 of at most 4, questions that wait included", False
    )


def test_who_has_more_than_she_can_take_is_full_too():
    [found] = matching.ranked(SOUGHT, [mentor(1, load=6, most=4)])

    assert found.is_full
    assert found.points == 0


def test_who_is_tied_to_the_cooperative_is_never_ranked():
    found = matching.ranked(SOUGHT, [mentor(1), mentor(2), mentor(3)], tied={1, 3})

    assert keys(found) == [2]


def test_of_two_alike_the_order_is_always_the_same():
    assert keys(matching.ranked(SOUGHT, [mentor(2), mentor(1)])) == [1, 2]
    assert keys(matching.ranked(SOUGHT, [mentor(1), mentor(2)])) == [1, 2]


def test_reasons_say_what_speaks_for_her():
    found = matching.ranked(
        SOUGHT,
        [
            mentor(
                1,
                languages={"fr", "ar", "en"},
                regions={"Souss-Massa"},
                sectors={"argan"},
                load=4,
            )
        ],
    )

    assert texts(found) == [
        "Speaks Arabic, as 9 of 12 members do",
        "Speaks French, as 3 of 12 members do",
        "Works in this region: Souss-Massa",
        "Knows this sector: argan",
        "Accompanies 4 of at most 10, questions that wait included",
    ]
    assert all(reason.speaks_for for reason in found[0].reasons)


def test_reasons_say_what_does_not():
    found = matching.ranked(SOUGHT, [mentor(1, languages={"en"}, declined_on="3 March 2026")])

    assert texts(found) == [
        "Speaks no language of the members.",
        "Has not named this region: Souss-Massa",
        "Has not named this sector: argan",
        "Accompanies 0 of at most 10, questions that wait included",
        "Declined on 3 March 2026",
    ]
    assert [reason.speaks_for for reason in found[0].reasons] == [False, False, False, True, False]


def test_a_cooperative_without_members_or_region_still_finds_mentors():
    sought = SOUGHT._replace(languages={}, region="")

    found = matching.ranked(sought, [mentor(1, languages={"ar"})])

    assert texts(found)[0] == "No member of the cooperative is written down yet."
    assert not any("region" in text for text in texts(found))
