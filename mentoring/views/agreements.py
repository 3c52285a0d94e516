from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from courses.filing import kind_of
from lms.core.forms import refusals_on
from lms.core.policy import require
from lms.core.ranges import private_file
from mentoring.actions import engagements as doing
from mentoring.forms.engagements import AgreementForm
from mentoring.models import Agreement, Engagement
from mentoring.policy import engagements as policy
from mentoring.querysets.reach import roster


@login_required
@require_http_methods(["GET", "POST"])
def sign_agreement(request, engagement_id):
    """What the cooperative agrees to, to be read aloud, and who signed it."""
    shown = _seen(request, engagement_id)
    require(policy.can_record_agreement, request.user, shown)
    members = roster(shown.cooperative, timezone.localdate()).select_related("person")
    form = AgreementForm(request.POST or None, request.FILES or None, roster=members)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        file = data["file"] and (kind_of(data["file"]), data["file"])
        with refusals_on(form):
            doing.sign_agreement(
                shown,
                signed_by=data["signed_by"],
                signed_on=data["signed_on"],
                file=file,
                by=request.user,
            )
            messages.success(request, _("The agreement is signed. Sessions can be logged."))
            return redirect("mentoring:engagement", shown.pk)
    context = {"engagement": shown, "cooperative": shown.cooperative, "form": form}
    return render(request, "mentoring/sign_agreement.html", context)


@login_required
@require_safe
def print_agreement(request, engagement_id):
    """The agreement as a sheet to read aloud and to sign by hand."""
    shown = _seen(request, engagement_id)
    context = {
        "engagement": shown,
        "cooperative": shown.cooperative,
        "mentors": [one.mentor for one in shown.assignments.accepted().select_related("mentor")],
    }
    return render(request, "mentoring/print_agreement.html", context)


@login_required
@require_safe
@cache_control(private=True, max_age=3600)
def agreement_file(request, engagement_id):
    kept = get_object_or_404(
        Agreement.objects.exclude(file=""), engagement=_seen(request, engagement_id)
    )
    return private_file(
        request,
        kept.file,
        size=kept.size,
        name=kept.file_name,
        content_type=kept.content_type,
        opens=kept.content_type == "image/jpeg",
    )


def _seen(request, engagement_id):
    seen = Engagement.objects.visible_to(request.user)
    return get_object_or_404(seen.select_related("cooperative", "programme"), pk=engagement_id)
