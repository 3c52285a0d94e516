from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lms.core import sheets
from lms.core.policy import require
from mentoring.forms.overdue import OverdueFilter
from mentoring.models import ActionItem
from mentoring.policy import plans as policy
from mentoring.reports import overdue as report
from mentoring.reports.plans import by_axis

PAGE = 25
WRITERS = {"xlsx": sheets.xlsx, "csv": sheets.comma_separated}


@login_required
@require_safe
def overdue(request):
    """What is overdue: a mentor sees her cooperatives, a manager those of her country."""
    require(policy.can_follow_delays, request.user)
    user = request.user
    form = _filter(request)
    rows = report.overdue_for(user, **(form.chosen() if form else {}))
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "groups": _groups(page),
        "form": form,
        "query": request.GET.urlencode(),
        "axes": by_axis(ActionItem.objects.looked_after_by(user)) if form else [],
    }
    return render(request, "mentoring/overdue.html", context)


@login_required
@require_safe
def overdue_file(request, kind):
    require(policy.can_follow_delays, request.user)
    if kind not in WRITERS:
        raise Http404
    form = _filter(request)
    rows = report.overdue_for(request.user, **(form.chosen() if form else {}))
    name = _("Overdue actions %(day)s") % {"day": timezone.localdate().isoformat()}
    return WRITERS[kind](name, report.headings(), report.lines(rows.iterator(chunk_size=500)))


def _filter(request):
    """Only who manages has so many cooperatives that she looks at some of them."""
    if not policy.manages_somewhere(request.user):
        return None
    return OverdueFilter(request.GET, **report.choices_for(request.user))


def _groups(page):
    """The actions of a page by cooperative, as they come."""
    groups = []
    for action in page:
        if not groups or groups[-1]["cooperative"].pk != action.cooperative_id:
            cooperative = action.cooperative
            names = report.mentor_names(cooperative)
            groups.append({"cooperative": cooperative, "mentors": names, "actions": []})
        groups[-1]["actions"].append(action)
    return groups
