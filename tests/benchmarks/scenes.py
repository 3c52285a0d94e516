"""What is timed: each scene sets its data up once and returns the work to repeat."""

import hashlib
from io import BytesIO
from itertools import count, product

from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas
from wagtail.models import Page

from certification import badges, baking, canon, keyring, medal, pdf, statuses
from certification.choices import KeyPurpose
from content.actions.releases import release
from content.models import LessonPage
from courses.actions.learning import finish_lesson
from courses.models import Completion, Grade
from lms.core.ids import new_id
from lms.core.policy import SYSTEM
from lms.offline import intake
from tests.certification.signing import new_root, new_signer
from tests.factories import certification as certificates
from tests.factories import content
from tests.factories.courses import CohortFactory, EnrolmentFactory, edition, lesson, quiz
from tests.factories.people import PersonFactory, appointed

BLOCKS = 20


def all_of_them():
    yield from lesson_beside_a_page()
    yield "an event through the door, stored", event_stored()
    yield "the same event again", event_again()
    yield "learner's home, 3 courses", home()
    yield "cohort page, 5 learners", cohort_page(5)
    yield "cohort page, 500 learners", cohort_page(500)
    yield from large_cohort()
    yield from drawn_certificates()
    yield from badges_and_lists()


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def opened(client, address):
    def work():
        response = client.get(address)
        if response.status_code != 200:
            raise RuntimeError(f"{address} answered {response.status_code}")

    return work


def lesson_beside_a_page():
    """The same 20 blocks: as the learner's lesson with her records, and as a bare Wagtail page."""
    blocks = [
        content.text("<p>Compter ce qui entre et ce qui sort, chaque soir.</p>"),
        content.block("key_idea", {"text": "Le livre de caisse dit la vérité."}),
        content.steps("Noter la date", "Noter la somme", "Signer à deux"),
        content.text("<h2>Un exemple</h2><p>Une coopérative a retrouvé ses comptes.</p>"),
    ] * (BLOCKS // 4)
    page = content.lesson(*[content.block(b["type"], b["value"]) for b in blocks])
    course = content.course(activities=[page, content.quiz()], languages=())
    printed = release(course, number=1, by=SYSTEM)
    enrolment = EnrolmentFactory(cohort=CohortFactory(edition=printed))
    finish_lesson(enrolment, page.translation_key, at=timezone.now(), by=enrolment.learner)
    client = signed_in(enrolment.learner)
    address = reverse("learn:lesson", args=[enrolment.pk, page.translation_key])
    yield f"lesson of {BLOCKS} blocks, learner signed in and recorded", opened(client, address)
    yield f"bare Wagtail page of the same {BLOCKS} blocks", opened(client, served_bare(page))


def served_bare(page):
    """Serve lesson pages as Wagtail serves any page; returns the address of this one."""
    LessonPage.serve = Page.serve
    LessonPage.template = "benchmarks/page.html"
    return "/fr/" + page.url_path.split("/", 2)[2]


def places(number, *activities):
    cohort = CohortFactory(edition=edition(*activities or [lesson(), quiz()]))
    return cohort, EnrolmentFactory.create_batch(number, cohort=cohort)


def event_stored():
    """Finishing lessons, one new event each time, over many learners and lessons."""
    cohort, enrolments = places(40, *[lesson() for _ in range(30)])
    keys = list(cohort.edition.activities.values_list("key", flat=True))
    turns = ((enrolment, key) for key in keys for enrolment in enrolments)
    spare = count()

    def work():
        enrolment, key = next(turns, (enrolments[0], keys[next(spare) % len(keys)]))
        payload = {"enrolment": str(enrolment.pk), "activity": str(key)}
        told = intake.Told(new_id(), "courses.lesson_finished", timezone.now(), payload)
        if not intake.record(told, by=enrolment.learner).accepted:
            raise RuntimeError("not stored")

    return work


def event_again():
    _cohort, [enrolment] = places(1)
    key = enrolment.cohort.edition.activities.first().key
    payload = {"enrolment": str(enrolment.pk), "activity": str(key)}
    told = intake.Told(new_id(), "courses.lesson_finished", timezone.now(), payload)
    intake.record(told, by=enrolment.learner)
    return lambda: intake.record(told, by=enrolment.learner)


def home():
    learner = PersonFactory()
    EnrolmentFactory.create_batch(3, learner=learner)
    return opened(signed_in(learner), reverse("learn:home"))


def cohort_page(learners):
    cohort, enrolments = places(learners)
    first = cohort.edition.activities.first().key
    with transaction.atomic():
        Completion.objects.bulk_create(
            Completion(enrolment=enrolment, activity_key=first, done_at=timezone.now())
            for enrolment in enrolments[::2]
        )
    trainer = appointed("trainer")
    cohort.trainers.add(trainer)
    return opened(signed_in(trainer), reverse("teach:cohort", args=[cohort.pk]))


def large_cohort(learners=1000, activities=60):
    """Progress and grades of 1,000 learners in a course of 60 activities, on the screen and as files."""
    half = activities // 2
    cohort, enrolments = places(
        learners, *[lesson() for _ in range(half)], *[quiz() for _ in range(half)]
    )
    printed = list(cohort.edition.activities.all())
    with transaction.atomic():
        Completion.objects.bulk_create(
            Completion(enrolment=place, activity_key=one.key, done_at=timezone.now())
            for place in enrolments
            for one in printed
        )
        Grade.objects.bulk_create(
            Grade(enrolment=place, activity_key=one.key, computed=80)
            for place in enrolments
            for one in printed[half:]
        )
    trainer = appointed("trainer")
    cohort.trainers.add(trainer)
    client = signed_in(trainer)
    size = f"{learners} × {activities}"
    for name, label in (("progress", "progress"), ("gradebook", "gradebook")):
        address = reverse(f"teach:{name}", args=[cohort.pk])
        yield f"{label} {size}, first page", opened(client, address)
    for name, kind in product(("progress_file", "gradebook_file"), ("xlsx", "csv")):
        address = reverse(f"teach:{name}", args=[cohort.pk, kind])
        yield f"{name.replace('_', ' ')} {size}, {kind}", read_to_the_end(client, address)


def read_to_the_end(client, address):
    def work():
        for _part in client.get(address).streaming_content:
            pass

    return work


def badges_and_lists():
    """A badge signed, the bare signature beside it, and a list of statuses with a thousand bits set."""
    signer = keyring.signer("badge")
    issued = certificates.credential()
    yield "badge signed", lambda: badges.signed(issued, signer)
    yield "bare Ed25519 signature of 64 bytes", lambda: signer.sign(b"." * 64)
    indexes = range(0, 100_000, 100)
    document = statuses.document(
        "https://x.example",
        "did:web:x.example",
        1,
        indexes=indexes,
        since="2026-11-25T09:00:00Z",
    )
    yield "bits of a list of statuses", lambda: statuses.encoded(indexes)
    yield (
        "list of statuses signed",
        lambda: canon.secured(
            document, signer.sign, method="did:web:x.example#k", created="2026-11-25T09:00:00Z"
        ),
    )
    words = medal.words_of(issued.payload)
    picture, badge = medal.png(words), issued.badge.content.encode()
    yield "badge baked into its PNG", lambda: baking.baked_png(picture, badge)


def drawn_certificates():
    """A finished certificate in Latin and Arabic letters, beside the floors under it: an empty page, a bare signature."""
    signers = new_signers()
    yield "floor: an empty reportlab page", empty_page
    yield "floor: a bare signature", lambda: signers[KeyPurpose.PDF].sign(b"message")
    for language in ("fr", "ar"):
        credential = certificates.credential(language=language)
        yield f"certificate, finished, {language}", finished(credential, signers)


def many_certificates():
    """The same certificate again and again, with other names and numbers."""
    return "memory after 1,000 and 10,000 certificates", finished(
        certificates.credential(language="ar"), new_signers()
    )


def new_signers():
    root = new_root()
    return {kind: new_signer(kind, root) for kind in (KeyPurpose.PDF, KeyPurpose.BADGE)}


def empty_page():
    file = BytesIO()
    canvas = Canvas(file, pagesize=landscape(A4), invariant=1)
    canvas.showPage()
    canvas.save()


def finished(credential, signers):
    """Badge signed, page drawn, sealed, hashed. Each one has another number, address and name, so nothing is kept."""
    layout, numbers = credential.template.drawn(), count()
    known = credential.payload

    def work():
        number = next(numbers)
        name = f"Aïcha {chr(65 + number % 26)}{chr(97 + number // 26 % 26)}"
        credential.payload = known | {
            "name_latin": f"{name} El Fassi",
            "name_arabic": f"أمينة {chr(0x628 + number % 18)}{chr(0x641 + number // 18 % 9)} الفاسي",
            "number": f"CA-BC-26-{number:06d}-9",
            "verify_url": f"{known['verify_url'][:-6]}{number:06d}",
        }
        badge = badges.signed(credential, signers[KeyPurpose.BADGE])
        made = pdf.render(credential.payload, layout, badge=badge, signer=signers[KeyPurpose.PDF])
        hashlib.sha256(made).digest()

    return work
