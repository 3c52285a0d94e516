"""A certifier's day: she looks at what waits, asks for more, decides, and another seconds."""

import pytest
from django.urls import reverse

from certification.models import Candidacy, Credential
from lms.notices.models import Notice
from lms.people.choices import Role
from tests.factories import certification as certificates
from tests.factories.people import PersonFactory, appointed
from tests.factories.sign_in import signed_in

from .pages import fill_in, words
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
