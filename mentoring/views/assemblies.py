from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.choices import UploadKind
from courses.filing import kind_of
from lms.core.errors import RuleError
from lms.core.policy import require
from lms.core.ranges import private_file
from lms.offline import intake
from lms.people.models import OfficeHolding
from mentoring.actions import assemblies as doing
from mentoring.forms.assemblies import AssemblyScreen, MinutesForm
from mentoring.models import Assembly, Minutes
from mentoring.policy import assemblies as policy
from mentoring.querysets.reach import cooperatives_known_to, roster

PAGE = 25
SENT = "mentoring.assembly_sent"
"""Which typed form the device may forget, told to the next page it opens."""


@login_required
@require_safe
def assemblies(request, cooperative_id):
    """The assemblies of a cooperative, who holds its offices today, and when it meets next."""
    cooperative = _cooperative(request, cooperative_id)
    listed = cooperative.assemblies.with_heads()
    context = {
        "cooperative": cooperative,
        "page": Paginator(listed, PAGE).get_page(request.GET.get("page")),
        "last": cooperative.assemblies.first(),
        "today": timezone.localdate(),
        "officers": OfficeHolding.objects.current()
        .filter(membership__cooperative=cooperative)
        .select_related("membership__person")
        .order_by("office", "pk"),
        "can_record": policy.can_record_assembly(request.user, cooperative),
    }
    return render(request, "mentoring/assemblies.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def record_assembly(request, cooperative_id):
    cooperative = _cooperative(request, cooperative_id)
    require(policy.can_record_assembly, request.user, cooperative)
    members = roster(cooperative, timezone.localdate()).select_related("person")
    people = [(member.pk, member.person.get_full_name()) for member in members]
    screen = AssemblyScreen(request.POST or None, cooperative=cooperative, roster=people)
    if request.method == "POST" and screen.is_valid():
        told = intake.told_in(request.POST, "mentoring.assembly_recorded", screen.payload())
        reply = intake.record(told, by=request.user)
        if reply.accepted:
            request.session[SENT] = f"assembly-{cooperative.pk}"
            messages.success(
                request, _("Saved. Now add the minutes: photos of the pages, or a document.")
            )
            return redirect("mentoring:assembly", reply.result["id"])
        if reply.code == intake.NotAllowed.code:
            raise PermissionDenied
        screen.add_error(None, reply.reason)
    context = {"cooperative": cooperative, "form": screen, "members": len(people)}
    return render(request, "mentoring/record_assembly.html", context)


@login_required
@require_safe
def assembly(request, assembly_id):
    return _page(request, assembly_id)


@login_required
@require_POST
def keep_minutes(request, assembly_id):
    shown = get_object_or_404(
        Assembly.objects.visible_to(request.user).select_related("cooperative"), pk=assembly_id
    )
    require(policy.can_keep_minutes, request.user, shown)
    form = MinutesForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            doing.keep_minutes(shown, kind_of(file), file, by=request.user)
        except RuleError as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, _("The minutes are on file."))
            return redirect("mentoring:assembly", shown.pk)
    return _page(request, shown.pk, form=form)


@login_required
@require_safe
@cache_control(private=True, max_age=3600)
def minutes(request, minutes_id):
    """A page or document of the minutes. Only photos, which we drew ourselves, open in the browser."""
    seen = Assembly.objects.visible_to(request.user)
    kept = get_object_or_404(Minutes.objects.filter(assembly__in=seen), pk=minutes_id)
    return private_file(
        request,
        kept.file,
        size=kept.size,
        name=kept.name,
        content_type=kept.content_type,
        opens=kept.kind == UploadKind.PHOTO,
    )


def _cooperative(request, cooperative_id):
    return get_object_or_404(cooperatives_known_to(request.user), pk=cooperative_id)


def _page(request, assembly_id, *, form=None):
    shown = get_object_or_404(Assembly.objects.visible_to(request.user).for_page(), pk=assembly_id)
    context = {
        "assembly": shown,
        "cooperative": shown.cooperative,
        "minutes_form": form or MinutesForm(),
        "can_keep": policy.can_keep_minutes(request.user, shown),
        "sent": request.session.pop(SENT, ""),
    }
    return render(request, "mentoring/assembly.html", context)
