import hashlib
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseNotFound
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST, require_safe

from lms.people.choices import Role
from lms.people.models import Cooperative
from mentoring.actions import feeds as doing
from mentoring.forms.feeds import FeedForm
from mentoring.models import CalendarFeed
from mentoring.policy import feeds as policy
from mentoring.querysets.reach import cooperatives_of
from mentoring.reports.feeds import calendar_of

CALENDAR = "text/calendar; charset=utf-8"
NOT_SAID_ON = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}


def unnamed(view):
    """Whatever is logged of a request names its path: there the secret does not stand."""

    @wraps(view)
    def answer(request, secret):
        request.path = request.path.replace(secret, "secret")
        return view(request, secret)

    return answer


@login_required
@never_cache
@require_safe
def feeds(request):
    """The calendars one can have: one's own visits, and each cooperative one belongs to."""
    user = request.user
    standing = CalendarFeed.objects.visible_to(user).standing().select_related("cooperative")
    made = {feed.cooperative_id: feed for feed in standing}
    of_mentor = [None] if Role.MENTOR in user.roles else []
    offered = [*of_mentor, *Cooperative.objects.filter(pk__in=cooperatives_of(user))]
    rows = [(one, made.pop(one and one.pk, None)) for one in offered]
    context = {"rows": rows, "ended": list(made.values())}
    return render(request, "mentoring/feeds.html", context)


@login_required
@never_cache
@sensitive_variables("secret", "address", "context")
@require_POST
def make_feed(request):
    """Make a calendar and show its address, this once: only its digest is kept."""
    form = FeedForm(request.POST, by=request.user)
    if not form.is_valid():
        messages.error(request, _("Choose one of your own cooperatives."))
        return redirect("mentoring:feeds")
    feed, secret = doing.make_feed(form.cleaned_data["cooperative"], by=request.user)
    address = f"{settings.SITE_ADDRESS}{reverse('mentoring:calendar', args=[secret])}"
    opened = f"webcal:{address.partition(':')[2]}"
    context = {"feed": feed, "address": address, "opened": opened}
    return render(request, "mentoring/feed_made.html", context)


@login_required
@require_POST
def withdraw_feed(request, feed_id):
    feed = get_object_or_404(CalendarFeed.objects.visible_to(request.user), pk=feed_id)
    doing.withdraw_feed(feed, by=request.user)
    messages.success(request, _("The calendar is withdrawn. Its address answers nobody any more."))
    return redirect("mentoring:feeds")


@unnamed
@sensitive_variables("secret")
@require_safe
def calendar(request, secret):
    """A calendar for whoever has its secret address, without signing in. Unknown and withdrawn answer alike."""
    known = CalendarFeed.objects.of_secret(secret).select_related("owner", "cooperative").first()
    if known is None or not policy.is_alive(known):
        text = _("There is no calendar here.")
        return HttpResponseNotFound(text, content_type="text/plain", headers=NOT_SAID_ON)
    content = calendar_of(known)
    etag = f'"{hashlib.sha256(content).hexdigest()}"'
    whole = HttpResponse(content, content_type=CALENDAR, headers={"ETag": etag})
    whole["Content-Disposition"] = 'inline; filename="calendar.ics"'
    answer = get_conditional_response(request, etag=etag, response=whole)
    for name, value in NOT_SAID_ON.items():
        answer[name] = value
    return answer
