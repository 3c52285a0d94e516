"""Files of questions that wait for the person who uploaded them to look at them and say yes.

Each lies in a folder of that person under the digest of its content, so nobody imports what somebody else uploaded, and
what is imported is what was looked at.
"""

from datetime import timedelta
from hashlib import sha256

from django.core.files.base import ContentFile
from django.utils import timezone

from lms.core.storage import keep_once, private_storage

KEPT = timedelta(days=1)


def keep(person, data):
    """The digest under which the file waits for a day."""
    digest = sha256(data).hexdigest()
    _sweep(person)
    keep_once(private_storage(), _path(person, digest), ContentFile(data))
    return digest


def read(person, digest):
    """The bytes of a file of this person. FileNotFoundError where there is none, or none any more."""
    with private_storage().open(_path(person, digest)) as file:
        return file.read()


def _path(person, name):
    return f"imports/{person.pk}/{name}"


def _sweep(person):
    """Takes away what waited too long."""
    storage, folder = private_storage(), f"imports/{person.pk}"
    try:
        _folders, names = storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in names:
        if storage.get_modified_time(_path(person, name)) < timezone.now() - KEPT:
            storage.delete(_path(person, name))
