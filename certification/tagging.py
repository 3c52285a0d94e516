"""What a screen reader and a catalogue read of a certificate: its structure, what it says of itself, what is attached.

reportlab has places for these in its catalogue and fills none of them.
"""

from contextlib import contextmanager
from xml.sax.saxutils import escape

from . import objects

METADATA = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{creator}</rdf:li></rdf:Seq></dc:creator>
<dc:identifier>{identifier}</dc:identifier>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{at}</xmp:CreateDate><xmp:ModifyDate>{at}</xmp:ModifyDate>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
BADGE_NAME = "credential.json"


class Structure:
    """The parts of one page in the order in which they are read."""

    def __init__(self, canvas, language):
        self.canvas = canvas
        self.language = language
        self.parts = []

    @contextmanager
    def part(self, role, *, language="", spoken="", alt="", box=None):
        """What is drawn within is one part. ``alt`` says in words what a figure shows, in ``box``.

        ``spoken`` is its text where that is not drawn from left to right in the order of reading.
        """
        entries = b"/Lang %s" % objects.text(language or self.language)
        if spoken:
            entries += b"/ActualText %s" % objects.text(spoken)
        if alt:
            sides = " ".join(f"{side:.2f}" for side in box)
            entries += b"/Alt %s/A<</O/Layout/BBox[%s]>>" % (objects.text(alt), sides.encode())
        number = len(self.parts)
        self.parts.append((role.encode(), entries))
        self.canvas._code.append(f"/{role} <</MCID {number}>> BDC")
        yield
        self.canvas._code.append("EMC")

    @contextmanager
    def artefact(self):
        """What is drawn within is ornament, which a screen reader passes over."""
        self.canvas._code.append("/Artifact BMC")
        yield
        self.canvas._code.append("EMC")

    def finish(self, page, widget=None):
        """Write the structure into the document of ``page``, which is complete; ``widget`` is its signature field."""
        document = self.canvas._doc
        page_at = objects.refer(document, page)
        root, root_at = objects.reserve(document)
        whole, whole_at = objects.reserve(document)
        shared = b"<</Type/StructElem/P %s/Pg %s" % (whole_at, page_at)
        kids = [
            objects.add(document, b"%s/S/%s%s/K %d>>" % (shared, role, entries, number))
            for number, (role, entries) in enumerate(self.parts)
        ]
        parents = b"0[%s]" % b" ".join(kids)
        if widget:
            field = b"/K<</Type/OBJR/Obj %s/Pg %s>>" % (widget, page_at)
            kids.append(objects.add(document, b"%s/S/Form%s>>" % (shared, field)))
            parents += b" 1 %s" % kids[-1]
        whole.content = b"<</Type/StructElem/S/Document/P %s/Lang %s/K[%s]>>" % (
            root_at,
            objects.text(self.language),
            b" ".join(kids),
        )
        root.content = b"<</Type/StructTreeRoot/K %s/ParentTreeNextKey 2/ParentTree %s>>" % (
            whole_at,
            objects.add(document, b"<</Nums[%s]>>" % parents),
        )
        objects.enter(page, StructParents=b"0", Tabs=b"/S")
        objects.enter(document.Catalog, StructTreeRoot=root_at, MarkInfo=b"<</Marked true>>")


def describe(document, **said):
    """Say title, creator, identifier, language and time ``at`` of ``document`` for catalogues of files."""
    words = METADATA.format(**{name: escape(value) for name, value in said.items()}).encode()
    # Programs that know nothing of PDF find it by looking for its marks, so it stays uncompressed.
    stream = objects.stream(words, b"/Type/Metadata/Subtype/XML", compressed=False)
    objects.enter(document.Catalog, Metadata=objects.add(document, stream))


def attach(document, badge, *, at):
    """Attach the signed badge as the data of this certificate. ``at`` is a date of a PDF."""
    entries = (
        b"/Type/EmbeddedFile/Subtype/application#2Fvc#2Bld#2Bjson/Params<</Size %d/ModDate(%s)>>"
    )
    stream = objects.add(document, objects.stream(badge, entries % (len(badge), at.encode())))
    name = objects.text(BADGE_NAME)
    file = objects.add(
        document,
        b"<</Type/Filespec/F(%s)/UF%s/Desc(Open Badges 3.0)/AFRelationship/Data/EF<</F %s/UF %s>>>>"
        % (BADGE_NAME.encode(), name, stream, stream),
    )
    objects.enter(
        document.Catalog,
        AF=b"[%s]" % file,
        Names=b"<</EmbeddedFiles<</Names[%s %s]>>>>" % (name, file),
    )
