"""The order in which letters are drawn follows Unicode: its whole file of test cases passes."""

from pathlib import Path

import pytest
from fpdf.bidi import BidiParagraph
from fpdf.enums import TextDirection

CASES = Path("/usr/share/unicode/BidiCharacterTest.txt")
BASES = {"0": TextDirection.LTR, "1": TextDirection.RTL, "2": None}


def cases():
    for line in CASES.read_text().splitlines():
        if line and not line.startswith("#"):
            letters, base, _, levels, order = line.split(";")
            text = "".join(chr(int(code, 16)) for code in letters.split())
            yield line, text, BASES[base], levels.split(), [int(place) for place in order.split()]


@pytest.mark.skipif(not CASES.exists(), reason="the Debian package unicode-data is missing")
def test_every_case_of_unicode_comes_out_in_its_order():
    count, wrong = 0, []
    for line, text, base, levels, order in cases():
        paragraph = BidiParagraph(text=text, base_direction=base)
        found = [c.character_index for c in paragraph.get_reordered_characters()]
        count += 1
        if found != [place for place in order if levels[place] != "x"]:
            wrong.append(line)
    assert count > 91_000
    assert wrong == []
