"""What a learner keeps for herself while she reads: her place, her bookmarks, her notes."""

import datetime as dt
import json
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from courses.actions import reading
from courses.actions.learning import NotInThisCourse, WrongKindOfActivity
from courses.models import ActivityText, Bookmark, LessonNote, LessonPlace
from lms.offline import intake
from lms.offline.models import Event
from tests.architecture.test_permissions import TABLE, World
from tests.factories.courses import CohortFactory, EnrolmentFactory, edition, lesson, quiz
from tests.factories.people import PersonFactory
from tests.factories.sign_in import signed_in

pytestmark = pytest.mark.django_db

MORNING = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
NOON, EVENING = (MORNING + dt.timedelta(hours=hours) for hours in (3, 9))
SECRET = "The treasurer frightens me"


@pytest.fixture
def place(client):
    """A place in a course of a lesson and a quiz; the client is signed in as its learner."""
    first = lesson()
    enrolment = EnrolmentFactory(cohort=CohortFactory(edition=edition(first, quiz())))
    enrolment.lesson = first
    client.force_login(enrolment.learner)
    return enrolment


def address(name, place):
    return reverse(f"learn:{name}", args=[place.pk, place.lesson.key])


# Where she stopped


def keep_place(place, part, at, seconds=None):
    return reading.keep_place(
        place, place.lesson.key, part=part, seconds=seconds or {}, at=at, by=place.learner
    )


@pytest.mark.parametrize("order", [[0, 1], [1, 0]])
def test_of_two_devices_the_latest_place_stays(place, order):
    told = [(2, NOON), (5, EVENING)]
    for number in order:
        keep_place(place, *told[number])

    assert LessonPlace.objects.get().part == 5


def test_a_clock_that_is_ahead_does_not_pin_the_place(place):
    keep_place(place, 2, timezone.now() + dt.timedelta(days=365))
    keep_place(place, 7, timezone.now())

    assert LessonPlace.objects.get().part == 7


def test_the_place_of_somebody_else_is_not_kept(place):
    with pytest.raises(PermissionDenied):
        reading.keep_place(place, place.lesson.key, part=1, seconds={}, at=NOON, by=PersonFactory())


def test_a_place_told_by_the_page_makes_no_event(client, place):
    told = {"part": "2", "seconds": '{"/media/a.mp3": 42, "/media/b.mp3": 0}', "device_at": ""}

    response = client.post(address("place", place), told)

    assert response.status_code == 204
    kept = LessonPlace.objects.get()
    assert (kept.part, kept.seconds) == (2, {"/media/a.mp3": 42})
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"part": "-1"},
        {"part": "x"},
        {"seconds": "[1]"},
        {"seconds": "{"},
        {"seconds": '{"a": "b"}'},
        {"seconds": '{"a": true}'},
        {"seconds": '{"a": -1}'},
        {"seconds": json.dumps({str(n): 1 for n in range(31)})},
        {"device_at": "yesterday"},
    ],
)
def test_a_place_that_cannot_be_is_refused(client, place, wrong):
    response = client.post(address("place", place), {"part": "1", **wrong})

    assert response.status_code == 400
    assert not LessonPlace.objects.exists()


def test_the_lesson_offers_to_go_on_where_she_stopped(client, place):
    before = client.get(address("lesson", place)).content.decode()
    keep_place(place, 2, NOON)
    after = client.get(address("lesson", place)).content.decode()

    assert "Go on where you stopped" not in before
    assert 'href="#part-2"' in after
    keep_place(place, 9, EVENING)
    assert "Go on where you stopped" not in client.get(address("lesson", place)).content.decode()


def test_a_recording_goes_on_at_its_second(client, place):
    text = ActivityText.objects.get(activity__key=place.lesson.key, language="en")
    text.parts = [{"html": '<audio controls src="/media/a.mp3"></audio>', "audio": "/media/r.mp3"}]
    text.save()
    keep_place(place, 1, NOON, {"/media/a.mp3": 42, "/media/r.mp3": 7})

    page = client.get(address("lesson", place)).content.decode()

    assert 'src="/media/a.mp3#t=42"' in page
    assert 'preload="none" src="/media/r.mp3#t=7" data-reading' in page
    assert "lms/aloud.js" in page


def test_the_guide_of_the_trainer_is_not_on_the_page_nor_on_paper(client, place):
    ActivityText.objects.update(guide=[{"html": "<p>Let them argue first.</p>"}])
    module = place.cohort.edition.modules.get()

    for url in (
        address("lesson", place),
        reverse("learn:print_module", args=[place.pk, module.key]),
    ):
        assert "Let them argue" not in client.get(url).content.decode()


# Bookmarks


def test_a_bookmark_is_set_and_taken_away_without_javascript(client, place):
    for _again in range(2):
        client.post(address("bookmark", place), {"wanted": "yes"})
    assert Bookmark.objects.get().activity_key == place.lesson.key
    assert 'value="no"' in client.get(address("lesson", place)).content.decode()

    client.post(address("bookmark", place), {"wanted": "no"})
    assert not Bookmark.objects.exists()


def test_only_lessons_of_her_course_are_marked(place):
    exam = place.cohort.edition.activities.get(kind="quiz")

    with pytest.raises(WrongKindOfActivity):
        reading.set_bookmark(place, exam.key, True, by=place.learner)
    with pytest.raises(NotInThisCourse):
        reading.set_bookmark(place, uuid.uuid4(), True, by=place.learner)


def test_bookmarks_of_others_are_not_listed(client, place):
    other = EnrolmentFactory(cohort=place.cohort)
    reading.set_bookmark(other, place.lesson.key, True, by=other.learner)

    assert "Lesson en" not in client.get(reverse("learn:bookmarks")).content.decode()


# Notes


def keep(place, text, at, base=None):
    return reading.keep_note(place, place.lesson.key, text, base=base, at=at, by=place.learner)


def test_a_note_is_written_again(place):
    first = keep(place, "Ask Fatima.", MORNING)

    keep(place, " Ask Fatima and Aicha. ", NOON, base=first.written_at)

    assert LessonNote.objects.get().text == "Ask Fatima and Aicha."


@pytest.mark.parametrize("order", [[0, 1], [1, 0]])
def test_of_a_note_written_on_two_phones_nothing_is_lost(place, order):
    told = [("On the first phone.", NOON), ("On the second phone.", EVENING)]
    for number in order:
        keep(place, *told[number])

    note = LessonNote.objects.get()
    assert note.text.index("On the first phone.") < note.text.index("On the second phone.")
    assert note.written_at == EVENING


def test_what_is_in_the_other_text_already_is_said_once(place):
    keep(place, "One. Two.", NOON)

    assert keep(place, "Two.", EVENING).text == "One. Two."
    assert keep(place, "One. Two. Three.", EVENING).text == "One. Two. Three."


def test_a_note_written_empty_is_taken_away_but_never_one_that_was_not_seen(place):
    first = keep(place, "One.", MORNING)
    keep(place, "", NOON)
    assert LessonNote.objects.get().text == "One."

    assert keep(place, "", NOON, base=first.written_at) is None
    assert not LessonNote.objects.exists()


def note_form(place, text, base=""):
    return {"event_id": str(uuid.uuid4()), "device_at": "", "text": text, "base": base}


def test_the_page_keeps_a_note_and_shows_it_again(client, place):
    client.post(address("note", place), note_form(place, SECRET))
    first = LessonNote.objects.get()
    page = client.get(address("lesson", place)).content.decode()
    assert SECRET in page

    client.post(address("note", place), note_form(place, "Solved.", first.as_shown()["base"]))

    assert LessonNote.objects.get().text == "Solved."
    assert "Solved." in client.get(reverse("learn:notes")).content.decode()


def test_the_same_note_sent_twice_is_kept_once(client, place):
    told = note_form(place, SECRET)
    for _again in range(2):
        client.post(address("note", place), told)

    assert LessonNote.objects.get().text == SECRET


def test_a_note_that_is_too_long_is_shown_again_with_what_was_written(client, place):
    page = client.post(address("note", place), note_form(place, "x" * 20_001)).content.decode()

    assert "x" * 20_001 in page
    assert not LessonNote.objects.exists()


def test_a_note_is_never_kept_on_the_device(client, place):
    page = client.get(address("lesson", place)).content.decode()

    assert "data-never-keep" in page.partition('name="text"')[2].partition("</textarea>")[0]


def test_a_refused_note_is_kept_private(place):
    stranger = PersonFactory()
    payload = {"enrolment": str(place.pk), "activity": str(place.lesson.key), "text": SECRET}
    told = intake.Told(uuid.uuid4(), "courses.note_kept", NOON, payload)

    assert not intake.record(told, by=stranger).accepted
    assert Event.objects.get().private


def test_nobody_but_its_author_ever_reads_a_note():
    """Every page that staff may open, over the world of the table of permissions."""
    world = World()
    learner = world.people["learner"]
    enrolment = learner.enrolments.get(cohort=world.cohort)
    first = enrolment.cohort.edition.activities.get(kind="lesson")
    reading.keep_note(enrolment, first.key, SECRET, base=None, at=timezone.now(), by=learner)

    for role in ("trainer", "manager", "administrator", "certifier", "mentor"):
        client = signed_in(world.people[role])
        for name, (method, roles) in TABLE.items():
            if method == "get" and role in roles:
                url = reverse(name, args=world.arguments.get(name, []))
                response = client.get(url, {"q": "treasurer"}, follow=True)
                content = (
                    b"".join(response.streaming_content) if response.streaming else response.content
                )
                assert SECRET.encode() not in content, (role, name)
    assert not hasattr(LessonNote, "history")


# How she reads


def test_size_and_pictures_are_kept_and_pictures_are_not_even_loaded(client, place):
    text = ActivityText.objects.get(activity__key=place.lesson.key, language="en")
    text.parts = [{"html": '<img src="/media/a.webp" alt="Three women">'}]
    text.save()
    assert "/media/a.webp" in client.get(address("lesson", place)).content.decode()

    response = client.post(
        reverse("learn:prefer"), {"size": "large", "next": address("lesson", place)}
    )
    page = client.get(response.url).content.decode()

    assert response.url == address("lesson", place)
    assert "/media/a.webp" not in page
    assert "Three women" in page
    assert 'class="text-large"' in page


@pytest.mark.parametrize("wrong", [{"size": "huge"}, {"size": "large", "next": "//evil.example"}])
def test_wishes_that_cannot_be_lead_home(client, place, wrong):
    assert client.post(reverse("learn:prefer"), wrong).url == reverse("learn:home")


# Paper


def test_a_module_is_printed_whole_without_what_is_closed_and_without_answers(client, place):
    module = place.cohort.edition.modules.get()
    url = reverse("learn:print_module", args=[place.pk, module.key])

    page = client.get(url).content.decode()

    assert "Body en" in page
    assert "Option 0 en" in page
    assert "Because en" not in page
    assert "<form" not in page


def test_on_paper_nothing_plays_and_what_is_said_is_read(client, place):
    listen = (
        '<div class="listen"><audio controls src="/media/a.mp3"></audio><span>Listen</span></div>'
    )
    film = '<figure class="video"><video src="/media/f.mp4"></video><figcaption>1 MB</figcaption></figure>'
    said = (
        '<details class="transcript"><summary>Read it instead</summary><p>Weigh it.</p></details>'
    )
    ActivityText.objects.filter(language="en").update(
        parts=[{"html": listen + said + film, "audio": "/media/r.mp3"}]
    )
    module = place.cohort.edition.modules.get()

    page = client.get(reverse("learn:print_module", args=[place.pk, module.key])).content.decode()

    assert "<p>Weigh it.</p>" in page
    assert not {word for word in ("<details", "Listen", "1 MB", "/media/") if word in page}


# What it costs


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("name", "queries"), [("bookmarks", 6), ("notes", 6)])
def test_lists_cost_the_same_for_any_number(
    client, django_assert_num_queries, name, queries, number
):
    learner = PersonFactory()
    for _ in range(number):
        first = lesson()
        enrolment = EnrolmentFactory(cohort__edition=edition(first), learner=learner)
        reading.set_bookmark(enrolment, first.key, True, by=learner)
        reading.keep_note(enrolment, first.key, "Mine.", base=None, at=NOON, by=learner)
    client.force_login(learner)

    with django_assert_num_queries(queries):
        page = client.get(reverse(f"learn:{name}")).content.decode()

    assert page.count("Lesson en") == number
