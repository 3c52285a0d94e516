"""The signs that GIFT keeps for itself, and how it writes them as plain signs: with a backslash before."""

import re

# While a file is read, an escaped sign is one of those that Unicode keeps for programs; decoding has taken them out.
ESCAPED = {
    "\\\\": "\ufdd0",
    "\\:": "\ufdd1",
    "\\#": "\ufdd2",
    "\\=": "\ufdd3",
    "\\{": "\ufdd4",
    "\\}": "\ufdd5",
    "\\~": "\ufdd6",
    "\\n": "\ufdd7",
}
HIDING = re.compile("|".join(map(re.escape, ESCAPED)))
SHOWING = str.maketrans(
    {hidden: "\n" if sign == "\\n" else sign[1] for sign, hidden in ESCAPED.items()}
)
RESTORING = str.maketrans({hidden: sign for sign, hidden in ESCAPED.items()})
IN_ELEMENTS = str.maketrans({"=": "\ufdd8", "#": "\ufdd9"})
OUT_OF_ELEMENTS = str.maketrans({"\ufdd8": "=", "\ufdd9": "#"})
# An equals sign in an element of HTML is often left without its backslash.
ELEMENT = re.compile(r"<[a-zA-Z][^<>{}~]*>")
ATTRIBUTE = re.compile(r"""(?<=[a-zA-Z])=\s*(?:"[^"<>]*"|'[^'<>]*')""")
FORM = re.compile(r"\s*\[(html|moodle|plain|markdown)\]", re.IGNORECASE)


def hide(text):
    """The text with its escaped signs out of the way of those that mean something."""
    hidden = HIDING.sub(lambda found: ESCAPED[found[0]], text)
    return ELEMENT.sub(lambda element: ATTRIBUTE.sub(_in_element, element[0]), hidden)


def _in_element(found):
    return found[0].translate(IN_ELEMENTS)


def show(text):
    """What a hidden text says."""
    return text.translate(SHOWING).translate(OUT_OF_ELEMENTS)


def restore(text):
    """A hidden text as it stood in the file."""
    return text.translate(RESTORING).translate(OUT_OF_ELEMENTS)


def form_of(text, default):
    """``(form, the text without its mark)``."""
    found = FORM.match(text)
    return (found[1].lower(), text[found.end() :]) if found else (default, text)


def escape(text):
    """The text as GIFT has it in any place."""
    escaped = re.sub(r"([~=#{}:])", r"\\\1", text.replace("\\", "\\\\"))
    return escaped.replace("\n", "\\n")
