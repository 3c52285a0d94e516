"""The electronic signature of a PDF: a place for it while reportlab draws, then the signature itself.

PAdES B-B (ETSI EN 319 142-1) on the only revision of the file: what is signed is everything but the place.
``cryptography`` signs and ``asn1crypto`` encodes; ours are the place and the byte range.
"""

import hashlib
from datetime import UTC
from functools import lru_cache

from asn1crypto import algos, cms, tsp, x509
from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFObject,
    PDFString,
)

# Two certificates of elliptic keys and a signature take 1.5 kB.
ROOM = 2560
CONTENTS = b"/Contents <" + b"0" * (2 * ROOM) + b">"
NUMBER = b"0" * 10
RANGE = b"/ByteRange [0 " + b" ".join([NUMBER] * 3) + b"]"

# Of a form field's flags: printed with the page, and locked.
PRINTED_AND_LOCKED = 4 + 128
# Of a form: it holds signatures, and is only ever appended to.
SIGNED_AND_APPEND_ONLY = 1 + 2


class NoPlace(Exception):
    """The file has no place for a signature, or more than one."""


class TooLong(Exception):
    """The signature with its certificates does not fit the place."""


class Place(PDFObject):
    """A signature dictionary whose range and contents are filled when the file is complete."""

    def __init__(self, at):
        self.at = at.astimezone(UTC)

    def format(self, document):
        return b"\n".join(
            [
                b"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached",
                self.at.strftime("/M (D:%Y%m%d%H%M%SZ)").encode(),
                # No change of any kind is allowed after it.
                b"/Reference [<< /Type /SigRef /TransformMethod /DocMDP",
                b"/TransformParams << /Type /TransformParams /P 1 /V /1.2 >> >>]",
                RANGE,
                CONTENTS + b" >>",
            ]
        )


def reserve(canvas, *, at, label, struct_parent=None):
    """Give the page that is being drawn an invisible signature field; returns the reference to its widget.

    ``at`` is the time of the signature, ``label`` what a screen reader says of the field,
    ``struct_parent`` its number in the parent tree of a tagged file.
    """
    document = canvas._doc
    place = document.Reference(Place(at), "signature")
    field = PDFDictionary(
        {
            "Type": PDFName("Annot"),
            "Subtype": PDFName("Widget"),
            "FT": PDFName("Sig"),
            "T": PDFString("Signature"),
            "TU": PDFString(label),
            "F": PRINTED_AND_LOCKED,
            "Rect": PDFArray([0, 0, 0, 0]),
            "P": document.thisPageRef(),
            "V": place,
        }
    )
    if struct_parent is not None:
        field["StructParent"] = struct_parent
    widget = document.Reference(field, "signature field")
    canvas._annotationrefs.append(widget)
    catalog = document.Catalog
    catalog.AcroForm = PDFDictionary(
        {"Fields": PDFArray([widget]), "SigFlags": SIGNED_AND_APPEND_ONLY}
    )
    # reportlab writes the entries it knows; this one it does not.
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "Perms"]
    catalog.Perms = PDFDictionary({"DocMDP": place})
    return widget


def fill(pdf, signer):
    """``pdf`` with the signature of ``signer`` in its place. The same file and signer give the same bytes.

    Raises ``NoPlace`` or ``TooLong``.
    """
    if pdf.count(CONTENTS) != 1 or pdf.count(RANGE) != 1:
        raise NoPlace
    # The brackets belong to what is not signed.
    start = pdf.index(CONTENTS) + len(b"/Contents ")
    end = start + 2 * ROOM + 2
    span = b"/ByteRange [0 %010d %010d %010d]" % (start, end, len(pdf) - end)
    filled = bytearray(pdf.replace(RANGE, span, 1))
    digest = hashlib.sha256(filled[:start])
    digest.update(filled[end:])
    signature = signed_message(digest.digest(), signer).hex().encode()
    if len(signature) > 2 * ROOM:
        raise TooLong
    filled[start + 1 : start + 1 + len(signature)] = signature
    return bytes(filled)


def signed_message(digest, signer):
    """The detached CMS message (RFC 5652) over ``digest``, with the attributes CAdES asks for, in DER."""
    attributes = attributes_over(signer.chain).replace(ANY_DIGEST, digest)
    return message_with(digest, signer.sign(attributes), signer.chain)


def message_with(digest, signature, chain):
    message = message_under(chain, len(signature)).replace(ANY_DIGEST, digest)
    return message.replace(any_signature(len(signature)), signature)


def is_written_here(message, digest, chain):
    """Whether ``signed_message`` writes this for ``digest`` and ``chain``, whatever the signature in it is worth."""
    length = USUAL + len(message) - len(message_under(chain, USUAL))
    if not 0 < length <= LONGEST:
        return False
    return message == message_with(digest, message[-length:], chain)


def split_place(held):
    """The bytes of a filled place as the message, by the length it begins with, and what follows it."""
    end = 4 + int.from_bytes(held[2:4], "big")
    return held[:end], held[end:]


# Of an ECDSA signature with P-256 in DER, in bytes.
USUAL, LONGEST = 70, 72

# ``asn1crypto`` takes milliseconds. All but digest and signature is the same for every file,
# so it encodes once for each key and length of signature, with these in their places.
ANY_DIGEST = hashlib.sha256(b"any digest").digest()


def any_signature(length):
    return hashlib.shake_256(b"any signature").digest(length)


@lru_cache(maxsize=16)
def attributes_over(chain):
    return signed_attributes(chain).dump()


def signed_attributes(chain):
    """What is signed: the kind of content, its digest, and by which certificate."""
    # By its SHA-256, so that no other certificate of the same key can take its place.
    name = tsp.ESSCertIDv2({"cert_hash": hashlib.sha256(chain[0]).digest()})
    values = {
        "content_type": "data",
        "message_digest": ANY_DIGEST,
        "signing_certificate_v2": tsp.SigningCertificateV2({"certs": [name]}),
    }
    return cms.CMSAttributes([{"type": each, "values": [values[each]]} for each in values])


@lru_cache(maxsize=256)
def message_under(chain, length):
    sha256 = algos.DigestAlgorithm({"algorithm": "sha256"})
    message = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [sha256],
            "encap_content_info": {"content_type": "data"},
            "certificates": [x509.Certificate.load(der) for der in chain],
            "signer_infos": [signer_info(chain, sha256, length)],
        }
    )
    return cms.ContentInfo({"content_type": "signed_data", "content": message}).dump()


def signer_info(chain, sha256, length):
    certificate = x509.Certificate.load(chain[0])
    who = {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
    return cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier("issuer_and_serial_number", who),
            "digest_algorithm": sha256,
            "signed_attrs": signed_attributes(chain),
            "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
            "signature": any_signature(length),
        }
    )
