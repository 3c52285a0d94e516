"""Certificates look as they did when somebody last looked at them, in every script."""

import shutil
from dataclasses import replace

import pytest

from certification import lettering, pdf
from tests.certification import pictures

# What another version of PDFium may round differently; a fault in the smallest line is a third more.
SAME = 0.18
# Poppler puts fine rules on whole dots.
SIMILAR = 0.36
WEIGHT_OF_ALL = 400_000


def drawn(name):
    return pdf.render(pictures.CASES[name], pictures.LAYOUT)


@pytest.mark.parametrize("name", pictures.CASES)
def test_a_certificate_looks_as_it_was_found_right(name, tmp_path):
    picture = pictures.by_pdfium(drawn(name))

    if pictures.unlikeness(pictures.golden(name), picture) > SAME:
        pytest.fail(pictures.report(name, picture, tmp_path))


@pytest.mark.skipif(not shutil.which("pdftoppm"), reason="poppler-utils is missing")
@pytest.mark.parametrize("name", pictures.CASES)
def test_another_program_shows_the_same(name, tmp_path):
    picture = pictures.by_poppler(drawn(name))

    if pictures.unlikeness(pictures.golden(name), picture) > SIMILAR:
        pytest.fail(pictures.report(name, picture, tmp_path))


def test_the_pictures_are_light():
    assert {path.stem for path in pictures.FOLDER.iterdir()} == set(pictures.CASES)
    assert sum(path.stat().st_size for path in pictures.FOLDER.iterdir()) < WEIGHT_OF_ALL


def gone(line, x, y):
    return replace(line, runs=()), x, y


def moved(line, x, y):
    return line, x + 3, y


def raised(line, x, y):
    return line, x, y + 3


def boxed(line, x, y):
    """Each glyph is the one for what a font has not."""
    runs = (
        replace(
            run,
            clusters=tuple(
                replace(c, glyphs=tuple((0, *glyph[1:]) for glyph in c.glyphs))
                for c in run.clusters
            ),
        )
        for run in line.runs
    )
    return replace(line, runs=tuple(runs)), x, y


def reversed_letters(line, x, y):
    runs = (replace(run, clusters=run.clusters[::-1]) for run in line.runs[::-1])
    return replace(line, runs=tuple(runs)), x, y


def faulty(monkeypatch, name, fault, number):
    """A certificate with a fault in one of its lines, and how many lines it has."""
    count, draw = [], lettering.Writer.draw

    def wrong(writer, line, x, y, size):
        if len(count) == number:
            line, x, y = fault(line, x, y)
        count.append(line)
        draw(writer, line, x, y, size)

    with monkeypatch.context() as patch:
        patch.setattr(lettering.Writer, "draw", wrong)
        return drawn(name), len(count)


@pytest.mark.parametrize(
    ("name", "fault"),
    [("fr", gone), ("ar", reversed_letters), ("hi", boxed), ("zgh", moved), ("two-lines", raised)],
)
def test_a_fault_in_any_line_is_seen(monkeypatch, name, fault):
    right = pictures.golden(name)
    _none, lines = faulty(monkeypatch, name, fault, -1)
    assert lines > 20

    unseen = [
        number
        for number in range(lines)
        if pictures.unlikeness(
            right, pictures.by_pdfium(faulty(monkeypatch, name, fault, number)[0])
        )
        < 1.25 * SAME
    ]

    assert unseen == []


def test_a_failure_says_where_to_look(tmp_path):
    said = pictures.report("fr", pictures.golden("en"), tmp_path)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["fr-difference.png", "fr.png"]
    assert f"{tmp_path}/fr.png" in said
    assert "python -m tests.certification.pictures" in said
