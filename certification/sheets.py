"""Many specimens on few pages, to look at how a template bears the hardest names."""

from io import BytesIO

from reportlab.lib.pagesizes import A4

from . import pdf, specimens
from .faces import SCRIPT_OF
from .lettering import Writer
from .shaping import GlyphMissing, TextDoesNotFit, compose

ACROSS, DOWN = 2, 4
GAP = 14
NOTE_SIZE = 9


def hard_names(layout, language):
    """A PDF with a small certificate for each of the hard names of a language; what is refused says why."""
    file = BytesIO()
    canvas = pdf.BlankCanvas(file, pagesize=A4, lang=language, invariant=1)
    canvas.setTitle(language)
    writer = Writer(canvas)
    script = SCRIPT_OF[language]
    # With the name in a second script, as most holders have it.
    both = {"latin", "arabic" if script == "latin" else script} & set(layout.scripts)
    for number, name in enumerate(specimens.hard_names(language)):
        place = number % (ACROSS * DOWN)
        if number and not place:
            canvas.showPage()
        facts = specimens.facts(language, sorted(both), sample="") | {f"name_{script}": name}
        draw_small(pdf.Page(canvas, writer, facts, layout), name, place)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def draw_small(page, name, place):
    """One certificate in the numbered place of a sheet, or the name and what has no room."""
    width = (A4[0] - GAP * (ACROSS + 1)) / ACROSS
    height = (A4[1] - GAP * (DOWN + 1)) / DOWN
    scale = min(width / pdf.WIDTH, height / pdf.HEIGHT)
    row, column = divmod(place, ACROSS)
    left = GAP + column * (width + GAP)
    bottom = A4[1] - (row + 1) * (height + GAP)
    code = page.canvas._code
    before = len(code)
    code.append(f"q {scale:.5f} 0 0 {scale:.5f} {left:.3f} {bottom:.3f} cm")
    try:
        pdf.draw(page)
    except (TextDoesNotFit, GlyphMissing) as refusal:
        del code[before:]
        code.append(pdf.inked("clay"))
        for line, text in enumerate((name, str(refusal))):
            top = bottom + height / 2 - line * NOTE_SIZE * 2
            page.writer.draw(compose(text), left, top, NOTE_SIZE)
    else:
        code.append("Q")
