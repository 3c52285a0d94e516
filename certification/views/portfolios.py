"""A portfolio: the candidate puts it together, others judge it by its rubric."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from certification import policy
from certification.actions import portfolios as actions
from certification.choices import RequirementKind
from certification.forms.portfolios import JudgementForm
from certification.models import Candidacy, Portfolio, PortfolioFile
from certification.reports import portfolios as reports
from courses.choices import UploadKind
from courses.forms.work import BoxesForm, WorkForm
from lms.core.forms import refusals_on
from lms.core.policy import require
from lms.core.ranges import private_file

TAKEN = ("text", UploadKind.PHOTO, UploadKind.DOCUMENT)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def mine(request, pk, position):
    """What I put together, what I handed in, and what was said of it."""
    files = Candidacy.objects.filter(person=request.user).select_related("version__scheme")
    file = get_object_or_404(files, pk=pk)
    requirement = get_object_or_404(
        file.version.requirements, position=position, kind=RequirementKind.PORTFOLIO
    )
    portfolios = reports.rounds(requirement, request.user)
    last = portfolios[0] if portfolios else None
    form = WorkForm(
        TAKEN, request.POST or None, request.FILES or None, initial={"text": last and last.text}
    )
    if request.method == "POST" and form.is_valid() and _kept(request, file, requirement, form):
        return redirect("certification:my_portfolio", file.pk, position)
    if request.method == "POST":
        portfolios = reports.rounds(requirement, request.user)
    last = portfolios[0] if portfolios else None
    context = {
        **reports.page(requirement, [p for p in portfolios if p.handed_in_at]),
        "file": file,
        "requirement": requirement,
        "last": last,
        "takes_more": reports.takes_more(file, requirement, last),
        "form": form,
    }
    return render(request, "certification/my_portfolio.html", context)


def _kept(request, file, requirement, form):
    """Whether everything that came was taken; what was refused is said in the form."""
    boxes = BoxesForm(request.POST)
    left_out = boxes.left_out if boxes.is_valid() else ()
    text, by = form.cleaned_data["text"], request.user
    with refusals_on(form):
        portfolio = actions.put_together(file, requirement, text, without=left_out, by=by)
        for kind, new in form.new_files:
            with refusals_on(form, kind):
                actions.add_file(portfolio, kind, new, by=by)
        if not form.errors and "add" not in request.POST:
            actions.hand_in(portfolio, by=by)
            said = _("Your portfolio is handed in. Somebody will look at it.")
            messages.success(request, said, extra_tags=f"portfolio-{portfolio.pk}")
    return not form.errors


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def portfolio(request, pk):
    """Read what was handed in, and say how far it has come by the rubric."""
    found = Portfolio.objects.visible_to(request.user).handed_in()
    shown = get_object_or_404(
        found.select_related(
            "candidacy__version__scheme", "requirement", "person", "judged_by"
        ).prefetch_related("files"),
        pk=pk,
    )
    page = reports.page(shown.requirement, [shown])
    form = JudgementForm(page["rubric"], request.POST or None)
    if request.method == "POST":
        require(policy.can_judge, request.user, shown)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            judged = actions.judge(shown, form.levels, form.cleaned_data["words"], by=request.user)
            said = _("Kept. The candidate is told.")
            messages.success(request, said, extra_tags=f"judge-{judged.pk}")
            return redirect("certification:portfolio", judged.pk)
    context = {
        **page,
        "shown": shown,
        "form": form,
        **_standing(request.user, shown),
    }
    return render(request, "certification/portfolio.html", context)


def _standing(reader, shown):
    """Whether the reader may judge it now, or why she stays out."""
    waits = shown.status == Portfolio.Status.WAITING and shown.candidacy.is_with_candidate
    judges = waits and policy.can_judge(reader, shown)
    conflict = shown.candidacy.conflict_of(reader) if judges else None
    return {"judges": judges and not conflict, "conflict": conflict}


@require_safe
@login_required
@cache_control(private=True, max_age=3600)
def given(request, pk):
    """A file of a portfolio, to who may see it. Only photos, which we drew ourselves, open in the browser."""
    kept = get_object_or_404(PortfolioFile.objects.visible_to(request.user), pk=pk)
    return private_file(
        request,
        kept.file,
        size=kept.size,
        name=kept.name,
        content_type=kept.content_type,
        opens=kept.kind == UploadKind.PHOTO,
    )
