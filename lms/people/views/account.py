from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from lms.core.navigation import entries_for
from lms.people.forms import CardForm, ProfileForm


@sensitive_post_parameters("pin")
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in_with_card(request):
    """Cooperative code and PIN, for those who have neither e-mail nor phone."""
    form = CardForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        login(request, form.person, backend="lms.people.backends.PinBackend")
        return redirect(_next_page(request) or "home")
    return render(request, "people/sign_in_with_card.html", {"form": form})


@login_required
def home(request):
    """To the first thing this person came for, in her language."""
    with translation.override(_own_language(request)):
        menu = entries_for(request)
        # Learning stands first for everybody; whoever holds a role comes for her work, which stands next.
        return redirect(menu[1 if request.user.roles else 0]["url"])


@login_required
@require_http_methods(["GET", "POST"])
def me(request):
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        person = form.save()
        with translation.override(person.language):
            messages.success(request, _("Saved."))
            return redirect("me")
    memberships = request.user.memberships.current().select_related("cooperative")
    return render(request, "people/me.html", {"form": form, "memberships": memberships})


def cms_sign_in(request):
    """The Wagtail admin has no sign-in of its own, so the second factor cannot be walked around."""
    if request.user.is_authenticated:
        raise PermissionDenied
    query = urlencode({"next": request.GET.get("next", "/cms/")})
    return redirect(f"{reverse(settings.LOGIN_URL)}?{query}")


def _own_language(request):
    spoken = dict(settings.LANGUAGES)
    return request.user.language if request.user.language in spoken else settings.LANGUAGE_CODE


def _next_page(request):
    wanted = request.POST.get("next") or request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if safe else ""
