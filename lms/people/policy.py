"""Who may do what with people. Reading is ``visible_to`` on the querysets."""


def manages(by, country):
    return by.is_administrator or country in by.managed_countries


def can_appoint(by, person, role, country):
    """Administrators appoint; nobody appoints herself."""
    return by.is_administrator and by.pk != person.pk


def can_admit(by, cooperative):
    return manages(by, cooperative.country)


def can_pass_offices_on(by, cooperative):
    return manages(by, cooperative.country)


def can_issue_pin(by, person):
    """A card opens an account, so whoever needs a second factor never gets one."""
    return manages(by, person.country)


def can_clean_registry(by):
    """Somewhere at all: the manager of a country, an administrator."""
    return by.is_administrator or bool(by.managed_countries)


def can_merge(by, cooperative):
    return manages(by, cooperative.country)
