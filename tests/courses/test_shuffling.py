import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses import scoring, shuffling
from courses.choices import QuestionKind
from tests.factories import questions as made

unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
SEEDS = st.text("0123456789abcdef:-", max_size=40)
IDS = st.lists(st.text("abcdef0123", min_size=1), unique=True, max_size=8)


@unhurried
@given(IDS, SEEDS)
def test_shuffling_loses_and_adds_nothing(ids, seed):
    assert sorted(shuffling.shuffled(ids, seed)) == sorted(ids)


@unhurried
@given(IDS, SEEDS, st.randoms())
def test_the_same_seed_gives_the_same_order_whatever_order_came_in(ids, seed, random):
    other = ids.copy()
    random.shuffle(other)

    assert shuffling.shuffled(other, seed) == shuffling.shuffled(ids, seed)


def test_each_try_has_its_own_order():
    ids = [str(n) for n in range(6)]

    assert len({tuple(shuffling.shuffled(ids, seed)) for seed in range(20)}) > 10


def question(kind, language):
    options = [{"id": str(n), "text": f"{n} {language}"} for n in range(6)]
    return {"id": "q", "kind": kind, "options": options}


def test_all_languages_show_the_same_order():
    french, arabic = (
        shuffling.in_own_order([question("single", language)], "her", "quiz", 1)
        for language in ("fr", "ar")
    )

    assert [o["id"] for o in french[0]["options"]] == [o["id"] for o in arabic[0]["options"]]
    assert french[0]["options"][0]["text"].endswith("fr")


def test_true_stays_before_false():
    asked = question("truefalse", "fr")

    assert shuffling.in_own_order([asked], "her", "quiz", 1) == [asked]


@unhurried
@given(st.integers(2, 6), SEEDS)
def test_what_is_to_be_put_in_order_never_comes_in_the_order_it_was_written(number, seed):
    asked = {"id": "q", "kind": "ordering", "options": [{"id": str(n)} for n in range(number)]}

    (own,) = shuffling.in_own_order([asked], seed)

    assert own["options"] != asked["options"]
    assert sorted(own["options"], key=lambda o: o["id"]) == asked["options"]


@unhurried
@given(st.integers(2, 6), SEEDS)
def test_pairs_never_come_each_beside_its_own(number, seed):
    asked = {
        "id": "q",
        "kind": "matching",
        "options": [{"id": str(n)} for n in range(number)],
        "targets": [{"id": f"target {n}"} for n in range(number)],
    }

    (own,) = shuffling.in_own_order([asked], seed)

    beside = zip(own["options"], own["targets"], strict=True)
    assert any(target["id"] != f"target {option['id']}" for option, target in beside)
    assert sorted(own["targets"], key=lambda t: t["id"]) == asked["targets"]


def test_pictures_and_the_words_of_a_gap_come_in_her_own_order():
    asked = [made.question(kind)[0] for kind in ("picture", "gaps")]

    orders = [
        (
            tuple(o["id"] for o in picture["options"]),
            tuple(gaps["pieces"][1]["options"]),
        )
        for picture, gaps in (shuffling.in_own_order(asked, seed) for seed in range(20))
    ]

    assert len({picture for picture, _gap in orders}) > 3
    assert len({gap for _picture, gap in orders}) == 2


@pytest.mark.parametrize("kind", QuestionKind.values)
def test_every_kind_keeps_all_it_has(kind):
    asked, key, _feedback = made.question(kind)

    (own,) = shuffling.in_own_order([asked], "her")

    assert own.keys() == asked.keys()
    assert sorted(o["id"] for o in own["options"]) == sorted(o["id"] for o in asked["options"])
    assert key is None or scoring.fits(own, scoring.right_answer(key))
