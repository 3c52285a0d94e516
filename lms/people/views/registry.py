from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lms.core.errors import RuleError
from lms.core.policy import require
from lms.people import merging, policy
from lms.people.choices import CooperativeStatus
from lms.people.models import Cooperative, CooperativeMerge

PAGE = 25


@login_required
@require_safe
def alike(request):
    """Cooperatives that may have been written down twice, and the merges there were."""
    require(policy.can_clean_registry, request.user)
    mine = Cooperative.objects.managed_by(request.user)
    merges = CooperativeMerge.objects.filter(kept__in=mine)
    groups = merging.alike(mine.exclude(status=CooperativeStatus.DISSOLVED))
    context = {
        "page": Paginator(groups, PAGE).get_page(request.GET.get("page")),
        "merges": merges.select_related("kept", "duplicate", "merged_by")[:PAGE],
    }
    return render(request, "people/alike.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def merge(request, duplicate_id, kept_id):
    """Two cooperatives side by side; the button makes one of them."""
    mine = Cooperative.objects.managed_by(request.user)
    duplicate = get_object_or_404(mine, pk=duplicate_id)
    kept = get_object_or_404(mine, pk=kept_id)
    refusal = ""
    if request.method == "POST":
        try:
            merging.merge_cooperatives(duplicate, kept, by=request.user)
        except RuleError as refused:
            refusal = str(refused)
        else:
            messages.success(request, _("They are one now. You can undo it here."))
            return redirect("registry:alike")
    sides = [(one, merging.what_hangs_on(one)) for one in (kept, duplicate)]
    context = {"sides": sides, "kept": kept, "duplicate": duplicate, "refusal": refusal}
    return render(request, "people/merge.html", context)


@login_required
@require_POST
def undo(request, merge_id):
    mine = Cooperative.objects.managed_by(request.user)
    known = get_object_or_404(CooperativeMerge.objects.filter(kept__in=mine), pk=merge_id)
    merging.undo_merge(known, by=request.user)
    messages.success(request, _("They are two again."))
    return redirect("registry:alike")
