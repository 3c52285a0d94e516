"""One action: where it stands, what shows it, who does it and by when."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from lms.core.forms import refusals_on
from lms.core.policy import require
from lms.core.ranges import private_file
from lms.offline import intake
from mentoring.actions import plans as doing
from mentoring.forms.plans import DateForm, EvidenceForm, OwnerForm
from mentoring.models import ActionItem
from mentoring.policy import plans as policy
from mentoring.querysets.reach import roster
from mentoring.reports.plans import changes_of


@login_required
@require_safe
def action(request, action_id):
    return _page(request, action_id)


@login_required
@require_POST
def show_evidence(request, action_id):
    """The words go through the one door; the photo, which is heavy, follows."""
    shown = _seen(request, action_id)
    require(policy.can_show_evidence, request.user, shown)
    form = EvidenceForm(request.POST, request.FILES)
    if form.is_valid():
        words, photo = form.cleaned_data["words"], form.cleaned_data["evidence_photo"]
        if words:
            payload = {"action": shown.pk, "words": words}
            reply = intake.record_form(request, "mentoring.evidence_shown", payload)
            if not reply.accepted:
                form.add_error("words", reply.reason)
        if photo:
            with refusals_on(form, "evidence_photo"):
                doing.show_evidence(shown, photo=photo, by=request.user)
        if form.is_valid():
            messages.success(
                request,
                _("Saved. The cooperative and its mentor see it."),
                extra_tags=f"evidence-{shown.pk}",
            )
            return redirect("mentoring:action", shown.pk)
    return _page(request, shown.pk, evidence=form)


@login_required
@require_POST
def reschedule(request, action_id):
    shown = _seen(request, action_id)
    require(policy.can_change_action, request.user, shown)
    form = DateForm(request.POST, action=shown)
    if form.is_valid():
        data = {name: value.isoformat() for name, value in form.cleaned_data.items()}
        reply = intake.record_form(
            request, "mentoring.action_rescheduled", {"action": shown.pk, **data}
        )
        if reply.accepted:
            messages.success(request, _("The new date is saved."))
            return redirect("mentoring:action", shown.pk)
        # What was typed stays; what was read is now what stands there.
        shown.refresh_from_db()
        form = DateForm({**data, "was": shown.due_on.isoformat()}, action=shown)
        form.add_error("due_on", reply.reason)
    return _page(request, shown.pk, date=form)


@login_required
@require_POST
def hand_over(request, action_id):
    shown = _seen(request, action_id)
    require(policy.can_change_action, request.user, shown)
    members = _members(shown.cooperative)
    form = OwnerForm(request.POST, action=shown, roster=members)
    if form.is_valid():
        owner = form.cleaned_data["owner"].pk
        payload = {"action": shown.pk, "owner": owner, "was": form.cleaned_data["was"]}
        reply = intake.record_form(request, "mentoring.action_handed_over", payload)
        if reply.accepted:
            messages.success(request, _("Saved. Tell her that it is hers now."))
            return redirect("mentoring:action", shown.pk)
        shown.refresh_from_db()
        form = OwnerForm({"owner": owner, "was": shown.owner_id}, action=shown, roster=members)
        form.add_error("owner", reply.reason)
    return _page(request, shown.pk, owner=form)


@login_required
@require_safe
@cache_control(private=True, max_age=3600)
def evidence_photo(request, action_id):
    """The photo that shows it. We drew it ourselves, so it opens in the browser."""
    seen = ActionItem.objects.visible_to(request.user).exclude(evidence_photo="")
    kept = get_object_or_404(seen, pk=action_id).evidence_photo
    return private_file(
        request,
        kept,
        size=kept.size,
        name=f"{action_id}.jpg",
        content_type="image/jpeg",
        opens=True,
    )


def _seen(request, action_id):
    seen = ActionItem.objects.visible_to(request.user)
    return get_object_or_404(seen.select_related("cooperative", "owner"), pk=action_id)


def _members(cooperative):
    return list(roster(cooperative, timezone.localdate()).select_related("person"))


def _page(request, action_id, *, evidence=None, date=None, owner=None):
    seen = ActionItem.objects.visible_to(request.user).for_list(request.user)
    shown = get_object_or_404(
        seen.select_related("session", "ninety_day_plan", "objective__diagnostic"), pk=action_id
    )
    changes = shown.movable and shown.is_open
    context = {
        "action": shown,
        "cooperative": shown.cooperative,
        "is_mine": shown.owner.person_id == request.user.pk,
        "evidence_form": evidence or EvidenceForm(initial={"words": shown.evidence}),
        "date_form": (date or DateForm(action=shown)) if changes else None,
        "owner_form": (
            (owner or OwnerForm(action=shown, roster=_members(shown.cooperative)))
            if changes
            else None
        ),
        "changes": changes_of(shown),
    }
    return render(request, "mentoring/action.html", context)
