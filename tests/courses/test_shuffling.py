from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses import shuffling

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
