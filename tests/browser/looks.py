"""What no page may have, whoever opens it: something a thumb misses, words too faint to read, sideways scrolling."""

from pathlib import Path

HERE = Path(__file__).parent
SMALL_TARGETS = (HERE / "small_targets.js").read_text()
FAINT_WORDS = (HERE / "faint_words.js").read_text()
SIDEWAYS = "document.documentElement.scrollWidth - innerWidth"


def too_wide(page):
    """How far the page reaches over the edge, in words; empty if it fits."""
    beyond = page.evaluate(SIDEWAYS)
    return [f"{beyond} px too wide"] if beyond > 0 else []


def cut_off(page):
    """Fields too narrow for what they hold."""
    return page.evaluate(
        """() => [...document.querySelectorAll("main input:not([type=hidden], [type=file])")]
            .filter((field) => field.checkVisibility() && field.scrollWidth > field.clientWidth)
            .map((field) => `${field.name} cuts off ${field.value}`)"""
    )


def too_faint(page):
    """Words that are hard to read by day or by night."""
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found += [f"{scheme}: {words}" for words in page.evaluate(FAINT_WORDS)]
    return found


def too_small(page):
    """What a thumb could miss on a phone."""
    return page.evaluate(SMALL_TARGETS)
