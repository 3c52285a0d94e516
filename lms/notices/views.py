from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lms.core.policy import require
from lms.people.models import Person

from . import actions, policy
from .forms import ChoicesForm, LogForm
from .kinds import KINDS
from .models import Channel, Delivery, Notice
from .writing import unsigned

PAGE = 25


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def home(request):
    """What I was told, the newest first; looking at it does not yet mean having read it."""
    if request.method == "POST":
        actions.read_all(request.user, until=timezone.now(), by=request.user)
        return redirect("notices:home")
    notices = Notice.objects.visible_to(request.user)
    page = Paginator(notices, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "sees_log": policy.can_see_log(request.user)}
    return render(request, "notices/home.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def choices(request):
    """By which channel I want which kind of notice."""
    form = ChoicesForm(request.POST or None, person=request.user)
    if request.method == "POST":
        form = ChoicesForm(request.POST, person=request.user)
        if form.is_valid():
            actions.choose(request.user, form.unwanted(), by=request.user)
            messages.success(request, _("Saved."))
            return redirect("notices:choices")
    return render(request, "notices/choices.html", {"form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request, token):
    """The link at the end of an e-mail: no more of this kind, without signing in."""
    try:
        person_id, kind = unsigned(token)
    except signing.BadSignature as error:
        raise Http404 from error
    if kind not in KINDS:
        raise Http404
    person = get_object_or_404(Person, pk=person_id)
    if request.method == "POST":
        actions.stop(person, kind, Channel.EMAIL, by=person)
    context = {"kind": KINDS[kind], "stopped": request.method == "POST"}
    return render(request, "notices/stop.html", context)


@login_required
@require_safe
def log(request):
    """What was sent to whom, and what did not arrive. Never what it said."""
    require(policy.can_see_log, request.user)
    form = LogForm(request.GET)
    sent = Delivery.objects.visible_to(request.user).select_related("notice__person")
    page = Paginator(form.pick(sent).order_by("-pk"), PAGE).get_page(request.GET.get("page"))
    return render(request, "notices/log.html", {"form": form, "page": page})
