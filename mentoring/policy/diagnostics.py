"""Who may do what with diagnostics. Reading is ``visible_to`` on the querysets."""

from django.utils import timezone

from lms.people.policy import manages

from .plans import is_mentor_of


def can_open_diagnostic(by, cooperative):
    """Whoever accompanies the cooperative today, or manages its country."""
    return is_mentor_of(by, cooperative) or manages(by, cooperative.country)


def can_lead_diagnostic(by, diagnostic):
    """Close the scoring, write down what the group agrees on, finish."""
    return can_open_diagnostic(by, diagnostic.cooperative)


def can_pass_phone_round(by, diagnostic):
    """A mentor of the cooperative, or a member who is asked herself: they hold the phone in the room."""
    asked = diagnostic.invitations.of(by).select_related("membership")
    return is_mentor_of(by, diagnostic.cooperative) or any(map(is_still_member, asked))


def can_give_scores(by, invitation):
    """She herself, or a phone that goes round in the room and is with her. A mentor has no scores of her own."""
    if not is_still_member(invitation):
        return False
    herself = by.pk == invitation.membership.person_id
    return herself or can_pass_phone_round(by, invitation.diagnostic)


def is_still_member(invitation):
    left_on = invitation.membership.ends_on
    return left_on is None or left_on >= timezone.localdate()
