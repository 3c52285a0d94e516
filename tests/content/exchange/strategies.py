"""Questions of each kind, as a bank here could hold them, with all the signs that formats keep for themselves."""

from hypothesis import strategies as st

from content.exchange.gaps import NUMBER
from content.exchange.values import Gap, Option, Pair, Question
from content.exchange.wording import one_line, tidy

SIGNS = "~=#{}:\\*%\"'<>&[]/-.|@$,;!?()"
LETTERS = "abnTFéèçœ سؤالتعاونيّة٣5\u00a0"
lines = st.text(SIGNS + LETTERS, min_size=1, max_size=25).map(one_line).filter(bool)
texts = st.text(SIGNS + LETTERS + "\n", min_size=1, max_size=60).map(tidy).filter(bool)
maybe = st.one_of(st.just(""), texts)
tags = st.lists(lines.filter(lambda tag: not set(tag) & set("[]")), unique=True, max_size=2).map(
    tuple
)
numbers = st.decimals(-(10**9), 10**9, places=4).map(lambda number: number.normalize() + 0)


def questions(*kinds):
    return st.sampled_from(kinds).flatmap(lambda kind: KINDS[kind])


def _question(kind, text=texts, **fields):
    return st.builds(
        Question,
        kind=st.just(kind),
        text=text,
        feedback=maybe,
        hint=maybe,
        marks=st.integers(1, 20),
        tags=tags,
        **fields,
    )


def _options(least_right, most_right):
    """Two to eight options, so many of them right."""
    several = st.lists(lines, min_size=2, max_size=8, unique=True)
    return several.flatmap(
        lambda found: st.integers(least_right, min(most_right, len(found))).map(
            lambda right: tuple(Option(text, n < right) for n, text in enumerate(found))
        )
    )


@st.composite
def _matching(draw):
    words = draw(st.lists(lines, min_size=4, max_size=9, unique=True))
    pairs = draw(st.integers(2, len(words) // 2))
    sides = zip(words[:pairs], words[pairs : 2 * pairs], strict=True)
    question = draw(_question("matching"))
    distractors = tuple(words[2 * pairs : 2 * pairs + 4])
    return _with(question, pairs=tuple(Pair(*side) for side in sides), distractors=distractors)


@st.composite
def _gaps(draw):
    inner = lines.map(lambda text: f" {NUMBER.sub('', text)} ".replace("{", "("))
    gap = st.lists(lines, min_size=1, max_size=4, unique=True).flatmap(
        lambda words: st.sampled_from([Gap(tuple(words)), Gap(tuple(words[:1]), tuple(words[1:]))])
    )
    pieces = [draw(inner).strip() or "a"]
    for _place in range(draw(st.integers(1, 3))):
        pieces += [draw(gap), draw(inner)]
    pieces[-1] = pieces[-1].rstrip() or "."
    calm = texts.map(lambda text: NUMBER.sub("", text).replace("{", "(")).map(tidy).filter(bool)
    return _with(draw(_question("gaps", text=calm)), pieces=tuple(pieces))


def _with(question, **fields):
    return Question(**{**vars(question), **fields})


KINDS = {
    "single": _question("single", options=_options(1, 1)),
    "several": _question("several", options=_options(1, 8)),
    "truefalse": _question("truefalse", correct=st.booleans()),
    "number": _question(
        "number",
        value=numbers,
        tolerance=numbers.map(abs),
        unit=st.one_of(st.just(""), lines),
    ),
    "short": _question(
        "short", accepted=st.lists(lines, min_size=1, max_size=4, unique=True).map(tuple)
    ),
    "matching": _matching(),
    "ordering": _question(
        "ordering",
        options=st.lists(lines, min_size=2, max_size=8, unique=True).map(
            lambda found: tuple(Option(text, True) for text in found)
        ),
    ),
    "gaps": _gaps(),
    "open": _question("open", model=maybe),
    "upload": _question(
        "upload", accepts=st.sampled_from([("photo",), ("voice",), ("photo", "voice")])
    ),
}
ALL = tuple(KINDS)
GIFT = ("single", "several", "truefalse", "number", "short", "matching", "open")
