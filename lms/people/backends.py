from django.contrib.auth.backends import ModelBackend

from . import actions


class PinBackend(ModelBackend):
    """Sign-in with cooperative code and personal PIN. Raises the RuleError that says why not."""

    def authenticate(self, request, cooperative_code=None, pin=None):
        if cooperative_code is None or pin is None:
            return None
        return actions.person_with_pin(cooperative_code, pin)
