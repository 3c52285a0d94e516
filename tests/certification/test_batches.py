"""Lists of files: judged line by line by two people, issued by promised work, taken along as a ZIP."""

import io
import zipfile

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from certification.actions import batches
from certification.models import Batch, Candidacy, ConflictDeclaration, Credential
from lms.core import jobs
from lms.notices.models import Notice
from tests.factories import certification as make
from tests.factories.people import PersonFactory
from tests.factories.sign_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def scheme():
    return make.scheme()


@pytest.fixture
def certifiers(scheme):
    return list(scheme.certifiers.order_by("pk"))


def granted_list(scheme, count=2):
    """A list of files that both certifiers have granted; nothing is made yet."""
    for _ in range(count):
        make.file_under_review(scheme)
    first, second = scheme.certifiers.order_by("pk")
    batch = batches.make(scheme, by=first)
    for certifier in (first, second):
        assert batches.judge(batch, batch.lines.for_judging(), by=certifier) == []
    return batch


def make_papers(batch):
    for line in batch.lines.without_paper():
        jobs.run(make.issuing_job(line.candidacy).pk)


def test_a_list_holds_what_waits_for_her_and_leaves_out_whom_she_trained(scheme, certifiers):
    waiting = make.file_under_review(scheme)
    make.ready_file(scheme)
    trained = make.file_under_review(scheme)
    other = make.scheme()
    make.file_under_review(other)
    cohort = make.enrolled(make.scheme(), trained.person).cohort
    cohort.trainers.add(certifiers[0])

    batch = batches.make(scheme, by=certifiers[0])

    assert [line.candidacy for line in batch.lines.all()] == [waiting]


def test_nothing_to_list_is_said(scheme, certifiers):
    with pytest.raises(batches.NothingToList):
        batches.make(scheme, by=certifiers[0])
    assert not Batch.objects.exists()


def test_only_a_certifier_of_the_scheme_makes_and_judges_lists(scheme, certifiers):
    make.file_under_review(scheme)
    batch = batches.make(scheme, by=certifiers[0])
    stranger = make.certifier(make.scheme())

    with pytest.raises(PermissionDenied):
        batches.make(scheme, by=stranger)
    with pytest.raises(PermissionDenied):
        batches.judge(batch, batch.lines.for_judging(), by=stranger)
    assert set(Candidacy.objects.values_list("status", flat=True)) == {"under_review"}


def test_one_certifier_alone_grants_nothing_however_often_she_ticks(scheme, certifiers):
    file = make.file_under_review(scheme)
    batch = batches.make(scheme, by=certifiers[0])

    for _ in range(2):
        batches.judge(batch, batch.lines.for_judging(), by=certifiers[0])

    file.refresh_from_db()
    assert file.status == "ready"
    assert file.decisions.count() == 1


def test_each_line_is_a_decision_of_two_people_who_declared_that_nothing_stands_between(
    scheme, certifiers
):
    batch = granted_list(scheme, count=2)

    for line in batch.lines.all():
        (decision,) = line.candidacy.decisions.all()
        assert (decision.decided_by, decision.seconded_by) == tuple(certifiers)
        assert line.candidacy.status == "granted"
    assert ConflictDeclaration.objects.filter(answer="none").count() == 4


def test_a_line_that_cannot_be_granted_is_named_and_takes_nothing_along(scheme, certifiers):
    good, changed = make.file_under_review(scheme), make.file_under_review(scheme)
    batch = batches.make(scheme, by=certifiers[0])
    make.correct_the_marks(changed, 10)

    refused = batches.judge(batch, batch.lines.for_judging(), by=certifiers[0])

    assert [line.candidacy for line, _why in refused] == [changed]
    statuses = dict(Candidacy.objects.values_list("pk", "status"))
    assert statuses == {good.pk: "ready", changed.pk: "under_review"}


def test_a_refusal_of_the_first_is_not_granted_by_the_list_of_the_second(scheme, certifiers):
    file = make.file_under_review(scheme)
    batch = batches.make(scheme, by=certifiers[0])
    make.decided(file, "refuse", reason="Somebody else took the quiz.")

    ((line, why),) = batches.judge(batch, batch.lines.for_judging(), by=certifiers[1])

    assert line.candidacy == file
    assert str(certifiers[0]) in why
    file.refresh_from_db()
    assert file.status == "ready"


def test_progress_counts_what_is_made_and_names_what_stopped(scheme, certifiers):
    batch = granted_list(scheme, count=3)
    made, given_up, _waiting = (line.candidacy for line in batch.lines.for_judging())
    jobs.run(make.issuing_job(made).pk)
    stopped = make.issuing_job(given_up)
    stopped.status, stopped.error = "failed", "TextDoesNotFit"
    stopped.save()

    page = sign_in_and_get(certifiers[0], "certification:batch", batch.pk)

    said = page.content.decode()
    assert "1 of 3 certificates made" in said
    assert "too long for its place" in said
    assert str(given_up.person) in said
    assert 'hx-trigger="load delay:2s"' in said


def test_a_finished_list_asks_for_no_progress_any_more(scheme, certifiers):
    batch = granted_list(scheme, count=1)
    make_papers(batch)

    said = sign_in_and_get(certifiers[0], "certification:batch_progress", batch.pk).content.decode()

    assert "1 of 1 certificates made" in said
    assert "hx-get" not in said


def sign_in_and_get(person, name, *args):
    visitor = signed_in(person, Client(headers={"accept-language": "en"}))
    return visitor.get(reverse(name, args=args))


def test_the_papers_come_as_one_zip_of_the_stored_bytes_with_its_length_said_before(
    scheme, certifiers
):
    batch = granted_list(scheme, count=2)
    make_papers(batch)

    response = sign_in_and_get(certifiers[1], "certification:batch_papers", batch.pk)

    content = b"".join(response.streaming_content)
    assert len(content) == int(response["Content-Length"])
    with zipfile.ZipFile(io.BytesIO(content)) as papers:
        assert papers.testzip() is None
        held = {name: papers.read(name) for name in papers.namelist()}
    assert held == {
        f"{one.serial}.pdf": one.document.file.open("rb").read() for one in Credential.objects.all()
    }


def test_of_a_replaced_certificate_the_new_paper_is_in_the_zip(scheme, certifiers):
    batch = granted_list(scheme, count=1)
    make_papers(batch)
    newer = make.replaced(Credential.objects.get())

    (paper,) = batch.lines.papers()

    assert paper.credential == newer


def test_a_holder_is_told_once_and_only_when_her_paper_is_there(scheme):
    batch = granted_list(scheme, count=1)
    holder = batch.lines.get().candidacy.person
    told = Notice.objects.filter(person=holder, kind="certification.ready")
    assert not told.exists()

    make_papers(batch)
    job = make.issuing_job(batch.lines.get().candidacy)
    job.status = "waiting"
    job.save()
    jobs.run(job.pk)

    assert told.count() == 1
    assert Credential.objects.get().serial in told.get().text


@pytest.mark.parametrize("name", ["batch", "batch_progress", "batch_papers"])
@pytest.mark.parametrize("who", ["candidate", "certifier of another scheme"])
def test_a_list_is_not_there_for_others(scheme, name, who):
    batch = granted_list(scheme, count=1)
    people = {
        "candidate": batch.lines.get().candidacy.person,
        "certifier of another scheme": make.certifier(make.scheme()),
    }

    assert sign_in_and_get(people[who], f"certification:{name}", batch.pk).status_code == 404


def test_the_page_judges_what_was_ticked_and_nothing_else(client, scheme, certifiers):
    ticked, left = make.file_under_review(scheme), make.file_under_review(scheme)
    batch = batches.make(scheme, by=certifiers[0])
    line = batch.lines.get(candidacy=ticked)
    foreign = granted_list(make.scheme(), count=1).lines.get()
    address = reverse("certification:batch_judge", args=[batch.pk])
    signed_in(certifiers[0], client)

    data = {"line": [line.pk, foreign.pk, "x"], "nothing_between": "on"}
    client.post(address, data)

    statuses = dict(Candidacy.objects.filter(version__scheme=scheme).values_list("pk", "status"))
    assert statuses == {ticked.pk: "ready", left.pk: "under_review"}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"nothing_between": "on"}, "Tick at least one name."),
        ({"line": "the line"}, "Tick this too, or leave the files to another certifier."),
    ],
)
def test_what_is_missing_to_judge_is_said_and_nothing_is_decided(
    client, scheme, certifiers, data, said
):
    make.file_under_review(scheme)
    batch = batches.make(scheme, by=certifiers[0])
    if "line" in data:
        data = {**data, "line": batch.lines.get().pk}
    signed_in(certifiers[0], client)

    page = client.post(reverse("certification:batch_judge", args=[batch.pk]), data)

    assert said in page.content.decode()
    assert Candidacy.objects.get().status == "under_review"


def test_making_a_list_leads_to_it_and_the_lists_name_it(client, scheme, certifiers):
    make.file_under_review(scheme)
    signed_in(certifiers[0], client)

    response = client.post(reverse("certification:batch_make", args=[scheme.pk]))

    batch = Batch.objects.get()
    assert response.url.endswith(reverse("certification:batch", args=[batch.pk])[3:])
    lists = client.get(reverse("certification:batches")).content.decode()
    assert reverse("certification:batch", args=[batch.pk]) in lists
    signed_in(make.certifier(make.scheme()), client)
    assert str(batch.pk) not in client.get(reverse("certification:batches")).content.decode()


def test_a_learner_does_not_come_to_the_lists(client):
    signed_in(PersonFactory(), client)
    assert client.get(reverse("certification:batches")).status_code == 403


@pytest.mark.parametrize("files", [1, 3])
def test_a_list_costs_the_same_for_any_number_of_files(
    client, scheme, certifiers, files, django_assert_num_queries
):
    batch = granted_list(scheme, files)
    make_papers(batch)
    signed_in(certifiers[0], client)

    with django_assert_num_queries(20):
        client.get(reverse("certification:batch", args=[batch.pk]))
