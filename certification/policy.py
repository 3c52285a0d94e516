"""Who may do what with files and credentials. Reading is ``visible_to`` on the querysets."""

from courses.models import Enrolment
from lms.people.choices import Role

from .choices import NameChannel, StatementKind
from .models import CertificationScheme, Credential


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


def can_check_name(by, candidacy, channel):
    """The candidate for herself; for one without a phone, a certifier whom she told it."""
    if channel == NameChannel.SELF:
        return can_prepare(by, candidacy)
    return by.pk != candidacy.person_id and certifies(by, candidacy.scheme)


def can_decide(by, candidacy):
    return certifies(by, candidacy.scheme)


def can_ask_for_more(by, candidacy):
    return certifies(by, candidacy.scheme)


def can_declare(by, candidacy):
    return certifies(by, candidacy.scheme)


def can_write(by, candidacy):
    """The candidate and the certifiers of the scheme; none who stays out of the file."""
    if by.pk == candidacy.person_id:
        return True
    return certifies(by, candidacy.scheme) and not candidacy.conflict_of(by)


def can_pause(by, candidacy):
    """A certifier of the scheme, the manager of the person's country, an administrator; never herself."""
    if by.pk == candidacy.person_id:
        return False
    manages = by.is_administrator or candidacy.person.country in by.managed_countries
    return manages or certifies(by, candidacy.scheme)


def can_issue_again(by, candidacy):
    return by.is_administrator or certifies(by, candidacy.scheme)


def can_take_measures(by, credential):
    """A certifier of the scheme, never the holder."""
    candidacy = credential.candidacy
    return by.pk != candidacy.person_id and certifies(by, candidacy.scheme)


def keeps_keys(by):
    """Keys are the business of whoever runs the machine, not of a certifier."""
    return by.is_administrator


def can_write_templates(by):
    return by.is_administrator


def can_approve_template(by, version):
    """Somebody else than the person who made it: nobody puts a paper of her own into the world alone."""
    return can_write_templates(by) and by.pk != version.made_by_id


def can_read_permissions(by):
    """What the owner of a mark has signed: administrators, and whoever was given its screen in the admin."""
    return by.is_administrator or by.has_perm("certification.change_markpermission")


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


def is_master(by):
    """A master trainer: who holds a certificate of that kind today."""
    return Credential.objects.in_force().held_as_master(by).exists()


def trained(by, person):
    return Enrolment.objects.filter(learner=person, cohort__trainers=by).exists()


def can_observe(by, candidacy):
    """A master trainer or a certifier of the scheme, never the candidate."""
    if by.pk == candidacy.person_id:
        return False
    return certifies(by, candidacy.scheme) or is_master(by)


def can_judge(by, portfolio):
    """A portfolio, like a training: a master trainer or a certifier of the scheme, never the candidate."""
    return can_observe(by, portfolio.candidacy)


def can_countersign(by, observation):
    return by.pk == observation.person_id


def can_state(by, candidacy, requirement):
    """A declaration is the candidate's own; a recommendation is a master trainer's or a certifier's."""
    if requirement.params.get("statement") == StatementKind.DECLARATION:
        return by.pk == candidacy.person_id
    return can_observe(by, candidacy)


def observes(by):
    """Whether the page of those to watch and to recommend is hers."""
    return Role.CERTIFIER in by.roles or is_master(by)
