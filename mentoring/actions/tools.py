from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.core.errors import RuleError
from lms.core.moves import move
from lms.core.policy import require
from mentoring.choices import Topic
from mentoring.models import DiagnosticTool
from mentoring.policy.tools import can_write_tools
from mentoring.tools import files, rules

MOST_FAULTS = 20
"""How many faults are said at once: whoever mends a file mends these first."""


class ToolFaulty(RuleError):
    """``faults`` holds a sentence for each."""

    code = "tool_faulty"

    def __init__(self, faults):
        super().__init__(_("The tool is not whole yet."))
        self.faults = faults[:MOST_FAULTS]


class VersionPublished(RuleError):
    code = "version_published"


@transaction.atomic
def draft_tool(tool, *, by):
    """Write the next version of a tool as a draft, from the values of a file. Its draft, if there is one, is replaced.

    Raises ToolFaulty unless ``tool`` holds all that a tool must, and each question stays on its axis.
    """
    require(can_write_tools, by)
    if faults := rules.faults_of(tool, Topic.values):
        raise ToolFaulty(faults)
    tool = rules.whole(tool)
    versions = list(DiagnosticTool.objects.select_for_update().filter(code=tool["code"]))
    _refuse_moved(tool["axes"], versions)
    draft = next((one for one in versions if one.is_draft), None)
    number = draft.version if draft else max((one.version for one in versions), default=0) + 1
    words = {"title": tool["title"], "axes": tool["axes"]}
    written, _made = DiagnosticTool.objects.update_or_create(
        code=tool["code"], version=number, status=DiagnosticTool.Status.DRAFT, defaults=words
    )
    return written


def draft_next(tool, *, by):
    """A draft with the words of a version, to be changed. A draft that is there already is returned as it is."""
    require(can_write_tools, by)
    if draft := DiagnosticTool.objects.drafts().filter(code=tool.code).first():
        return draft
    return draft_tool({"code": tool.code, "title": tool.title, "axes": tool.axes}, by=by)


@transaction.atomic
def write_axis(tool, axis, *, by):
    """Write the words of one axis of a draft anew. Raises VersionPublished, or ToolFaulty."""
    require(can_write_tools, by)
    tool = DiagnosticTool.objects.select_for_update().get(pk=tool.pk)
    if not tool.is_draft:
        raise VersionPublished(_("A version never changes once it is published. Write a new one."))
    axes = [axis if one["code"] == axis["code"] else one for one in tool.axes]
    if faults := rules.faults_of(
        {"code": tool.code, "title": tool.title, "axes": axes}, Topic.values
    ):
        raise ToolFaulty(faults)
    tool.axes = [rules.whole_axis(one) for one in axes]
    tool.save(update_fields=["axes"])
    return tool


@transaction.atomic
def publish_tool(tool, *, by):
    """From now on cooperatives are diagnosed with this version; the one before it retires. Twice is once.

    Diagnostics under way keep the version they began with.
    """
    require(can_write_tools, by)
    versions = {
        one.pk: one for one in DiagnosticTool.objects.select_for_update().filter(code=tool.code)
    }
    tool = versions[tool.pk]
    if tool.is_published:
        return tool
    for before in versions.values():
        if before.is_published:
            move(before, DiagnosticTool.Status.RETIRED)
    move(tool, DiagnosticTool.Status.PUBLISHED, published_at=timezone.now())
    return tool


@transaction.atomic
def bring_in_default(*, by):
    """The tool that comes with the project, published. If any version of it is there, that is returned."""
    require(can_write_tools, by)
    tool = files.default()
    if known := DiagnosticTool.objects.filter(code=tool["code"]).first():
        return known
    return publish_tool(draft_tool(tool, by=by), by=by)


def _refuse_moved(axes, versions):
    for version in versions:
        if moved := rules.moved(axes, version.axes):
            sentence = _(
                "The question “%(question)s” belonged to another axis in version %(number)s."
            )
            raise ToolFaulty(
                [sentence % {"question": code, "number": version.version} for code in moved]
            )
