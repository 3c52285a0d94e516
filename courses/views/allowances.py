from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses import policy
from courses.actions.allowances import allow_more
from courses.forms.allowances import AllowMoreForm
from courses.views.desks import cohort_of
from lms.core.forms import refusals_on
from lms.core.policy import require
from lms.offline import intake


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def more(request, cohort_id, enrolment_id):
    """More time or tries at a quiz for one learner, and what she was given so far."""
    cohort = cohort_of(request, cohort_id)
    places = cohort.enrolments.staying().select_related("learner", "cohort")
    enrolment = get_object_or_404(places, pk=enrolment_id)
    require(policy.can_allow_more, request.user, enrolment)
    form = AllowMoreForm(request.POST or None, edition=cohort.edition)
    if request.method == "POST" and form.is_valid():
        told = intake.told_in(request.POST, "courses.more_allowed", {})
        with refusals_on(form):
            allow_more(enrolment, allowance_id=told.id, by=request.user, **form.cleaned_data)
            messages.success(
                request, _("%(learner)s has more now.") % {"learner": enrolment.learner}
            )
            return redirect("teach:more", cohort.pk, enrolment.pk)
    titles = {quiz.key: quiz.title for quiz in form.quizzes}
    given = enrolment.allowances.select_related("given_by").reverse()
    context = {
        "cohort": cohort,
        "enrolment": enrolment,
        "form": form,
        "given": [(one, titles.get(one.activity_key, "")) for one in given],
    }
    return render(request, "courses/teach/more.html", context)
