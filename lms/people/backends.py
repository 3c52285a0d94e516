from django.contrib.auth.backends import BaseBackend


class PinBackend(BaseBackend):
    """Sign-in with cooperative code and personal PIN."""
