from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from lms.core.forms import refusals_on
from lms.core.policy import require
from lms.people.models import Person
from mentoring.actions import acceptance as doing
from mentoring.forms.acceptance import MOST, AcceptAlthough, AcceptForm, WaitingFilter
from mentoring.models import CoachingSession, SessionMentor
from mentoring.oddities import FINAL
from mentoring.policy import engagements as policy
from mentoring.reports.acceptance import looked_through

PAGE = 25


@login_required
@require_http_methods(["GET", "POST"])
def accept(request):
    """What waits to be accepted: all at once what is in order, one by one what stands out."""
    require(policy.can_open_engagements, request.user)
    waiting = CoachingSession.objects.run_by(request.user).unsettled()
    form = AcceptForm(request.POST if request.method == "POST" else None, seen=waiting)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["sessions"]
        _say(request, len(chosen), doing.accept_sessions(chosen, by=request.user))
        return redirect(request.get_full_path())
    return _page(request, waiting, form=form)


@login_required
@require_POST
def accept_although(request, session_id):
    """One session, with the reason why."""
    require(policy.can_open_engagements, request.user)
    waiting = CoachingSession.objects.run_by(request.user)
    session = get_object_or_404(waiting.select_related("engagement__cooperative"), pk=session_id)
    form = AcceptAlthough(request.POST, auto_id=f"because-{session.pk}")
    if form.is_valid():
        with refusals_on(form, "because"):
            doing.accept_session(session, **form.cleaned_data, by=request.user)
            messages.success(request, _("The session is accepted."))
            return redirect(f"{reverse('mentoring:accept')}?{request.GET.urlencode()}")
    return _page(request, waiting.unsettled(), although=(session.pk, form))


def _say(request, chosen, held_back):
    if accepted := chosen - len(held_back):
        said = ngettext("%(n)d session is accepted.", "%(n)d sessions are accepted.", accepted)
        messages.success(request, said % {"n": accepted})
    if held := len(held_back):
        said = ngettext(
            "%(n)d session is held back: something stands out about it since.",
            "%(n)d sessions are held back: something stands out about them since.",
            held,
        )
        messages.warning(request, said % {"n": held})


def _page(request, waiting, *, form=None, although=(None, None)):
    choice = _filter(request, waiting)
    picked = choice.pick(waiting)
    clean, odd = looked_through(picked.for_acceptance()[:MOST], request.user)
    page = Paginator(odd, PAGE).get_page(request.GET.get("page"))
    for session in page:
        session.although = _although(session, *although)
    context = {
        "filter": choice,
        "form": form or AcceptForm(None, seen=waiting),
        "clean": clean,
        "page": page,
        "final": FINAL,
        "most": MOST,
        "more": max(picked.count() - MOST, 0),
    }
    return render(request, "mentoring/accept.html", context)


def _although(session, sent, form):
    """The form for a reason, as it was sent, or None where no reason is good enough."""
    if any(oddity.code in FINAL for oddity in session.oddities):
        return None
    return form if session.pk == sent else AcceptAlthough(auto_id=f"because-{session.pk}")


def _filter(request, waiting):
    times = SessionMentor.objects.filter(session__in=waiting.order_by()).order_by()
    mentors = Person.objects.filter(pk__in=times.values("mentor")).order_by("last_name", "pk")
    return WaitingFilter(
        request.GET,
        months=waiting.order_by().dates("held_on", "month"),
        mentors=[(mentor.pk, mentor.get_full_name()) for mentor in mentors],
    )
