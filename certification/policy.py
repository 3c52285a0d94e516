"""Who may do what with files and credentials. Reading is ``visible_to`` on the querysets."""

from lms.people.choices import Role

from .models import CertificationScheme


def works_at_desk(by):
    """Whoever decides or looks after others; everybody else comes for her own certificates."""
    return by.is_administrator or not {Role.CERTIFIER, Role.MANAGER}.isdisjoint(by.roles)


def reads_register(by, scheme):
    """Whether the people of a scheme are hers to look through, wherever they are."""
    return by.is_administrator or certifies(by, scheme)


def certifies(by, scheme):
    return CertificationScheme.objects.certified_by(by).filter(pk=scheme.pk).exists()


def can_open(by, scheme, person):
    """Oneself, a certifier of the scheme, the manager of the person's country, an administrator."""
    if by == person or by.is_administrator or person.country in by.managed_countries:
        return True
    return certifies(by, scheme)


def can_prepare(by, candidacy):
    return by.pk == candidacy.person_id


def can_decide(by, candidacy):
    return certifies(by, candidacy.scheme)


def can_issue_again(by, candidacy):
    return by.is_administrator or certifies(by, candidacy.scheme)


def can_take_measures(by, credential):
    """A certifier of the scheme, never the holder."""
    candidacy = credential.candidacy
    return by.pk != candidacy.person_id and certifies(by, candidacy.scheme)


def keeps_keys(by):
    """Keys are the business of whoever runs the machine, not of a certifier."""
    return by.is_administrator


def can_write_schemes(by):
    return by.is_administrator


def signs(by):
    """Nobody: only the worker has the keys, and it signs what was decided."""
    return False


def holds(by, credential):
    """The holder herself, and nobody for her."""
    return by.pk == credential.candidacy.person_id


def can_number(by, scheme):
    """Numbers are taken by who issues: the system after a decision, a certifier with a correction."""
    return certifies(by, scheme)


def can_keep_time(by):
    """What returns by the clock is done by the system."""
    return False
