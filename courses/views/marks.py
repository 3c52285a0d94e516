from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from courses.forms.work import ReasonForm
from courses.models import Attempt, Submission
from courses.reports.marks import Marks
from courses.views.places import mine
from lms.offline import intake

PAGE = 20
CAN_BE_CONTESTED = {"attempt": Attempt, "submission": Submission}


@login_required
@require_safe
def marks(request, enrolment_id):
    """All my marks in a course: who gave them, when and why."""
    enrolment = mine(request, enrolment_id)
    page = Paginator(Marks(enrolment).listed(), PAGE).get_page(request.GET.get("page"))
    return render(request, "courses/learn/marks.html", {"enrolment": enrolment, "page": page})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def contest(request, thing, marked_id):
    """Say why I do not agree with a mark, once."""
    if thing not in CAN_BE_CONTESTED:
        raise Http404
    marked = get_object_or_404(
        CAN_BE_CONTESTED[thing].objects.of(request.user).select_related("activity", "enrolment"),
        pk=marked_id,
    )
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        payload = {thing: str(marked.pk), "reason": form.cleaned_data["reason"]}
        told = intake.told_in(request.POST, "courses.mark_contested", payload)
        reply = intake.record(told, by=request.user)
        if reply.accepted:
            messages.success(request, _("Your trainers know. You will be told what they answer."))
            return redirect("learn:marks", marked.enrolment_id)
        form.add_error(None, reply.reason)
    context = {"marked": marked, "thing": thing, "form": form}
    return render(request, "courses/learn/contest.html", context)
