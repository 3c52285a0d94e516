"""Who may release. Who may write is for Wagtail's groups to say (``actions.groups``)."""

from wagtail.models import Page
from wagtail.snippets.permissions import user_can_edit_snippet_type

from courses import policy as courses
from lms.people.choices import Role

from .models import BankQuestion


def can_write(by):
    """Has a use for the Wagtail admin: trainers, administrators."""
    return by.is_administrator or Role.TRAINER in by.roles


def can_edit(by, page):
    return page.permissions_for_user(by).can_edit()


def can_translate(by, written):
    """Whoever may edit a page or a snippet may put it into other words."""
    return can_edit(by, written) if isinstance(written, Page) else _can_change(by, written)


def can_publish(by, written):
    if isinstance(written, Page):
        return written.permissions_for_user(by).can_publish()
    return _can_change(by, written)


def _can_change(by, snippet):
    return user_can_edit_snippet_type(by, type(snippet)) and can_keep(by, snippet)


def can_keep(by, kept):
    """Whoever teaches the programme of a bank, or of a question in one, keeps it; administrators all."""
    bank = kept.bank if isinstance(kept, BankQuestion) else kept
    return by.is_administrator or bank.programme.trainers.filter(pk=by.pk).exists()


def can_release(by, course_page):
    """Who may edit the page, where she is a trainer of its programme or an administrator."""
    programme = course_page.programme
    return (
        programme is not None and can_edit(by, course_page) and courses.can_release(by, programme)
    )


def can_set_up(by):
    """Groups and what they may follow from appointments and programmes: the system, or an administrator."""
    return by.is_administrator
