"""The copy that an auditor asks for: it holds all that is needed to judge it without a network (PAdES B-LTA).

That is a time stamp of our own clock, the certificates and the list of those that hold no more, and a time stamp
over all of it. The clock is ours: it proves order to whoever trusts us, and nothing to a stranger.
"""

from io import BytesIO

from asn1crypto import cms, crl, keys, tsp, x509
from cryptography import x509 as certificates
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.utils import timezone
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers, timestamps
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

# Of the rules our clock follows; under 2.25 everybody may name things by a UUID (ITU-T X.667).
CLOCK_POLICY = "2.25.284107329614482373361950229481672055621"


def sealed_for_audit(pdf, signer, clock, revocations):
    """``pdf``, which is not signed yet, with the signature of ``signer`` and time stamps by ``clock``.

    ``revocations`` is the list of the root in DER.
    """
    context = ValidationContext(
        trust_roots=[x509.Certificate.load(signer.chain[-1])],
        crls=[crl.CertificateList.load(revocations)],
        allow_fetching=False,
        revocation_mode="hard-fail",
    )
    metadata = signers.PdfSignatureMetadata(
        field_name="Signature",
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        validation_context=context,
        embed_validation_info=True,
        use_pades_lta=True,
    )
    pen = signers.PdfSigner(metadata, signer=for_pyhanko(signer), timestamper=OwnClock(clock))
    return pen.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf))).getvalue()


def for_pyhanko(signer):
    """An ``authority.Signer`` as pyHanko wants it."""
    chain = [x509.Certificate.load(der) for der in signer.chain]
    registry = SimpleCertificateStore()
    registry.register_multiple(chain)
    secret = signer.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return signers.SimpleSigner(chain[0], keys.PrivateKeyInfo.load(secret), registry)


class OwnClock(timestamps.TimeStamper):
    """Time stamps (RFC 3161) by a key of ours, without a network."""

    def __init__(self, signer):
        super().__init__()
        self.signer = for_pyhanko(signer)

    async def async_request_tsa_response(self, request):
        stamp = tsp.TSTInfo(
            {
                "version": "v1",
                "policy": CLOCK_POLICY,
                "message_imprint": request["message_imprint"],
                "serial_number": certificates.random_serial_number(),
                "gen_time": timezone.now().replace(microsecond=0),
                "nonce": request["nonce"].native,
            }
        )
        content = cms.EncapsulatedContentInfo({"content_type": "tst_info", "content": stamp})
        token = await self.signer.async_sign_general_data(content, "sha256", detached=False)
        return tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": token})
