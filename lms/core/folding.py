"""Letters folded for comparing: what two people write differently and mean alike comes out the same."""

import re
import unicodedata

# Alef wasla, final ya, ta marbuta and the Persian letters of some keyboards. The other forms of alef and the hamza
# on its seats come apart by themselves, and the hamza goes with the vowel signs.
ARABIC = str.maketrans("ٱىةکی", "ايهكي")
DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)
# Tatweel, and the direction marks and joiners that come along with copied text.
INVISIBLE = re.compile(r"[\u0640\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
SPACES = re.compile(r"\s+")


def fold(text):
    """The text without case, accents, vowel signs, tatweel, kinds of hamza and double spaces; digits as 0 to 9."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(sign for sign in apart if not unicodedata.combining(sign))
    plain = INVISIBLE.sub("", bare).translate(ARABIC).translate(DIGITS)
    return SPACES.sub(" ", plain).strip()
