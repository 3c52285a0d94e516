from django.db import transaction
from django.utils.translation import gettext as _

from courses.choices import UploadKind
from courses.filing import id_of_content, prepared
from lms.core.errors import RuleError
from lms.core.policy import require
from mentoring.models import CoachingSession, SessionPhoto
from mentoring.policy import sessions as policy

MOST_PHOTOS = 10
"""How many photos one session can have."""


class NoConsent(RuleError):
    code = "no_consent"


class TooManyPhotos(RuleError):
    code = "too_many_photos"


def keep_photo(session, file, *, consent, use, description="", by):
    """Keep a photo that the people on it have agreed to, and what it may be used for. The same photo twice is once.

    It is drawn anew, at most 1600 pixels a side and without the place where it was taken, before anybody is locked
    out. Raises RuleError without consent, for what is no photo, and beyond the most photos.
    """
    require(policy.can_keep_photo, by, session)
    if not consent:
        raise NoConsent(_("Without the consent of everybody on it, a photo is not kept."))
    key = id_of_content("photo", session.pk, file)
    fit = prepared(UploadKind.PHOTO, file)
    return _keep(session, key, fit, use, description, by)


@transaction.atomic
def take_photo_away(photo, *, by):
    """Somebody on the photo has changed her mind: it is gone, file and all. Twice changes nothing."""
    require(policy.can_take_photo_away, by, photo)
    known = SessionPhoto.objects.select_for_update(of=("self",)).filter(pk=photo.pk).first()
    if known is None:
        return
    name, storage = known.file.name, known.file.storage
    known.delete()
    transaction.on_commit(lambda: storage.delete(name))


@transaction.atomic
def _keep(session, key, fit, use, description, by):
    session = CoachingSession.objects.select_for_update(of=("self",)).get(pk=session.pk)
    if known := session.photos.filter(pk=key).first():
        return known
    if session.photos.count() >= MOST_PHOTOS:
        raise TooManyPhotos(_("Keep at most %(number)s photos."), number=MOST_PHOTOS)
    fit.content.seek(0)
    photo = SessionPhoto(
        id=key,
        session=session,
        size=fit.content.size,
        description=description,
        use=use,
        kept_by=by,
    )
    photo.file.save(f"{key}.{fit.extension}", fit.content, save=False)
    photo.save(force_insert=True)
    return photo
