from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lms.core.errors import RuleError
from lms.core.policy import require
from lms.core.ranges import private_file
from mentoring.actions import photos
from mentoring.forms.amendments import PhotoForm
from mentoring.models import CoachingSession, SessionPhoto
from mentoring.policy import sessions as policy


@login_required
@require_http_methods(["GET", "POST"])
def keep_photo(request, session_id):
    """One photo at a time, with the consent of those on it."""
    seen = CoachingSession.objects.visible_to(request.user)
    shown = get_object_or_404(seen.select_related("engagement__cooperative"), pk=session_id)
    require(policy.can_keep_photo, request.user, shown)
    form = PhotoForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            photos.keep_photo(shown, **form.cleaned_data, by=request.user)
        except RuleError as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, _("The photo is kept."))
            return redirect("mentoring:session", shown.pk)
    context = {"session": shown, "engagement": shown.engagement, "form": form}
    return render(request, "mentoring/keep_photo.html", context)


@login_required
@require_safe
@cache_control(private=True, max_age=3600)
def photo(request, photo_id):
    """We drew it ourselves, so it may open in the browser."""
    kept = get_object_or_404(SessionPhoto.objects.visible_to(request.user), pk=photo_id)
    return private_file(
        request,
        kept.file,
        size=kept.size,
        name=f"{kept.pk}.jpg",
        content_type="image/jpeg",
        opens=True,
    )


@login_required
@require_POST
def take_photo_away(request, photo_id):
    seen = SessionPhoto.objects.visible_to(request.user)
    kept = get_object_or_404(seen.select_related("session__engagement__cooperative"), pk=photo_id)
    photos.take_photo_away(kept, by=request.user)
    messages.success(request, _("The photo is taken away. It is nowhere any more."))
    return redirect("mentoring:session", kept.session_id)
