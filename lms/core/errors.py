"""The one way the domain says no."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme


class RuleError(Exception):
    """A business rule refused the request. The text is shown to the person, in her language."""

    code = "rule"

    def __init__(self, message, **params):
        super().__init__(message % params if params else message)

    def __str__(self):
        return str(self.args[0])


class RuleErrorMiddleware:
    """Show a refused rule as a message on the page the person came from."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, error):
        if not isinstance(error, RuleError):
            return None
        messages.error(request, str(error))
        back = request.headers.get("Referer", "")
        safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
        return redirect(back if safe else "/")


class ReasonMissing(RuleError):
    """Whoever decides something about others says why: it is kept, and those concerned may read it."""

    code = "reason_missing"
