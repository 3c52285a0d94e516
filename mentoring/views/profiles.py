from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lms.core.policy import require
from mentoring.actions.profiles import describe_mentor
from mentoring.forms.profiles import ProfileForm
from mentoring.models import Engagement, MentorProfile
from mentoring.policy import engagements, profiles
from mentoring.reports import candidates


@login_required
@require_http_methods(["GET", "POST"])
def profile(request):
    """A mentor says what she brings."""
    require(profiles.can_describe, request.user, request.user)
    form, saved = _form(request, request.user)
    if saved:
        return redirect("mentoring:home")
    return _page(request, request.user, form)


@login_required
@require_http_methods(["GET", "POST"])
def mentor_profile(request, engagement_id, person_id):
    """A manager says it of a mentor whom she means to ask, and comes back to the candidates."""
    seen = Engagement.objects.visible_to(request.user).select_related("cooperative")
    shown = get_object_or_404(seen, pk=engagement_id)
    require(engagements.can_run_engagement, request.user, shown)
    mentor = get_object_or_404(candidates.mentors_for(request.user), pk=person_id)
    require(profiles.can_describe, request.user, mentor)
    form, saved = _form(request, mentor)
    if saved:
        return redirect("mentoring:candidates", shown.pk)
    return _page(request, mentor, form, engagement=shown)


def _form(request, mentor):
    known = MentorProfile.objects.filter(person=mentor).first() or MentorProfile(person=mentor)
    form = ProfileForm(
        request.POST or None,
        regions=candidates.regions_for(mentor, known),
        initial={
            "languages": known.languages or [mentor.language],
            "regions": known.regions,
            "sectors": known.sectors,
            "most_cooperatives": known.most_cooperatives,
        },
    )
    if request.method != "POST" or not form.is_valid():
        return form, False
    describe_mentor(mentor, **form.cleaned_data, by=request.user)
    messages.success(request, _("The profile is saved."))
    return form, True


def _page(request, mentor, form, *, engagement=None):
    context = {"mentor": mentor, "form": form, "engagement": engagement}
    return render(request, "mentoring/profile.html", context)
