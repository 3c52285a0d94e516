"""Lists of files: judged line by line, issued by the worker, taken along as one ZIP."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from certification import packing, policy
from certification.actions import batches as actions
from certification.forms.batches import JudgeForm
from certification.models import Batch, CertificationScheme
from certification.reports import batches as reports
from lms.core.policy import require

PER_PAGE = 50


@require_safe
@login_required
def batches(request):
    """The lists of the schemes she certifies, and where to make one."""
    require(policy.works_at_desk, request.user)
    found = Batch.objects.visible_to(request.user).for_lists()
    context = {
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "schemes": CertificationScheme.objects.certified_by(request.user).with_versions(),
    }
    return render(request, "certification/batches.html", context)


@require_POST
@login_required
def make(request, pk):
    schemes = CertificationScheme.objects.visible_to(request.user)
    batch = actions.make(get_object_or_404(schemes, pk=pk), by=request.user)
    return redirect("certification:batch", batch.pk)


@require_safe
@login_required
def batch(request, pk):
    return _page(request, _visible(request, pk), JudgeForm())


@require_POST
@login_required
def judge(request, pk):
    """Grant the lines that were ticked."""
    batch = _visible(request, pk)
    require(policy.certifies, request.user, batch.scheme)
    form = JudgeForm(request.POST)
    lines = batch.lines.for_judging().filter(pk__in=_ticked(request))
    if not form.is_valid() or not lines:
        return _page(request, batch, form, nothing_ticked=not lines)
    refused = actions.judge(batch, lines, by=request.user)
    if granted := len(lines) - len(refused):
        said = ngettext("%(count)s decision is kept.", "%(count)s decisions are kept.", granted) % {
            "count": granted
        }
        messages.success(request, said)
    if refused:
        return _page(request, batch, JudgeForm(), refused=refused)
    return redirect(f"{reverse('certification:batch', args=[batch.pk])}?page={_number(request)}")


@require_safe
@login_required
def progress(request, pk):
    """How far the list is, asked for every two seconds while certificates are being made."""
    return render(request, "certification/_batch_progress.html", _progress(_visible(request, pk)))


@never_cache
@require_safe
@login_required
def papers(request, pk):
    """The papers of the list that are made, as one ZIP that is written while it is sent."""
    batch = _visible(request, pk)
    stream = packing.papers(batch.lines.papers())
    response = StreamingHttpResponse(stream, content_type="application/zip")
    response["Content-Length"] = len(stream)
    name = f"{batch.scheme.code}-{batch.made_at:%Y-%m-%d}.zip"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _visible(request, pk):
    return get_object_or_404(Batch.objects.visible_to(request.user).for_lists(), pk=pk)


def _number(request):
    page = request.GET.get("page", "1")
    return page if page.isdecimal() else "1"


def _ticked(request):
    return [number for number in request.POST.getlist("line") if number.isdecimal()]


def _progress(batch):
    return {"batch": batch, **reports.progress(batch)}


def _page(request, batch, form, *, nothing_ticked=False, refused=()):
    lines = batch.lines.for_judging()
    page = Paginator(lines, PER_PAGE).get_page(request.GET.get("page"))
    judges = policy.certifies(request.user, batch.scheme)
    reports.mark(page, request.user, judges=judges)
    context = {
        "page": page,
        "form": form,
        "judges": judges and any(line.may_be_granted for line in page),
        "nothing_ticked": nothing_ticked,
        "refused": refused,
        **_progress(batch),
    }
    return render(request, "certification/batch.html", context)
