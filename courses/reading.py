"""The printed HTML of a lesson as somebody wants to read it: without pictures, from where she stopped, as bare words."""

import re
from html import escape, unescape

TAG = r"""<{name}\b(?:[^>"']|"[^"]*"|'[^']*')*>"""
INLINE = re.compile(TAG.format(name="/?(?:a|b|em|i|span|strong)"))
ANY_TAG = re.compile(TAG.format(name=r"/?[a-zA-Z]\w*"))
IMAGE = re.compile(TAG.format(name="img"))
RECORDING = re.compile(TAG.format(name="(?:audio|video)"))
# How large a recording is and how to open its transcript: said by the page, not by its author.
ABOUT_A_RECORDING = re.compile(
    r"(?<=</audio>)<span>.*?</span>|(?<=</video>)<figcaption>.*?</figcaption>|<summary>.*?</summary>",
    re.DOTALL,
)
PLAYER = re.compile(
    r'<div class="listen"><audio.*?</div>|<figure class="video"><video.*?</figure>', re.DOTALL
)
TRANSCRIPT = re.compile(
    r'<details class="transcript"><summary>.*?</summary>(.*?)</details>', re.DOTALL
)
SPACES = re.compile(r"\s+")


def _attribute(tag, name):
    found = re.search(rf"""\s{name}=(?:"([^"]*)"|'([^']*)')""", tag)
    return unescape((found[1] or found[2] or "") if found else "")


def words(html):
    """The bare words that somebody wrote in some HTML; two blocks never run together."""
    written = ABOUT_A_RECORDING.sub(" ", html)
    return SPACES.sub(" ", unescape(ANY_TAG.sub(" ", INLINE.sub("", written)))).strip()


def without_pictures(html):
    """Each picture as its description, and no picture in front of a video: nothing of them is loaded."""

    def described(found):
        text = _attribute(found[0], "alt")
        return f'<p class="no-picture">{escape(text)}</p>' if text else ""

    bare = IMAGE.sub(described, html)
    return RECORDING.sub(lambda found: re.sub(r"""\sposter="[^"]*\"""", "", found[0]), bare)


def on_paper(html):
    """Without what only plays, and with what is said in it open to read."""
    return TRANSCRIPT.sub(r'<div class="transcript">\1</div>', PLAYER.sub("", html))


def from_second(address, seconds):
    """The address of a recording, from the second where it was left. ``seconds``: address → second."""
    return f"{address}#t={seconds[address]}" if seconds.get(address) else address


def goes_on(html, seconds):
    """Recordings in some HTML start where they were left."""

    def started(found):
        address = _attribute(found[0], "src")
        here, there = escape(address), escape(from_second(address, seconds))
        return found[0].replace(f'src="{here}"', f'src="{there}"', 1)

    return RECORDING.sub(started, html)
