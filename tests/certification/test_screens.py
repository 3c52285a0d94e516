"""The screens: who sees them, what they say, what they cost."""

import datetime as dt
import io
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone
from freezegun import freeze_time
from openpyxl import load_workbook

from certification.actions import candidacies, decisions, reviews
from certification.actions.schemes import draft_next, put_in_force
from certification.models import Candidacy, Credential, Requirement
from lms.core import jobs
from lms.core.models import Job
from lms.core.policy import SYSTEM
from lms.people.choices import Role
from tests.factories.certification import (
    attempt,
    certifier,
    certifiers_of,
    cleared,
    complete,
    credential,
    deferred_file,
    enrolled,
    file_asked_for_more,
    file_under_review,
    file_waiting_for_the_second,
    granted_file,
    issuing_job,
    open_file,
    ready_file,
    refused_file,
    scheme,
    seconded,
)
from tests.factories.people import PersonFactory, appointed
from tests.factories.sign_in import signed_in

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"certification:{name}", args=args)


def seen(client, person, address, **data):
    signed_in(person, client)
    return client.get(address, data)


def sent(client, by, address, **data):
    signed_in(by, client)
    return client.post(address, data)


def words(response):
    return response.content.decode()


def test_everybody_comes_to_the_first_thing_she_came_for(client):
    assert seen(client, PersonFactory(), url("home")).url == url("mine")
    assert seen(client, certifier(), url("home")).url == url("desk")
    assert seen(client, appointed(Role.MANAGER), url("home")).url == url("desk")


def test_a_learner_applies_checks_her_name_and_hands_in(client):
    made = scheme()
    learner = complete(enrolled(made)).learner
    assert "Ask for this certificate" in words(seen(client, learner, url("mine")))

    response = sent(client, learner, url("apply", made.pk))
    file = Candidacy.objects.get()
    assert response.url == url("file", file.pk)
    assert "Check my name" in words(client.get(response.url))
    client.post(
        url("name", file.pk),
        {"name_latin": "Amina  Fassi", "name_arabic": "أمينة الفاسي", "language": "ar"},
    )
    response = client.post(url("submit", file.pk), follow=True)

    file.refresh_from_db()
    assert (file.name_latin, file.language, file.status) == ("Amina Fassi", "ar", "under_review")
    assert "You have nothing to do" in words(response)


def test_my_file_says_in_words_what_is_met_and_what_is_missing(client):
    file = open_file()
    attempt(file.person.enrolments.get(), 55)

    shown = words(seen(client, file.person, url("mine")))

    assert "0 of 2 requirements met" in shown
    assert "0 of 2 lessons and quizzes done." in shown
    assert "Best result so far: 55%." in shown


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"name_latin": "Amina ✿", "name_arabic": ""}, "The certificate cannot print: ✿"),
        ({"name_latin": " ", "name_arabic": ""}, "at least one of the two scripts"),
        ({"name_latin": "A" * 81, "name_arabic": ""}, "at most 80 characters"),
        ({"name_latin": "王芳", "name_arabic": ""}, "The certificate cannot print"),
    ],
)
def test_a_name_that_cannot_be_printed_is_refused_and_kept_as_typed(client, data, message):
    file = open_file()

    response = sent(client, file.person, url("name", file.pk), **data, language="fr")

    assert message in words(response)
    assert data["name_latin"].strip() in words(response)
    assert Candidacy.objects.get().name_confirmed_at is None


def test_an_early_hand_in_says_what_is_missing(client):
    file = open_file()

    response = sent(client, file.person, url("submit", file.pk))

    assert response.status_code == 302
    assert "First check how your name" in words(client.get(url("file", file.pk)))


def test_a_candidate_takes_her_file_back(client):
    file = open_file()
    assert "Take your file back?" in words(seen(client, file.person, url("withdraw", file.pk)))

    sent(client, file.person, url("withdraw", file.pk))

    assert Candidacy.objects.get().status == "withdrawn"


def test_two_certifiers_decide_on_the_file_page(client):
    file = file_under_review()
    first, second = file.scheme.certifiers.order_by("pk")
    assert "84%, try 1" in words(seen(client, first, url("file", file.pk)))
    assert "Grant" not in words(client.get(url("file", file.pk)))

    response = client.post(url("declare", file.pk), {"answer": "none"}, follow=True)
    assert "Grant" in words(response)
    response = client.post(url("decide", file.pk), {"outcome": "grant", "reason": "Well done"})
    assert "Now another certifier looks" in words(client.get(response.url))
    signed_in(second, client)
    response = client.post(url("declare", file.pk), {"answer": "none"}, follow=True)
    assert "Well done" in words(response)
    assert "Agree and issue" in words(response)
    response = client.post(url("agree", file.pk, file.decisions.get().pk))

    assert "The certificate is being made." in words(client.get(response.url))


def test_a_refusal_without_reason_is_refused_and_with_one_is_read_by_the_candidate(client):
    file = file_under_review()
    first = cleared(file, certifiers_of(file)[0])
    response = sent(client, first, url("decide", file.pk), outcome="refuse", reason=" ")
    assert "This field is required." in words(response)
    assert Candidacy.objects.get().status == "under_review"

    sent(client, first, url("decide", file.pk), outcome="refuse", reason="Not her own work")
    assert "Not her own work" not in words(seen(client, file.person, url("file", file.pk)))
    seconded(file)

    assert "Not her own work" in words(seen(client, file.person, url("file", file.pk)))


@pytest.mark.parametrize("outcome", ["grant", "refuse"])
def test_the_words_of_a_decision_are_forgotten_by_the_phone_once_they_are_kept(client, outcome):
    file = file_under_review()
    first = cleared(file, certifiers_of(file)[0])
    page = seen(client, first, url("file", file.pk))
    assert f'data-keep="decide-{file.pk}-{outcome}"' in words(page)
    assert "data-sent" not in words(page)

    said = {"outcome": outcome, "reason": "Her declaration"}
    kept = client.post(url("decide", file.pk), said, follow=True)

    assert f'data-sent="decide-{file.pk}-{outcome}"' in words(kept)


def test_a_name_typed_on_a_phone_outlasts_a_look_at_the_file(client):
    file = ready_file()

    assert "data-sent" not in words(seen(client, file.person, url("file", file.pk)))


def test_a_conflict_is_said_in_words_and_no_button_is_shown(client):
    file = file_under_review()
    first = file.scheme.certifiers.first()
    file.person.enrolments.get().cohort.trainers.add(first)

    shown = words(seen(client, first, url("file", file.pk)))

    assert "You cannot decide on this file." in shown
    assert "You trained this candidate in the cohort" in shown
    assert 'value="grant"' not in shown
    assert "Not for you to decide" in words(seen(client, first, url("desk")))
    response = sent(client, first, url("decide", file.pk), outcome="grant")
    assert "You trained this candidate in the cohort" in words(response)
    assert not file.decisions.exists()


def test_the_candidate_does_not_read_who_approved_her_or_their_notes(client):
    file = file_waiting_for_the_second()
    file.decisions.update(reason="Check the dates again")

    shown = words(seen(client, file.person, url("file", file.pk)))

    assert "Check the dates again" not in shown
    assert "Decisions" not in shown


def test_the_desk_sorts_files_by_what_is_to_be_done(client):
    made = scheme()
    first, second = made.certifiers.order_by("pk")
    new, half, done = (
        file_under_review(made),
        file_waiting_for_the_second(made),
        refused_file(made),
    )

    def listed(person, show):
        page = seen(client, person, url("desk"), show=show).context["page"]
        return list(page.object_list)

    assert listed(first, "review") == [new]
    assert listed(first, "second") == [half]
    assert listed(second, "review") == [new, half]
    assert listed(second, "second") == []
    assert listed(second, "decided") == [done]
    assert listed(appointed(Role.MANAGER), "review") == [new]
    assert listed(appointed(Role.MANAGER), "second") == [half]


def test_the_desk_filters_by_scheme_and_survives_a_wrong_one(client):
    one, two = file_under_review(), file_under_review()
    admin = appointed(Role.ADMINISTRATOR)

    shown = seen(client, admin, url("desk"), scheme=one.scheme.pk).context["page"]
    wrong = seen(client, admin, url("desk"), scheme="x' OR 1=1", show="?", page="zz")

    assert list(shown.object_list) == [one]
    assert set(wrong.context["page"].object_list) == {one, two}


def test_the_desk_is_for_those_who_work_there(client):
    for name in ("desk", "register"):
        assert seen(client, PersonFactory(), url(name)).status_code == 403
        assert seen(client, appointed(Role.TRAINER), url(name)).status_code == 403


def test_foreign_files_do_not_exist(client):
    file, issued = file_under_review(), credential()
    addresses = [
        url("file", file.pk),
        url("issuing", file.pk),
        url("record", file.pk, 1),
        url("name", file.pk),
        url("withdraw", file.pk),
        url("pdf", issued.pk),
    ]
    for stranger in (PersonFactory(), certifier(), appointed(Role.MANAGER, country="SN")):
        answers = {seen(client, stranger, address).status_code for address in addresses}
        assert answers == {404}
        assert sent(client, stranger, url("decide", file.pk), outcome="grant").status_code == 404
        assert sent(client, stranger, url("submit", file.pk)).status_code == 404


def test_a_manager_reads_the_file_and_decides_nothing(client):
    file = file_under_review()
    manager = appointed(Role.MANAGER)

    assert "Certifiers of the scheme decide." in words(seen(client, manager, url("file", file.pk)))
    response = sent(client, manager, url("decide", file.pk), outcome="grant")

    assert response.status_code == 403
    assert not file.decisions.exists()


def test_nobody_comes_in_without_signing_in(client):
    file, issued = open_file(), credential()
    for address in (url("mine"), url("desk"), url("file", file.pk), url("pdf", issued.pk)):
        assert "/login" in client.get(address).url or "sign-in" in client.get(address).url


def test_a_certifier_or_manager_opens_a_file_for_a_learner(client):
    made = scheme()
    learner = enrolled(made, PersonFactory(first_name="Salma", last_name="Aït")).learner
    elsewhere = enrolled(made, PersonFactory(first_name="Fatou", country="SN")).learner
    manager = appointed(Role.MANAGER)

    assert "Salma" in words(seen(client, manager, url("people", made.pk)))
    assert "Fatou" not in words(client.get(url("people", made.pk)))
    assert "Salma" not in words(client.get(url("people", made.pk), {"q": "zzz"}))
    both = [learner.pk, elsewhere.pk]
    assert sent(client, manager, url("open_files", made.pk), person=both).status_code == 404
    assert not Candidacy.objects.exists()
    assert sent(client, manager, url("open_files", made.pk), person="x").url == url(
        "people", made.pk
    )
    for _ in range(2):
        opened = sent(client, manager, url("open_files", made.pk), person=learner.pk)

    assert opened.url == url("file", Candidacy.objects.get().pk)
    assert Candidacy.objects.get().opened_by == manager
    assert "Fatou" in words(seen(client, made.certifiers.first(), url("people", made.pk)))


def test_issuing_is_shown_while_it_runs_and_ends_with_number_and_pdf(client):
    file = granted_file()
    Job.objects.update(steps_done=2, steps_total=4, status="running")
    running = words(seen(client, file.person, url("issuing", file.pk)))
    assert "Step 2 of 4" in running
    assert "hx-get" in running
    Job.objects.update(status="waiting")
    jobs.run(issuing_job(file).pk)

    done = words(client.get(url("issuing", file.pk)))

    issued = Credential.objects.get()
    assert issued.serial in done
    assert url("pdf", issued.pk) in done
    assert "hx-get" not in done
    assert issued.serial in words(client.get(url("file", file.pk)))


def test_a_failed_issue_says_why_and_is_tried_again_by_a_certifier(client):
    file = granted_file()
    Job.objects.update(status="failed", error="TextDoesNotFit")
    judge = file.scheme.certifiers.first()

    assert "too long for its place" in words(seen(client, file.person, url("file", file.pk)))
    assert "Try again" not in words(client.get(url("file", file.pk)))
    assert "Try again" in words(seen(client, judge, url("file", file.pk)))
    sent(client, judge, url("issue_again", file.pk))

    assert Job.objects.filter(status="waiting").count() == 1


def test_the_paper_goes_to_its_holder_and_those_who_look_after_it(client):
    issued = credential()
    file = issued.candidacy
    readers = [
        file.person,
        file.scheme.certifiers.first(),
        appointed(Role.MANAGER),
        appointed(Role.ADMINISTRATOR),
    ]
    for reader in readers:
        response = seen(client, reader, url("pdf", issued.pk))
        assert b"".join(response.streaming_content).startswith(b"%PDF")
        assert f"{issued.serial}.pdf" in response["Content-Disposition"]


def test_my_certificates_show_status_number_paper_and_address(client):
    with freeze_time("2020-06-05"):
        old = credential(scheme(validity_months=12))
    new = credential(person=old.candidacy.person)

    shown = words(seen(client, old.candidacy.person, url("mine")))

    assert "Expired on" in shown
    assert "Valid" in shown
    assert new.serial in shown
    assert new.address in shown
    assert url("pdf", new.pk) in shown


def test_the_records_behind_a_requirement_are_shown(client):
    file = ready_file()
    first = file.scheme.certifiers.first()
    enrolment = file.person.enrolments.get()
    attempt(enrolment, 40, number=2)
    enrolment.completions.create(
        activity_key=enrolment.cohort.edition.activities.first().key,
        done_at=enrolment.completed_at,
    )

    assert "Self-study" in words(seen(client, first, url("record", file.pk, 1)))
    quiz = words(client.get(url("record", file.pk, 2)))
    assert "84%" in quiz
    assert "40%" in quiz
    assert client.get(url("record", file.pk, 9)).status_code == 404


def query_count(client, person, address, django_assert_max_num_queries):
    signed_in(person, client)
    client.get(address)
    with django_assert_max_num_queries(100) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_desk_costs_the_same_for_any_number_of_files(
    client, rows, django_assert_max_num_queries
):
    made = scheme()
    for _ in range(rows):
        file_under_review(made)

    cost = query_count(client, made.certifiers.first(), url("desk"), django_assert_max_num_queries)

    assert cost == 20


@pytest.mark.parametrize("rows", [1, 3])
def test_the_register_costs_the_same_for_any_number_of_credentials(
    client, rows, django_assert_max_num_queries
):
    made = scheme()
    for _ in range(rows):
        credential(made)

    cost = query_count(
        client, made.certifiers.first(), url("register"), django_assert_max_num_queries
    )

    assert cost == 9


@pytest.mark.parametrize("rows", [1, 3])
def test_my_certificates_cost_the_same_for_any_number(client, rows, django_assert_max_num_queries):
    person = PersonFactory()
    for _ in range(rows):
        credential(person=person)
        open_file(person=person)
        enrolled(scheme(), person)

    assert query_count(client, person, url("mine"), django_assert_max_num_queries) == 16


@pytest.mark.parametrize("certifiers", [2, 4])
def test_a_file_costs_the_same_for_any_number_of_requirements_and_decisions(
    client, certifiers, django_assert_max_num_queries
):
    made, extra, person = scheme(certifiers=certifiers), scheme(), PersonFactory()
    if certifiers == 4:
        complete(enrolled(extra, person))
        wider = draft_next(made, by=SYSTEM)
        for requirement in extra.in_force.requirements.all():
            requirement.pk, requirement.version = None, wider
            requirement.position += 10
            Requirement.objects.bulk_create([requirement])
        put_in_force(wider, by=SYSTEM)
    file = file_waiting_for_the_second(made, person)

    cost = query_count(
        client, made.certifiers.last(), url("file", file.pk), django_assert_max_num_queries
    )

    assert cost == 23


def test_files_are_opened_for_several_people_at_once(client):
    made = scheme()
    chosen = [enrolled(made).learner for _ in range(3)]
    left = enrolled(made).learner
    judge = made.certifiers.first()

    answer = sent(client, judge, url("open_files", made.pk), person=[p.pk for p in chosen])

    assert {file.person for file in Candidacy.objects.all()} == set(chosen)
    assert left not in {file.person for file in Candidacy.objects.all()}
    assert "3 files are open." in words(client.get(answer.url))


def test_the_desk_shows_what_is_overdue_asked_for_and_closed(client):
    made = scheme()
    with freeze_time(timezone.now() - dt.timedelta(days=15)):
        late = file_under_review(made)
    in_time, more = file_under_review(made), file_asked_for_more(made)
    gone = candidacies.withdraw(open_file(made), by=Candidacy.objects.latest("pk").person)
    judge = certifiers_of(late)[0]

    def listed(show):
        return list(seen(client, judge, url("desk"), show=show).context["page"].object_list)

    assert listed("overdue") == [late]
    assert "Overdue" in words(client.get(url("desk"), {"show": "review"}))
    assert listed("more") == [more]
    assert listed("closed") == [gone]
    assert listed("open") == []
    assert listed("review") == [late, in_time]


def test_who_declared_a_conflict_has_the_file_no_longer_to_review(client):
    file = file_under_review()
    judge = certifiers_of(file)[0]
    assert "What is it?" in words(seen(client, judge, url("file", file.pk)))
    empty = client.post(url("declare", file.pk), {"answer": "conflict", "text": " "})
    assert "Say in a few words what it is." in words(empty)

    client.post(url("declare", file.pk), {"answer": "conflict", "text": "She is my cousin"})

    shown = words(client.get(url("file", file.pk)))
    assert "You declared a conflict of interest." in shown
    assert "my cousin" not in shown
    assert list(seen(client, judge, url("desk")).context["page"].object_list) == []


def test_the_desk_is_sorted_by_a_click_and_filtered_by_country(client):
    made = scheme()
    one = file_under_review(made, PersonFactory(last_name="Zahra"))
    two = file_under_review(made, PersonFactory(last_name="Amrani", country="SN"))
    judge = made.certifiers.first()

    def listed(**asked):
        return list(seen(client, judge, url("desk"), **asked).context["page"].object_list)

    assert listed(order="name") == [two, one]
    assert listed(order="-name") == [one, two]
    assert listed(order="x; DROP") == [one, two]
    assert listed(country="SN") == [two]
    assert 'aria-sort="descending"' in words(client.get(url("desk"), {"order": "-name"}))


def test_a_certifier_asks_for_more_and_the_candidate_answers(client):
    file = file_under_review()
    judge = cleared(file, certifiers_of(file)[0])
    asked = file.evidence.first().requirement_id
    assert "What is still needed?" in words(seen(client, judge, url("ask_for_more", file.pk)))
    empty = client.post(url("ask_for_more", file.pk), {f"needed_{asked}": " "})
    assert "Write at least once what is still needed." in words(empty)

    client.post(url("ask_for_more", file.pk), {f"needed_{asked}": "Which day was it?"})
    shown = words(seen(client, file.person, url("file", file.pk)))
    assert "Which day was it?" in shown
    assert "Hand in my file again" in shown
    client.post(url("write", file.pk), {"event_id": uuid.uuid4(), "text": "It was on Monday."})
    client.post(url("submit", file.pk))

    assert "It was on Monday." in words(seen(client, judge, url("file", file.pk)))


def test_what_changed_in_the_records_is_shown_word_by_word(client):
    file = file_under_review()
    file.person.enrolments.get().attempts.update(score=71)

    shown = words(seen(client, certifiers_of(file)[0], url("file", file.pk)))

    assert "<del>84%,</del>" in shown
    assert "<ins>71%,</ins>" in shown
    assert "<del>" not in words(seen(client, file.person, url("file", file.pk)))


def test_why_a_deadline_stands_still_is_for_who_wrote_it_alone(client):
    file = open_file()
    first, second = certifiers_of(file)
    assert "Only you will read why." in words(seen(client, first, url("pause", file.pk)))

    client.post(url("pause", file.pk), {"reason": "safeguarding", "note": "He threatens her"})

    assert "He threatens her" in words(client.get(url("file", file.pk)))
    for reader in (second, file.person, appointed(Role.MANAGER), appointed(Role.ADMINISTRATOR)):
        shown = words(seen(client, reader, url("file", file.pk)))
        assert "Stands still since" in shown
        assert "He threatens her" not in shown
        assert "protection of the person" not in shown
    sent(client, second, url("resume", file.pk))
    assert "Stands still" not in words(client.get(url("file", file.pk)))


def test_messages_are_read_by_the_two_sides_alone(client):
    file = file_under_review()
    first, second = certifiers_of(file)
    reviews.write(file, "My daughter is ill", message_id=uuid.uuid4(), by=file.person)
    decisions.declare(file, "conflict", "My cousin", by=second)

    for reader in (file.person, first):
        assert "My daughter is ill" in words(seen(client, reader, url("file", file.pk)))
    for reader in (second, appointed(Role.MANAGER), appointed(Role.ADMINISTRATOR)):
        assert "My daughter is ill" not in words(seen(client, reader, url("file", file.pk)))
    for name in ("desk", "figures", "register", "mine"):
        assert "ill" not in words(seen(client, first, url(name))).split()


def test_figures_count_by_scheme_country_and_sex(client):
    made = scheme()
    file_under_review(made, PersonFactory(sex="woman"))
    granted_file(made, PersonFactory(sex="woman"))
    refused_file(made, PersonFactory(sex="man"))
    deferred_file(made, PersonFactory(country="SN"))
    judge = made.certifiers.first()

    context = seen(client, judge, url("figures")).context
    rows = [(r.country, r.all.values, r.women.values) for r in context["rows"]]
    assert rows == [
        ("Morocco", [3, 1, 1, 1, 0, 0], [2, 1, 1, 0, 0, 0]),
        ("Senegal", [1, 0, 0, 0, 1, 0], [0, 0, 0, 0, 0, 0]),
    ]
    assert context["total"].all.files == 4
    assert "granted" not in words(
        seen(client, appointed(Role.MANAGER, country="CI"), url("figures"))
    )

    signed_in(judge, client)
    file = b"".join(client.get(url("figures_file"), {"country": "MA"}).streaming_content)
    sheet = load_workbook(io.BytesIO(file)).active
    assert [[c.value for c in row] for row in sheet][1:] == [
        ["Running a cooperative", "Morocco", "man", 1, 0, 0, 1, 0, 0],
        ["Running a cooperative", "Morocco", "woman", 2, 1, 1, 0, 0, 0],
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_figures_cost_the_same_for_any_number_of_files(client, rows, django_assert_max_num_queries):
    made = scheme()
    for number in range(rows):
        open_file(made, PersonFactory(country=["MA", "SN", "CI"][number]))

    cost = query_count(
        client, made.certifiers.first(), url("figures"), django_assert_max_num_queries
    )

    assert cost == 8
