from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lms.core.policy import require
from lms.core.sheets import xlsx
from mentoring.forms.statements import StatementForm
from mentoring.policy import statements as policy
from mentoring.reports import printed
from mentoring.reports.statements import mentors_for, statement_of

PAGE = 25


@login_required
@never_cache
@require_safe
def statement(request):
    """What a mentor has worked in a period, on the page; without a choice the month that runs."""
    form, stated = _stated(request)
    context = {"form": form, "statement": stated, "query": request.GET.urlencode()}
    if stated:
        context |= {
            "page": Paginator(stated.lines, PAGE).get_page(request.GET.get("page")),
            "filters": printed.filters(stated),
            "sums": printed.in_hours(stated),
            "headings": printed.headings(),
            "small_print": printed.small_print(),
        }
    return render(request, "mentoring/statement.html", context)


@login_required
@never_cache
@require_safe
def statement_pdf(request):
    stated = _asked_for(request)
    name = f"statement-{stated.first}-{stated.last}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    paper = printed.statement_paper(stated)
    return HttpResponse(paper, content_type="application/pdf", headers=headers)


@login_required
@never_cache
@require_safe
def statement_xlsx(request):
    stated = _asked_for(request)
    name = _("statement %(first)s %(last)s") % {"first": stated.first, "last": stated.last}
    return xlsx(name, printed.headings(), printed.statement_table(stated))


def _stated(request):
    """The form, and the statement where the form says which."""
    user, today = request.user, timezone.localdate()
    require(policy.can_open_statements, user)
    usual = {"first": today.replace(day=1).isoformat(), "last": today.isoformat()}
    form = StatementForm({**usual, **request.GET.dict()}, mentors=mentors_for(user), by=user)
    if not form.is_valid():
        return form, None
    return form, statement_of(
        form.cleaned_data["mentor"],
        form.cleaned_data["first"],
        form.cleaned_data["last"],
        by=user,
        as_of=timezone.now().replace(second=0, microsecond=0),
    )


def _asked_for(request):
    _form, stated = _stated(request)
    if stated is None:
        raise Http404
    return stated
