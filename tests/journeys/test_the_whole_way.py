"""The story of the product: a curriculum is written, learnt, coached and certified, and a stranger checks the paper."""

import datetime as dt
import re
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from certification.models import Candidacy, Credential
from courses.actions.cohorts import appoint_trainer
from courses.models import Cohort, Edition, Enrolment, Programme
from lms.core import jobs
from lms.core.models import Job
from lms.core.policy import SYSTEM
from lms.people.choices import Role
from mentoring.models import CoachingSession, Engagement
from tests.factories import certification as certificates
from tests.factories import content
from tests.factories.people import MembershipFactory, PersonFactory, appointed
from tests.factories.sign_in import signed_in

pytestmark = pytest.mark.django_db

SECRET_WORDS = "she fears for her loan"


def event(**fields):
    return {"event_id": str(uuid.uuid4()), "device_at": "", **fields}


def test_from_a_trainers_first_word_to_a_strangers_check(client):
    trainer = appointed(Role.TRAINER)
    lesson, course = a_published_course(trainer)

    edition = she_edits_and_releases(signed_in(trainer), lesson, course)
    cohort = she_opens_a_cohort(signed_in(trainer), edition, trainer)
    learner = MembershipFactory(person=PersonFactory(username="rkia")).person
    she_joins_and_completes(signed_in(learner), cohort, learner)
    a_mentor_logs_and_a_member_confirms(learner)
    credential = two_certifiers_approve(learner, cohort)

    page = client.get(reverse("verify:code", args=[credential.token])).content.decode()
    assert "This certificate is genuine" in page
    assert learner.name_latin in page
    two_certifiers_withdraw(credential)
    page = client.get(reverse("verify:code", args=[credential.token])).content.decode()
    assert "no longer counts" in page
    assert "Issued twice." not in page


def two_certifiers_withdraw(credential):
    """One proposes, the other agrees on the page of the certificate."""
    first, second = credential.scheme.certifiers.all()[:2]
    signed_in(first).post(
        reverse("certification:propose", args=[credential.pk, "revoked"]),
        {"reason_code": "error", "note": "Issued twice."},
    )
    proposal = credential.measures.get()
    signed_in(second).post(reverse("certification:second", args=[proposal.pk]))


def a_published_course(trainer):
    """BootCoop's first course as three languages know it; the trainer teaches its programme."""
    lesson = content.lesson(content.text(), content.single())
    course = content.course(activities=[lesson, content.quiz()])
    programme = Programme.objects.get()
    appoint_trainer(programme, trainer, by=SYSTEM)
    return lesson, course


def she_edits_and_releases(browser, lesson, course):
    """In the Wagtail admin: one more sentence in a lesson, published, then released as edition 1."""
    question = lesson.body[1]
    kept = [
        {"id": o.id, "text": o.value["text"], "correct": o.value["correct"]}
        for o in question.value["options"].bound_blocks
    ]
    text = {"text": rich_text("<p>Chaque heure compte.</p>"), "reading": ""}
    form = nested_form_data(
        {
            "title": lesson.title,
            "minutes": 15,
            "opens_after_percent": 0,
            "required": "on",
            "comments-TOTAL_FORMS": 0,
            "comments-INITIAL_FORMS": 0,
            "body": streamfield([("text", text)]),
            "guide": streamfield([]),
            "action-publish": "action-publish",
        }
    )
    form |= question_fields(1, question, kept)
    form["body-count"] = "2"
    response = browser.post(reverse("wagtailadmin_pages:edit", args=[lesson.pk]), form)
    assert response.status_code == 302, response.context["form"].errors
    release = reverse("content:release", args=[course.pk])
    assert "Chaque heure" not in browser.get(release).content.decode()

    assert browser.post(release, {"number": "1", "note": "First"}).status_code == 302

    edition = Edition.objects.get()
    assert edition.languages
    assert "Chaque heure compte." in str(edition.activities.first().texts.get(language="fr").parts)
    return edition


def question_fields(place, block, options):
    """A single-choice question as the editor's form sends it."""
    at = f"body-{place}"
    fields = {
        f"{at}-id": block.id,
        f"{at}-type": "single",
        f"{at}-order": str(place),
        f"{at}-deleted": "",
        f"{at}-value-text": block.value["text"],
        f"{at}-value-reading": "",
        f"{at}-value-hint": "",
        f"{at}-value-feedback": block.value["feedback"],
        f"{at}-value-marks": str(block.value["marks"]),
        f"{at}-value-options-count": str(len(options)),
    }
    for number, option in enumerate(options):
        item = f"{at}-value-options-{number}"
        fields |= {
            f"{item}-id": option["id"],
            f"{item}-order": str(number),
            f"{item}-deleted": "",
            f"{item}-value-text": option["text"],
            f"{item}-value-reading": "",
        }
        if option["correct"]:
            fields[f"{item}-value-correct"] = "on"
    return fields


def she_opens_a_cohort(browser, edition, trainer):
    today = timezone.localdate()
    browser.post(
        reverse("teach:open"),
        {
            "edition": edition.pk,
            "name": "Argane",
            "country": "MA",
            "trainers": [trainer.pk],
            "opens_on": today.isoformat(),
            "closes_on": (today + dt.timedelta(days=90)).isoformat(),
        },
    )
    return Cohort.objects.get()


def she_joins_and_completes(browser, cohort, learner):
    """With the code of the group; one quick check, the lesson, then the quiz in Arabic: nothing is lost on the way."""
    browser.post(reverse("learn:home"), event(code=cohort.join_code.lower()))
    enrolment = Enrolment.objects.get(learner=learner)
    lesson, quiz = cohort.edition.activities.order_by("position")
    check, key = next(iter(lesson.answer_key.items()))
    answered = browser.post(
        reverse("learn:check", args=[enrolment.pk, lesson.key, check]),
        event(**{check: key["correct"][0]}),
    )
    assert answered.status_code == 302
    browser.post(reverse("learn:finish", args=[enrolment.pk, lesson.key]), event())
    asked = reverse("learn:quiz", args=[enrolment.pk, quiz.key]).replace("/en/", "/ar/")
    assert 'dir="rtl"' in browser.get(asked).content.decode()
    answers = {q: k.get("value") or k["correct"][0] for q, k in quiz.answer_key.items()}
    browser.post(asked, event(**answers))

    enrolment.refresh_from_db()
    assert enrolment.status == Enrolment.Status.COMPLETED
    assert enrolment.attempts.get().percent == 100


def a_mentor_is_asked_and_the_cooperative_signs(member, mentor):
    """A manager proposes the engagement and asks; the mentor accepts and writes the agreement down."""
    today, manager = timezone.localdate(), signed_in(appointed(Role.MANAGER))
    manager.post(
        reverse("mentoring:open_engagement"),
        {
            "cooperative": member.cooperative_id,
            "programme": Programme.objects.get().pk,
            "goals": "Keep a cash book.",
            "planned_sessions": 12,
            "starts_on": today.isoformat(),
            "ends_on": (today + dt.timedelta(days=700)).isoformat(),
            "readers": "members",
        },
    )
    engagement = Engagement.objects.get()
    manager.post(reverse("mentoring:ask_mentor", args=[engagement.pk, mentor.pk]))
    hers = signed_in(mentor)
    hers.post(
        reverse("mentoring:answer", args=[engagement.pk]), {"answer": "accept", "conflict": "no"}
    )
    hers.post(
        reverse("mentoring:sign_agreement", args=[engagement.pk]),
        {"signed_by": member.pk, "signed_on": today.isoformat()},
    )
    return engagement


def a_mentor_logs_and_a_member_confirms(learner):
    """The mentor logs with a private note, the member confirms without seeing it."""
    member = learner.memberships.get()
    mentor, today = appointed(Role.MENTOR), timezone.localdate()
    engagement = a_mentor_is_asked_and_the_cooperative_signs(member, mentor)
    signed_in(mentor).post(
        reverse("mentoring:log_session", args=[engagement.pk]),
        event(
            note_event_id=str(uuid.uuid4()),
            mode="visit",
            held_on=today.isoformat(),
            minutes="90",
            topics=["accounts"],
            attendees=[member.pk],
            shared_summary="We wrote the cash book together.",
            **{
                "actions-TOTAL_FORMS": "3",
                "actions-INITIAL_FORMS": "0",
                "actions-0-text": "Write the price list",
                "actions-0-owner": member.pk,
                "actions-0-due_on": (today + dt.timedelta(days=7)).isoformat(),
                "note-text": SECRET_WORDS,
            },
        ),
    )
    session = CoachingSession.objects.get()
    hers = signed_in(learner)
    page = hers.get(reverse("mentoring:session", args=[session.pk])).content.decode()
    assert "We wrote the cash book together." in page
    assert SECRET_WORDS not in page
    hers.post(reverse("mentoring:confirm_session", args=[session.pk]), event())
    session.refresh_from_db()
    assert session.status == CoachingSession.Status.CONFIRMED


def two_certifiers_approve(learner, cohort):
    """She applies, checks her name and hands in; one certifier decides, another agrees; the worker issues."""
    scheme = certificates.scheme(cohort)
    first, second = scheme.certifiers.order_by("pk")
    hers = signed_in(learner)
    hers.post(reverse("certification:apply", args=[scheme.pk]))
    file = Candidacy.objects.get()
    hers.post(
        reverse("certification:name", args=[file.pk]),
        {"name_latin": learner.name_latin, "name_arabic": learner.name_arabic, "language": "ar"},
    )
    hers.post(reverse("certification:submit", args=[file.pk]))
    for certifier in (first, second):
        signed_in(certifier).post(
            reverse("certification:declare", args=[file.pk]), {"answer": "none"}
        )
    signed_in(first).post(
        reverse("certification:decide", args=[file.pk]), {"outcome": "grant", "reason": ""}
    )
    signed_in(second).post(reverse("certification:agree", args=[file.pk, file.decisions.get().pk]))
    for job in Job.objects.unfinished():
        jobs.run(job.pk)
    credential = Credential.objects.get()
    paper = hers.get(reverse("certification:pdf", args=[credential.pk]))
    assert re.match(
        rb"%PDF-1\.\d", b"".join(paper.streaming_content) if paper.streaming else paper.content
    )
    return credential
