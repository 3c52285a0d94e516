"""Lines of glyphs drawn on a reportlab canvas, and their fonts in its file."""

import hashlib
from functools import lru_cache
from itertools import groupby

from reportlab.pdfbase import pdfdoc

from . import objects

# The flag of a font whose codes follow no standard table of characters.
SYMBOLIC = 4
# How thick the pen is that makes a regular weight bold, as a share of the size.
PEN = 0.035
LETTERS = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
%s
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


class Writer:
    """Draws lines on one canvas and puts into its file only the glyphs that were drawn.

    reportlab has no public way to show glyphs by number: this leans on the canvas' list of
    operators, and on the document's list of fonts to finish when it is saved.
    """

    def __init__(self, canvas):
        self.canvas = canvas
        self.embedded = {}

    def draw(self, line, x, y, size):
        """Draw ``line`` from its left end ``x``, on the baseline ``y``, in the current colour."""
        for run in line.runs:
            font = self._embed(run.face)
            drawn_size = size * run.face.scale
            operators, triples = shown(run, drawn_size)
            codes = font.codes
            self.canvas._code.append(
                f"BT /{font.name} {drawn_size:.3f} Tf {x:.3f} {y:.3f} Td "
                f"{operators.format(*[codes[triple] for triple in triples])} ET"
            )
            x += run.width * drawn_size / 1000

    def _embed(self, face):
        if face not in self.embedded:
            self.embedded[face] = EmbeddedFace(face, f"T{len(self.embedded) + 1}")
            self.canvas._doc.delayedFonts.append(self.embedded[face])
        return self.embedded[face]


@lru_cache(maxsize=2048)
def shown(run, size):
    """The operators that draw ``run``, with places for the codes of the triples (glyph, letters, width)."""
    operators, triples = [], []
    if run.face.thickened:
        operators.append(f"2 Tr {size * PEN:.3f} w")
    for spelled, glyphs in groupby(placed(run), key=lambda glyph: glyph[0]):
        if spelled:
            letters = objects.hexadecimal(spelled.text)
            operators.append(f"/Span<</ActualText<FEFF{letters}>>>BDC")
        for rise, level in groupby(glyphs, key=lambda glyph: glyph[1]):
            row = list(level)
            triples += [triple for *_, triple in row]
            places = "".join(f"{gap or ''}<{{}}>" for _, _, gap, _ in row)
            operators.append(f"{rise * size / 1000:.3f} Ts [{places}]TJ")
        if spelled:
            operators.append("EMC")
    if run.face.thickened:
        operators.append("0 Tr")
    return " ".join(operators), tuple(triples)


def placed(run):
    """Each glyph of ``run``: what spells it out for copying or None, its rise, the gap before it, its triple.

    From right to left readers turn what is spelled out, so letters that share glyphs are spelled out alone; from left
    to right a whole run is, where its glyphs do not follow its letters.
    """
    levels = {y for cluster in run.clusters for _, _, _, y, _ in cluster.glyphs}
    whole = not run.turned and (run.face.reorders or len(levels) > 1)
    pen = reached = 0
    for cluster in run.clusters:
        shared = cluster if len(cluster.glyphs) > 1 else None
        for glyph, letters, x, y, advance in cluster.glyphs:
            gap = round(reached - pen - x)
            yield run if whole else shared, y, gap, (glyph, letters, round(advance))
            reached = pen + x + advance
        pen += cluster.width


class Codes(dict):
    """The code of each triple, in the order in which they were first drawn. They start at 1."""

    def __missing__(self, triple):
        self[triple] = code = f"{len(self) + 1:04X}"
        return code


class EmbeddedFace:
    """A face as one document uses it.

    Each glyph with its letters and width has its own code, so that a glyph which stands for one
    letter here and for another there copies rightly in both places.
    """

    def __init__(self, face, name):
        self.face = face
        self.name = name
        self.codes = Codes()

    def addObjects(self, document):
        """Write the font into ``document``. reportlab calls this, by this name, when it saves."""
        data, numbers = self.face.subset({glyph for glyph, *_ in self.codes})
        # The same glyphs get the same tag in every process.
        tag = "".join(chr(65 + byte % 26) for byte in hashlib.sha256(data).digest()[:6])
        name = f"{tag}+{self.face.name}".encode()
        font = objects.Written(
            b"<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H"
            b"/DescendantFonts[%s]/ToUnicode %s>>"
            % (
                name,
                self._glyphs(document, name, data, numbers),
                objects.add(document, objects.stream(self._letters())),
            )
        )
        document.idToObject[pdfdoc.BasicFonts].dict[self.name] = document.Reference(font)

    def _glyphs(self, document, name, data, numbers):
        """The table from codes to glyphs of the font file, with their widths."""
        # Code 0 is the glyph for what is missing.
        order = b"\0\0" + b"".join(numbers[glyph].to_bytes(2) for glyph, *_ in self.codes)
        widths = " ".join(str(width) for *_, width in self.codes)
        return objects.add(
            document,
            b"<</Type/Font/Subtype/CIDFontType2/BaseFont/%s"
            b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            b"/FontDescriptor %s/CIDToGIDMap %s/W[1[%s]]>>"
            % (
                name,
                self._descriptor(document, name, data),
                objects.add(document, objects.stream(order)),
                widths.encode(),
            ),
        )

    def _descriptor(self, document, name, data):
        program = objects.stream(data, b"/Length1 %d" % len(data))
        measures = self.face.measures
        return objects.add(
            document,
            b"<</Type/FontDescriptor/FontName/%s/Flags %d/FontBBox[%s]/ItalicAngle 0/Ascent %d"
            b"/Descent %d/CapHeight %d/StemV %d/FontFile2 %s>>"
            % (
                name,
                SYMBOLIC,
                " ".join(map(str, measures["box"])).encode(),
                *(measures[key] for key in ("ascent", "descent", "capital", "stem")),
                objects.add(document, program),
            ),
        )

    def _letters(self):
        """The table from codes to letters, by which text is copied and searched."""
        triples = [
            f"<{code}> <{objects.hexadecimal(letters)}>"
            for (_, letters, _), code in self.codes.items()
        ]
        # One block of the table holds a hundred triples at most.
        blocks = [triples[start : start + 100] for start in range(0, len(triples), 100)]
        tables = [f"{len(b)} beginbfchar\n{chr(10).join(b)}\nendbfchar" for b in blocks]
        return (LETTERS % "\n".join(tables)).encode()
