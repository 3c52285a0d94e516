from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lms.core.ids import new_id
from lms.core.policy import require
from lms.offline import intake
from lms.people.choices import Sex
from mentoring.forms.plans import StillOpen
from mentoring.forms.sessions import DisputeForm, HeldForm, NoteForm, SessionScreen
from mentoring.models import ActionItem, CoachingSession, Engagement, PrivateNote, SessionDraft
from mentoring.policy import sessions as policy
from mentoring.querysets.reach import roster
from mentoring.reports import openings
from mentoring.versions import changed, spoken

SENT = "mentoring.sent"
"""Which typed form the device may forget, told to the next page it opens."""


@login_required
@sensitive_post_parameters("note-text")
@require_http_methods(["GET", "POST"])
def log_session(request, engagement_id):
    coached = Engagement.objects.coached_by(request.user).for_list()
    shown = get_object_or_404(coached, pk=engagement_id)
    members = list(roster(shown.cooperative, timezone.localdate()).select_related("person"))
    draft = SessionDraft.objects.filter(engagement=shown, author=request.user).first()
    resumed = draft is not None and "resume" in request.GET
    parts = _parts(request, shown, members, draft.fields if resumed else None)
    # Every part says what is wrong with it, not only the first one.
    valid = request.method == "POST" and [part.is_valid() for part in parts.values()]
    if valid and all(valid):
        told = _told(request, parts["form"])
        reply = intake.record(told, by=request.user)
        if reply.accepted:
            return _after_logging(request, shown, told, parts)
        parts["form"].add_error(None, reply.reason)
    context = {
        **parts,
        "engagement": shown,
        "draft": None if resumed or request.method == "POST" else draft,
        "note_event_id": new_id(),
        "members": len(members),
        "women": sum(member.person.sex == Sex.WOMAN for member in members),
        "sent": request.session.pop(SENT, ""),
    }
    return render(request, "mentoring/log_session.html", context)


def _parts(request, engagement, members, begun):
    """The session, her private note, and what is still open from before: three parts of one screen."""
    typed, me = request.POST or None, request.user
    colleagues = [
        (one.mentor_id, str(one.mentor))
        for one in engagement.accompanying
        if one.mentor_id != me.pk
    ]
    still_open = ActionItem.objects.open().filter(cooperative=engagement.cooperative_id)
    return {
        "form": SessionScreen(
            typed,
            engagement=engagement,
            roster=[(member.pk, member.person.get_full_name()) for member in members],
            colleagues=colleagues,
            begun=begun,
        ),
        "note_form": NoteForm(typed, empty_permitted=True, use_required_attribute=False),
        "still_open": StillOpen(typed, prefix="open", actions=still_open.for_list(me)),
    }


def _told(request, screen):
    """The session as an event. A garbled id of its note is refused before anything is written."""
    intake.told_in(_ids_of_note(request), "mentoring.private_note_kept", {})
    return intake.told_in(request.POST, "mentoring.session_logged", screen.payload())


def _ids_of_note(request):
    post = request.POST
    return {"event_id": post.get("note_event_id", ""), "device_at": post.get("device_at", "")}


def _after_logging(request, engagement, told, parts):
    """What was ticked as done and the private note are events of their own, and go after the session."""
    request.session[SENT] = f"log-{engagement.pk}"
    messages.success(request, _("Saved. The members can now read it and say whether it is true."))
    for moved in parts["still_open"].events(told):
        answer = intake.record(moved, by=request.user)
        if not answer.accepted:
            messages.error(request, answer.reason)
    note = parts["note_form"]
    if text := note.cleaned_data.get("text", ""):
        payload = {"session": str(told.id), "text": text}
        told_note = intake.told_in(_ids_of_note(request), "mentoring.private_note_kept", payload)
        answer = intake.record(told_note, by=request.user)
        if not answer.accepted:
            note.add_error("text", answer.reason)
            return _session_page(request, told.id, note=note)
    return redirect("mentoring:session", told.id)


@login_required
@never_cache
@require_safe
def session(request, session_id):
    return _session_page(request, session_id)


@login_required
@require_POST
def confirm_session(request, session_id):
    shown = get_object_or_404(CoachingSession.objects.visible_to(request.user), pk=session_id)
    reply = intake.record_form(
        request,
        "mentoring.session_confirmed",
        {"session": str(shown.pk), "version": request.POST.get("version")},
    )
    if reply.accepted:
        messages.success(request, _("Thank you. Your answer is recorded."))
    else:
        messages.error(request, reply.reason)
    return redirect("mentoring:session", shown.pk)


@login_required
@require_POST
def dispute_session(request, session_id):
    shown = get_object_or_404(CoachingSession.objects.visible_to(request.user), pk=session_id)
    form = DisputeForm(request.POST)
    if form.is_valid():
        payload = {
            "session": str(shown.pk),
            "version": request.POST.get("version"),
            **form.cleaned_data,
        }
        reply = intake.record_form(request, "mentoring.session_disputed", payload)
        if reply.accepted:
            messages.success(request, _("Thank you. Your reason is recorded."))
            return redirect("mentoring:session", shown.pk)
        form.add_error(None, reply.reason)
    return _session_page(request, shown.pk, dispute=form)


@login_required
@sensitive_post_parameters("note-text")
@require_POST
def keep_note(request, session_id):
    shown = get_object_or_404(CoachingSession.objects.visible_to(request.user), pk=session_id)
    require(policy.can_keep_note, request.user, shown)
    form = NoteForm(request.POST)
    if form.is_valid():
        payload = {"session": str(shown.pk), **form.cleaned_data}
        reply = intake.record_form(request, "mentoring.private_note_kept", payload)
        if reply.accepted:
            messages.success(request, _("Your private note is kept."))
            return redirect("mentoring:session", shown.pk)
        form.add_error("text", reply.reason)
    return _session_page(request, shown.pk, note=form)


def _session_page(request, session_id, *, dispute=None, note=None):
    user = request.user
    shown = get_object_or_404(CoachingSession.objects.visible_to(user).for_page(), pk=session_id)
    own_note = PrivateNote.objects.visible_to(user).filter(session=shown).first()
    if own_note is None and note is None and policy.can_keep_note(user, shown):
        note = NoteForm()
    answers = shown.confirmations.all()
    own_answer = next(
        (one for one in answers if one.person_id == user.pk and one.version == shown.version), None
    )
    context = {
        "session": shown,
        "engagement": shown.engagement,
        "versions": [_version(one) for one in shown.amendments.all()],
        "shows_time": policy.can_see_time(user, shown),
        "was_there": policy.was_there_as_mentor(user, shown),
        "can_amend": policy.can_amend(user, shown),
        "actions": ActionItem.objects.filter(session=shown).for_list(user),
        "answers": answers,
        "asked": policy.is_asked(user, shown, own_answer),
        "own_answer": own_answer,
        "dispute_form": dispute or DisputeForm(),
        "own_note": own_note,
        "note_form": note,
        **openings.around(user, shown, own_note),
        "sent": request.session.pop(SENT, ""),
    }
    return render(request, "mentoring/session.html", context)


def _version(amendment):
    """An amendment with what it changed, named as on the form."""
    labels = {name: field.label for name, field in HeldForm.base_fields.items()}
    names = changed(amendment.before, amendment.after)
    return amendment, [
        (labels[name], spoken(name, amendment.before[name]), spoken(name, amendment.after[name]))
        for name in names
    ]
