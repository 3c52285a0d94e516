"""The tools of diagnosis, for administrators: read, download, bring in, write, publish."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lms.core.errors import RuleError
from lms.core.policy import require
from mentoring.actions import tools as doing
from mentoring.forms.tools import AxisWordsForm, ToolFileForm
from mentoring.models import DiagnosticTool
from mentoring.policy.tools import can_write_tools
from mentoring.reports.diagnostics import axes_in_words
from mentoring.tools import files

PAGE = 25
WRITERS = {
    "json": (files.as_json, "application/json"),
    "toml": (files.as_toml, "application/toml; charset=utf-8"),
}


@login_required
@require_safe
def tools(request):
    require(can_write_tools, request.user)
    return _list(request, ToolFileForm())


@login_required
@require_POST
def bring_in_tool(request):
    tool = doing.bring_in_default(by=request.user)
    return redirect("mentoring:tool", tool.pk)


@login_required
@require_POST
def upload_tool(request):
    require(can_write_tools, request.user)
    form = ToolFileForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            content = files.read(form.cleaned_data["file"].read())
            draft = doing.draft_tool(content, by=request.user)
        except RuleError as refusal:
            form.add_error("file", [str(refusal), *getattr(refusal, "faults", [])])
        else:
            messages.success(request, _("The draft is here. Read it, then publish it."))
            return redirect("mentoring:tool", draft.pk)
    return _list(request, form)


@login_required
@require_safe
def tool(request, tool_id):
    """One version whole, with its words in every language."""
    shown = _tool(request, tool_id)
    return render(request, "mentoring/tool.html", {"tool": shown})


@login_required
@require_safe
def paper(request, tool_id):
    shown = _tool(request, tool_id)
    context = {"tool": shown, "axes": axes_in_words(shown.axes)}
    return render(request, "mentoring/paper.html", context)


@login_required
@require_safe
def tool_file(request, tool_id, kind):
    shown = _tool(request, tool_id)
    if kind not in WRITERS:
        raise Http404
    write, content_type = WRITERS[kind]
    values = {
        "code": shown.code,
        "version": shown.version,
        "title": shown.title,
        "axes": shown.axes,
    }
    name = f"{shown.code}-{shown.version}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(write(values), content_type=content_type, headers=headers)


@login_required
@require_POST
def draft_next(request, tool_id):
    draft = doing.draft_next(_tool(request, tool_id), by=request.user)
    return redirect("mentoring:tool", draft.pk)


@login_required
@require_POST
def publish_tool(request, tool_id):
    published = doing.publish_tool(_tool(request, tool_id), by=request.user)
    messages.success(request, _("Published: new diagnostics use this version."))
    return redirect("mentoring:tool", published.pk)


@login_required
@require_http_methods(["GET", "POST"])
def write_axis(request, tool_id, axis):
    """The words of one axis of a draft."""
    shown = _tool(request, tool_id)
    words = shown.axis(axis)
    if words is None:
        raise Http404
    if not shown.is_draft:
        return redirect("mentoring:tool", shown.pk)
    form = AxisWordsForm(words, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            doing.write_axis(shown, form.words(), by=request.user)
        except RuleError as refusal:
            form.add_error(None, [str(refusal), *getattr(refusal, "faults", [])])
        else:
            messages.success(request, _("Saved."), extra_tags=f"tool-{shown.pk}-{axis}")
            return redirect("mentoring:tool", shown.pk)
    return render(request, "mentoring/write_axis.html", {"tool": shown, "form": form, "axis": axis})


def _tool(request, tool_id):
    require(can_write_tools, request.user)
    return get_object_or_404(DiagnosticTool, pk=tool_id)


def _list(request, form):
    listed = DiagnosticTool.objects.defer("axes")
    context = {
        "page": Paginator(listed, PAGE).get_page(request.GET.get("page")),
        "form": form,
    }
    return render(request, "mentoring/tools.html", context)
