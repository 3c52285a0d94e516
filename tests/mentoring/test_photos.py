"""Photos of a session: with consent, made light, without the place, and gone when somebody changes her mind."""

import io

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from courses.filing import FileRefused
from lms.people.choices import Role
from mentoring.actions import photos
from mentoring.models import SessionPhoto
from tests.factories.mentoring import (
    CoachingSessionFactory,
    EngagementFactory,
    SessionPhotoFactory,
    member_of,
)
from tests.factories.people import PersonFactory, appointed

from .screens import page

pytestmark = pytest.mark.django_db
GPS = 0x8825


@pytest.fixture
def session():
    return CoachingSessionFactory(engagement=EngagementFactory(cooperative__country="MA"))


def taken(width=2400, colour="green"):
    """A photo as a phone takes it, with the place in it."""
    image, content = Image.new("RGB", (width, 1200), colour), io.BytesIO()
    exif = Image.Exif()
    exif.get_ifd(GPS)[1] = "N"
    exif.get_ifd(GPS)[2] = (29.7, 0.0, 0.0)
    image.save(content, "JPEG", exif=exif)
    return SimpleUploadedFile("IMG_0001.JPG", content.getvalue(), "image/jpeg")


def kept(session, file=None, **changes):
    facts = {"consent": True, "use": "record", "by": session.logged_by, **changes}
    return photos.keep_photo(session, file or taken(), **facts)


def test_a_photo_is_made_light_and_does_not_say_where_it_was_taken(session):
    sent = taken()
    assert Image.open(sent).getexif().get_ifd(GPS)

    photo = kept(session, sent)

    with Image.open(photo.file) as drawn:
        assert max(drawn.size) == 1600
        assert not drawn.getexif()


def test_without_consent_no_photo_is_kept(session):
    with pytest.raises(photos.NoConsent):
        kept(session, consent=False)

    assert not SessionPhoto.objects.exists()


def test_the_same_photo_sent_twice_is_once(session):
    assert kept(session).pk == kept(session).pk
    assert SessionPhoto.objects.count() == 1


def test_there_is_an_end_to_photos(session):
    SessionPhotoFactory.create_batch(photos.MOST_PHOTOS, session=session)

    with pytest.raises(photos.TooManyPhotos):
        kept(session)


def test_what_is_no_photo_is_refused(session):
    with pytest.raises(FileRefused):
        kept(session, SimpleUploadedFile("a.jpg", b"<script>"))


def test_only_a_mentor_who_was_there_adds_a_photo(session):
    for person in [
        member_of(session.engagement.cooperative),
        appointed(Role.MANAGER),
        CoachingSessionFactory().logged_by,
    ]:
        with pytest.raises(PermissionDenied):
            kept(session, by=person)


def test_who_changes_her_mind_is_listened_to_and_the_file_is_gone(
    session, django_capture_on_commit_callbacks
):
    photo = kept(session)
    name, storage = photo.file.name, photo.file.storage
    assert storage.exists(name)

    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            photos.take_photo_away(photo, by=appointed(Role.MANAGER, "MA"))

    assert not storage.exists(name)
    assert not SessionPhoto.objects.exists()
    with pytest.raises(PermissionDenied):
        photos.take_photo_away(kept(session), by=member_of(session.engagement.cooperative))


def test_photos_are_read_by_those_who_read_the_session_alone(enter, session):
    photo = kept(session)
    address = reverse("mentoring:photo", args=[photo.pk])
    readers = {
        "mentor": session.logged_by,
        "member": member_of(session.engagement.cooperative),
        "manager": appointed(Role.MANAGER, "MA"),
        "manager elsewhere": appointed(Role.MANAGER, "SN"),
        "stranger": PersonFactory(),
    }

    codes = {name: enter(person).get(address).status_code for name, person in readers.items()}

    seen = {name for name, code in codes.items() if code == 200}
    assert seen == {"mentor", "member", "manager"}
    assert set(codes.values()) == {200, 404}


def test_a_mentor_adds_a_photo_on_its_page_and_it_stands_with_the_session(enter, session):
    client, address = enter(session.logged_by), reverse("mentoring:keep_photo", args=[session.pk])
    typed = {"use": "programme", "description": "The new press", "file": taken()}

    assert "This field is required." in client.post(address, typed).content.decode()
    typed = {**typed, "file": taken(), "consent": "on"}
    assert client.post(address, typed).status_code == 302

    shown = page(client, "mentoring:session", session.pk)
    assert 'alt="The new press"' in shown
    assert "In reports of the programme" in shown
