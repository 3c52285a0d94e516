from uuid_utils.compat import uuid7


def new_id():
    """A fresh id in time order (RFC 9562, version 7), so that rows made together lie together."""
    return uuid7()
