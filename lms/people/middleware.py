from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode

OPEN_WITHOUT = ("mfa_", "account_", "livez", "readyz", "verify:")


class CmsLanguageMiddleware:
    """The editor names no language in its addresses: it speaks that of whoever works in it, on whatever device."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path.startswith("/cms/") and request.user.is_authenticated:
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = translation.get_language()
        return self.get_response(request)


class SecondFactorMiddleware:
    """Certifiers, managers and administrators get nowhere without a second factor in this very sign-in."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not request.user.is_authenticated or not request.user.needs_second_factor:
            return None
        if request.resolver_match.view_name.startswith(OPEN_WITHOUT) or _passed(request):
            return None
        if not Authenticator.objects.filter(
            user=request.user, type=Authenticator.Type.TOTP
        ).exists():
            return redirect("mfa_activate_totp")
        query = urlencode({"next": request.get_full_path()})
        return redirect(f"{reverse('mfa_reauthenticate')}?{query}")


def _passed(request):
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "mfa" for record in records)
