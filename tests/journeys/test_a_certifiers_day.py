"""A certifier's day: she looks at what waits, asks for more, decides, and another seconds; a list is issued.

Of what was issued, one certificate is corrected and one withdrawn.
"""

import io
import zipfile

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from certification.models import Batch, Candidacy, Credential
from lms.core.models import Job
from lms.notices.models import Notice
from lms.people.choices import Role
from tests.factories import certification as certificates
from tests.factories.people import PersonFactory, appointed
from tests.factories.sign_in import signed_in

from .pages import fill_in, go_on, words
from .privacy import do_what_was_promised, found_in, pages_of, told_outside

pytestmark = pytest.mark.django_db

DESK = "/en/certification/desk/"
PRIVATE = {
    "what is still needed": "The day of the last lesson does not fit.",
    "the answer": "My daughter was in hospital that day.",
    "a tie": "Her brother works for me.",
    "a pause": "She fled from her husband.",
    "a reason": "The attendance sheet is not hers.",
    "an objection": "The sheet is hers, I have seen it.",
}
MANY = 30
WHICH_PAPER = "I have seen her old passport."
WHY_WITHDRAWN = "The sheet of the third day was forged."


@pytest.fixture
def scheme():
    return certificates.scheme(certifiers=3)


def test_a_certifiers_day(scheme, caplog):
    first, second, third = (signed_in(judge) for judge in scheme.certifiers.order_by("pk"))
    hers = certificates.file_under_review(scheme, PersonFactory(first_name="Salma"))
    other = certificates.file_under_review(scheme, PersonFactory(first_name="Itto"))

    she_asks_for_more_and_gets_an_answer(first, hers)
    one_decides_and_another_seconds(first, second, hers)
    they_do_not_agree_at_once(first, second, other)
    a_third_one_stays_out(third, other)
    a_deadline_stands_still(first, scheme)

    do_what_was_promised()
    assert Credential.objects.get().candidacy == hers
    assert found_in(told_outside(caplog), PRIVATE.values()) == set()
    nobody_else_reads_what_was_written(scheme)


def file_page(file):
    return reverse("certification:file", args=[file.pk])


def she_asks_for_more_and_gets_an_answer(first, file):
    assert "Salma" in words(first.get(DESK))
    fill_in(first, file_page(file), answer="none")
    needed = f"needed_{file.evidence.first().requirement_id}"
    ask = reverse("certification:ask_for_more", args=[file.pk])
    fill_in(first, ask, **{needed: PRIVATE["what is still needed"]})
    assert "Salma" not in words(first.get(DESK))
    assert "Salma" in words(first.get(DESK, {"show": "more"}))

    candidate = signed_in(file.person)
    assert PRIVATE["what is still needed"] in words(candidate.get(file_page(file)))
    fill_in(candidate, file_page(file), text=PRIVATE["the answer"])
    candidate.post(reverse("certification:submit", args=[file.pk]))
    assert PRIVATE["the answer"] in words(first.get(file_page(file)))


def one_decides_and_another_seconds(first, second, file):
    fill_in(first, file_page(file), outcome="grant", reason="Well done")
    assert "Now another certifier looks at the file" in words(first.get(file_page(file)))
    assert "granted" not in words(signed_in(file.person).get(file_page(file))).lower()

    fill_in(second, file_page(file), answer="none")
    assert "Agree and issue" in words(second.get(file_page(file)))
    agree = reverse("certification:agree", args=[file.pk, file.decisions.get().pk])
    assert "Decided. The candidate is told." in words(second.post(agree, follow=True))
    assert Notice.objects.filter(person=file.person, kind="certification.outcome_grant").exists()


def they_do_not_agree_at_once(first, second, file):
    fill_in(first, file_page(file), answer="none")
    fill_in(first, file_page(file), rejected=[file.evidence.first().pk], reason=PRIVATE["a reason"])
    fill_in(second, file_page(file), answer="none")
    fill_in(second, file_page(file), objection=PRIVATE["an objection"])

    assert PRIVATE["an objection"] in words(first.get(file_page(file)))
    assert PRIVATE["a reason"] not in words(signed_in(file.person).get(file_page(file)))
    assert Candidacy.objects.get(pk=file.pk).status == "under_review"


def a_third_one_stays_out(third, file):
    page = fill_in(third, file_page(file), answer="conflict", text=PRIVATE["a tie"])
    assert "You declared a conflict of interest." in words(page)
    assert "Itto" not in words(third.get(DESK))


def a_deadline_stands_still(first, scheme):
    file = certificates.open_file(scheme, PersonFactory(first_name="Rahma"))
    pause = reverse("certification:pause", args=[file.pk])
    fill_in(first, pause, reason="safeguarding", note=PRIVATE["a pause"])


def nobody_else_reads_what_was_written(scheme):
    """Every page that links lead to, for whoever looks on; and what each side reads of the other."""
    for onlooker in (appointed(Role.MANAGER), appointed(Role.TRAINER), appointed(Role.MENTOR)):
        seen = pages_of(signed_in(onlooker), "/en/certification/")
        theirs = set(PRIVATE.values())
        if onlooker.managed_countries:
            # Whoever looks after the country reads decisions, and what was said against them.
            theirs -= {PRIVATE["a reason"], PRIVATE["an objection"]}
        assert found_in(seen, theirs) == set()


def test_thirty_are_issued_from_a_list_then_one_is_corrected_and_one_withdrawn(caplog):
    scheme = certificates.scheme()
    first, second = (signed_in(judge) for judge in scheme.certifiers.order_by("pk"))
    left_out, *_thirty = [
        certificates.file_under_review(scheme, PersonFactory(email=f"holder{n}@example.org"))
        for n in range(MANY + 1)
    ]

    batch = two_people_judge_a_list_line_by_line(first, second, left_out)
    do_what_was_promised()
    everyone_has_her_paper_and_heard_of_it_once(batch)
    papers = one_zip_holds_all_papers(second, batch)
    assert set(papers) == {f"{one.serial}.pdf" for one in Credential.objects.all()}

    corrected, withdrawn = Credential.objects.order_by("pk")[:2]
    newer = one_is_corrected(first, corrected)
    one_is_withdrawn(first, second, withdrawn)
    do_what_was_promised()

    papers = one_zip_holds_all_papers(first, batch)
    assert f"{newer.serial}.pdf" in papers
    assert f"{corrected.serial}.pdf" not in papers
    assert found_in(told_outside(caplog), [WHICH_PAPER, WHY_WITHDRAWN]) == set()
    notes_stay_with_the_certifiers(scheme, [corrected, withdrawn])
    assert Candidacy.objects.get(pk=left_out.pk).status == "under_review"


def two_people_judge_a_list_line_by_line(first, second, left_out):
    """Both tick the thirty and leave one out; after the first nothing is granted yet."""
    first.post(reverse("certification:batch_make", args=[left_out.scheme.pk]))
    batch = Batch.objects.get()
    address = reverse("certification:batch", args=[batch.pk])
    ticked = [
        str(pk) for pk in batch.lines.exclude(candidacy=left_out).values_list("pk", flat=True)
    ]

    assert "Tick this too" in words(fill_in(first, address, line=ticked))
    page = words(fill_in(first, address, line=ticked, nothing_between="on"))
    assert f"{MANY} decisions are kept." in page
    assert not Candidacy.objects.filter(status="granted").exists()
    page = words(fill_in(second, address, line=ticked, nothing_between="on"))
    assert f"0 of {MANY} certificates made" in page
    return batch


def everyone_has_her_paper_and_heard_of_it_once(batch):
    """Also when the queue brings the same work again."""
    Job.objects.filter(name="certification.issue").update(
        status="waiting", attempts=0, run_after=timezone.now()
    )
    do_what_was_promised()

    granted = batch.lines.filter(candidacy__status="granted")
    assert granted.count() == Credential.objects.count() == MANY
    ready = Notice.objects.filter(kind="certification.ready")
    assert sorted(ready.values_list("person", flat=True)) == sorted(
        granted.values_list("candidacy__person", flat=True)
    )
    for one in Credential.objects.all():
        told = [sent.to for sent in mail.outbox if one.serial in sent.body]
        assert told == [[one.person.email]]


def one_zip_holds_all_papers(browser, batch):
    address = reverse("certification:batch_papers", args=[batch.pk])
    assert address in browser.get(reverse("certification:batch", args=[batch.pk])).content.decode()
    answer = browser.get(address)
    assert answer.streaming
    with zipfile.ZipFile(io.BytesIO(b"".join(answer))) as archive:
        papers = {name: archive.read(name) for name in archive.namelist()}
    assert len(papers) == MANY
    assert all(paper.startswith(b"%PDF") for paper in papers.values())
    return papers


def one_is_corrected(first, old):
    """The new one has its own number; the public page of the old one says what has become of it."""
    replace = reverse("certification:replace", args=[old.pk])
    assert "Nothing is different" in words(fill_in(first, replace, reason_code="correction"))
    typed = {"name_latin": "Amina El Fasi", "reason_code": "correction", "note": WHICH_PAPER}
    looked_at = fill_in(first, replace, **typed)
    assert "Amina El Fasi" in words(looked_at)
    assert not Credential.objects.filter(replaces=old).exists()
    assert "The new certificate is being made." in words(go_on(first, looked_at, sure="yes"))

    newer = Credential.objects.get(replaces=old)
    assert newer.serial != old.serial
    stranger = Client(headers={"accept-language": "en"})
    assert "replaced" in verdict(stranger, old)
    assert "Amina El Fasi" in verdict(stranger, newer)
    return newer


def one_is_withdrawn(first, second, issued):
    """Who proposed it cannot agree with herself; until another agrees, the certificate counts."""
    propose = reverse("certification:propose", args=[issued.pk, "revoked"])
    fill_in(first, propose, reason_code="fraud", note=WHY_WITHDRAWN)
    agree = reverse("certification:second", args=[issued.measures.get().pk])
    first.post(agree)
    stranger = Client(headers={"accept-language": "en"})
    assert "This certificate is genuine" in verdict(stranger, issued)

    assert WHY_WITHDRAWN in words(second.get(reverse("certification:credential", args=[issued.pk])))
    assert "It is done." in words(second.post(agree, follow=True))
    assert "This certificate no longer counts" in verdict(stranger, issued)


def verdict(stranger, issued):
    return words(stranger.get(reverse("verify:code", args=[issued.token])))


def notes_stay_with_the_certifiers(scheme, touched):
    """Neither the holders, nor who looks after the country, nor a certifier of something else."""
    readers = [one.person for one in touched]
    readers += [appointed(Role.MANAGER), certificates.certifier(certificates.scheme()), None]
    for reader in readers:
        browser = signed_in(reader) if reader else Client()
        for one in touched:
            pages = [
                reverse("certification:credential", args=[one.pk]),
                reverse("certification:file", args=[one.candidacy_id]),
                reverse("verify:code", args=[one.token]),
            ]
            seen = {page: browser.get(page).content.decode() for page in pages}
            assert found_in(seen, [WHICH_PAPER, WHY_WITHDRAWN]) == set()
