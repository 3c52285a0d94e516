import datetime as dt
import json
import os
import subprocess
import sys
from io import BytesIO

import pikepdf
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.conf import settings
from django.db import transaction
from freezegun import freeze_time
from pypdf import PdfReader

from certification import badges, canon, evidence, keyring
from certification.actions import candidacies, credentials
from certification.actions.schemes import draft_next, put_in_force
from certification.models import (
    Candidacy,
    CertificateDocument,
    Credential,
    SerialCounter,
)
from certification.shaping import TextDoesNotFit
from certification.specimens import SAMPLES
from certification.words import LANGUAGES, WORDS
from lms.core import jobs
from lms.core.models import Job
from lms.core.policy import SYSTEM
from lms.core.storage import private_storage
from lms.people.choices import Role
from tests.certification.badge_records import processed
from tests.factories.certification import (
    NAMES,
    certifier,
    correct_the_marks,
    credential,
    decided,
    file_under_review,
    granted_file,
    issuing_job,
    scheme,
    seconded,
    written,
)
from tests.factories.people import appointed

pytestmark = pytest.mark.django_db


def text_of(document):
    with private_storage().open(document.file.name) as file:
        return PdfReader(BytesIO(file.read())).pages[0].extract_text()


def test_a_granted_file_becomes_a_numbered_credential_with_its_pdf():
    with freeze_time("2026-06-05 12:00"):
        issued = credential(scheme(number_prefix="BC", validity_months=36), language="fr")

    assert issued.serial.startswith("CA-BC-26-000001-")
    assert issued.valid_until == dt.date(2029, 6, 4)
    assert issued.payload["name_latin"] == "Amina El Fassi"
    assert issued.payload["issued_on_text"] == "5 juin 2026"
    assert issued.payload["verify_url"].endswith(f"/V/{issued.token}")
    assert [event.kind for event in issued.events.all()] == ["issued"]
    text = text_of(issued.document)
    assert issued.serial in text
    assert "Amina El Fassi" in text


MAKE_AGAIN = """
import hashlib, json, sys
from cryptography import x509
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from freezegun import freeze_time
from certification import authority, layouts, pdf
kept = json.load(sys.stdin)
chain = tuple(x509.load_pem_x509_certificates(kept["chain"].encode()))
signer = authority.Signer(load_pem_private_key(kept["key"].encode(), None), chain)
with freeze_time("2031-12-31"):
    paper = pdf.render(kept["payload"], layouts.read(kept["layout"]), badge=kept["badge"].encode(), signer=signer)
print(hashlib.sha256(paper).hexdigest())
"""


def test_a_lost_paper_is_made_again_byte_for_byte_by_another_process_years_later():
    issued = credential(language="ar")
    signer = keyring.signer("pdf")
    secret = signer.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    kept = {
        "payload": issued.payload,
        "layout": issued.template.layout,
        "badge": issued.badge.content,
        "key": secret.decode(),
        "chain": "".join(one.public_bytes(Encoding.PEM).decode() for one in signer.certificates),
    }

    made = subprocess.run(
        [sys.executable, "-c", MAKE_AGAIN],
        input=json.dumps(kept),
        env=os.environ | {"PYTHONPATH": str(settings.BASE_DIR), "PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert made.stdout.strip() == issued.document.sha256


def test_a_stored_paper_is_read_aloud_from_its_top():
    issued = credential()

    with private_storage().open(issued.document.file.name) as file, pikepdf.open(file) as paper:
        roles = [str(part.S) for part in paper.Root.StructTreeRoot.K.K]

    assert roles[:3] == ["/P", "/H1", "/P"]


def test_running_the_work_twice_issues_once():
    file = granted_file()
    job = issuing_job(file)
    jobs.run(job.pk)
    first = Credential.objects.get()
    Job.objects.filter(pk=job.pk).update(status="waiting", run_after=job.promised_at)

    jobs.run(job.pk)

    assert Credential.objects.get() == first
    assert {counter.last for counter in SerialCounter.objects.all()} == {1}
    assert CertificateDocument.objects.count() == 1
    assert (issuing_job(file).steps_done, issuing_job(file).status) == (5, "done")


def test_work_cut_off_after_the_number_goes_on_with_that_number():
    file = granted_file()
    number = credentials.issue(file, by=SYSTEM).serial

    jobs.run(issuing_job(file).pk)

    assert Credential.objects.get().serial == number
    assert CertificateDocument.objects.count() == 1


def test_numbers_of_a_scheme_follow_each_other_and_each_scheme_counts_for_itself():
    with freeze_time("2026-06-05"):
        made = scheme(number_prefix="BC")
        serials = [credential(made).serial[:15] for _ in range(3)]
        other = credential(scheme(number_prefix="GA")).serial[:15]
    with freeze_time("2027-01-05"):
        next_year = credential(made).serial[:15]

    assert serials == ["CA-BC-26-000001", "CA-BC-26-000002", "CA-BC-26-000003"]
    assert (other, next_year) == ("CA-GA-26-000001", "CA-BC-27-000001")


def test_status_indexes_follow_each_other_through_all_schemes_without_a_gap():
    issued = [credential(scheme()), credential(scheme()), credential(scheme())]
    file = granted_file()
    with transaction.atomic():
        credentials.issue(file, by=SYSTEM)
        transaction.set_rollback(True)
    issued.append(credentials.issue(file, by=SYSTEM))

    assert [one.status_index for one in issued] == [0, 1, 2, 3]


@pytest.mark.parametrize("named", [True, False])
def test_the_words_of_the_badge_are_frozen_and_hold_the_name_only_if_the_holder_wants_it(
    named, settings
):
    settings.SITE_ADDRESS = "https://academy.example.org"
    file = granted_file(language="fr")
    file.name_in_badge = named
    file.save()

    issued = credentials.issue(file, by=SYSTEM)

    words = issued.payload["badge"]
    assert words["site"] == "https://academy.example.org"
    assert (words["scheme"], words["version"]) == (file.scheme.code, 1)
    assert words["description"] == "Pour les gérantes."
    assert len(words["criteria"]) == 2
    badge = badges.badge(issued)
    assert canon.canonical(badge) == processed(badge)
    assert ("Amina" in str(badge)) is named


def test_a_failed_issue_takes_no_number():
    made = scheme(titles={"fr": "Très long titre " * 60})
    file = granted_file(made, language="fr")
    job = issuing_job(file)
    Job.objects.filter(pk=job.pk).update(attempts=Job.MAX_ATTEMPTS - 1)

    with pytest.raises(TextDoesNotFit):
        jobs.run(job.pk)

    job.refresh_from_db()
    assert (job.status, job.error) == ("failed", "TextDoesNotFit")
    assert not Credential.objects.exists()
    assert not SerialCounter.objects.exists()


def test_after_the_cause_is_put_right_it_is_issued_again():
    made = scheme()
    file = granted_file(made)
    Job.objects.update(status="failed")

    again = credentials.issue_again(file, by=made.certifiers.first())
    jobs.run(again.pk)

    assert Credential.objects.get().candidacy == file


def test_nothing_is_issued_without_two_approvals_or_after_the_records_changed():
    reviewed, granted = file_under_review(), granted_file()
    correct_the_marks(granted, 91)

    with pytest.raises(credentials.NotGranted):
        credentials.issue(reviewed, by=SYSTEM)
    with pytest.raises(credentials.RecordsChanged):
        credentials.issue(granted, by=SYSTEM)
    assert not SerialCounter.objects.exists()


def test_what_is_printed_is_frozen():
    issued = credential(language="en")
    draft = draft_next(issued.candidacy.scheme, by=SYSTEM)
    draft.titles = {"en": "Another title"}
    draft.save()
    put_in_force(draft, by=SYSTEM)

    again = Credential.objects.get(pk=issued.pk)

    assert again.payload["title"] == "Running a cooperative"
    assert again.digest == evidence.digest_of(again.payload)
    with pytest.raises(TypeError):
        again.save()
    with pytest.raises(TypeError):
        again.delete()


def test_vowel_signs_are_kept_in_the_file_and_left_out_in_print():
    file = granted_file()
    file.name_arabic = "أَمِينَة الفَاسِي"
    file.save()

    jobs.run(issuing_job(file).pk)

    issued = Credential.objects.get()
    assert issued.payload["name_arabic"] == "أمينة الفاسي"
    assert issued.candidacy.name_arabic == "أَمِينَة الفَاسِي"


@pytest.mark.parametrize(
    ("language", "sex", "kind_title", "notice"),
    [
        ("fr", "woman", "Certificat de formatrice", "n’est pas délivré par l’Organisation"),
        ("fr", "", "Certificat de formateur", "n’est pas délivré par l’Organisation"),
        ("en", "man", "Trainer Certificate", "not issued by the International Labour"),
        ("ar", "woman", "شهادة مكوّنة", "غير صادرة عن منظمة العمل الدولية"),
    ],
)
def test_a_certificate_speaks_its_own_language(language, sex, kind_title, notice):
    file = granted_file(scheme(kind="trainer"), language=language)
    file.person.sex = sex
    file.person.save()
    jobs.run(issuing_job(file).pk)

    payload = Credential.objects.get().payload

    assert payload["kind_title"] == kind_title
    assert notice in payload["notice"]
    assert payload["issuer"] in payload["notice"]
    assert payload["title"] == file.version.titles[language]
    assert (
        payload["signatories"][0]["function"]
        == (file.version.signatories[0]["functions"][language])
    )


def test_nothing_private_is_in_what_is_printed():
    file = granted_file()
    person = file.person
    person.email, person.phone, person.birth_year = "amina@example.org", "+212612345678", 1987
    person.save()
    jobs.run(issuing_job(file).pk)

    payload = str(Credential.objects.get().payload)

    for private in (person.email, person.phone, "1987", person.username):
        assert private not in payload


def test_a_sample_says_so_on_the_paper(settings):
    settings.DEMO_WATERMARK = "SPECIMEN"

    issued = credential(language="en")

    assert issued.payload["sample"] == "SPECIMEN"
    assert "SPECIMEN" in text_of(issued.document)


def test_an_expired_credential_says_so_by_its_date():
    with freeze_time("2020-06-05"):
        issued = credential(scheme(validity_months=12))

    assert Credential.objects.get(pk=issued.pk).status == "expired"


def test_who_sees_the_file_sees_its_credential():
    issued = credential()
    file = issued.candidacy
    seers = [
        file.person,
        file.scheme.certifiers.first(),
        appointed(Role.MANAGER),
        appointed(Role.ADMINISTRATOR),
    ]
    others = [certifier(), appointed(Role.TRAINER), appointed(Role.MANAGER, country="SN")]

    assert all(issued in Credential.objects.visible_to(seer) for seer in seers)
    assert not any(Credential.objects.visible_to(other).exists() for other in others)
    assert Candidacy.objects.visible_to(others[0]).count() == 0


def test_the_work_of_drawing_is_a_row_until_it_is_done():
    file = granted_file()
    issued = credentials.issue(file, by=SYSTEM)

    assert issued.paper.status == "waiting"
    assert issued.document is None

    jobs.run(issuing_job(file).pk)

    document = Credential.objects.get().document
    assert (document.status, document.file.name) == ("done", f"certificates/{document.sha256}.pdf")


def granted_again(made, holder):
    """Another file of a holder for the same scheme, approved by two."""
    file = candidacies.open_candidacy(made, holder, by=holder)
    candidacies.confirm_name(file, NAMES, by=holder)
    file = candidacies.submit(file, by=holder)
    decided(file)
    seconded(file)
    return Candidacy.objects.get(pk=file.pk)


def test_a_new_certificate_of_the_same_scheme_renews_the_one_that_runs_out():
    with freeze_time("2023-06-05 12:00"):
        made = scheme(validity_months=36)
        first = credential(made)
    holder = first.person
    with freeze_time("2026-06-10 12:00"):
        file = granted_again(made, holder)
        renewal = credentials.issue(file, by=SYSTEM)
        first = Credential.objects.get(pk=first.pk)

    assert renewal.renews == first
    assert [event.kind for event in first.events.all()] == ["issued", "renewed"]
    assert first.valid_until == dt.date(2026, 6, 4)
    assert renewal.valid_until == dt.date(2029, 6, 9)
    assert renewal.serial != first.serial


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_certificate_is_issued_in_each_of_its_six_languages_and_mixes_none(language):
    made = scheme(**written(*LANGUAGES))

    paper = credential(made, language=language).payload

    issuer, title, function = SAMPLES[language][:3]
    assert (paper["language"], paper["certifies"]) == (language, WORDS[language]["certifies"])
    assert (paper["issuer"], paper["title"]) == (issuer, title)
    assert [one["function"] for one in paper["signatories"]] == [function]
