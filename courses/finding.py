"""Words looked for in a text: which they are, and where they stand. Plain values, no rows."""

import re
from typing import NamedTuple

from lms.core.folding import fold

MOST_WORDS = 8
# The article, also with "and", "with", "as", "so" or "for" written onto it. What is left is found with it and without.
ARTICLE = re.compile(r"^(?:[وبكف]?ال|لل)(?=\w{2,}$)")
SHORTEST_WITH_ARTICLE = 4


class Piece(NamedTuple):
    text: str
    hit: bool


def words_of(query):
    """The folded words of a query, without the Arabic article before those of four letters and more."""
    bare = re.sub(r"[^\w']+", " ", fold(query)).split()
    return list(dict.fromkeys(map(_without_article, bare)))[:MOST_WORDS]


def _without_article(word):
    return ARTICLE.sub("", word) if len(word) >= SHORTEST_WITH_ARTICLE else word


def snippet(text, words, *, around=90):
    """The text around the first word that is found, in pieces: hits and what stands between them."""
    folded, places = _folded_with_places(text)
    hits = _hits(folded, words)
    if not hits:
        return [Piece(_cut(text, 0, 2 * around), False)] if text else []
    middle = places[hits[0][0]]
    start, end = _at_words(text, middle - around, middle + around)
    pieces, here = [], start
    for first, last in hits:
        begin, stop = places[first], _end_of(text, places[last - 1])
        if begin < here or stop > end:
            continue
        pieces += [Piece(text[here:begin], False), Piece(text[begin:stop], True)]
        here = stop
    pieces.append(Piece(text[here:end], False))
    return [piece for piece in pieces if piece.text]


def _folded_with_places(text):
    """The text folded sign by sign, and for each folded sign where it came from."""
    folded, places = [], []
    for place, sign in enumerate(text):
        bare = " " if sign.isspace() else fold(sign)
        folded.append(bare)
        places += [place] * len(bare)
    return "".join(folded), places


def _hits(folded, words):
    """Where the words stand, from left to right; of two that overlap the first."""
    if not words:
        return []
    longest_first = sorted(words, key=len, reverse=True)
    return [m.span() for m in re.finditer("|".join(map(re.escape, longest_first)), folded)]


def _end_of(text, place):
    """Behind a sign and the vowel signs that follow it."""
    place += 1
    while place < len(text) and not text[place].isspace() and not fold(text[place]):
        place += 1
    return place


def _at_words(text, start, end):
    """The same stretch, widened or narrowed to whole words."""
    start, end = max(start, 0), min(end, len(text))
    if start:
        start = text.find(" ", start) + 1 or start
    if end < len(text):
        end = max(text.rfind(" ", start, end), start)
    return start, end


def _cut(text, start, end):
    return text[slice(*_at_words(text, start, end))]
