from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from certification import archival, keyring, numbers, pdf
from certification.actions import audits as actions
from certification.models import Credential
from lms.core.policy import SYSTEM


class Command(BaseCommand):
    help = "Write the copy of a certificate that an auditor can judge for long: with time stamps and revocations."

    def add_arguments(self, parser):
        parser.add_argument("number", help="the number of the certificate")
        parser.add_argument("file", type=Path, help="where to write the PDF")

    def handle(self, *, number, file, **options):
        credential = Credential.objects.with_code(numbers.plain(number)).first()
        if credential is None:
            raise CommandError(f"There is no certificate {number}.")
        signer = keyring.signer("pdf")
        layout = credential.template.drawn()
        content = archival.sealed_for_audit(
            pdf.render(credential.payload, layout, badge=credential.badge.content.encode()),
            signer,
            keyring.signer("time"),
            keyring.revocations(signer.certificates[-1]),
        )
        # Known to the register before anybody holds it.
        actions.keep_copy(credential, content, by=SYSTEM)
        file.write_bytes(content)
        self.stdout.write(f"{file}  {len(content)} bytes")
