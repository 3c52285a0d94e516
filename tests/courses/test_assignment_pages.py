import datetime as dt
import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from courses.actions import submissions
from courses.models import ActivityDates, Submission, Upload
from lms.offline.models import Event
from tests.factories.courses import EnrolmentFactory, upload
from tests.factories.sign_in import signed_in

from .marking import mark, taught, waiting_work
from .pages import read
from .test_submissions import hand_in

pytestmark = pytest.mark.django_db


def photo(name="plan.jpg", colour="red"):
    content = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(content, "JPEG")
    return SimpleUploadedFile(name, content.getvalue(), "image/jpeg")


def address(enrolment, work):
    return reverse("learn:assignment", args=[enrolment.pk, work.key])


def post(enrolment, work, client=None, **values):
    client = client or signed_in(enrolment.learner)
    data = {"event_id": str(uuid.uuid4()), "device_at": "", **values}
    return client.post(address(enrolment, work), data)


def test_the_page_says_what_to_do_and_how_it_is_marked():
    enrolment, work = taught()

    page = read(signed_in(enrolment.learner).get(address(enrolment, work)))

    for words in ("What to do en", "Criterion 1 en", "Level 4 en", "Seen en", "Not handed in yet"):
        assert words in page


def test_text_and_files_are_handed_in_with_one_form():
    enrolment, work = taught()

    response = post(enrolment, work, text="My plan", photo=[photo(), photo(colour="blue")])

    assert response.status_code == 302
    submission = Submission.objects.get()
    assert (submission.text, submission.uploads.count()) == ("My plan", 2)
    assert "Handed in on" in read(signed_in(enrolment.learner).get(response.url))


def test_the_same_form_sent_twice_hands_in_once_and_leaves_no_draft():
    enrolment, work = taught()
    event_id = str(uuid.uuid4())

    for _ in range(2):
        assert post(enrolment, work, text="A", photo=photo(), event_id=event_id).status_code == 302

    assert Event.objects.get().outcome == "stored"
    assert Submission.objects.get().uploads.count() == 1
    assert not Upload.objects.not_yet_sent(enrolment, work.key).exists()


def test_files_can_be_added_first_and_one_be_left_out_again():
    enrolment, work = taught()
    client = signed_in(enrolment.learner)

    page = post(
        enrolment, work, client, photo=[photo("one.jpg"), photo("two.jpg", "blue")], add="1"
    )
    assert "Draft: 2 files are here" in read(client.get(address(enrolment, work)))
    assert not Submission.objects.exists()
    one, two = Upload.objects.order_by("name")
    assert str(one.pk) in page.content.decode()
    post(enrolment, work, client, text="A", shown=[one.pk, two.pk], keep=[two.pk])

    assert list(Submission.objects.get().uploads.all()) == [two]


def test_what_was_typed_and_received_stays_when_something_is_wrong():
    enrolment, work = taught()
    broken = SimpleUploadedFile("broken.jpg", b"no photo", "image/jpeg")

    page = read(post(enrolment, work, text="My long plan", photo=[photo("good.jpg"), broken]))

    assert "My long plan" in page
    assert "“broken.jpg” is not a photo" in page
    assert "good.jpg" in page
    assert Upload.objects.not_yet_sent(enrolment, work.key).count() == 1
    assert not Submission.objects.exists()


def test_a_kind_of_file_that_is_not_asked_for_has_no_place_on_the_form():
    enrolment, work = taught(accepts=["text"])

    page = read(signed_in(enrolment.learner).get(address(enrolment, work)))
    post(enrolment, work, text="A", photo=photo())

    assert 'type="file"' not in page
    assert not Upload.objects.exists()


def test_a_second_phone_is_told_kindly_and_its_text_is_kept():
    enrolment, work = taught()
    post(enrolment, work, text="First")

    page = read(post(enrolment, work, text="Second"))

    assert "is with your trainer. This one was kept" in page
    assert Event.objects.get(outcome="rejected").payload["text"] == "Second"


def test_late_work_is_taken_and_marked_late():
    enrolment, work = taught()
    ActivityDates.objects.create(
        cohort=enrolment.cohort, activity_key=work.key, due_on=dt.date(2020, 1, 1)
    )

    response = post(enrolment, work, text="A")

    assert "Late" in read(signed_in(enrolment.learner).get(response.url))


def test_the_learner_reads_why_it_is_to_be_done_again_and_who_says_so():
    submission, trainer, _other = waiting_work()
    mark(submission, trainer, "redo", comment="Add the costs.")
    enrolment = submission.enrolment

    page = read(signed_in(enrolment.learner).get(address(enrolment, submission.activity)))

    for words in (
        "To be done again",
        "Add the costs.",
        str(trainer),
        "Hand in again",
        "Level 2 en",
    ):
        assert words in page


def test_while_a_second_marker_is_awaited_nothing_of_the_first_is_shown():
    submission, first, _second = waiting_work(second_marker=True)
    mark(submission, first, comment="A first word")
    enrolment = submission.enrolment

    page = read(signed_in(enrolment.learner).get(address(enrolment, submission.activity)))

    assert "Being marked" in page
    assert "A first word" not in page


def test_accepted_work_has_no_form_any_more():
    submission, trainer, _other = waiting_work()
    mark(submission, trainer)
    enrolment = submission.enrolment

    page = read(signed_in(enrolment.learner).get(address(enrolment, submission.activity)))

    assert "Accepted. Well done!" in page
    assert 'name="text"' not in page


def test_others_work_and_files_are_not_there():
    submission, *_trainers = waiting_work()
    other = EnrolmentFactory(cohort=submission.enrolment.cohort)
    theirs = hand_in(other, submission.activity, text="Her secret plan")
    client = signed_in(submission.enrolment.learner)

    page = read(client.get(address(submission.enrolment, submission.activity)))

    assert theirs.text not in page
    assert client.get(address(other, submission.activity)).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_hand_ins(django_assert_num_queries, number):
    enrolment, work = taught()
    trainer = enrolment.cohort.trainers.first()
    for _ in range(number):
        files = [upload(enrolment, work).pk for _ in range(number)]
        mark(hand_in(enrolment, work, uploads=files), trainer, "redo")
    client = signed_in(enrolment.learner)
    client.get(address(enrolment, work))

    with django_assert_num_queries(11):
        page = read(client.get(address(enrolment, work)))

    assert page.count("<article") == 1 + number


def test_putting_aside_touches_only_ones_own_drafts():
    enrolment, work = taught()
    other = EnrolmentFactory(cohort=enrolment.cohort)
    mine, theirs = upload(enrolment, work), upload(other, work)

    submissions.put_aside(enrolment, work.key, [mine.pk, theirs.pk], by=enrolment.learner)

    assert list(Upload.objects.not_yet_sent(enrolment, work.key)) == []
    assert list(Upload.objects.not_yet_sent(other, work.key)) == [theirs]
