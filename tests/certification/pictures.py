"""Pictures of certificates that were looked at and found right, and how another one is held against them.

``python -m tests.certification.pictures`` draws them anew: look at each before it is committed.
"""

import subprocess
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter, ImageOps

from certification import layouts, pdf, raster, specimens, standard
from certification.faces import SCRIPT_OF

FOLDER = Path(__file__).parent / "golden"
SIZE = (1000, 707)
GREYS = 16
TILE = 8
BLUR = 1
PAPER = 20
"""Ink so pale that it counts as paper, of 255."""
LAYOUT = layouts.read(standard.layout())
LONG = {
    "name_latin": "Mohammed-Amine Abdelrahmane El Idrissi Benjelloun Ouazzani-Touhami El Alaoui",
    "name_arabic": "محمد الأمين عبد الرحمان الإدريسي بن جلون الوزاني التهامي العلوي الحسني المراكشي",
}
VOWELLED = {"name_arabic": "سَلْمَى آيْت لَحْسَن"}


def specimen(language, **changes):
    own = SCRIPT_OF[language]
    scripts = {own, "arabic" if own == "latin" else "latin"}
    return specimens.facts(language, sorted(scripts), **{"sample": "", **changes})


CASES = {
    "fr": specimen("fr"),
    "en": specimen("en"),
    "ar": specimen("ar", **VOWELLED),
    "pt": specimen("pt"),
    "zgh": specimen("zgh"),
    "hi": specimen("hi"),
    "two-lines": specimen("fr", **LONG),
    "specimen": specimen("ar", sample=specimens.SIGN["ar"]),
}


def by_pdfium(content):
    """The page as a picture, drawn three times as large so that edges fall on the same dots."""
    return small(raster.first_page(content, scale=3))


def by_poppler(content):
    command = ["pdftoppm", "-r", "288", "-gray", "-png", "-singlefile", "-"]
    done = subprocess.run(command, input=content, capture_output=True, check=True)
    return small(Image.open(BytesIO(done.stdout)))


def small(picture):
    return picture.convert("L").resize(SIZE, Image.Resampling.BOX)


def golden(name):
    with Image.open(FOLDER / f"{name}.png") as kept:
        return kept.convert("L")


def unlikeness(one, other):
    """How unlike two pictures are where they are most so: from 0, the same, to 2, ink where the other has none.

    In squares of a few dots the ink that differs is weighed against the ink that is there: a line of small grey
    letters counts as much as a large name. A little blur forgives what programs round differently.
    """
    first, second = (
        ImageOps.invert(picture.filter(ImageFilter.GaussianBlur(BLUR))) for picture in (one, other)
    )
    differing, there = ImageChops.difference(first, second), ImageChops.add(first, second, scale=2)
    half = TILE // 2
    return max(
        ink / (around + PAPER)
        for start in ((0, 0), (half, 0), (0, half), (half, half))
        for ink, around in zip(_tiles(differing, start), _tiles(there, start), strict=True)
    )


def _tiles(picture, start):
    """The mean of each square of the picture, from ``start`` on."""
    across, down = ((side - begin) // TILE for side, begin in zip(picture.size, start, strict=True))
    left, top = start
    box = (left, top, left + across * TILE, top + down * TILE)
    return picture.resize((across, down), Image.Resampling.BOX, box=box).tobytes()


def report(name, drawn, folder):
    """Write what was drawn and where it differs, and say where to look and how to accept it."""
    folder.mkdir(parents=True, exist_ok=True)
    drawn.save(folder / f"{name}.png")
    difference = ImageChops.invert(ImageChops.difference(golden(name), drawn))
    difference.save(folder / f"{name}-difference.png")
    return (
        f"The certificate “{name}” looks different. Look at {folder}/{name}.png and {name}-difference.png; "
        f"if it is right, run: python -m tests.certification.pictures"
    )


def accept():
    """Draw every picture anew as what is right from now on."""
    FOLDER.mkdir(exist_ok=True)
    for name, facts in CASES.items():
        drawn = by_pdfium(pdf.render(facts, LAYOUT)).quantize(GREYS, dither=Image.Dither.NONE)
        drawn.save(FOLDER / f"{name}.png", optimize=True)


if __name__ == "__main__":
    accept()
