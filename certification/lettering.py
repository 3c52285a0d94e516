"""Lines of glyphs drawn on a reportlab canvas, and their fonts in its file."""

import hashlib
from itertools import groupby

from reportlab.pdfbase import pdfdoc

# The flag of a font whose codes follow no standard table of characters.
SYMBOLIC = 4
LETTERS_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
LETTERS_TAIL = """endcmap
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
        operators = []
        for run in line.runs:
            font = self._embed(run.face)
            drawn_size = size * run.face.scale
            operators.append(f"BT /{font.name} {drawn_size:.3f} Tf {x:.3f} {y:.3f} Td")
            operators += show(run, font, drawn_size)
            operators.append("ET")
            x += run.width * drawn_size / 1000
        self.canvas._code.append(" ".join(operators))

    def _embed(self, face):
        if face not in self.embedded:
            self.embedded[face] = EmbeddedFace(face, f"T{len(self.embedded) + 1}")
            self.canvas._doc.delayedFonts.append(self.embedded[face])
        return self.embedded[face]


def show(run, font, size):
    """The operators that draw ``run``. Letters that share glyphs are also written out for copying."""
    for shared, glyphs in groupby(placed(run, font), key=lambda glyph: glyph[0]):
        if shared:
            yield f"/Span<</ActualText<FEFF{hexadecimal(shared[1])}>>>BDC"
        for rise, level in groupby(glyphs, key=lambda glyph: glyph[1]):
            codes = "".join(code for _, _, code in level)
            yield f"{rise * size / 1000:.3f} Ts [{codes}]TJ"
        if shared:
            yield "EMC"


def placed(run, font):
    """Each glyph of ``run``: the cluster it shares or None, its rise, its code after its gap."""
    pen = reached = 0
    for cluster in run.clusters:
        shared = (pen, cluster.text) if len(cluster.glyphs) > 1 else None
        for glyph, letter, x, y in cluster.glyphs:
            gap = round(reached - pen - x)
            yield shared, y, f"{gap or ''}<{font.code(glyph, letter):04X}>"
            reached = pen + x + font.face.advance(glyph)
        pen += cluster.width


def hexadecimal(text):
    """``text`` as a PDF writes letters beyond ASCII."""
    return text.encode("utf-16-be").hex().upper()


class EmbeddedFace:
    """A face as one document uses it.

    Each pair of a glyph and its letters has its own code, so that a glyph which stands for one
    letter here and for another there copies rightly in both places.
    """

    def __init__(self, face, name):
        self.face = face
        self.name = name
        self.codes = {}

    def code(self, glyph, letters):
        return self.codes.setdefault((glyph, letters), len(self.codes) + 1)

    def addObjects(self, document):
        """Write the font into ``document``. reportlab calls this, by this name, when it saves."""
        data, numbers = self.face.subset({glyph for glyph, _ in self.codes})
        # The same glyphs get the same tag in every process.
        tag = "".join(chr(65 + byte % 26) for byte in hashlib.sha256(data).digest()[:6])
        name = pdfdoc.PDFName(f"{tag}+{self.face.name}")
        font = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": name,
                "Encoding": "/Identity-H",
                "DescendantFonts": pdfdoc.PDFArray([self._glyphs(document, name, data, numbers)]),
                "ToUnicode": document.Reference(compressed(self._letters())),
            }
        )
        document.idToObject[pdfdoc.BasicFonts].dict[self.name] = document.Reference(font)

    def _glyphs(self, document, name, data, numbers):
        """The table from codes to glyphs of the font file, with their widths."""
        order = b"".join(numbers[glyph].to_bytes(2) for glyph, _ in self.codes)
        widths = [round(self.face.advance(glyph)) for glyph, _ in self.codes]
        system = {
            "Registry": pdfdoc.PDFString("Adobe"),
            "Ordering": pdfdoc.PDFString("Identity"),
            "Supplement": 0,
        }
        glyphs = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": name,
                "CIDSystemInfo": pdfdoc.PDFDictionary(system),
                "FontDescriptor": self._descriptor(document, name, data),
                # Codes start at 1; code 0 is the glyph for what is missing.
                "CIDToGIDMap": document.Reference(compressed(b"\0\0" + order)),
                "W": pdfdoc.PDFArray([1, pdfdoc.PDFArray(widths)]),
            }
        )
        return document.Reference(glyphs)

    def _descriptor(self, document, name, data):
        measures = self.face.measures
        program = compressed(data)
        program.dictionary["Length1"] = len(data)
        descriptor = pdfdoc.PDFDictionary(
            {
                "Type": "/FontDescriptor",
                "FontName": name,
                "Flags": SYMBOLIC,
                "FontBBox": pdfdoc.PDFArray(measures["box"]),
                "ItalicAngle": 0,
                "Ascent": measures["ascent"],
                "Descent": measures["descent"],
                "CapHeight": measures["capital"],
                "StemV": measures["stem"],
                "FontFile2": document.Reference(program),
            }
        )
        return document.Reference(descriptor)

    def _letters(self):
        """The table from codes to letters, by which text is copied and searched."""
        pairs = [f"<{code:04X}> <{hexadecimal(text)}>" for (_, text), code in self.codes.items()]
        # One block of the table holds a hundred pairs at most.
        blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
        body = [f"{len(b)} beginbfchar\n{chr(10).join(b)}\nendbfchar\n" for b in blocks]
        return (LETTERS_HEAD + "".join(body) + LETTERS_TAIL).encode()


def compressed(data):
    return pdfdoc.PDFStream(content=data, filters=[pdfdoc.PDFZCompress])
