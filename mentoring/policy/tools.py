"""Who may do what with the tools of diagnosis."""


def can_write_tools(by):
    """They are one and the same in all countries, so only an administrator."""
    return by.is_administrator
