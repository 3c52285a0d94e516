from django.contrib.auth.decorators import login_required
from django.http import HttpResponseBadRequest, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from lms.core.errors import RuleError
from mentoring.actions import drafts
from mentoring.forms.sessions import DraftForm
from mentoring.models import Engagement


@login_required
@sensitive_post_parameters("note-text")
@require_POST
def save_draft(request, engagement_id):
    """What the mentor has typed so far, sent by her device while she types."""
    coached, form = _coached(request, engagement_id), DraftForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    saved_at = form.cleaned_data["saved_at"]
    try:
        draft = drafts.save_draft(coached, form.fields_typed(), at=saved_at, by=request.user)
    except RuleError as refusal:
        return JsonResponse({"reason": str(refusal)}, status=409)
    return JsonResponse({"saved_at": draft.saved_at.isoformat()})


@login_required
@require_POST
def discard_draft(request, engagement_id):
    coached = _coached(request, engagement_id)
    drafts.discard_draft(coached, by=request.user)
    return redirect("mentoring:log_session", coached.pk)


def _coached(request, engagement_id):
    return get_object_or_404(Engagement.objects.coached_by(request.user), pk=engagement_id)
